"""How many notices one parent may have about one child, and until when each counts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendctl.casework.notices.cap import cap_on, stops_counting_on
from attendctl.casework.notices.notice import Notice
from attendctl.casework.notices.to_pay import law_of_offences
from attendctl.rules.penalty_notices import penalty_notices
from tests.penalties.notices_by_hand import FATHER, MOTHER, notice

LAW = penalty_notices().in_force(date(2025, 11, 7))
BEGAN = date(2024, 8, 19)


def rank_on(on: date, *notices: Notice) -> int:
    return cap_on(notices, MOTHER, LAW, on=on, counted_from=BEGAN).rank


@pytest.mark.parametrize(
    ("issued", "on", "counts"),
    [
        (date(2024, 9, 10), date(2027, 9, 8), True),
        (date(2024, 9, 10), date(2027, 9, 9), True),  # the three years begin on 10 September 2024
        (date(2024, 9, 10), date(2027, 9, 10), False),  # and here on 11 September
        (date(2024, 9, 10), date(2027, 9, 11), False),
        (date(2028, 2, 29), date(2031, 2, 27), True),
        (date(2028, 2, 29), date(2031, 2, 28), True),  # there is no 29 February to end on
        (date(2028, 2, 29), date(2031, 3, 1), False),
        (date(2025, 2, 28), date(2028, 2, 27), True),
        (date(2025, 2, 28), date(2028, 2, 28), False),
        (date(2025, 3, 1), date(2028, 2, 29), True),  # the three years begin on 1 March 2025
        (date(2025, 3, 1), date(2028, 3, 1), False),
    ],
)
def test_the_three_years_end_with_the_day_of_the_proposal(issued: date, on: date, counts: bool) -> None:
    assert rank_on(on, notice(issued)) == (2 if counts else 1)


def test_two_fill_it_and_the_message_has_the_day_another_is_possible() -> None:
    two = [notice(date(2025, 1, 10)), notice(date(2026, 3, 2), number=2)]
    cap = cap_on(two, MOTHER, LAW, on=date(2026, 11, 2), counted_from=BEGAN)
    assert (cap.rank, cap.possible_from) == (3, date(2028, 1, 10))
    later = cap_on(two, MOTHER, LAW, on=date(2028, 1, 10), counted_from=BEGAN)
    assert (later.rank, later.possible_from) == (2, None)


def test_one_leaves_room_for_a_second() -> None:
    cap = cap_on([notice(date(2025, 1, 10))], MOTHER, LAW, on=date(2025, 6, 2), counted_from=BEGAN)
    assert (cap.rank, cap.possible_from) == (2, None)


@pytest.mark.parametrize("became", ["paid", "unpaid"])
def test_paid_and_unpaid_notices_count(became: str) -> None:
    assert rank_on(date(2025, 6, 2), notice(date(2025, 1, 10), became=[(became, date(2025, 2, 10))])) == 2


@pytest.mark.parametrize(("result", "rank"), [("pending", 2), ("guilty", 2), ("not-guilty", 1)])
def test_a_prosecution_counts_unless_the_parent_is_found_not_guilty(result: str, rank: int) -> None:
    went = [("unpaid", date(2025, 2, 10), {}), ("prosecuted", date(2025, 3, 10), {"result": result})]
    assert rank_on(date(2025, 6, 2), notice(date(2025, 1, 10), became=went)) == rank


def test_a_withdrawn_notice_does_not_count() -> None:
    assert (
        rank_on(date(2025, 6, 2), notice(date(2025, 1, 10), became=[("withdrawn", date(2025, 1, 20))])) == 1
    )


def test_a_notice_to_improve_does_not_count() -> None:
    assert rank_on(date(2025, 6, 2), notice(date(2025, 1, 10), kind="notice-to-improve")) == 1


def test_a_notice_to_the_other_parent_does_not_count() -> None:
    assert rank_on(date(2025, 6, 2), notice(date(2025, 1, 10), parent=FATHER)) == 1


def test_a_notice_of_a_later_day_does_not_count_yet() -> None:
    assert rank_on(date(2025, 6, 2), notice(date(2025, 6, 3))) == 1


@pytest.mark.parametrize(("issued", "rank"), [(date(2024, 8, 18), 1), (date(2024, 8, 19), 2)])
def test_notices_before_the_day_of_the_code_do_not_count(issued: date, rank: int) -> None:
    assert rank_on(date(2025, 6, 2), notice(issued)) == rank


def test_there_was_no_cap_in_the_old_law() -> None:
    many = [notice(date(2024, 1, day), number=day) for day in range(1, 10)]
    cap = cap_on(
        many, MOTHER, law_of_offences(date(2024, 5, 1)), on=date(2024, 5, 1), counted_from=date(2013, 9, 1)
    )
    assert (cap.counting, cap.rank, cap.possible_from) == ((), 1, None)


@given(
    issued=st.dates(BEGAN, date(2031, 12, 31)),
    after=st.integers(0, 4 * 366),
)
def test_it_counts_until_the_day_before_its_third_anniversary(issued: date, after: int) -> None:
    on = issued + timedelta(days=after)
    # Month and day compared as numbers: 29 February lies before 1 March of any year.
    is_before = (on.year - issued.year, on.month, on.day) < (3, issued.month, issued.day)
    found = notice(issued)
    assert rank_on(on, found) == (2 if is_before else 1)
    over = stops_counting_on(found, LAW)
    assert over is not None
    assert (on >= over) is not is_before
