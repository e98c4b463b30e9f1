"""One row a pupil, with a column for every dated session."""

from __future__ import annotations

from datetime import date

from attendctl.exports.bulk import insert_columns
from attendctl.exports.columns import SessionColumn
from attendctl.exports.reading import Reading, date_fault
from attendctl.exports.refusals import DatesInUsOrder, LayoutUnknown, WeekUnknown
from attendctl.exports.shapes.long import LongMarks, Staged
from attendctl.exports.shapes.positions import drop_places_without_a_session


def long_marks(reading: Reading, staged: Staged) -> LongMarks:
    """Return the marks of a table with a column a session.

    Raises:
        DatesInUsOrder: a header can only be month-first.
        LayoutUnknown: a header is no real day, or two columns are of one session.
        WeekUnknown: the headers have no year, and nothing says which.
    """
    columns = staged.binding.dated
    line = staged.recognised.table.header_line
    days = [_day_of(reading, column, line) for column in columns]
    seen: dict[tuple[date, int], SessionColumn] = {}
    for column, day in zip(columns, days, strict=True):
        other = seen.setdefault((day, column.session), column)
        if other is not column:
            raise LayoutUnknown(
                f"{reading.file}, line {line}: two columns are of one session, {other.header!r} and "
                f"{column.header!r}.",
                remedy="Export each session once.",
            )
    workbench, relation = reading.workbench, f"{staged.name}_long"
    workbench.execute(f"CREATE TABLE {staged.name}_sessions (name VARCHAR, date DATE, session UTINYINT)")
    insert_columns(
        workbench,
        f"{staged.name}_sessions",
        {
            "name": ("VARCHAR", [column.name for column in columns]),
            "date": ("DATE", days),
            "session": ("UTINYINT", [column.session for column in columns]),
        },
    )
    cells = ", ".join(f"coalesce(s.{column.name}::VARCHAR, '') AS {column.name}" for column in columns)
    names = ", ".join(column.name for column in columns)
    workbench.execute(
        f"""
        CREATE TABLE {relation} AS
        SELECT u.line, u.who, k.date, k.session, u.mark
        FROM (UNPIVOT (SELECT s.line, w.who, {cells} FROM {staged.name} AS s {staged.join_pupils})
              ON {names} INTO NAME name VALUE mark) AS u
        JOIN {staged.name}_sessions AS k ON u.name = k.name
        """
    )
    drop_places_without_a_session(reading, relation, many_weeks=True)
    return LongMarks(relation, lambda day, session: seen[day, session].header)


def _day_of(reading: Reading, column: SessionColumn, line: int) -> date:
    told = column.reading
    assert told is not None
    where = f"{reading.file}, line {line}, column {column.header!r}"
    if told.fault == "month first":
        raise DatesInUsOrder(
            f"{where} can only be month/day/year, so no date of this file can be trusted.",
            remedy="Export the dates as 2025-09-03 or 03/09/2025 (day first) and import again.",
        )
    if told.fault == "no year":
        raise WeekUnknown(
            f"{where}: the date has no year, and nothing in the file says which.",
            remedy="Give any day of that academic year with --date, or export dates with their year.",
        )
    if told.day is None:
        raise LayoutUnknown(f"{where} {date_fault(told)}.", remedy="Correct the header and import again.")
    if told.weekday_differs:
        reading.findings.warn(
            "W101",
            f"Dates whose weekday is another than the one written beside it, such as {column.header!r}:"
            " day and month may be swapped.",
        )
    return told.day
