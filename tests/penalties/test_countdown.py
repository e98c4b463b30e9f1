"""How long the sessions of a window stay in it: weeks to come by the stated calendar, else every week."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from attendctl.casework.penalties.countdown import countdown
from attendctl.casework.penalties.penalty_row import Countdown
from attendctl.casework.stated_closures import stated_closures
from attendctl.settings import CalendarSettings
from tests.timelines.school_of_one import SCHOOL_WEEKS, STATED_TERMS

NOTHING_STATED = CalendarSettings()


def counted_down(
    weeks: list[int], upto: int, calendar: CalendarSettings = STATED_TERMS
) -> tuple[int, str, str, int, bool] | None:
    """Count down from the end of a school week, for sessions in some of the school weeks before, from 1."""
    window = SCHOOL_WEEKS[max(0, upto - 10) : upto]
    found = countdown(
        [SCHOOL_WEEKS[week - 1] for week in weeks],
        window,
        sessions=10,
        school_weeks=10,
        calendar=calendar,
        closed=stated_closures(calendar),
    )
    if found is None:
        return None
    return found.more, str(found.until), str(found.drop_on), found.drop, found.weeks_assumed


@pytest.mark.parametrize(
    ("weeks", "upto", "expected"),
    [
        # three in week 1 (8 September), judged in week 10 (17 November): in the window to its Friday
        ([1, 1, 1], 10, (7, "2025-11-21", "2025-11-24", 3, False)),
        ([2, 2, 5], 10, (7, "2025-11-28", "2025-12-01", 2, False)),
        # week 8 is 3 November; ten school weeks from it end with week 17, 19 to 23 January
        ([8], 8, (9, "2026-01-23", "2026-01-26", 1, False)),
        ([], 10, None),
    ],
)
def test_by_the_stated_calendar(
    weeks: list[int], upto: int, expected: tuple[int, str, str, int, bool] | None
) -> None:
    assert counted_down(weeks, upto) == expected


@pytest.mark.parametrize(("sessions", "more"), [(8, 2), (10, 0), (12, 0)])
def test_over_the_summer_they_leave_with_the_first_week_of_the_next_year(sessions: int, more: int) -> None:
    # week 29 is 4 May: ten school weeks from it end with week 38, the last of the year
    stated = STATED_TERMS.model_dump(by_alias=True)
    first_days = [date(2026, 9, 1) + timedelta(days=number) for number in range(5)]
    calendar = CalendarSettings.model_validate({"terms": stated["terms"], "closed_days": first_days})
    expected = (more, "2026-07-17", "2026-09-07", sessions, True)
    assert counted_down([29] * sessions, 38, calendar) == expected


def test_without_a_calendar_every_week_counts_and_that_is_said() -> None:
    # week 8 is 3 November 2025: nine more weeks run through Christmas to 5 January
    assert counted_down([8], 8, NOTHING_STATED) == (9, "2026-01-09", "2026-01-12", 1, True)


@pytest.mark.parametrize(
    ("in_week_1", "more"), [(8, 2), (9, 1), (10, 0), (11, 0)], ids=["below", "just below", "at", "above"]
)
def test_how_many_more(in_week_1: int, more: int) -> None:
    found = counted_down([1] * in_week_1, 3)
    assert found is not None
    assert found[0] == more


def test_the_sentence_that_the_officer_reads() -> None:
    from attendctl.reports.penalties_dict import countdown_in_words

    two = Countdown(2, date(2025, 5, 9), date(2025, 5, 12), 3, False)
    assert countdown_in_words(two) == (
        "2 more by 9 May 2025 reach the threshold; on 12 May 2025 3 sessions (1½ days) leave the window."
    )
    one = Countdown(1, date(2025, 5, 9), date(2025, 5, 12), 1, False)
    assert countdown_in_words(one) == (
        "1 more by 9 May 2025 reaches the threshold; on 12 May 2025 1 session (half a day) leaves the window."
    )
    none = Countdown(0, date(2025, 5, 9), date(2025, 5, 12), 2, False)
    assert countdown_in_words(none).startswith("At the threshold; on 12 May 2025 2 sessions (1 day) leave")
