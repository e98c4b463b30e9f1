"""One row a mark: pupil, date, session, mark."""

from __future__ import annotations

from attendctl.exports.bulk import distinct_spellings, map_spellings
from attendctl.exports.columns import Column
from attendctl.exports.reading import Reading
from attendctl.exports.refusals import OnlyLessons
from attendctl.exports.shapes.long import LongMarks, Staged, beside_columns
from attendctl.exports.values.sessions import NotASession, is_lesson_number, read_session
from attendctl.exports.values.shown import shown


def long_marks(reading: Reading, staged: Staged) -> LongMarks:
    """Return the marks of a table with one row a mark; lessons are left out and counted.

    Raises:
        DatesInUsOrder: a date can only be month-first.
        OnlyLessons: no row is of a morning or afternoon session.
    """
    binding = staged.binding
    day, mark = binding.columns["date"][0], binding.columns["mark"][0]
    session = binding.first("session") or binding.columns["period"][0]
    sessions = _type_sessions(reading, staged, session)
    days = reading.type_dates(staged.name, day, sheet=staged.sheet)
    beside, selected = beside_columns(binding)
    relation = f"{staged.name}_long"
    reading.workbench.execute(
        f"""
        CREATE VIEW {relation} AS
        SELECT s.line, w.who, d.value AS date, n.value AS session, s.{mark.name} AS mark{selected}
        FROM {staged.name} AS s
        {staged.join_pupils}
        JOIN {days} AS d ON s.{day.name} = d.spelling
        JOIN {sessions} AS n ON s.{session.name} = n.spelling
        """
    )
    return LongMarks(relation, lambda *_: mark.header, beside)


def _type_sessions(reading: Reading, staged: Staged, column: Column) -> str:
    spellings = distinct_spellings(reading.workbench, staged.name, column.name)
    of_periods = column.field == "period" or any(map(is_lesson_number, spellings))
    readings = {text: read_session(text, of_periods=of_periods) for text in spellings}
    typed = {text: value for text, value in readings.items() if isinstance(value, int)}
    lessons = [text for text, value in readings.items() if value is NotASession.LESSON]
    if lessons and not typed:
        raise OnlyLessons(
            f"{reading.file}, column {column.header}: only lessons such as {shown(min(map(str, lessons)))}, "
            "no morning or afternoon session.",
            remedy="Export the AM and PM registration marks (statutory or roll-call attendance).",
        )
    if lessons:
        row = reading.workbench.execute(
            f"SELECT count(*) FROM {staged.name} WHERE {column.name}::VARCHAR IN (SELECT unnest(?))",
            [lessons],
        ).fetchone()
        reading.findings.warn(
            "W102", "Marks of lessons: left out, only AM and PM are read.", row[0] if row else 0
        )
    reasons: dict[str | None, str] = {
        text: "is empty: AM or PM is needed"
        if value is NotASession.BLANK
        else "is neither AM nor PM, nor a lesson that attendctl knows"
        for text, value in readings.items()
        if value in (NotASession.BLANK, NotASession.UNKNOWN)
    }
    reading.refuse_spellings(staged.name, column, reasons, sheet=staged.sheet)
    table = f"{staged.name}_session"
    map_spellings(reading.workbench, table, staged.name, column.name, "UTINYINT", typed)
    return table
