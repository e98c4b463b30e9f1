"""Issuing a penalty notice to one parent about one child, or entering one that was issued elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from attendctl.casework.case_checks import Asked, checked_entry, needed_text
from attendctl.casework.case_kinds import kind_named
from attendctl.casework.notices.citing import as_cited
from attendctl.casework.notices.may_be_issued import refusals
from attendctl.casework.notices.notice import (
    ISSUED,
    PENALTY_NOTICE,
    CitedSession,
    details_of_parent,
    details_of_sessions,
    standing_penalties,
)
from attendctl.casework.notices.notice_case import ParentAndChild, read_notice_case, read_parent_and_child
from attendctl.casework.notices.notice_log import NoticeLogged, append_notice
from attendctl.casework.notices.notice_words import PROCEED
from attendctl.casework.notices.proposed import proposed
from attendctl.casework.notices.refusals import raise_all
from attendctl.casework.notices.sessions_said import AUTO, is_auto, names_only, sessions_told
from attendctl.casework.notices.to_pay import law_of_offences
from attendctl.casework.wording import date_in_words
from attendctl.errors import WrongUsage
from attendctl.ledger.book import Ledger
from attendctl.rules.penalty_notices import PenaltyNoticeLaw
from attendctl.rules.years import birthday
from attendctl.settings import Settings


@dataclass(frozen=True)
class IssueAsked:
    """What the officer says of a penalty notice.

    ``received`` None: on the day of issue. ``sessions``: ``auto``, or a list of days and halves.
    ``elsewhere`` is who issued it, if another school or authority did.
    """

    parent: str
    received: date | None = None
    sessions: str = AUTO
    elsewhere: str | None = None
    below_threshold: str | None = None
    despite_hold: str | None = None
    note: str | None = None


def issue(ledger: Ledger, settings: Settings, asked: Asked, said: IssueAsked) -> NoticeLogged:
    """Log that a penalty notice was issued.

    Raises:
        NotFound: no such school, pupil or parent.
        WrongUsage: something said cannot be right.
        NoticeRefused: the law, the code of conduct or the case log rules it out.
    """
    on = asked.on or asked.told
    received = said.received or on
    if received < on:
        raise WrongUsage(
            f"--received {received} is before --on {on}, the day of issue.",
            remedy="Give the day on which the parent received it.",
        )
    if said.elsewhere is not None:
        who = needed_text(said.elsewhere, "--elsewhere")
        both = read_parent_and_child(ledger, settings, asked, said.parent)
        return _enter(ledger, asked, both, said, received, who)
    case = read_notice_case(ledger, settings, asked, said.parent)
    same = _same_notice(case, said)
    if same is not None:
        return same
    decision = case.decision
    notice = proposed(
        case,
        said.sessions,
        decided_on=decision.happened_on if decision and decision.outcome == PROCEED else None,
        below_threshold=_reason(said.below_threshold, "--below-threshold"),
        despite_hold=_reason(said.despite_hold, "--despite-hold"),
    )
    raise_all("The notice cannot be issued", refusals(notice))
    cited = as_cited(notice.sessions)
    law = law_of_offences(on, cited)
    details: dict[str, Any] = {
        "reached_on": notice.met.on.isoformat() if notice.met else None,
        "below_threshold": notice.below_threshold,
        "despite_hold": notice.despite_hold,
    }
    lines = [notice.which, *_who_issues(case)]
    return _log(ledger, asked, case, said, law, received, cited, details, lines)


def terms_of_payment(law: PenaltyNoticeLaw, rank: int, received: date) -> str:
    """Say what is to pay until when.

    >>> terms_of_payment(law_of_offences(date(2025, 11, 7)), 1, date(2025, 11, 7))[:71]
    'To pay: £80 until 27 November 2025 (day 21), then £160 until 4 December'
    """
    last = f"£{law.full_pounds(rank)} until {date_in_words(law.last_day_to_pay(received))} "
    last += f"(day {law.pay_within_days}). Day 1 is {date_in_words(received)}, the day it is received."
    reduced = law.reduced_pounds(rank)
    if reduced is None:
        return f"To pay: {last}"
    early = date_in_words(law.last_day_reduced(received))
    return f"To pay: £{reduced} until {early} (day {law.reduced_within_days}), then {last}"


def _enter(
    ledger: Ledger, asked: Asked, case: ParentAndChild, said: IssueAsked, received: date, who: str
) -> NoticeLogged:
    same = _same_notice(case, said)
    if same is not None:
        return same
    cited = () if is_auto(said.sessions) else sessions_told(said.sessions)
    law = law_of_offences(case.on, cited)
    details = {"elsewhere": True, "issued_by": who}
    return _log(ledger, asked, case, said, law, received, cited, details, list(_later_notices(case, law)))


def _later_notices(case: ParentAndChild, law: PenaltyNoticeLaw) -> Iterator[str]:
    """Name the later notices to this parent that were numbered before this one was known."""
    if law.years is None or case.on < case.conduct.notices_count_from:
        return
    for one in standing_penalties(case.notices):
        if one.parent.key == case.parent.named.key and case.on < one.on < birthday(case.on, law.years):
            yield (
                f"Notice {one.number} of {date_in_words(one.on)} was logged as number {one.rank} to this "
                "parent before this one was known: ask who issued it whether it, and its amount, still stand."
            )


def _log(
    ledger: Ledger,
    asked: Asked,
    case: ParentAndChild,
    said: IssueAsked,
    law: PenaltyNoticeLaw,
    received: date,
    cited: Sequence[CitedSession],
    details: dict[str, Any],
    lines: list[str],
) -> NoticeLogged:
    rank = case.cap.rank if law.most is None else min(case.cap.rank, law.most)
    every = {
        "parent": details_of_parent(case.parent.named),
        "rank": rank,
        "sessions": details_of_sessions(cited),
        "received_on": received.isoformat(),
        "issued_by": issuer(case),
        "issued_again_after": _withdrawn_on_the_day(case),
    } | details
    entry = checked_entry(
        asked,
        kind_named(PENALTY_NOTICE),
        case.school,
        case.pupil,
        outcome=ISSUED,
        until=law.last_day_to_pay(received),
        note=said.note,
        details={name: value for name, value in every.items() if value is not None},
    )
    lines += [f"Notice number {rank} to this parent about this child.", terms_of_payment(law, rank, received)]
    if said.received is None:
        lines.append("It is taken for received on the day of issue: give --received if it was later.")
    if not case.parent.is_known:
        lines.append("The register does not say that this contact has parental responsibility or care.")
    if not case.parent.has_address:
        lines.append("The register has no address of this parent.")
    return append_notice(ledger, entry, case.pupil, lines)


def issuer(case: ParentAndChild) -> str:
    """Return who issues notices: the school, or the authority, as the code of conduct says."""
    if case.conduct.notices_issued_by == "school":
        return case.school.name
    return case.school.settings.local_authority or case.conduct.authority


def _who_issues(case: ParentAndChild) -> list[str]:
    if case.conduct.notices_issued_by == "school":
        return []
    return ["The local authority issues it; this is the school's record that it did."]


def _same_notice(case: ParentAndChild, said: IssueAsked) -> NoticeLogged | None:
    """Return the notice of that day to that parent, if it stands: it is not issued twice."""
    for notice in case.to_this_parent:
        if not notice.is_penalty or not notice.stands or notice.on != case.on:
            continue
        is_same_issuer = notice.elsewhere == (said.elsewhere is not None) and (
            said.elsewhere is None or said.elsewhere.strip() == notice.issued_by
        )
        cited = {(session.date, session.session) for session in notice.sessions}
        if is_same_issuer and names_only(said.sessions, cited):
            return NoticeLogged(notice.issue, case.pupil, notice, is_new=False)
    return None


def _withdrawn_on_the_day(case: ParentAndChild) -> int | None:
    """Return the number of a notice of the same day that was withdrawn: another may follow it."""
    found = [one for one in case.to_this_parent if one.is_penalty and not one.stands and one.on == case.on]
    return found[-1].number if found else None


def _reason(text: str | None, option: str) -> str | None:
    return None if text is None else needed_text(text, option)
