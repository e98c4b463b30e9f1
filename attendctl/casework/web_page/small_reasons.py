"""Reasons of absence of very few pupils, put together: on a page that may be projected none stands alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from datetime import date
from typing import NamedTuple

import duckdb

from attendctl.casework.disclosure.gather import Kind, gather_small
from attendctl.casework.report_lines import AttendanceReport
from attendctl.casework.web_page.page_lines import ReasonLine
from attendctl.measures.period_sums import CountedPeriod
from attendctl.measures.pupil_codes import pupil_codes
from attendctl.rules.small_numbers import SmallNumbers, small_numbers

Key = tuple[str, str]
"""A code of absence and what it means: of a code whose meaning changed there are two."""


class Sessions(NamedTuple):
    """Sessions of absence for a reason, pupil by pupil: of the year, of the period beside it."""

    year: Counter[tuple[int, int]]
    period: Counter[tuple[int, int]]

    @property
    def rest(self) -> Counter[tuple[int, int]]:
        """What is left of the year beside the period: a reader may subtract."""
        return self.year - self.period


def without_small_reasons(
    connection: duckdb.DuckDBPyConnection,
    report: AttendanceReport,
    lines: Sequence[ReasonLine],
    *,
    year_from: date,
    days: Mapping[int, tuple[date, date]],
) -> tuple[ReasonLine, ...]:
    """Return the reasons, those about one or two pupils as one line for authorised and one for unauthorised.

    Where that line would still be about so few, the next smallest joins it. Sums stay what they were. What
    is of more pupils in the year but of one or two in the period is withheld of the period alone.

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
    sessions: dict[Key, Sessions] = {}
    fixed: set[Key] = set()
    for one in pupil_codes(connection, asked):
        key = one.code, one.meaning
        if absent := one.authorised + one.unauthorised:
            of = sessions.setdefault(key, Sessions(Counter(), Counter()))
            (of.year if one.period == "year" else of.period)[one.pupil] += absent
        if one.late_after_close:  # a figure of its own in the headline
            fixed.add(key)
    rule = small_numbers().in_force(report.as_of)
    found: list[ReasonLine] = []
    for statistical_class in dict.fromkeys(line.statistical_class for line in lines):
        of_class = [line for line in lines if line.statistical_class == statistical_class]
        found += _gathered(of_class, sessions, fixed, rule)
    return tuple(sorted(found, key=lambda line: (line.code is None, -line.year, line.code or "")))


def _gathered(
    lines: Sequence[ReasonLine],
    sessions: Mapping[Key, Sessions],
    fixed: Set[Key],
    rule: SmallNumbers,
) -> list[ReasonLine]:
    keys = {str(place): (line.code or "", line.meaning) for place, line in enumerate(lines)}
    kinds = [
        Kind(
            place,
            line.year or line.period or 0,
            set(sessions[keys[place]].year or sessions[keys[place]].period),
            keys[place] in fixed,
        )
        for place, line in zip(keys, lines, strict=True)
    ]
    gathered = gather_small(kinds, rule, other="together")
    alone = {kind.name for kind in gathered or ()} & set(keys)
    rest = {place: line for place, line in zip(keys, lines, strict=True) if place not in alone}
    stays = {place: line for place, line in zip(keys, lines, strict=True) if place in alone}
    shown = [(line, sessions[keys[place]], keys[place] in fixed) for place, line in stays.items()]
    if rest:
        shown.append(
            (_together(list(rest.values())), _added([sessions[keys[place]] for place in rest]), False)
        )
    return _without_small_periods(shown, rule)


def _without_small_periods(
    lines: Sequence[tuple[ReasonLine, Sessions, bool]], rule: SmallNumbers
) -> list[ReasonLine]:
    """Withhold what the period says of one or two pupils, and as much more as hides it.

    The period's sum of the class is a figure of the headline: of one number alone it would be known.
    """

    def is_small(places: Sequence[int]) -> bool:
        of = _added([lines[place][1] for place in places])
        return rule.is_small(len(of.period)) or rule.is_small(len(of.rest))

    places = [place for place, (line, _, is_fixed) in enumerate(lines) if not is_fixed and line.period]
    withheld = [place for place in places if is_small([place])]
    others = sorted(
        (place for place in places if place not in withheld), key=lambda at: lines[at][0].period or 0
    )
    others += [place for place, (line, _, is_fixed) in enumerate(lines) if not is_fixed and line.period == 0]
    while withheld and others and (len(withheld) == 1 or is_small(withheld)):
        withheld.append(others.pop(0))
    if len(withheld) == 1:  # beside nothing else it is what the headline says
        withheld = []
    return [line._replace(period_is_withheld=place in withheld) for place, (line, _, _) in enumerate(lines)]


def _added(parts: Sequence[Sessions]) -> Sessions:
    return Sessions(
        sum((one.year for one in parts), Counter()), sum((one.period for one in parts), Counter())
    )


def _together(lines: Sequence[ReasonLine]) -> ReasonLine:
    first = lines[0]
    return first._replace(
        code=None,
        meaning=f"other {first.statistical_class} reasons, each of very few pupils",
        period=None if first.period is None else sum(line.period or 0 for line in lines),
        year=sum(line.year for line in lines),
    )
