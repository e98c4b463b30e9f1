"""One row a pupil and week, with columns MonAM to FriPM (and the weekend, where there is one)."""

from __future__ import annotations

from datetime import date

from attendctl.calendar import monday_of
from attendctl.exports.bulk import map_spellings
from attendctl.exports.columns import Column
from attendctl.exports.reading import Reading
from attendctl.exports.refusals import LayoutUnknown, WeekUnknown
from attendctl.exports.shapes.long import LongMarks, Staged
from attendctl.exports.shapes.positions import drop_places_without_a_session
from attendctl.exports.weeks import week_in

_SATURDAY = 5
_DAYS_A_WEEK = 7
_WEEK_FIELDS = ("week_start", "date", "week_end")


def long_marks(reading: Reading, staged: Staged, *, week_of: date | None) -> LongMarks:
    """Return the marks of a weekly table.

    Args:
        reading: the file.
        staged: the table.
        week_of: any day of the week, from ``--date``: for a table that does
            not state its week itself.

    Raises:
        WeekUnknown: nothing says which week it is. It is never taken to be the latest.
        LayoutUnknown: two columns are of one session.
    """
    slots = {(column.weekday or 0, column.session): column for column in staged.binding.slots}
    if len(slots) < len(staged.binding.slots):
        raise LayoutUnknown(
            f"{reading.file}: two columns are of one day and session.", remedy="Export each session once."
        )
    join, monday = _weeks(reading, staged, week_of)
    relation = f"{staged.name}_long"
    selects = " UNION ALL ".join(
        f"""
        SELECT s.line, w.who, ({monday} + {weekday})::DATE AS date, {session}::UTINYINT AS session,
               s.{column.name}::VARCHAR AS mark
        FROM {staged.name} AS s {staged.join_pupils} {join}
        """
        for (weekday, session), column in slots.items()
    )
    reading.workbench.execute(f"CREATE TABLE {relation} AS {selects}")
    drop_places_without_a_session(reading, relation, many_weeks=False)
    return LongMarks(relation, lambda day, session: slots[day.weekday(), session].header)


def _weeks(reading: Reading, staged: Staged, week_of: date | None) -> tuple[str, str]:
    """Return SQL that joins each row's week, and the expression of its Monday."""
    column = next((found for name in _WEEK_FIELDS if (found := staged.binding.first(name))), None)
    if column is not None:
        return _stated_weeks(reading, staged, column)
    monday = week_outside_the_table(reading, staged, week_of)
    if monday is None:
        raise WeekUnknown(
            f"{reading.file}: columns for the days of a week, and nothing says of which week.",
            remedy="Give any day of that week with --date, such as --date 2025-11-03.",
        )
    return "", f"DATE '{monday}'"


def _stated_weeks(reading: Reading, staged: Staged, column: Column) -> tuple[str, str]:
    days = reading.type_dates(staged.name, column, sheet=staged.sheet)
    rows = reading.workbench.execute(f"SELECT spelling::VARCHAR, value FROM {days}").fetchall()
    mondays: dict[str | None, date] = {}
    ambiguous: dict[str | None, str] = {}
    for text, day in rows:
        if column.field != "week_end" and day.weekday() >= _SATURDAY:
            ambiguous[text] = f"is a {day:%A}: give the Monday of the week"
        else:
            mondays[text] = monday_of(day)
    reading.refuse_spellings(staged.name, column, ambiguous, sheet=staged.sheet)
    table = f"{staged.name}_week"
    map_spellings(reading.workbench, table, staged.name, column.name, "DATE", mondays)
    return f"JOIN {table} AS d ON s.{column.name} = d.spelling", "d.value"


def week_outside_the_table(reading: Reading, staged: Staged, week_of: date | None) -> date | None:
    """Return the Monday of the week that ``--date`` gives, else the one named above the table or by a name.

    Names are the sheet's and the file's. ``--date`` goes first; a warning says when the file names
    another week.
    """
    above, named = _named_weeks(reading, staged)
    if week_of is not None:
        monday, stated = monday_of(week_of), above or named
        if stated and stated != monday:
            reading.findings.warn(
                "W119",
                f"--date is in the week of {monday}, and the file names that of {stated}: --date is used.",
            )
        return monday
    if above is None and named is not None:
        reading.findings.warn("W103", f"The week is taken from the name of the file or sheet: {named}.")
    elif above and named and above != named:
        reading.findings.warn(
            "W119",
            f"Above the table stands the week of {above}, in the name that of {named}: {above} is used.",
        )
    return above or named


def _named_weeks(reading: Reading, staged: Staged) -> tuple[date | None, date | None]:
    table = staged.recognised.table
    above = week_in(" ".join(cell for cell in cells if cell) for _, cells in table.preamble)
    return above, week_in([table.sheet or ""]) or week_in([reading.file])
