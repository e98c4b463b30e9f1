"""A pattern that is there is found, and what only looks like one is not."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

from attendctl.casework.patterns.beside_closures import days_beside_closures
from attendctl.casework.patterns.judged import Judgement
from attendctl.casework.patterns.of_class import patterns_of_classes
from attendctl.casework.patterns.pupil_record import PupilRecord
from tests.patterns.days_by_hand import LEVELS, MONDAY, pupil, search, tried_of, weekdays

DAYS = weekdays(12)
WEEK = timedelta(weeks=1)


def of_week(week: int, day: int) -> date:
    """Return a day by its week and its weekday, both from 0."""
    return MONDAY + week * WEEK + timedelta(days=day)


def others(days: list[date], number: int = 8) -> list[PupilRecord]:
    """Return pupils who are away now and then, on no day in particular."""
    step = [3, 14, 27, 36, 44, 51]
    return [
        pupil(10 + one, days, [days[(place * (one + 2) + 5 * one) % len(days)] for place in step])
        for one in range(number)
    ]


def found_of(judgement: Judgement) -> list[tuple[str, str, int, int]]:
    return [(one.tried.kind, one.tried.what, one.tried.seen, one.tried.of) for one in judgement.found]


def test_fridays_are_found_in_a_school() -> None:
    fridays = pupil(1, DAYS, [of_week(week, 4) for week in range(11)])
    assert ("weekday", "Friday", 11, 11) in found_of(search([fridays, *others(DAYS)], DAYS))


def test_one_long_illness_makes_no_pattern_at_all() -> None:
    for first in range(0, 40, 3):
        ill = pupil(1, DAYS, DAYS[first : first + 18])
        assert tried_of(ill) == {}
        judgement = search([ill, *others(DAYS)], DAYS)
        assert not [one for one in judgement.found if one.tried.pupils and one.tried.pupils[0].pupil_id == 1]


def test_four_whole_weeks_of_illness_say_nothing_of_a_weekday() -> None:
    away = [of_week(week, day) for week in (1, 4, 7, 10) for day in range(5)]
    tried = tried_of(pupil(1, DAYS, away))
    for weekday in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"):
        luck = tried["weekday", weekday].luck
        assert (luck.expected, luck.chance) == (4, 1)


def test_three_absences_are_too_few_and_four_are_looked_at() -> None:
    fridays = [of_week(week, 4) for week in range(4)]
    assert tried_of(pupil(1, DAYS, fridays[:3])) == {}
    assert ("weekday", "Friday") in tried_of(pupil(1, DAYS, fridays))


def test_a_half_day_makes_a_day_away_and_its_half_is_looked_at() -> None:
    fridays = [of_week(week, 4) for week in range(6)]
    tried = tried_of(pupil(1, DAYS, dict.fromkeys(fridays, "/O")))
    assert (tried["weekday", "Friday"].seen, tried["weekday", "Friday"].of) == (6, 6)
    afternoons = tried["half-day", "PM"]
    assert (afternoons.seen, afternoons.of) == (6, 6)
    assert (afternoons.luck.expected, afternoons.luck.chance) == (3, Fraction(1, 64))
    assert tried["half-day", "AM"].luck.chance == 1


def test_a_week_of_mornings_in_a_row_is_one_toss_of_the_coin() -> None:
    mornings = {of_week(week, day): "C/" for week in (1, 4, 7, 10) for day in range(5)}
    tried = tried_of(pupil(1, DAYS, mornings))
    assert tried["half-day", "AM"].luck.chance == Fraction(1, 16)


def test_days_beside_holidays() -> None:
    days = weekdays(20, without=(4, 9, 14))
    beside = days_beside_closures(days, holiday_weekdays=5)
    assert len(beside.holidays) == 6
    away = [of_week(3, 4), of_week(5, 0), of_week(8, 4), of_week(10, 0), of_week(13, 4), of_week(17, 2)]
    tried = tried_of(pupil(1, days, away), beside)
    # Friday and Monday round a holiday are one absence; so there are 4, and 3 of them beside one
    pattern = tried["beside-holiday", "holidays"]
    assert (pattern.seen, pattern.of, len(pattern.days)) == (3, 4, 5)


def test_a_long_absence_before_a_holiday_counts_once() -> None:
    days = weekdays(20, without=(4, 9, 14))
    beside = days_beside_closures(days, holiday_weekdays=5)
    before = [of_week(week, day) for week in (3, 8, 13) for day in range(5)]
    pattern = tried_of(pupil(1, days, [*before, of_week(17, 2)]), beside)["beside-holiday", "holidays"]
    assert (pattern.seen, pattern.of) == (3, 4)


def test_a_bank_holiday_is_a_single_closed_day() -> None:
    bank_holiday = of_week(3, 0)
    days = [day for day in DAYS if day != bank_holiday]
    beside = days_beside_closures(days, holiday_weekdays=5)
    assert beside.holidays == frozenset()
    assert beside.closed_days == {of_week(2, 4), of_week(3, 1)}


def test_a_day_beside_a_holiday_and_a_closed_day_is_beside_the_holiday() -> None:
    days = [*(day for day in weekdays(12, without=(4,)) if day != of_week(3, 3))]
    beside = days_beside_closures(
        days, holiday_weekdays=5
    )  # one Friday between a closed Thursday and a holiday
    assert of_week(3, 4) in beside.holidays
    assert beside.closed_days == {of_week(3, 2)}


def test_four_closed_weekdays_are_no_holiday_and_five_are() -> None:
    for closed, is_holiday in ((4, False), (5, True)):
        days = [day for day in DAYS if not of_week(3, 0) <= day < of_week(3, 0) + timedelta(days=closed)]
        assert bool(days_beside_closures(days, holiday_weekdays=5).holidays) is is_holiday


def test_siblings_away_together() -> None:
    away = [DAYS[place] for place in (2, 9, 17, 23, 31, 38, 44, 52)]
    homes = {(1, number): frozenset([("doyle", "1highstreet")]) for number in (1, 2)}
    judgement = search([pupil(1, DAYS, away), pupil(2, DAYS, away), *others(DAYS)], DAYS, homes)
    assert ("siblings", "sibling", 8, 8) in found_of(judgement)
    apart = search([pupil(1, DAYS, away), pupil(2, DAYS, away), *others(DAYS)], DAYS)
    assert not [one for one in apart.found if one.tried.kind == "siblings"]


def test_one_family_holiday_together_is_one_absence() -> None:
    away = DAYS[20:30]
    homes = {(1, number): frozenset([("doyle", "1highstreet")]) for number in (1, 2)}
    judgement = search([pupil(1, DAYS, away), pupil(2, DAYS, away), *others(DAYS)], DAYS, homes)
    assert not [one for one in judgement.found if one.tried.kind == "siblings"]


def test_illness_rises_in_one_class() -> None:
    records = [
        pupil(number, DAYS, [DAYS[50 + number % 8]], class_name="3A" if number < 12 else "4B")
        for number in range(12)
    ]
    records += [pupil(20 + number, DAYS, [DAYS[2 * number]], class_name="4B") for number in range(20)]
    (found,) = [one for one in search(records, DAYS).found if one.tried.kind == "class-illness"]
    assert (found.tried.class_name, found.tried.seen, found.tried.of) == ("3A", 12, 12)
    assert found.tried.luck.expected == Fraction(12 * 12, 32)


def test_illness_that_rises_in_the_whole_school_is_no_pattern_of_a_class() -> None:
    records = [
        pupil(number, DAYS, [DAYS[50 + number % 8]], class_name="3A" if number % 2 else "4B")
        for number in range(40)
    ]
    assert search(records, DAYS).found == ()


def test_what_is_usual_in_a_class_takes_four_weeks_to_see() -> None:
    for weeks, is_looked_at in ((5, False), (6, True)):
        days = weekdays(weeks)
        records = [pupil(number, days, [days[-1 - number]], class_name="3A") for number in range(8)]
        records += [pupil(10 + number, days, [days[number]], class_name="4B") for number in range(8)]
        tried = {one.kind for one in patterns_of_classes(records, days, LEVELS)}
        assert ("class-illness" in tried) is is_looked_at


def test_lateness_on_one_weekday() -> None:
    mondays = [of_week(week, 0) for week in range(11)]
    judgement = search([pupil(1, DAYS, late=mondays), *others(DAYS)], DAYS)
    assert ("late-weekday", "Monday", 11, 11) in found_of(judgement)


def test_a_class_away_on_fridays() -> None:
    records = [
        pupil(number, DAYS, [of_week(week, 4) for week in range(12) if (week + number) % 6 == 0])
        for number in range(12)
    ]
    (found,) = search(records, DAYS).found
    assert (found.tried.kind, found.tried.what, found.tried.class_name) == ("class-weekday", "Friday", "3A")
    assert found.tried.luck.chance == Fraction(1, 5**12)


def test_one_day_on_which_half_the_class_was_away_is_no_weekday() -> None:
    records = [pupil(number, DAYS, [of_week(5, 4)]) for number in range(30)]
    assert search([*records, *others(DAYS)], DAYS).found == ()


def test_broken_weeks_by_hand() -> None:
    away = [of_week(week, 2) for week in range(0, 12, 2)]
    pattern = tried_of(pupil(1, DAYS, away))["broken-weeks", "broken"]
    assert (pattern.seen, pattern.of) == (6, 12)
