"""Every figure of the leadership report against the table worked out by hand in ``trust_by_hand``."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from attendctl.casework.leadership import action_counts
from tests.leadership.trust_by_hand import ALDER, BIRCH, FRIDAY, MONDAY, asked, run

WHOLE = {  # school: pupils, week (possible, attended, %), year (possible, attended, authorised, un-, %)
    ALDER: (8, (79, 78, 98.7), (219, 210, 6, 3, 95.9)),
    BIRCH: (3, (30, 22, 73.3), (90, 64, 6, 20, 71.1)),
    None: (11, (109, 100, 91.7), (309, 274, 12, 23, 88.7)),
}
LOST = {  # persistently absent pupils and share, severely absent and share
    ALDER: (0, 0.0, 0, 0.0),
    BIRCH: (2, 66.7, 1, 33.3),
    None: (2, 18.2, 1, 9.1),
}


def wholes(contract: dict[str, Any]) -> dict[str | None, dict[str, Any]]:
    """Return the rows of the schools and of both together, by name."""
    return {row["school"]: row for row in [*contract["school_rows"], contract["trust"]]}


@pytest.mark.parametrize("school", [ALDER, BIRCH, None])
def test_sums_of_the_week_and_of_the_year(contract: dict[str, Any], school: str | None) -> None:
    row = wholes(contract)[school]
    week, year = row["week"], row["year"]
    pupils, of_week, of_year = WHOLE[school]
    assert row["pupils"] == row["pupils_with_sessions"] == pupils
    found = tuple(week[key] for key in ("sessions_possible", "sessions_attended", "attendance_percent"))
    assert found == of_week
    keys = (
        "sessions_possible",
        "sessions_attended",
        "sessions_authorised",
        "sessions_unauthorised",
        "attendance_percent",
    )
    assert tuple(year[key] for key in keys) == of_year


@pytest.mark.parametrize("school", [ALDER, BIRCH, None])
def test_persistent_and_severe_absence(contract: dict[str, Any], school: str | None) -> None:
    row = wholes(contract)[school]
    keys = ("pupils_persistent", "persistent_absence_percent", "pupils_severe", "severe_absence_percent")
    assert tuple(row[key] for key in keys) == LOST[school]


def test_lateness_and_missing_marks(contract: dict[str, Any]) -> None:
    alder, birch = (wholes(contract)[name] for name in (ALDER, BIRCH))
    assert [(alder[period]["times_late"], alder[period]["minutes_late"]) for period in ("week", "year")] == [
        (1, 5),
        (2, 17),
    ]
    assert (birch["year"]["times_late"], birch["year"]["minutes_late"]) == (0, 0)
    assert [wholes(contract)[name]["year"]["sessions_missing"] for name in (ALDER, BIRCH, None)] == [1, 0, 1]


def test_bands_now_and_a_week_before_of_each_policy(contract: dict[str, Any]) -> None:
    expected = [
        ("greenhill", "green", 5, 1),
        ("greenhill", "yellow", 3, 4),
        ("greenhill", "amber", 0, 0),
        ("greenhill", "red", 0, 2),
        ("national", "green", 0, 0),
        ("national", "amber", 1, 0),
        ("national", "red", 2, 3),
    ]
    found = [
        (band["policy"], band["band"], band["now"], band["week_before"])
        for band in contract["trust"]["bands"]
    ]
    assert found == expected
    assert [len(row["bands"]) for row in contract["school_rows"]] == [4, 3]


def test_a_mark_is_too_old_after_more_than_five_school_days(contract: dict[str, Any]) -> None:
    assert wholes(contract)[ALDER]["to_settle"] == {"open": 2, "overdue": 1, "oldest_on": "2025-09-18"}
    assert wholes(contract)[BIRCH]["to_settle"] == {"open": 0, "overdue": 0, "oldest_on": None}
    assert contract["owed"] == [
        {
            "school": ALDER,
            "class": "3B",
            "missing": 1,
            "missing_year": 1,
            "to_settle": {"open": 2, "overdue": 1, "oldest_on": "2025-09-18"},
        }
    ]


def test_groups_of_the_trust_are_sums_of_its_schools(contract: dict[str, Any]) -> None:
    groups = {(row["school"], row["by"], row["name"]): row for row in contract["groups"]}
    year_3 = groups[None, "year", "3"]
    assert (year_3["pupils"], year_3["year"]["sessions_possible"], year_3["year"]["sessions_attended"]) == (
        9,
        249,
        238,
    )
    assert year_3["year"]["attendance_percent"] == 95.6
    assert groups[None, "year", "4"]["year"]["attendance_percent"] == 60.0
    assert groups[None, "year", "4"]["pupils_persistent"] == 2
    premium = groups[None, "pp", "yes"]  # Ash 30 of 30, =1+1 28 of 30, Hill 28 of 30
    assert (premium["pupils"], premium["year"]["attendance_percent"]) == (3, 95.6)
    assert groups[None, "pp", "not stated"]["year"]["sessions_possible"] == 9
    assert groups[None, "lac", "not stated"]["pupils"] == 11


def test_classes_of_one_name_in_two_schools_are_two_classes(contract: dict[str, Any]) -> None:
    classes = [
        (row["school"], row["name"], row["pupils"]) for row in contract["groups"] if row["by"] == "class"
    ]
    assert classes == [(ALDER, "3A", 4), (ALDER, "3B", 4), (BIRCH, "3A", 1), (BIRCH, "4A", 2)]


def test_the_trend_by_school_week(contract: dict[str, Any]) -> None:
    weeks = [
        (
            row["school"],
            row["week"]["from"],
            row["pupils"],
            row["sessions_attended"],
            row["attendance_percent"],
        )
        for row in contract["weeks"]
    ]
    assert weeks == [
        (None, "2025-09-08", 10, 81, 81.0),
        (None, "2025-09-15", 10, 93, 93.0),
        (None, "2025-09-22", 11, 100, 91.7),
        (ALDER, "2025-09-08", 7, 67, 95.7),
        (ALDER, "2025-09-15", 7, 65, 92.9),
        (ALDER, "2025-09-22", 8, 78, 98.7),
        (BIRCH, "2025-09-08", 3, 14, 46.7),
        (BIRCH, "2025-09-15", 3, 28, 93.3),
        (BIRCH, "2025-09-22", 3, 22, 73.3),
    ]


def test_pupils_are_those_of_the_report(contract: dict[str, Any]) -> None:
    gale = next(row for row in contract["pupils"] if row["surname"] == "Gale")
    assert (gale["school"], gale["status"], gale["band"], gale["band_previous_week"], gale["trend"]) == (
        ALDER,
        "joiner",
        "green",
        None,
        None,
    )
    jay = next(row for row in contract["pupils"] if row["surname"] == "Jay")
    assert (jay["year"]["attendance_percent"], jay["persistent_absence"], jay["severe_absence"]) == (
        33.3,
        True,
        True,
    )
    assert len(contract["pupils"]) == 11


def test_actions_are_those_that_the_list_of_actions_has(trust: Path, contract: dict[str, Any]) -> None:
    status, printed = run(trust, "actions", "--as-of", str(FRIDAY), "--format", "json")
    assert status == 0
    listed = json.loads(printed)
    due = Counter((one["school"], one["step"]) for one in listed["actions"])
    old = Counter(
        (one["school"], one["step"]) for one in listed["actions"] if one["due_on"] < MONDAY.isoformat()
    )
    held = Counter((one["school"], one["step"]) for one in listed["held_back"])
    assert due
    assert old
    assert held
    assert {(one["school"], one["step"]): one["open"] for one in contract["actions"] if one["open"]} == due
    assert {
        (one["school"], one["step"]): one["overdue"] for one in contract["actions"] if one["overdue"]
    } == old
    assert {
        (one["school"], one["step"]): one["held_back"] for one in contract["actions"] if one["held_back"]
    } == held
    assert contract["trust"]["actions"] == {
        "open": due.total(),
        "overdue": old.total(),
        "held_back": held.total(),
    }


def test_schools_judged_one_at_a_time_give_the_same(
    trust: Path, contract: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(action_counts, "PUPILS_AT_ONCE", 1)
    assert asked(trust) == contract


def test_one_school_alone_has_its_own_figures(trust: Path, contract: dict[str, Any]) -> None:
    alone = asked(trust, "--school", ALDER)
    row = wholes(contract)[ALDER]
    assert alone["school_rows"] == [row]
    assert alone["trust"] == row | {"school": None}
    assert [row["school"] for row in alone["weeks"]] == [ALDER] * 3
    assert {row["school"] for row in alone["groups"]} == {ALDER}
