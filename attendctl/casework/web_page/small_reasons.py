"""Reasons of absence of very few pupils, put together: on a page that may be projected none stands alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import duckdb

from attendctl.casework.disclosure.gather import Kind, gather_small
from attendctl.casework.report_lines import AttendanceReport
from attendctl.casework.web_page.page_lines import ReasonLine
from attendctl.measures.period_sums import CountedPeriod
from attendctl.measures.pupil_codes import pupil_codes
from attendctl.rules.small_numbers import SmallNumbers, small_numbers

Pupils = set[tuple[int, int]]


def without_small_reasons(
    connection: duckdb.DuckDBPyConnection,
    report: AttendanceReport,
    lines: Sequence[ReasonLine],
    *,
    year_from: date,
    days: Mapping[int, tuple[date, date]],
) -> tuple[ReasonLine, ...]:
    """Return the reasons, those about one or two pupils as one line for authorised and one for unauthorised.

    Where that line would still be about so few, the next smallest joins it. Sums stay what they were.

    Args:
        connection: the one that the report was made on, after it.
        report: the attendance report that the page shows.
        lines: of ``attendctl.casework.web_page.reasons.reasons_of_absence``.
        year_from: the first day of the year.
        days: the first and last day of the period by school; nothing for a page on the year alone.
    """
    asked = [CountedPeriod("year", one.school_id, year_from, report.as_of) for one in report.schools]
    asked += [
        CountedPeriod("period", school_id, first, min(last, report.as_of))
        for school_id, (first, last) in days.items()
    ]
    pupils: dict[tuple[str, str], Pupils] = {}
    fixed: set[tuple[str, str]] = set()
    for one in pupil_codes(connection, asked):
        if one.authorised or one.unauthorised:
            pupils.setdefault((one.code, one.meaning), set()).add(one.pupil)
        if one.late_after_close:  # a line of its own among the headline figures
            fixed.add((one.code, one.meaning))
    rule = small_numbers().in_force(report.as_of)
    found: list[ReasonLine] = []
    for statistical_class in dict.fromkeys(line.statistical_class for line in lines):
        of_class = [line for line in lines if line.statistical_class == statistical_class]
        found += _gathered(of_class, pupils, fixed, rule)
    return tuple(sorted(found, key=lambda line: (line.code is None, -line.year, line.code or "")))


def _gathered(
    lines: Sequence[ReasonLine],
    pupils: Mapping[tuple[str, str], Pupils],
    fixed: set[tuple[str, str]],
    rule: SmallNumbers,
) -> list[ReasonLine]:
    keys = {str(place): (line.code or "", line.meaning) for place, line in enumerate(lines)}
    kinds = [
        Kind(place, max(line.year, line.period or 0), pupils.get(keys[place], set()), keys[place] in fixed)
        for place, line in zip(keys, lines, strict=True)
    ]
    gathered = gather_small(kinds, rule, other="together")
    alone = {kind.name for kind in gathered or ()} & set(keys)
    rest = [line for place, line in zip(keys, lines, strict=True) if place not in alone]
    stays = [line for place, line in zip(keys, lines, strict=True) if place in alone]
    return [*stays, _together(rest)] if rest else stays


def _together(lines: Sequence[ReasonLine]) -> ReasonLine:
    first = lines[0]
    return first._replace(
        code=None,
        meaning=f"other {first.statistical_class} reasons, each of very few pupils",
        period=None if first.period is None else sum(line.period or 0 for line in lines),
        year=sum(line.year for line in lines),
    )
