"""What a penalty notice costs on a day, and how long that amount is enough."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from attendctl.casework.notices.notice import WITHDRAWN, CitedSession, Notice
from attendctl.casework.notices.notice_words import PAID, PROSECUTED
from attendctl.rules.penalty_notices import FIRST, PenaltyNoticeLaw, penalty_notices

_SETTLED = {
    PAID: "it was paid",
    WITHDRAWN: "it was withdrawn",
    PROSECUTED: "it went to court",
}


@dataclass(frozen=True)
class ToPay:
    """What is to pay on one day.

    ``pounds`` None: nothing can be paid then, and ``why`` says why. ``until`` is the last day on which
    the amount is enough, ``day`` the number of the day that was asked about; the day the notice
    was received is day 1.
    """

    pounds: int | None
    until: date | None
    day: int
    why: str


def law_of_offences(on: date, sessions: Iterable[CitedSession] = ()) -> PenaltyNoticeLaw:
    """Return the law a notice goes by: that of the first session it rests on, of its own day without any.

    Args:
        on: the day of issue.
        sessions: those cited.

    Raises:
        NoRuleInForce: there is none on that day.

    >>> law_of_offences(date(2024, 9, 10), [CitedSession(date(2024, 7, 1), 0, "O")]).first_pounds
    120
    """
    return penalty_notices().in_force(min([on, *(session.date for session in sessions)]))


def received_on(notice: Notice) -> date:
    """Return day 1 of a notice's time to pay: the day it was received, else that of issue."""
    return notice.received_on or notice.on


def to_pay(notice: Notice, law: PenaltyNoticeLaw, on: date) -> ToPay:
    """Return what settles a penalty notice on a day.

    Args:
        notice: to one parent about one child; without a rank it is taken for a first one.
        law: as ``law_of_offences`` finds it.
        on: the day of payment.
    """
    rank = notice.rank or FIRST
    received = received_on(notice)
    day = (on - received).days + 1
    if notice.status in _SETTLED:
        return ToPay(None, None, day, _SETTLED[notice.status])
    if law.most is not None and rank > law.most:
        return ToPay(None, None, day, f"there is no notice beyond {law.most} in {law.years} years")
    pounds = law.pounds_to_pay(rank, received_on=received, paid_on=on)
    last_day = law.last_day_to_pay(received)
    if pounds is None:
        return ToPay(None, None, day, f"the {law.pay_within_days} days to pay ended on {last_day}")
    reduced = law.last_day_reduced(received)
    if law.reduced_pounds(rank) is not None and on <= reduced:
        return ToPay(pounds, reduced, day, f"the reduced amount, until day {law.reduced_within_days}")
    return ToPay(pounds, last_day, day, f"the full amount, until day {law.pay_within_days}")
