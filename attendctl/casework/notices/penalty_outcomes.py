"""What became of a penalty notice: paid, not paid, or taken to court."""

from __future__ import annotations

from attendctl.casework.case_checks import Asked
from attendctl.casework.notices.notice import Notice
from attendctl.casework.notices.notice_log import NoticeLogged
from attendctl.casework.notices.notice_words import NOT_GUILTY, PAID, PENDING, PROSECUTED, UNPAID
from attendctl.casework.notices.refusals import NoticeRefused
from attendctl.casework.notices.to_pay import law_of_offences, to_pay
from attendctl.casework.notices.what_follows import (
    append_outcome,
    day_it_may_follow,
    found_notice,
    said_already,
)
from attendctl.casework.wording import date_in_words
from attendctl.ledger.book import Ledger
from attendctl.settings import Settings

_COUNTS = "It counts toward the cap."
_DOES_NOT_COUNT = "Found not guilty: it does not count toward the cap. Its sessions stay used."


def pay(ledger: Ledger, settings: Settings, asked: Asked, number: int, *, amount: int) -> NoticeLogged:
    """Log that a penalty notice was paid, in whole pounds, on the day asked about.

    Raises:
        NoSuchNotice: there is no penalty notice of that number.
        NoticeRefused: it cannot be paid then, or the amount is not what settles it.
    """
    found = found_notice(ledger, settings, asked, number, is_penalty=True)
    details = {"notice": number, "amount": amount}
    if same := said_already(found, asked, PAID, details):
        return same
    on = day_it_may_follow(found.notice, asked, PAID)
    law = law_of_offences(found.notice.on, found.notice.sessions)
    due = to_pay(found.notice, law, on)
    if due.pounds is None:
        raise NoticeRefused(
            f"Notice {number} cannot be paid on {date_in_words(on)}, day {due.day}: {due.why}. "
            f"[{law.reference}]",
            remedy=f"Give the day of payment as --on; else log it: attendctl notice unpaid {number}",
        )
    if amount != due.pounds:
        raise NoticeRefused(
            f"£{amount} does not settle notice {number}: on day {due.day}, {date_in_words(on)}, "
            f"£{due.pounds} is due, {due.why}, and it is paid in one sum. [{law.reference}]",
            remedy="Was it paid on another day? Give that day as --on.",
        )
    return append_outcome(ledger, asked, found, PAID, details)


def unpaid(
    ledger: Ledger, settings: Settings, asked: Asked, number: int, *, note: str | None = None
) -> NoticeLogged:
    """Log that a penalty notice was not paid, once its time is over. Raises as ``pay``."""
    found = found_notice(ledger, settings, asked, number, is_penalty=True)
    if same := said_already(found, asked, UNPAID, {"notice": number}):
        return same
    day_it_may_follow(found.notice, asked, UNPAID)
    _time_is_over(found.notice, asked, "is unpaid")
    said = "The authority decides now: prosecute or withdraw. " + _COUNTS
    return append_outcome(ledger, asked, found, UNPAID, {"notice": number}, note=note, said=[said])


def prosecute(
    ledger: Ledger, settings: Settings, asked: Asked, number: int, *, result: str, note: str | None = None
) -> NoticeLogged:
    """Log that a notice went to court, and how it ended: pending, guilty or not-guilty. Raises as ``pay``."""
    found = found_notice(ledger, settings, asked, number, is_penalty=True)
    details = {"notice": number, "result": result}
    if same := said_already(found, asked, PROSECUTED, details):
        return same
    day_it_may_follow(found.notice, asked, PROSECUTED)
    before = found.notice.events[-1].details.get("result") if found.notice.status == PROSECUTED else None
    if before is not None and (before != PENDING or result == PENDING):
        raise NoticeRefused(
            f"Notice {number} went to court already, with the result {before}.",
            remedy=f"If that is wrong, take the entry back: attendctl case withdraw "
            f"{found.notice.events[-1].entry_id} --reason TEXT",
        )
    _time_is_over(found.notice, asked, "goes to court")
    said = [_DOES_NOT_COUNT if result == NOT_GUILTY else _COUNTS]
    return append_outcome(ledger, asked, found, PROSECUTED, details, note=note, said=said)


def _time_is_over(notice: Notice, asked: Asked, what: str) -> None:
    on = asked.on or asked.told
    if notice.until is not None and on <= notice.until:
        law = law_of_offences(notice.on, notice.sessions)
        raise NoticeRefused(
            f"Notice {notice.number} can be paid until {date_in_words(notice.until)}: it {what} after that "
            f"day only. [{law.reference}]",
            remedy=f"Wait until that day is over; if it was wrong: attendctl notice withdraw {notice.number}",
        )
