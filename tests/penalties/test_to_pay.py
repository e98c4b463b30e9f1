"""What settles a penalty notice on a day. The table is worked by hand: the day of receipt is day 1."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendctl.casework.notices.notice import CitedSession
from attendctl.casework.notices.to_pay import law_of_offences, to_pay
from tests.penalties.notices_by_hand import notice

ISSUED = date(2025, 11, 3)
LAW = law_of_offences(ISSUED)


def day_number(number: int, received: date = ISSUED) -> date:
    return received + timedelta(days=number - 1)


@pytest.mark.parametrize(
    ("rank", "day", "pounds", "until"),
    [
        (1, 1, 80, date(2025, 11, 23)),
        (1, 20, 80, date(2025, 11, 23)),
        (1, 21, 80, date(2025, 11, 23)),
        (1, 22, 160, date(2025, 11, 30)),
        (1, 28, 160, date(2025, 11, 30)),
        (1, 29, None, None),
        (2, 1, 160, date(2025, 11, 30)),
        (2, 21, 160, date(2025, 11, 30)),
        (2, 28, 160, date(2025, 11, 30)),
        (2, 29, None, None),
        (3, 1, None, None),
    ],
)
def test_what_is_due_by_day(rank: int, day: int, pounds: int | None, until: date | None) -> None:
    due = to_pay(notice(ISSUED, rank=rank), LAW, day_number(day))
    assert (due.pounds, due.until, due.day) == (pounds, until, day)


def test_days_are_counted_from_the_day_it_was_received() -> None:
    received = date(2025, 11, 6)
    found = notice(ISSUED, received=received)
    assert to_pay(found, LAW, date(2025, 11, 26)).pounds == 80  # day 21
    assert to_pay(found, LAW, date(2025, 11, 27)).pounds == 160  # day 22


@pytest.mark.parametrize(
    ("day", "pounds"), [(date(2024, 7, 21), 60), (date(2024, 7, 22), 120), (date(2024, 7, 29), None)]
)
def test_notices_under_the_old_law_cost_the_old_rates(day: date, pounds: int | None) -> None:
    issued = date(2024, 7, 1)
    assert to_pay(notice(issued), law_of_offences(issued), day).pounds == pounds


def test_absence_before_the_new_law_stays_under_the_old_rates() -> None:
    before = [CitedSession(date(2024, 7, 1), 0, "O")]
    assert law_of_offences(date(2024, 9, 10), before).first_pounds == 120
    assert law_of_offences(date(2024, 9, 10)).first_pounds == 160


@pytest.mark.parametrize(
    ("became", "why"),
    [("paid", "it was paid"), ("withdrawn", "it was withdrawn"), ("prosecuted", "it went to court")],
)
def test_nothing_is_due_once_something_became_of_it(became: str, why: str) -> None:
    due = to_pay(notice(ISSUED, became=[(became, day_number(3))]), LAW, day_number(4))
    assert (due.pounds, due.why) == (None, why)


@given(rank=st.integers(1, 2), first=st.integers(1, 40), later=st.integers(0, 40))
def test_waiting_never_makes_it_cheaper(rank: int, first: int, later: int) -> None:
    found = notice(ISSUED, rank=rank)
    early = to_pay(found, LAW, day_number(first)).pounds
    late = to_pay(found, LAW, day_number(first + later)).pounds
    assert late is None or (early is not None and early <= late)
