"""The numbers of class sheets: the table worked out by hand, order, ties, arrows, weeks and totals."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from attendctl.calendar import Week
from attendctl.casework.attendance_report import attendance_report
from attendctl.casework.class_sheets import class_sheets
from attendctl.errors import NotFound
from attendctl.reports.class_sheets_dict import class_sheets_dict
from attendctl.reports.report_json import report_dict
from attendctl.settings import Settings
from tests.class_sheets.class_by_hand import CHEETWOOD, DAYS, TODAY, WEEKS, fernbrook
from tests.measures.register_tables import RegisterTables, weekdays


def made(register: RegisterTables, settings: Settings = CHEETWOOD, **how: Any) -> dict[str, Any]:
    connection = register.connection()
    return class_sheets_dict(class_sheets(connection, settings, today=TODAY, **how))


def shares(sums: list[dict[str, Any]]) -> list[tuple[int, int]]:
    return [(one["sessions_attended"], one["sessions_possible"]) for one in sums]


def forenames(sheet: dict[str, Any]) -> list[str]:
    return [f"{pupil['forename']} {pupil['surname']}" for pupil in sheet["pupils"]]


def test_the_sheet_is_the_table_worked_out_by_hand() -> None:
    contract = made(fernbrook())
    assert (contract["report"], contract["display"]) == ("class_sheets", False)
    assert (contract["as_of"], contract["policy"]) == ("2025-11-14", "cheetwood")
    assert [sheet["class"] for sheet in contract["classes"]] == ["3A", "3B"]
    sheet = contract["classes"][0]
    assert [week["from"] for week in sheet["weeks"]] == [
        "2025-10-13",
        "2025-10-20",
        "2025-11-03",
        "2025-11-10",
    ]
    found = [
        (
            f"{pupil['forename']} {pupil['surname']}",
            shares(pupil["weeks"]),
            *shares([pupil["four_weeks"], pupil["year"]]),
            pupil["four_weeks"]["attendance_percent"],
            pupil["four_weeks_band"],
            pupil["year"]["attendance_percent"],
            pupil["band"],
            pupil["trend"],
            pupil["status"],
        )
        for pupil in sheet["pupils"]
    ]
    all_there, none = [(10, 10), (6, 6), (10, 10), (10, 10)], (0, 0)
    amber = "amber-green"
    assert found == [
        ("Ann Ash", all_there, (36, 36), (46, 46), 100.0, "green", 100.0, "green", "same", None),
        ("Ben Birch", all_there, (36, 36), (36, 46), 100.0, "green", 78.3, "red", "better", None),
        (
            *("Ann Cole", [none, none, (10, 10), (9, 10)], (19, 20), (19, 20)),
            *(95.0, amber, 95.0, amber, "worse", "joiner"),
        ),
        ("Eve Elm", [*all_there[:3], (8, 10)], (34, 36), (44, 46), 94.4, amber, 95.7, amber, "worse", None),
        (
            *("Dee Dale", [(10, 10), none, none, none], (10, 10), (20, 20)),
            *(100.0, "green", 100.0, "green", "same", "leaver"),
        ),
    ]


def test_lateness_is_counted_in_times_and_minutes_before_and_after_the_register_closed() -> None:
    cole = made(fernbrook())["classes"][0]["pupils"][2]
    late = [(one["times_late"], one["minutes_late"]) for one in (cole["four_weeks"], cole["year"])]
    assert late == [(2, 52), (2, 52)]
    assert (cole["year"]["sessions_late"], cole["year"]["sessions_late_after_close"]) == (1, 1)


def test_totals_are_sums_and_those_of_the_report_leavers_included() -> None:
    total = made(fernbrook())["classes"][0]["total"]
    assert total["pupils"] == 5
    assert shares(total["weeks"]) == [(40, 40), (18, 18), (40, 40), (37, 40)]
    assert shares([total["four_weeks"], total["year"]]) == [(135, 138), (165, 178)]
    assert (total["four_weeks"]["attendance_percent"], total["year"]["attendance_percent"]) == (97.8, 92.7)
    report = report_dict(
        attendance_report(fernbrook().connection(), CHEETWOOD, today=TODAY, latest_week=True, by=("class",))
    )
    of_report = report["groups"][0]
    assert of_report["year"].items() <= total["year"].items()
    assert of_report["week"] == total["weeks"][-1]


def test_rates_that_print_alike_are_put_in_their_exact_order_and_ties_by_name() -> None:
    register = RegisterTables()
    days = weekdays(date(2025, 10, 20), 20)
    # 38 of 39 and 37 of 38 both print as 97.4: 38 * 38 is more than 37 * 39.
    for pupil, (surname, possible) in enumerate({"Zeal": 39, "Able": 38, "Yew": 37, "Bay": 37}.items(), 1):
        register.days(pupil, days, ("I" + "/" * (possible - 1)).ljust(40))
        register.pupils[1, pupil] = {"surname": surname, "forename": "Ann", "class": "3A"}
    pupils = made(register)["classes"][0]["pupils"]
    assert [(pupil["surname"], pupil["four_weeks"]["attendance_percent"]) for pupil in pupils] == [
        ("Zeal", 97.4),
        ("Able", 97.4),
        ("Bay", 97.3),
        ("Yew", 97.3),
    ]


def test_a_pupil_with_nothing_possible_comes_after_the_lowest() -> None:
    register = fernbrook()
    register.days(8, WEEKS[4], "XX" * 5)  # not required to attend: nothing possible
    register.pupils[1, 8] = {"surname": "Aaron", "forename": "Abe", "class": "3B"}
    sheet = made(register)["classes"][1]
    assert forenames(sheet) == ["Fay Firth", "=Gus Gale", "Abe Aaron"]
    assert sheet["pupils"][2]["four_weeks"]["attendance_percent"] is None
    assert sheet["pupils"][2]["four_weeks_band"] is None


def test_the_weeks_end_with_the_week_asked_for_and_never_reach_into_the_year_before() -> None:
    earlier = made(fernbrook(), week=Week(date(2025, 10, 20)))["classes"][0]
    assert [week["from"] for week in earlier["weeks"]] == ["2025-10-06", "2025-10-13", "2025-10-20"]
    register = fernbrook()
    register.days(3, weekdays(date(2025, 7, 7), 5), "/\\" * 5)
    same = made(register, week=Week(date(2025, 10, 20)))["classes"][0]
    assert same["weeks"] == earlier["weeks"]


def test_a_week_not_over_counts_to_the_day_judged() -> None:
    contract = made(fernbrook(), as_of=WEEKS[4][1])
    assert contract["as_of"] == "2025-11-11"
    assert contract["classes"][0]["total"]["weeks"][-1]["sessions_possible"] == 4 * 2 * 2


def test_each_school_has_its_own_weeks_and_policy() -> None:
    register = fernbrook()
    register.schools = {1: "Fernbrook School", 2: "Ashdown School"}
    register.days(1, [day for day in DAYS if day not in WEEKS[4]], "/\\" * 18, school=2)
    register.pupils[2, 1] = {"surname": "Birch", "forename": "Ben", "class": "3A"}
    first, *others = made(register)["classes"]
    assert [sheet["school"] for sheet in (first, *others)] == ["Ashdown School", *["Fernbrook School"] * 2]
    assert (first["policy"], others[0]["policy"]) == ("national", "cheetwood")
    assert [week["from"] for week in first["weeks"]] == [str(week[0]) for week in WEEKS[:4]]
    assert first["pupils"][0]["four_weeks"]["sessions_possible"] == 36
    only = made(register, school="Ashdown School")
    assert only["classes"] == [first]


def test_one_class_alone_is_the_sheet_it_is_among_all() -> None:
    assert made(fernbrook(), class_name="3B")["classes"] == made(fernbrook())["classes"][1:]


def test_a_class_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(NotFound) as fault:
        made(fernbrook(), class_name="9Z")
    assert "3A, 3B" in (fault.value.remedy or "")


def test_a_class_without_a_mark_this_year_is_not_an_empty_page() -> None:
    register = fernbrook()
    register.days(8, weekdays(date(2025, 7, 7), 5), "/\\" * 5)
    register.pupils[1, 8] = {"surname": "Hill", "forename": "Hal", "class": "6A"}
    with pytest.raises(NotFound, match="6A"):
        made(register, class_name="6A")


def test_pupils_without_a_class_have_a_sheet_of_their_own_after_the_others() -> None:
    register = fernbrook()
    register.pupils[1, 7]["class"] = None
    assert [sheet["class"] for sheet in made(register)["classes"]] == ["3A", "3B", "not stated"]
