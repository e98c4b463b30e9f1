"""Each school's year to date beside the Department's year to date: never beside another series.

The differences are of the percentages as they are printed, so that a reader finds the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.report_lines import AttendanceReport
from attendctl.casework.school_benchmarks import school_benchmarks
from attendctl.casework.web_page.headline import difference
from attendctl.casework.web_page.page_lines import AreaBeside, SchoolBeside
from attendctl.casework.web_page.withheld_parts import WhatIsWithheld
from attendctl.rates import TENTHS_IN_ONE_HUNDRED_PERCENT, percent_in_tenths
from attendctl.rules.benchmarks import BenchmarkTable

_TENTHS = TENTHS_IN_ONE_HUNDRED_PERCENT // 100


def schools_beside(
    report: AttendanceReport,
    schools: Sequence[ChosenSchool],
    tables: Sequence[BenchmarkTable],
    withheld: WhatIsWithheld,
) -> tuple[SchoolBeside, ...]:
    """Return every school with a mark in the year beside the figures of its phase and areas.

    Args:
        report: of the schools.
        schools: the same, with what is stated of each.
        tables: of ``attendctl.rules.benchmarks.load_tables``.
        withheld: what of a school is not shown.
    """
    lines = {one.school: one for one in report.school_totals}
    found = []
    for school in schools:
        if school.name not in lines:
            continue
        line = lines[school.name]
        parts = withheld((school.name, None, None))
        attendance = None if "all" in parts else line.year.attendance_tenths
        persistent = (
            None
            if {"all", "persistent"} & set(parts)
            else percent_in_tenths(line.pupils_persistent, line.pupils_with_sessions)
        )
        chosen = school_benchmarks(school.settings, tables, as_of=report.as_of)
        areas = tuple(
            AreaBeside(
                one,
                difference(attendance, _tenths(one.attendance_percent)),
                difference(persistent, _tenths(one.persistent_percent)),
            )
            for one in chosen.figures
        )
        found.append(SchoolBeside(line, parts, chosen, areas))
    return tuple(found)


def _tenths(percent: float | None) -> int | None:
    """Return a percentage that has one decimal in tenths.

    >>> _tenths(94.7)
    947
    """
    return None if percent is None else round(percent * _TENTHS)
