"""The days of a notice on which something ends, or has to be done."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from attendctl.casework.leave_days import SchoolCalendar
from attendctl.casework.notices.cap import counts_toward_cap, stops_counting_on
from attendctl.casework.notices.notice import RUNNING, Notice
from attendctl.casework.notices.notice_words import UNPAID
from attendctl.casework.notices.to_pay import received_on
from attendctl.rules.codes_of_conduct import CodeOfConduct
from attendctl.rules.penalty_notices import FIRST, PenaltyNoticeLaw

What = Literal["reduced_over", "payment_over", "authority_decides", "early_action", "review", "years_over"]

IN_WORDS: dict[What, str] = {
    "reduced_over": "the reduced amount is no longer enough",
    "payment_over": "it can no longer be paid: what became of it is logged",
    "authority_decides": "the authority decides: prosecute or withdraw",
    "early_action": "a penalty notice may follow, if its grounds are met",
    "review": "the last day: it is reviewed",
    "years_over": "it no longer counts toward the cap",
}
_DAY = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Deadline:
    """One such day. ``on`` is the first day of what ``what`` says; of a review, the last day to improve."""

    on: date
    what: What
    notice: int

    @property
    def in_words(self) -> str:
        """What it is, as half a sentence."""
        return IN_WORDS[self.what]


def deadlines(
    notice: Notice, law: PenaltyNoticeLaw, code: CodeOfConduct, calendar: SchoolCalendar
) -> list[Deadline]:
    """Return the deadlines of a notice that are still to be watched, by day, those past as well.

    Args:
        notice: with what became of it.
        law: that of its offences, as ``law_of_offences`` finds it.
        code: the authority's.
        calendar: of the school; deadlines of a notice to improve fall on school days.
    """
    if not notice.stands:
        return []
    found = _of_penalty(notice, law, code) if notice.is_penalty else _of_improvement(notice, calendar)
    return sorted(Deadline(on, what, notice.number) for what, on in found.items())


def _of_penalty(notice: Notice, law: PenaltyNoticeLaw, code: CodeOfConduct) -> dict[What, date]:
    found: dict[What, date] = {}
    if notice.status == RUNNING:
        received = received_on(notice)
        if law.reduced_pounds(notice.rank or FIRST) is not None:
            found["reduced_over"] = law.last_day_reduced(received) + _DAY
        found["payment_over"] = law.last_day_to_pay(received) + _DAY
    elif notice.status == UNPAID:
        found["authority_decides"] = notice.events[-1].happened_on
    over = stops_counting_on(notice, law)
    if over is not None and counts_toward_cap(notice, counted_from=code.notices_count_from):
        found["years_over"] = over
    return found


def _of_improvement(notice: Notice, calendar: SchoolCalendar) -> dict[What, date]:
    if notice.status != RUNNING or notice.until is None:
        return {}
    found: dict[What, date] = {"review": notice.until}
    early = notice.issue.details.get("early_action_from")
    if early:
        found["early_action"] = next(calendar.days(date.fromisoformat(early), date.max))
    return found
