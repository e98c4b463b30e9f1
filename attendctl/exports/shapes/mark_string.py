"""One row a pupil and week (or longer), with all marks in one string."""

from __future__ import annotations

from datetime import date

from attendctl.exports.bulk import distinct_spellings, insert_columns
from attendctl.exports.columns import Column
from attendctl.exports.reading import Reading, placed
from attendctl.exports.refusals import WeekUnknown
from attendctl.exports.shapes.long import LongMarks, Staged
from attendctl.exports.shapes.positions import drop_places_without_a_session
from attendctl.exports.shapes.week_columns import week_outside_the_table
from attendctl.exports.values.mark_strings import (
    LONGEST,
    WEEK_LENGTH,
    fault_of,
    is_partial_week,
    marks_in,
    places,
)

_START_FIELDS = ("week_start", "date")


def long_marks(reading: Reading, staged: Staged, *, week_of: date | None) -> LongMarks:
    """Return the marks of a table of mark strings, each in its place from the row's start date.

    Args:
        reading: the file.
        staged: the table.
        week_of: any day of the week, from ``--date``: for a table without start dates.

    Raises:
        WeekUnknown: nothing says where the strings start.
    """
    column = staged.binding.columns["week_marks"][0]
    start = next((found for name in _START_FIELDS if (found := staged.binding.first(name))), None)
    if start is not None:
        days = reading.type_dates(staged.name, start, sheet=staged.sheet)
        join, first = f"JOIN {days} AS d ON s.{start.name} = d.spelling", "d.value"
    else:
        monday = week_outside_the_table(reading, staged, week_of)
        if monday is None:
            raise WeekUnknown(
                f"{reading.file}: strings of marks, and nothing says when they start.",
                remedy="Add the week's start date to the export, or give any day of the week with --date.",
            )
        join, first = "", f"DATE '{monday}'"
    spellings = distinct_spellings(reading.workbench, staged.name, column.name)
    strings = [text for text in spellings if text and len(places(text)) <= LONGEST]
    _place(reading, staged, column, strings)
    refused = _refuse_misplaced(reading, staged, column, join, first)
    relation = f"{staged.name}_long"
    reading.workbench.execute(
        f"""
        CREATE TABLE {relation} AS
        SELECT s.line, w.who, ({first} + p.days)::DATE AS date, p.session, p.mark
        FROM {staged.name} AS s {staged.join_pupils} {join}
        JOIN {staged.name}_places AS p ON s.{column.name}::VARCHAR = p.string
        WHERE s.line NOT IN (SELECT unnest(?::UINTEGER[]))
        """,
        [refused],
    )
    drop_places_without_a_session(
        reading, relation, many_weeks=any(len(places(text)) > WEEK_LENGTH for text in strings)
    )
    return LongMarks(relation, lambda *_: column.header)


def _place(reading: Reading, staged: Staged, column: Column, strings: list[str]) -> None:
    """Make the table of every place of every string, and warn of strings that are no whole week."""
    marks = [(text, mark) for text in strings for mark in marks_in(text)]
    table = f"{staged.name}_places"
    reading.workbench.execute(
        f"CREATE TABLE {table} (string VARCHAR, days INTEGER, session UTINYINT, mark VARCHAR)"
    )
    insert_columns(
        reading.workbench,
        table,
        {
            "string": ("VARCHAR", [text for text, _ in marks]),
            "days": ("INTEGER", [mark.days_after_start for _, mark in marks]),
            "session": ("UTINYINT", [mark.session for _, mark in marks]),
            "mark": ("VARCHAR", [mark.mark for _, mark in marks]),
        },
    )
    partial = [text for text in strings if is_partial_week(text)]
    counts = reading.workbench.execute(
        f"""
        SELECT count(*) FILTER ({column.name}::VARCHAR IN (SELECT unnest(?::VARCHAR[]))),
               count(*) FILTER ({column.name} IS NULL)
        FROM {staged.name}
        """,
        [partial],
    ).fetchone()
    short, empty = counts or (0, 0)
    reading.findings.warn(
        "W104",
        "Strings of marks that are no whole week (10 or 14 sessions): read in their places from the start. "
        "Compare one with the register.",
        short,
    )
    reading.findings.warn("W106", "Rows with an empty string of marks: nothing is read from them.", empty)


def _refuse_misplaced(reading: Reading, staged: Staged, column: Column, join: str, first: str) -> list[int]:
    """Refuse rows whose string cannot start on its date; return their lines."""
    rows = reading.workbench.execute(
        f"""
        SELECT s.line, s.{column.name}::VARCHAR, {first} FROM {staged.name} AS s {join}
        WHERE s.{column.name} IS NOT NULL
          AND (len(s.{column.name}::VARCHAR) > {WEEK_LENGTH} OR isodow({first}) <> 1)
        ORDER BY s.line
        """
    ).fetchall()
    refused = []
    for line, text, start in rows:
        if fault := fault_of(text, start):
            reading.findings.refuse(line, placed(column.header, staged.sheet), text, fault)
            refused.append(line)
    return refused
