"""Since when a pupil's attendance has been below a line, such as 85% or the law's persistent absence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.measures.engine import fill_table, materialise
from attendctl.measures.rule_names import refuse_doubled_rules

LINE_RULE = {
    "school_id": "SMALLINT",
    "rule": "VARCHAR",
    "tenths": "INTEGER",
    "sessions_missed": "INTEGER",
    "sessions_of": "INTEGER",
}


@dataclass(frozen=True)
class Line:
    """A line: ``tenths`` of a percent, or ``missed`` in every ``of`` sessions. ``rule`` is once a school."""

    rule: str
    tenths: int | None = None
    missed: int | None = None
    of: int | None = None


class BelowSince(NamedTuple):
    """A pupil below a line, and the first day of the present unbroken time below it."""

    school_id: int
    rule: str
    pupil_id: int
    since: date


def below_since(
    connection: duckdb.DuckDBPyConnection, lines: Mapping[int, Sequence[Line]], *, as_of: date
) -> list[BelowSince]:
    """Find the pupils who are below a line of their school by the sums of the year.

    Args:
        connection: after ``attendctl.measures.pupil_days.count_pupil_days`` of the same ``as_of``.
        lines: by school id.
        as_of: the day judged; its academic year is counted, from 1 September to it, both included.

    Returns:
        By school, rule and pupil. The rows stand as the table ``below_since`` too.

    Raises:
        ValueError: two lines of one school have one name.
    """
    refuse_doubled_rules({school: [line.rule for line in of_school] for school, of_school in lines.items()})
    rows = [
        (school, line.rule, line.tenths, line.missed, line.of)
        for school, of_school in lines.items()
        for line in of_school
    ]
    fill_table(connection, "line_rule", LINE_RULE, rows)
    materialise(connection, "below_since", year_from=academic_year_start(as_of))
    found = connection.execute("SELECT * FROM below_since ORDER BY school_id, rule, pupil_id")
    return [BelowSince._make(row) for row in found.fetchall()]
