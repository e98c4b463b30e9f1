"""Copnor's lists, daily to yearly: who is on each, in which order, of how many, worked out by hand."""

from __future__ import annotations

import random
from collections import defaultdict
from datetime import date
from typing import Any

import pytest

from attendctl.casework.policy_lists.make_lists import policy_lists
from attendctl.casework.reporting_period import PeriodAsked
from attendctl.reports.policy_lists.lists_dict import lists_dict
from attendctl.settings import Settings
from tests.measures.register_tables import RegisterTables, weekdays
from tests.policy_lists.school_by_hand import DAYS, FRIDAY, TODAY, fernbrook, settings_of, two_schools

COPNOR = settings_of("copnor")
BELOW_90 = ["Nia", "Max", "Lea", "Kit", "Jay"]
BELOW_80, BELOW_50 = BELOW_90[:3], BELOW_90[:1]
FROM_96, FROM_91 = ["Ann", "Ben"], ["Ben", "Cai", "Dee", "Eve", "Fay"]
GROUPS = {
    "below-95-pp": ["Jay", "Ida", "Eve"],
    "below-95-sen": ["Lea", "Kit", "Gus", "Eve"],
    "below-90-pp": ["Jay"],
    "below-90-sen": ["Lea", "Kit"],
    "below-80-pp": [],
    "below-80-sen": ["Lea"],
}
LATE = {"lateness": ["Kit", "Dee", "Ann"], "school-figure": []}
EVERY_PERIOD = {"below-90": BELOW_90, "below-80": BELOW_80, "below-50": BELOW_50}
BETWEEN = {"96-and-above": FROM_96, "91-to-96": FROM_91}
FULL_WEEK = ["Hal", "Ida", "Jay", "Nia", "Ann", "Ben", "Cai", "Dee", "Eve", "Fay", "Gus"]  # 1A before 2B
BELOW_95 = ["Nia", "Max", "Lea", "Kit", "Jay", "Ida", "Hal", "Gus", "Fay", "Eve"]


def lists(
    period: PeriodAsked, register: RegisterTables | None = None, settings: Settings = COPNOR, **how: Any
) -> dict[str, Any]:
    connection = (register or fernbrook()).connection()
    return lists_dict(policy_lists(connection, settings, **{"today": TODAY, "period": period, **how}))


def names(contract: dict[str, Any]) -> dict[str, list[str]]:
    return {one["name"]: [pupil["forename"] for pupil in one["pupils"]] for one in contract["lists"]}


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (PeriodAsked("week"), {"100": FULL_WEEK} | EVERY_PERIOD | GROUPS | LATE),
        (PeriodAsked("half_term"), BETWEEN | EVERY_PERIOD | GROUPS | LATE),
        (
            PeriodAsked("term"),
            {"100": ["Ann"]} | BETWEEN | {"below-95": BELOW_95} | EVERY_PERIOD | GROUPS | LATE,
        ),
        (PeriodAsked("year"), {"100": ["Ann"]} | BETWEEN | EVERY_PERIOD | GROUPS | LATE),
        (
            PeriodAsked("range", from_day=DAYS[-5]),
            {"100": FULL_WEEK} | BETWEEN | {"below-95": BELOW_95} | EVERY_PERIOD | GROUPS | LATE,
        ),
    ],
    ids=lambda value: value.kind if isinstance(value, PeriodAsked) else "",
)
def test_each_period_has_the_lists_of_the_document_in_its_order(
    period: PeriodAsked, expected: dict[str, list[str]]
) -> None:
    found = names(lists(period))
    assert list(found) == list(expected)
    assert found == expected


def test_how_many_of_how_many_and_who_has_left() -> None:
    made = {one["name"]: one for one in lists(PeriodAsked("week"))["lists"]}
    counts = {name: (one["count"], one["among"], one["leavers_left_out"]) for name, one in made.items()}
    # Oli has left and would be below all; nothing was ever possible for Pat
    assert counts == {
        "100": (11, 14, 0),
        "below-90": (5, 14, 1),
        "below-80": (3, 14, 1),
        "below-50": (1, 14, 1),
        "below-95-pp": (3, 5, 0),
        "below-95-sen": (4, 5, 0),
        "below-90-pp": (1, 5, 0),
        "below-90-sen": (2, 5, 0),
        "below-80-pp": (0, 5, 0),
        "below-80-sen": (1, 5, 0),
        "lateness": (3, 14, 0),
        "school-figure": (None, 14, 0),
    }
    assert made["below-95-pp"]["title"] == "Below 95%, pupil premium"
    assert made["below-90"]["section"] == "Proactive strategies, 9"
    assert made["below-90"]["order"] == "the lowest attendance first"


def test_a_pupil_of_a_list_has_the_sums_of_the_period_and_of_the_year() -> None:
    below_90 = next(one for one in lists(PeriodAsked("week"))["lists"] if one["name"] == "below-90")
    kit = below_90["pupils"][3]
    assert {key: kit[key] for key in ("upn", "surname", "class", "band", "status", "marks", "group")} == {
        "upn": "Z000000000011",
        "surname": "Ash",
        "class": "1A",
        "band": "red",
        "status": None,
        "marks": [],
        "group": None,
    }
    assert kit["year"] == {
        "sessions_possible": 100,
        "sessions_attended": 80,
        "sessions_authorised": 19,
        "sessions_unauthorised": 1,
        "sessions_late": 0,
        "sessions_late_after_close": 1,
        "sessions_missing": 0,
        "minutes_late": 40,
        "attendance_percent": 80.0,
        "sessions_absent": 20,
        "times_late": 1,
    }
    of_week = (
        "sessions_possible",
        "sessions_attended",
        "attendance_percent",
        "sessions_absent",
        "minutes_late",
    )
    assert [kit["period"][key] for key in of_week] == [10, 9, 90.0, 1, 40]
    assert [pupil["year"]["attendance_percent"] for pupil in below_90["pupils"]] == [
        49.5,
        50.0,
        79.8,
        80.0,
        89.9,
    ]


def test_the_school_has_its_own_figure_with_who_has_left() -> None:
    figure = next(one for one in lists(PeriodAsked("week"))["lists"] if one["kind"] == "school")["figure"]
    sums = [
        (
            figure[days]["sessions_attended"],
            figure[days]["sessions_possible"],
            figure[days]["attendance_percent"],
        )
        for days in ("period", "year")
    ]
    assert sums == [(136, 140, 97.1), (1169, 1393, 83.9)]


def test_a_day_has_who_was_absent_who_was_late_and_what_goes_round() -> None:
    contract = lists(PeriodAsked("day", from_day=FRIDAY))
    assert contract["period"] == {
        "kind": "day",
        "name": "2025-11-07",
        "from": "2025-11-07",
        "to": "2025-11-07",
        "is_stated": True,
    }
    absent, late, ill = contract["lists"]
    marks = [
        {
            pupil["forename"]: [
                (mark["session"], mark["code"], mark["minutes_late"]) for mark in pupil["marks"]
            ]
            for pupil in one["pupils"]
        }
        for one in (absent, late, ill)
    ]
    assert marks == [
        {"Max": [("AM", "I", None), ("PM", "I", None)], "Lea": [("AM", "N", None)]},
        {"Kit": [("AM", "U", 40)], "Ann": [("AM", "L", 10)]},
        {"Max": [("AM", "I", None), ("PM", "I", None)]},
    ]
    assert [pupil["year"]["sessions_absent"] for pupil in absent["pupils"]] == [50, 20]
    # 6 to 31 October, four weeks: Nia, away from the afternoon of 1 September to the morning of 6 October
    kinds = [
        [
            kind[key]
            for key in ("code", "sessions", "sessions_a_day", "sessions_before", "sessions_a_day_before")
        ]
        for kind in ill["illness"]["kinds"]
    ]
    assert kinds == [["I", 2, 2.0, 1, 0.1], ["N", 1, 1.0, 0, 0.0], ["U", 1, 1.0, 0, 0.0]]


def test_without_a_day_it_is_the_last_school_day_and_an_earlier_one_is_judged_by_the_year_up_to_it() -> None:
    assert lists(PeriodAsked("day")) == lists(PeriodAsked("day", from_day=FRIDAY))
    second = lists(PeriodAsked("day", from_day=DAYS[2]))
    late = next(one for one in second["lists"] if one["name"] == "late-today")
    assert [(pupil["forename"], pupil["year"]["minutes_late"]) for pupil in late["pupils"]] == [("Dee", 5)]
    assert second["as_of"] == "2025-09-03"


def test_illness_that_rises_in_a_class_is_told_from_luck() -> None:
    # Eight weeks. Five pupils of 1A each ill once in the last fortnight, five of 2B each once before it: of
    # ten illnesses five are recent; all five in 1A come by luck in 1 of 252 draws, and two classes were
    # looked at.
    days = weekdays(date(2025, 9, 1), 40)
    register = RegisterTables()
    for number in range(1, 11):
        ill = 30 + number if number <= 5 else number
        register.days(number, days, "".join("II" if place == ill else "/\\" for place in range(40)))
        register.pupils[1, number] = {"class": "1A" if number <= 5 else "2B"}
    ill_today = lists(PeriodAsked("day"), register)["lists"][2]["illness"]
    assert ill_today["classes_looked_at"] == 2
    assert ill_today["rising"] == [{"class": "1A", "illnesses": 5, "of": 5, "expected": 2.5, "once_in": 126}]


def test_each_school_has_its_own_lists_and_one_can_be_asked_for() -> None:
    both = settings_of("copnor", "copnor")
    contract = lists(PeriodAsked("week"), two_schools(), both)
    found: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for one in contract["lists"]:
        found[one["school"]][one["name"]] = [pupil["forename"] for pupil in one["pupils"]]
    assert found["Fernbrook School"] == {"100": FULL_WEEK} | EVERY_PERIOD | GROUPS | LATE
    assert found["Millbank School"] == {
        "100": ["Una"],
        **{name: ["Vic"] for name in ["below-90", "below-80", "below-50"]},
        **{name: ["Vic"] for name in ["below-95-pp", "below-90-pp", "below-80-pp"]},
        **{
            name: [] for name in ["below-95-sen", "below-90-sen", "below-80-sen", "lateness", "school-figure"]
        },
    }
    alone = lists(PeriodAsked("week"), two_schools(), both, school="Millbank School")
    assert alone["lists"] == [one for one in contract["lists"] if one["school"] == "Millbank School"]


def test_a_pupil_who_left_after_the_period_is_on_its_lists() -> None:
    september = lists(PeriodAsked("week", week=None), as_of=date(2025, 9, 10))
    assert "Oli" in names(september)["below-50"]
    assert next(one for one in september["lists"] if one["name"] == "below-50")["leavers_left_out"] == 0


@pytest.mark.parametrize("seed", range(3))
def test_every_list_of_a_week_is_what_a_plain_loop_over_the_marks_finds(seed: int) -> None:
    luck, register = random.Random(seed), RegisterTables()
    days = weekdays(date(2025, 9, 1), 30)
    for number in range(1, 41):
        often = luck.choice([0, 1, 3, 8, 30])
        codes = luck.choices("/IOLUD", weights=[100, often, often, 3, 1, luck.choice([0, 5])], k=60)
        register.days(number, days, "".join(codes))
        register.pupils[1, number] = {
            "pp": luck.random() < 0.3,
            "sen": luck.choice(["N", "K", None]),
            "class": "1A",
        }
    year: dict[int, list[str]] = defaultdict(list)
    week: dict[int, list[str]] = defaultdict(list)
    for mark in register.marks:
        if mark.code != "D":
            year[mark.pupil].append(mark.code)
            if mark.day in days[-5:]:
                week[mark.pupil].append(mark.code)

    def tenths(codes: list[str]) -> int:
        there = sum(code in "/L" for code in codes)
        return int(1000 * there / len(codes) + 0.5)

    expected: dict[str, set[int]] = {"100": {number for number in week if tenths(week[number]) == 1000}}
    groups = {
        "-pp": {number for number in year if register.pupils[1, number]["pp"]},
        "-sen": {number for number in year if register.pupils[1, number]["sen"] == "K"},
        "": set(year),
    }
    for edge, group in [
        *((edge, "") for edge in (90, 80, 50)),
        *((e, g) for e in (95, 90, 80) for g in ("-pp", "-sen")),
    ]:
        below = {number for number in year if tenths(year[number]) < 10 * edge}
        expected[f"below-{edge}{group}"] = below & groups[group]
    expected["lateness"] = {number for number in year if set(year[number]) & {"L", "U"}}
    expected["school-figure"] = set()
    contract = lists(PeriodAsked("week"), register)
    found = {one["name"]: {int(pupil["upn"][1:]) for pupil in one["pupils"]} for one in contract["lists"]}
    assert found == expected
