"""What the page without names tells of the reasons in a week is not of one or two pupils, nor by subtraction.

Fourteen pupils, absent in these sessions of the first week and of the third, which the page is on:

     first week          third week          left out of the third: why
I    1 2 3 4 5           1, twice            about one pupil
M    6 7 8               6 7 8 9             else I would be the rest of authorised absence
C    1 2 3
O    5, twice            1 2 3 4             else the rest of the year would be about one pupil
G    1 2 3               4 5 6               else O would be the rest of unauthorised absence
U    7                   8                   its numbers stand in the headline: it hides nothing
"""

from __future__ import annotations

from datetime import date

from attendctl.casework.attendance_report import attendance_report
from attendctl.casework.reporting_period import PeriodAsked
from attendctl.casework.web_page.reasons import reasons_of_absence
from attendctl.casework.web_page.small_reasons import without_small_reasons
from attendctl.measures.session_sums import code_sums
from attendctl.settings import SchoolSettings, Settings
from tests.measures.register_tables import RegisterTables, weekdays

WEEKS = [weekdays(date(2025, 9, day), 5) for day in (8, 15, 22)]
FIRST = {"I": [1, 2, 3, 4, 5], "M": [6, 7, 8], "C": [1, 2, 3], "O": [5, 5], "G": [1, 2, 3], "U": [7]}
THIRD = {"I": [1, 1], "M": [6, 7, 8, 9], "O": [1, 2, 3, 4], "G": [4, 5, 6], "U": [8]}
SETTINGS = Settings(school=[SchoolSettings(name="Fernbrook School", policy="national")])


def week_of(absent: dict[str, list[int]], pupil: int) -> str:
    codes = [code for code, pupils in absent.items() for one in pupils if one == pupil]
    return "".join(codes).ljust(10, "/")


def test_a_reason_of_many_in_the_year_is_withheld_of_the_week_in_which_it_is_about_one() -> None:
    tables = RegisterTables()
    for pupil in range(1, 15):
        for week, absent in zip(WEEKS, (FIRST, {}, THIRD), strict=True):
            tables.days(pupil, week, week_of(absent, pupil))
    connection = tables.connection()
    first, last = WEEKS[0][0], WEEKS[2][-1]
    report = attendance_report(connection, SETTINGS, today=last, period=PeriodAsked("week"))
    lines = without_small_reasons(
        connection,
        report,
        reasons_of_absence(code_sums(connection, first, last), code_sums(connection, WEEKS[2][0], last)),
        year_from=first,
        days={1: (WEEKS[2][0], WEEKS[2][-1])},
    )
    assert {one.code: (one.year, None if one.period_is_withheld else one.period) for one in lines} == {
        "I": (7, None),
        "M": (7, None),
        "C": (3, 0),
        "O": (6, None),
        "G": (6, None),
        "U": (2, 1),
    }
