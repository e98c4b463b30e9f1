"""Who is persistently but not severely absent is the one number less the other: it may not be one or two."""

from __future__ import annotations

from typing import Any

import pytest

from attendctl.casework.governors.paper import governors_paper
from attendctl.casework.reporting_period import PeriodAsked
from attendctl.reports.governors.contract import governors_dict
from tests.governors.school_of_fourteen import SETTINGS, TODAY, WEEKS, connection
from tests.measures.register_tables import RegisterTables

DAYS = [day for week in WEEKS for day in week]  # twenty days, forty sessions


def paper_on(persistent: int, severe: int, period: PeriodAsked, years: str = "33") -> dict[str, Any]:
    """The paper on sixteen pupils: so many miss five sessions of each half term, so many a week of each."""
    tables = RegisterTables()
    for pupil in range(1, 17):
        codes = "/\\" * 20
        if pupil <= severe:
            codes = ("II" * 5 + "/\\" * 5) * 2  # 20 of 40
        elif pupil <= persistent:
            codes = ("I\\" * 5 + "/\\" * 5) * 2  # 10 of 40
        tables.days(pupil, DAYS, codes)
        tables.pupils[1, pupil] = {"year_group": years[pupil % 2]}
    return governors_dict(governors_paper(connection(tables), SETTINGS, today=TODAY, period=period))


@pytest.mark.parametrize("period", [PeriodAsked("half_term"), PeriodAsked("year")])
def test_the_headline_does_not_print_both_where_two_pupils_lie_between(period: PeriodAsked) -> None:
    for column in paper_on(5, 3, period)["headline"]:  # the period before, too
        assert column["persistent_absence"]["pupils"] == 5
        assert column["severe_absence"] == {"pupils": None, "of": None, "percent": None, "suppressed": True}


def test_it_prints_both_where_three_lie_between_or_nobody() -> None:
    for persistent, severe in ((6, 3), (4, 4), (4, 0)):
        for column in paper_on(persistent, severe, PeriodAsked("half_term"))["headline"]:
            assert (column["persistent_absence"]["pupils"], column["severe_absence"]["pupils"]) == (
                persistent,
                severe,
            )


def test_what_is_withheld_of_everyone_so_that_no_group_is_given_away_is_not_in_the_headline() -> None:
    contract = paper_on(4, 0, PeriodAsked("half_term"), "34")  # two in each year: 4 would say so
    assert {one["persistent_absence"]["suppressed"] for one in contract["groups"] if one["by"] == "year"} == {
        True
    }
    headline = {one["name"]: one["persistent_absence"]["pupils"] for one in contract["headline"]}
    assert headline == {"period": None, "before": 4, "year": None}
