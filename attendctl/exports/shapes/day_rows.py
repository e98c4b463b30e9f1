"""One row a pupil and day, with a column for the morning and one for the afternoon."""

from __future__ import annotations

from attendctl.exports.reading import Reading
from attendctl.exports.shapes.long import LongMarks, Staged
from attendctl.ledger.incoming import AM, PM


def long_marks(reading: Reading, staged: Staged) -> LongMarks:
    """Return the marks of a table with AM and PM columns. Raises DatesInUsOrder.

    A comment or minutes beside them are not read: the row does not say of which half.
    """
    binding = staged.binding
    day = binding.columns["date"][0]
    halves = {AM: binding.columns["am_mark"][0], PM: binding.columns["pm_mark"][0]}
    days = reading.type_dates(staged.name, day, sheet=staged.sheet)
    relation = f"{staged.name}_long"
    selects = " UNION ALL ".join(
        f"""
        SELECT s.line, w.who, d.value AS date, {session}::UTINYINT AS session,
               s.{column.name}::VARCHAR AS mark
        FROM {staged.name} AS s {staged.join_pupils} JOIN {days} AS d ON s.{day.name} = d.spelling
        """
        for session, column in halves.items()
    )
    reading.workbench.execute(f"CREATE VIEW {relation} AS {selects}")
    return LongMarks(relation, lambda _, session: halves[session].header)
