"""The columns of the leadership workbook's sheets: each takes its cells from the contract."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from attendctl.reports.class_sheets_columns import trend_text
from attendctl.reports.report_columns import Cell

ALL_SCHOOLS = "All schools"
GROUPINGS = {
    "year": "Year group",
    "class": "Class",
    "sen": "SEN",
    "pp": "Pupil premium",
    "fsm": "Free school meals",
    "eal": "EAL",
    "lac": "Looked after",
    "social-worker": "Social worker",
    "sex": "Sex",
}
"""What each grouping is called on paper."""

NOT_STATED = "not stated"
_SESSIONS = {
    "sessions_possible": "possible",
    "sessions_attended": "attended",
    "sessions_authorised": "authorised",
    "sessions_unauthorised": "unauthorised",
    "sessions_missing": "missing",
}
_LATENESS = {
    "times_late": "times late",
    "sessions_late_after_close": "late after closing",
    "minutes_late": "minutes late",
}

Row = dict[str, Any]


@dataclass(frozen=True)
class Column:
    """A column of a sheet: its header, and what takes its cell from a row of the contract."""

    header: str
    cell: Callable[[Row], Cell]


def cells(columns: Sequence[Column], rows: Iterable[Row]) -> Iterator[list[Cell]]:
    """Yield the cells of each row, one row at a time."""
    for row in rows:
        yield [column.cell(row) for column in columns]


def headers(columns: Sequence[Column]) -> list[str]:
    """Return the columns' headers."""
    return [column.header for column in columns]


def of(key: str, header: str) -> Column:
    """Return a column of one plain value."""
    return Column(header, lambda row: row[key])


def inside(outer: str, key: str, header: str) -> Column:
    """Return a column of a value one level down; empty where that level is not there."""
    return Column(header, lambda row: None if row[outer] is None else row[outer][key])


def school_column(contract: Row) -> list[Column]:
    """Return the school's column; of one school, none: its name is above every page."""
    if len(contract["schools"]) == 1:
        return []
    return [Column("School", lambda row: row["school"] or ALL_SCHOOLS)]


def period_words(contract: Row) -> dict[str, str]:
    """Return the periods that the report has sums of, by key, as headers call them.

    >>> period_words({"week": {"iso": "2025-W45"}, "period": None})
    {'week': 'Week', 'year': 'Year'}
    """
    words = {"year": "Year"}
    if contract["period"] is not None:
        words = {"period": "Period"} | words
    return {"week": "Week"} | words if contract["week"] is not None else words


def percent_columns(contract: Row) -> list[Column]:
    """Return attendance of the week or period and of the year."""
    words = period_words(contract).items()
    return [inside(period, "attendance_percent", f"{word} %") for period, word in words]


def session_columns(contract: Row) -> list[Column]:
    """Return the sessions of the week or period and of the year."""
    return [
        inside(period, key, f"{word} sessions {name}")
        for period, word in period_words(contract).items()
        for key, name in _SESSIONS.items()
    ]


def lateness_columns(contract: Row) -> list[Column]:
    """Return times and minutes late, of the week or period and of the year."""
    return [
        inside(period, key, f"{word} {name}")
        for period, word in period_words(contract).items()
        for key, name in _LATENESS.items()
    ]


ABSENCE_COLUMNS = (
    of("pupils_persistent", "Persistently absent pupils"),
    of("persistent_absence_percent", "Persistent absence %"),
    of("pupils_severe", "Severely absent pupils"),
    of("severe_absence_percent", "Severe absence %"),
)
_OUT_OF = of("pupils_with_sessions", "Pupils with sessions")


def group_name(row: Row) -> str:
    """Return a group's name as a chart can label it.

    >>> group_name({"by": "pp", "name": "yes"}), group_name({"by": "year", "name": "4"})
    ('Pupil premium: yes', '4')
    """
    name: str = row["name"]
    return name if row["by"] in ("year", "class") else f"{GROUPINGS[row['by']]}: {name}"


def school_columns(contract: Row) -> tuple[list[Column], list[Column]]:
    """Return the columns of the sheet of schools: those for paper, and those beside them."""
    policies = {one["name"]: one["policy"] for one in contract["schools"]}
    return [
        Column("School", lambda row: row["school"] or ALL_SCHOOLS),
        of("pupils", "Pupils"),
        *percent_columns(contract),
        *ABSENCE_COLUMNS,
        inside("moved", "worse", "Moved to a worse band"),
        inside("moved", "better", "Moved to a better band"),
        inside("to_settle", "overdue", "N marks too old"),
        inside("actions", "open", "Actions open"),
        inside("actions", "overdue", "Actions overdue"),
    ], [
        inside("actions", "held_back", "Actions held back"),
        inside("to_settle", "open", "N marks open"),
        _OUT_OF,
        *session_columns(contract),
        *lateness_columns(contract),
        Column("Policy", lambda row: policies.get(row["school"])),
    ]


def group_columns(contract: Row, *, header: str) -> tuple[list[Column], list[Column]]:
    """Return the columns of a sheet of groups: those for paper, and those beside them."""
    return [
        *school_column(contract),
        Column(header, group_name),
        of("pupils", "Pupils"),
        *percent_columns(contract),
        *ABSENCE_COLUMNS,
    ], [_OUT_OF, *session_columns(contract)]


def lateness_sheet_columns(contract: Row) -> list[Column]:
    """Return the columns of the sheet on lateness."""
    return [
        *school_column(contract),
        Column("By", lambda row: GROUPINGS[row["by"]] if "by" in row else "School"),
        Column("Group", lambda row: group_name(row) if "by" in row else "everyone"),
        of("pupils", "Pupils"),
        *lateness_columns(contract),
    ]


def moved_columns(contract: Row) -> list[Column]:
    """Return the columns of the sheet of who moved band."""
    return [
        *school_column(contract),
        *_WHO,
        of("direction", "Moved"),
        of("why", "Why"),
        of("band_then", "Band the week before, by the register then"),
        of("band_before", "Band the week before, by the register now"),
        of("band_now", "Band now"),
        of("percent_then", "The week before, then %"),
        of("percent_before", "The week before, now %"),
        of("percent_now", "Now %"),
    ]


def owed_columns(contract: Row) -> list[Column]:
    """Return the columns of the sheet of missing marks and marks to settle."""
    words = [word for period, word in period_words(contract).items() if period != "year"]
    return [
        *school_column(contract),
        of("class", "Class"),
        inside("to_settle", "oldest_on", "Oldest N mark"),
        *(of("missing", f"{word} missing") for word in words),
        of("missing_year", "Year missing"),
        inside("to_settle", "open", "N marks open"),
        inside("to_settle", "overdue", "N marks too old"),
    ]


def action_columns(contract: Row) -> list[Column]:
    """Return the columns of the sheet of actions."""
    return [
        *school_column(contract),
        of("title", "Action"),
        of("step", "Step"),
        of("open", "Open"),
        of("overdue", "Overdue"),
        of("held_back", "Held back"),
    ]


def week_columns(contract: Row) -> list[Column]:
    """Return the columns of the sheet of school weeks."""
    return [
        *school_column(contract),
        inside("week", "from", "Week from"),
        inside("week", "iso", "Week number"),
        of("attendance_percent", "Attendance %"),
        of("pupils", "Pupils"),
        *(of(key, f"Sessions {name}") for key, name in _SESSIONS.items()),
        *(of(key, name[0].upper() + name[1:]) for key, name in _LATENESS.items()),
    ]


def pupil_columns(contract: Row) -> tuple[list[Column], list[Column]]:
    """Return the columns of the sheet of pupils: those for paper, and those beside them."""
    return [
        *school_column(contract),
        *_WHO,
        *percent_columns(contract),
        of("band", "Band"),
        of("band_previous_week", "Band the week before"),
        Column("Trend", lambda row: trend_text(row["trend"])),
        Column("Persistently absent", lambda row: _yes_no(row["persistent_absence"])),
        Column("Severely absent", lambda row: _yes_no(row["severe_absence"])),
        of("status", "Joiner or leaver"),
        inside("year", "times_late", "Year times late"),
        inside("year", "minutes_late", "Year minutes late"),
    ], [
        *session_columns(contract),
        *(one for one in lateness_columns(contract) if one.header not in _ON_PAPER),
    ]


_ON_PAPER = ("Year times late", "Year minutes late")
_WHO = (
    of("upn", "UPN"),
    of("surname", "Surname"),
    of("forename", "Forename"),
    of("year_group", "Year group"),
    of("class", "Class"),
)


def _yes_no(flag: bool | None) -> str | None:
    return None if flag is None else "yes" if flag else "no"
