"""The governors' paper of the school of fourteen: each figure by hand, or withheld for a reason."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from attendctl.casework.governors.paper import governors_paper
from attendctl.casework.reporting_period import PeriodAsked
from attendctl.reports.governors.contract import governors_dict
from tests.governors.school_of_fourteen import SETTINGS, TODAY, WEEKS, connection, paper, register
from tests.measures.register_tables import RegisterTables


@pytest.fixture(scope="module")
def contract() -> dict[str, Any]:
    return governors_dict(paper())


def column(contract: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in contract["headline"] if one["name"] == name)


def group(contract: dict[str, Any], by: str, name: str) -> dict[str, Any]:
    return next(one for one in contract["groups"] if (one["by"], one["name"]) == (by, name))


def test_attendance_of_the_half_term_the_one_before_and_the_year(contract: dict[str, Any]) -> None:
    found = {
        one["name"]: (one["sessions_attended"], one["sessions_possible"], one["attendance_percent"])
        for one in contract["headline"]
    }
    assert found == {"period": (254, 280, 90.7), "before": (250, 280, 89.3), "year": (504, 560, 90.0)}
    assert column(contract, "before")["difference_points"] == 1.4
    assert [one["school_days"] for one in contract["headline"]] == [10, 10, 20]


def test_authorised_absence_that_two_children_made_is_withheld_and_so_is_the_years(
    contract: dict[str, Any],
) -> None:
    period = column(contract, "period")
    assert (period["authorised_absence"]["sessions"], period["unauthorised_absence"]["sessions"]) == (14, 12)
    for name in ("before", "year"):
        for kind in ("authorised_absence", "unauthorised_absence"):
            assert column(contract, name)[kind] == {
                "sessions": None,
                "percent_of_possible": None,
                "suppressed": True,
            }


def test_one_late_child_of_the_half_term_before_is_not_found_by_subtraction(contract: dict[str, Any]) -> None:
    late = {one["name"]: one["late_before_close"]["sessions"] for one in contract["headline"]}
    assert late == {"period": 3, "before": None, "year": None}
    after = {one["name"]: one["late_after_close"]["sessions"] for one in contract["headline"]}
    assert after == {"period": 3, "before": 0, "year": 3}


def test_five_are_persistently_absent_and_the_one_severely_absent_is_not_told(
    contract: dict[str, Any],
) -> None:
    year = column(contract, "year")
    assert year["persistent_absence"] == {"pupils": 5, "of": 14, "percent": 35.7, "suppressed": False}
    assert year["severe_absence"]["suppressed"]
    assert year["severe_absence"]["pupils"] is None
    assert column(contract, "before")["persistent_absence"]["suppressed"]  # two: the first and the second


def test_the_trend_by_school_week(contract: dict[str, Any]) -> None:
    assert [(one["from"], one["attendance_percent"], one["in_period"]) for one in contract["weeks"]] == [
        ("2025-09-08", 85.7, False),
        ("2025-09-15", 92.9, False),
        ("2025-11-03", 86.4, True),
        ("2025-11-10", 95.0, True),
    ]


def test_a_year_of_two_is_withheld_with_the_first_of_the_smallest(contract: dict[str, Any]) -> None:
    for name in ("3", "5"):
        found = group(contract, "year", name)
        assert found["suppressed"]
        assert {found[key] for key in ("pupils", "period_attendance_percent", "year_attendance_percent")} == {
            None
        }
    year_four = group(contract, "year", "4")
    assert not year_four["suppressed"]
    assert (year_four["pupils"], year_four["period_attendance_percent"]) == (6, 83.3)
    assert year_four["year_attendance_percent"] == 91.7
    assert year_four["persistent_absence"]["suppressed"]  # two of six


def test_two_boys_persistently_absent_are_not_five_less_three_girls(contract: dict[str, Any]) -> None:
    girls, boys = group(contract, "sex", "F"), group(contract, "sex", "M")
    assert [(one["pupils"], one["period_attendance_percent"]) for one in (girls, boys)] == [
        (7, 95.0),
        (7, 86.4),
    ]
    assert [one["year_attendance_percent"] for one in (girls, boys)] == [86.8, 93.2]
    assert girls["persistent_absence"]["pupils"] is boys["persistent_absence"]["pupils"] is None


def test_premium_less_free_meals_is_one_child_so_free_meals_are_withheld(contract: dict[str, Any]) -> None:
    assert [group(contract, "fsm", name)["suppressed"] for name in ("no", "yes")] == [True, True]
    premium = group(contract, "pp", "yes")
    assert (premium["pupils"], premium["period_attendance_percent"]) == (4, 95.0)
    assert premium["year_attendance_percent"] == 78.8


def test_what_no_register_states_makes_no_group(contract: dict[str, Any]) -> None:
    assert contract["not_stated"] == ["sen", "eal", "lac", "social-worker"]


def test_reasons_of_one_or_two_children_are_put_together(contract: dict[str, Any]) -> None:
    found = [
        (one["codes"], one["class"], one["sessions"]) for one in contract["absence_by_reason"]["reasons"]
    ]
    assert found == [(["I"], "authorised", 14), (["U"], "unauthorised", 3), ([], "unauthorised", 9)]
    shares = [one["percent_of_absence"] for one in contract["absence_by_reason"]["reasons"]]
    assert shares == [53.8, 11.5, 34.6]


def test_letters_and_steps_of_the_half_term_alone_and_about_nobody_single(contract: dict[str, Any]) -> None:
    letters = contract["done"]["letters"]
    assert [kind["number"] for kind in letters["kinds"]] == [4]  # three and one: the one goes with the three
    steps = contract["done"]["steps"]
    assert [kind["number"] for kind in steps["kinds"]] == [6]  # five calls and the visit
    assert steps["kinds"][0]["what"].startswith("Steps of all kinds")


def test_the_policys_duty_is_told(contract: dict[str, Any]) -> None:
    assert [duty["every"] for duty in contract["duties"]] == ["every half term", "every term"]


def test_the_head_says_which_days_and_whose_they_are(contract: dict[str, Any]) -> None:
    assert (contract["as_of"], contract["known"], contract["policy"]) == ("2025-11-14", None, "cheetwood")
    assert contract["period"]["name"] == "second half of the autumn term 2025"
    assert contract["period"]["kind"] == "half_term"


def test_figures_beside_are_of_the_daily_series_with_source_and_day(contract: dict[str, Any]) -> None:
    table = contract["benchmarks"]["table"]
    assert not table["accredited"]
    assert table["source"]
    assert table["checked_on"]
    assert [one["area"] for one in contract["benchmarks"]["schools"][0]["figures"]] == ["England"]


def test_no_name_no_number_and_no_class_of_a_pupil_is_in_the_contract(contract: dict[str, Any]) -> None:
    text = str(contract)
    for forbidden in ("Surname", "Forename", "Class of", "Z0000", "upn"):
        assert forbidden not in text


def test_the_year_is_the_period_itself_and_has_no_column_beside() -> None:
    contract = governors_dict(paper(PeriodAsked("year")))
    assert [(one["name"], one["attendance_percent"]) for one in contract["headline"]] == [("period", 90.0)]
    assert group(contract, "sex", "F")["period_attendance_percent"] is None


def test_a_range_counts_its_days_alone() -> None:
    asked = PeriodAsked("range", from_day=WEEKS[3][0], to_day=WEEKS[3][4])
    contract = governors_dict(paper(asked))
    assert column(contract, "period")["attendance_percent"] == 95.0
    assert [one["in_period"] for one in contract["weeks"]] == [False, False, False, True]


def test_marks_after_the_day_judged_do_not_count() -> None:
    contract = governors_dict(paper(as_of=date(2025, 11, 7)))
    assert contract["as_of"] == "2025-11-07"
    assert column(contract, "period")["sessions_possible"] == 140
    assert [kind["number"] for kind in contract["done"]["steps"]["kinds"]] == [5]


def test_a_year_less_the_half_term_that_two_had_school_in_is_not_told() -> None:
    tables = register()
    tables.marks = [mark for mark in tables.marks if mark.pupil in (1, 2) or mark.day >= WEEKS[2][0]]
    made = governors_paper(connection(tables), SETTINGS, today=TODAY, period=PeriodAsked("half_term"))
    contract = governors_dict(made)
    assert column(contract, "period")["attendance_percent"] == 90.7
    for name in ("before", "year"):
        assert column(contract, name)["suppressed"]
        assert column(contract, name)["sessions_attended"] is None
        assert column(contract, name)["attendance_percent"] is None
    assert column(contract, "before")["difference_points"] is None
    assert [one["suppressed"] for one in contract["weeks"]] == [True, True, True, False]
    assert all(one["suppressed"] for one in contract["groups"] if one["by"] in ("sex", "pp", "fsm"))


def test_of_a_school_of_two_nothing_is_printed() -> None:
    tables = RegisterTables()
    whole = register()
    tables.marks = [mark for mark in whole.marks if mark.pupil in (1, 2)]
    tables.pupils = {key: value for key, value in whole.pupils.items() if key[1] in (1, 2)}
    made = governors_paper(connection(tables), SETTINGS, today=TODAY, period=PeriodAsked("half_term"))
    contract = governors_dict(made)
    assert all(one["suppressed"] and one["attendance_percent"] is None for one in contract["headline"])
    assert all(one["suppressed"] for one in (*contract["groups"], *contract["weeks"]))
    assert contract["absence_by_reason"] == {"suppressed": True, "reasons": None}
