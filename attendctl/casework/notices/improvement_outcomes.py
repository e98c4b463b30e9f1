"""What became of a notice to improve: met, not met, or ended early."""

from __future__ import annotations

from datetime import date

from attendctl.casework.case_checks import Asked, needed_text
from attendctl.casework.notices.may_be_fined import source_of
from attendctl.casework.notices.notice_log import NoticeLogged
from attendctl.casework.notices.notice_words import ENDED_EARLY
from attendctl.casework.notices.refusals import NoticeRefused
from attendctl.casework.notices.what_follows import (
    append_outcome,
    day_it_may_follow,
    found_notice,
    said_already,
)
from attendctl.casework.wording import date_in_words
from attendctl.ledger.book import Ledger
from attendctl.settings import Settings


def review(
    ledger: Ledger,
    settings: Settings,
    asked: Asked,
    number: int,
    *,
    outcome: str,
    note: str | None = None,
) -> NoticeLogged:
    """Log whether a notice to improve was met, on its last day or later.

    Raises:
        NoSuchNotice: there is no notice to improve of that number.
        NoticeRefused: it still runs, or what became of it is logged.
    """
    found = found_notice(ledger, settings, asked, number, is_penalty=False)
    if same := said_already(found, asked, outcome, {"notice": number}):
        return same
    on = day_it_may_follow(found.notice, asked, outcome)
    until = found.notice.until
    if until is not None and on < until:
        raise NoticeRefused(
            f"The notice to improve {number} runs until {date_in_words(until)}: it is reviewed on that day "
            "or later.",
            remedy=f"Where its grounds are met, end it early: attendctl notice end {number} --reason TEXT",
        )
    return append_outcome(ledger, asked, found, outcome, {"notice": number}, note=note)


def end(ledger: Ledger, settings: Settings, asked: Asked, number: int, *, reason: str) -> NoticeLogged:
    """Log that a notice to improve was ended before its last day, on its grounds. Raises as ``review``."""
    found = found_notice(ledger, settings, asked, number, is_penalty=False)
    reason = needed_text(reason, "--reason")
    if same := said_already(found, asked, ENDED_EARLY, {"notice": number}):
        return same
    on = day_it_may_follow(found.notice, asked, ENDED_EARLY)
    until, said_from = found.notice.until, found.notice.issue.details.get("early_action_from")
    earliest = date.fromisoformat(said_from) if said_from else None
    if until is not None and on > until:
        raise NoticeRefused(
            f"The notice to improve {number} ended by itself on {date_in_words(until)}.",
            remedy=f"Review it: attendctl notice review {number} --outcome met, or not-met",
        )
    if earliest is not None and on < earliest:
        source = source_of(found.school.conduct, "improvement_act_after_weeks")
        raise NoticeRefused(
            f"The notice to improve {number} cannot be ended before {date_in_words(earliest)}. [{source}]",
            remedy="Wait until that day. Support goes on meanwhile.",
        )
    said = "Now a penalty notice can be decided on: attendctl penalties decide."
    return append_outcome(ledger, asked, found, ENDED_EARLY, {"notice": number}, note=reason, said=[said])
