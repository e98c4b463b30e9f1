"""The year as a grid, for HTML and for paper: a column a week with school, a row a weekday and half day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from attendctl.reports.pupil_page import words

CALENDAR_SAYS = (
    "A column for each week with school, by its Monday; a letter for each session. "
    "A thick line stands where a break was."
)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SCHOOL_WEEKDAYS = 5
_WEEK_IN_DAYS = 7


@dataclass(frozen=True)
class GridCell:
    """One place: its letter, its kind (None where the school had no session) and what it says in words."""

    letter: str
    kind: str | None
    says: str


@dataclass(frozen=True)
class Grid:
    """``months`` with how many weeks each has, ``mondays`` as days, and the rows with their headings.

    ``breaks`` are the places, from 0, of the weeks before which there was a week without school.
    """

    months: tuple[tuple[str, int], ...]
    mondays: tuple[str, ...]
    breaks: frozenset[int]
    rows: tuple[tuple[str, tuple[GridCell, ...]], ...]


def calendar_grid(contract: dict[str, Any]) -> Grid:
    """Return the grid of a contract. A day of the weekend has rows where there was school on one."""
    weeks = contract["weeks"]
    by_day = [{date.fromisoformat(day["date"]).weekday(): day for day in week["days"]} for week in weeks]
    days = max([_SCHOOL_WEEKDAYS, *(number + 1 for week in by_day for number in week)])
    mondays = [date.fromisoformat(week["from"]) for week in weeks]
    months = groupby(weeks, key=lambda week: week["from"][:7])
    return Grid(
        months=tuple((words.short_day(f"{month}-01").split()[1], len(list(of))) for month, of in months),
        mondays=tuple(words.short_day(week["from"]) for week in weeks),
        breaks=frozenset(
            place
            for place in range(1, len(mondays))
            if (mondays[place] - mondays[place - 1]).days > _WEEK_IN_DAYS
        ),
        rows=tuple(
            (f"{_WEEKDAYS[number]} {half}", tuple(_cell(week.get(number), half) for week in by_day))
            for number in range(days)
            for half in ("AM", "PM")
        ),
    )


def _cell(day: dict[str, Any] | None, half: str) -> GridCell:
    cell = day[half] if day else None
    if day is None or cell is None:
        return GridCell("", None, "")
    late = f", {cell['minutes_late']} minutes late" if cell["minutes_late"] else ""
    says = f"{words.short_day(day['date'])} {half}: {words.KINDS[cell['kind']].lower()}{late}"
    return GridCell(words.letter_of(cell), cell["kind"], says)
