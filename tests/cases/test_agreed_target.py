"""Targets in sessions: what leads to the band above, by hand, at the edges, and against plain fractions."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attendctl.casework.agreed_target import (
    Reach,
    check_target,
    most_that_may_be_missed,
    reach_of,
    school_days_ahead,
)
from attendctl.casework.standing import Sessions
from attendctl.casework.stated_closures import stated_closures
from attendctl.errors import WrongUsage
from attendctl.policies import load_policy
from attendctl.settings import CalendarSettings

GREENHILL = load_policy("greenhill")  # green from 96%, yellow from 93%, amber from 90.1%, red below
FRIDAY = date(2026, 1, 16)
NOTHING_CLOSED: frozenset[date] = frozenset()


def percent_printed(attended: int, possible: int) -> Decimal:
    """The percentage as it is printed, by decimal arithmetic."""
    exact = Decimal(100 * attended) / Decimal(possible)
    return exact.quantize(Decimal("0.1"), ROUND_HALF_UP)


def reach(so_far: Sessions, until: date, closed: frozenset[date] = NOTHING_CLOSED) -> Reach:
    return reach_of(GREENHILL, so_far, as_of=FRIDAY, until=until, closed=closed)


# possible so far, missed so far, possible ahead, percentage to reach -> most that may still be missed
@pytest.mark.parametrize(
    ("possible", "missed", "ahead", "lowest", "most"),
    [
        (100, 8, 100, 960, 0),  # 192 of 200 is 96.0; 191 is 95.5
        (100, 9, 100, 960, None),  # 191 of 200
        (160, 14, 40, 930, 0),  # 186 of 200 is 93.0
        (160, 10, 40, 930, 4),  # 14 missed of 200
        (150, 10, 50, 930, 4),
        (1900, 100, 100, 960, None),  # 1900 of 2000 is 95.0
        (1999, 81, 1, 960, 0),  # 1919 of 2000 is 95.95: half up, 96.0
        (1999, 82, 1, 960, None),  # 1918 of 2000 is 95.9
        (0, 0, 10, 900, 1),
        (10, 5, 0, 500, 0),  # there already, nothing ahead
        (10, 6, 0, 500, None),
        (10, 0, 10, 0, 10),  # everything may be missed
    ],
)
def test_worked_by_hand(possible: int, missed: int, ahead: int, lowest: int, most: int | None) -> None:
    assert most_that_may_be_missed(Sessions(possible, missed, 0), ahead, lowest) == most


@settings(deadline=None)
@given(
    st.integers(1, 380), st.integers(0, 380), st.integers(0, 200), st.integers(0, 1000), st.integers(0, 200)
)
def test_one_more_is_always_too_many(
    possible: int, missed: int, ahead: int, lowest: int, authorised: int
) -> None:
    missed = min(missed, possible)
    authorised = min(authorised, missed)
    most = most_that_may_be_missed(Sessions(possible, authorised, missed - authorised), ahead, lowest)
    edge = Decimal(lowest) / 10
    whole = possible + ahead
    ends = [percent_printed(whole - missed - more, whole) for more in range(ahead + 1)]
    assert [end >= edge for end in ends] == [most is not None and more <= most for more in range(ahead + 1)]


def test_days_ahead_are_weekdays_after_the_day_up_to_the_other_both_ends_told() -> None:
    days = list(school_days_ahead(FRIDAY, date(2026, 1, 26), {date(2026, 1, 21), date(2026, 1, 24)}))
    assert [day.day for day in days] == [19, 20, 22, 23, 26]
    assert list(school_days_ahead(FRIDAY, FRIDAY, NOTHING_CLOSED)) == []
    assert list(school_days_ahead(FRIDAY, FRIDAY + timedelta(days=2), NOTHING_CLOSED)) == []


def test_the_october_half_term_that_is_stated_is_not_ahead() -> None:
    closed = stated_closures(CalendarSettings(october_half_term=date(2025, 10, 29)))
    days = list(school_days_ahead(date(2025, 10, 24), date(2025, 11, 4), closed))
    assert days == [date(2025, 11, 3), date(2025, 11, 4)]
    assert stated_closures(CalendarSettings()) == frozenset()


def test_six_more_sessions_by_13_february() -> None:
    """140 possible, 12 missed: 91.4%, amber. 20 school days ahead: 40 sessions. 93% of 180 is 167.4."""
    so_far = Sessions(140, 12, 0)
    found = reach(so_far, date(2026, 2, 13))
    assert (found.band, found.band_above, found.lowest, found.ahead) == ("amber", "yellow", 930, 40)
    assert found.at_most == 0  # 168 of 180 is 93.3; 167 is 92.8
    with pytest.raises(WrongUsage, match=r"would be about 90\.0%: not in the yellow band") as fault:
        check_target(found, 6)
    assert "--sessions 0" in fault.value.remedy
    assert "about 93.3% or more: the yellow band (93% or more)" in check_target(found, 0)


@pytest.mark.parametrize(("sessions", "reached"), [(1, True), (2, True), (3, True), (4, False)])
def test_below_at_and_above_the_most(sessions: int, reached: bool) -> None:
    """200 possible, 16 missed: 92.0%. 35 days ahead. Of 270, 19 missed is 92.96, printed 93.0; 20 is 92.6."""
    found = reach(Sessions(200, 8, 8), FRIDAY + timedelta(weeks=7))
    assert found.ahead == 70
    assert found.at_most == 3
    if reached:
        said = check_target(found, sessions)
        assert ("Up to 3 sessions" in said) == (sessions < 3)
    else:
        with pytest.raises(WrongUsage):
            check_target(found, sessions)


def test_what_cannot_be_reached_by_then_says_from_when_on_it_can() -> None:
    """100 possible, 9 missed: 91.0%. 9 missed of 128 is 92.97: printed 93.0. Of 126: 92.86, 92.9. 14 days."""
    found = reach(Sessions(100, 9, 0), date(2026, 1, 23))
    assert found.at_most is None
    assert found.first_day == date(2026, 2, 5)
    with pytest.raises(WrongUsage, match="cannot be reached by 23 January 2026") as fault:
        check_target(found, 0)
    assert "from 5 February 2026 on" in fault.value.remedy
    assert reach(Sessions(100, 9, 0), date(2026, 2, 4)).at_most is None
    assert reach(Sessions(100, 9, 0), date(2026, 2, 5)).at_most == 0


def test_days_that_are_closed_put_it_off() -> None:
    half_term = frozenset(date(2026, 1, 26) + timedelta(days=number) for number in range(7))
    assert reach(Sessions(100, 9, 0), date(2026, 1, 23), half_term).first_day == date(2026, 2, 12)


def test_what_cannot_be_reached_this_year_is_said() -> None:
    found = reach(Sessions(100, 60, 0), date(2026, 7, 17))
    assert found.first_day is None
    with pytest.raises(WrongUsage) as fault:
        check_target(found, 0)
    assert "Nor can it in this academic year" in fault.value.remedy


@pytest.mark.parametrize("until", [FRIDAY - timedelta(days=1), FRIDAY, date(2026, 9, 1), date(2027, 1, 1)])
def test_a_day_outside_the_rest_of_the_year_is_refused(until: date) -> None:
    with pytest.raises(WrongUsage, match="not a day of this academic year"):
        reach(Sessions(100, 9, 0), until)


@pytest.mark.parametrize("until", [FRIDAY + timedelta(days=1), date(2026, 8, 31)])
def test_the_first_and_the_last_day_there_are(until: date) -> None:
    assert reach(Sessions(100, 9, 0), until).until == until


def test_from_the_best_band_there_is_nothing_to_aim_for() -> None:
    with pytest.raises(WrongUsage, match="the best there is"):
        reach(Sessions(100, 4, 0), date(2026, 2, 13))


def test_a_pupil_without_a_session_is_in_no_band() -> None:
    with pytest.raises(WrongUsage, match="in no band yet"):
        reach(Sessions(0, 0, 0), date(2026, 2, 13))


@pytest.mark.parametrize("name", ["national", "greenhill"])
@settings(deadline=None)
@given(possible=st.integers(1, 380), missed=st.integers(0, 380), days=st.integers(1, 200))
def test_a_target_that_is_taken_leads_to_the_band_above_or_a_better_one(
    name: str, possible: int, missed: int, days: int
) -> None:
    policy = load_policy(name)
    so_far = Sessions(possible, min(missed, possible), 0)
    before = policy.band_of(so_far.tenths)
    if before == policy.bands[0]:
        return
    found = reach_of(policy, so_far, as_of=FRIDAY, until=FRIDAY + timedelta(days=days), closed=NOTHING_CLOSED)
    names = [band.name for band in policy.bands]
    if found.at_most is not None:
        for more in {0, found.at_most}:
            then = Sessions(possible + found.ahead, so_far.absent + more, 0)
            band = policy.band_of(then.tenths)
            assert band is not None
            assert before is not None
            assert names.index(band.name) < names.index(before.name)
