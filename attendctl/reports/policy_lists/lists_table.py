"""Lists of pupils for a terminal: a table a list, legible at 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich import box
from rich.console import Console, RenderableType
from rich.table import Table
from rich.text import Text

from attendctl.reports.policy_lists.lists_columns import kind_cells, rising_cells
from attendctl.reports.policy_lists.lists_pages import about_list, periods_shown
from attendctl.reports.policy_lists.lists_words import (
    NOT_FOR_DISPLAY,
    comments_text,
    kinds_text,
    marks_text,
    percent_text,
    period_text,
    rising_text,
    without_text,
)
from attendctl.reports.showable_text import showable_text

_NO_DATA = "–"
_LEGEND = (
    "%: attendance in the period and in the year so far. Absent: sessions of the year. Late: times late; "
    "lost: sessions lost to lateness; min: minutes late, all in the year. Those of the period are in "
    "--format csv."
)


def print_lists(contract: dict[str, Any], console: Console) -> None:
    """Print the lists, one after the other."""
    for part in _parts(contract):
        console.print(part)


def _parts(contract: dict[str, Any]) -> Iterator[RenderableType]:
    yield Text(f"{period_text(contract)}. {NOT_FOR_DISPLAY}.", style="bold")
    several = len(contract["schools"]) > 1
    for made in contract["lists"]:
        yield ""
        school = f"{made['school']}: " if several else ""
        yield Text(showable_text(f"{school}{made['title']}"), style="bold")
        yield Text(about_list(made))
        if made["figure"]:
            yield _figure(made["figure"])
        if made["pupils"]:
            yield _pupils(made, periods=periods_shown(contract, made))
        elif made["count"] == 0:
            yield Text("Nobody.")
        if made["illness"]:
            yield from _illness(made["illness"])
    yield ""
    yield Text(_LEGEND)
    yield Text(contract["leavers"])
    for one in contract["without_lists"]:
        yield Text(showable_text(without_text(one)))


def _pupils(made: dict[str, Any], *, periods: Sequence[str]) -> Table:
    table = _table()
    table.add_column("Pupil", overflow="fold", min_width=14)
    table.add_column("Class", overflow="fold", min_width=4)
    with_marks = any(pupil["marks"] for pupil in made["pupils"])
    if with_marks:
        table.add_column("Marks", overflow="fold", min_width=9)
    for name in (*(f"{period.capitalize()} %" for period in periods), "Absent", "Late", "Lost", "Min"):
        table.add_column(name, justify="right", min_width=max(map(len, name.split())))
    for pupil in made["pupils"]:
        year = pupil["year"]
        table.add_row(
            Text(showable_text(f"{pupil['surname'] or _NO_DATA}, {pupil['forename'] or _NO_DATA}")),
            Text(showable_text(pupil["class"] or _NO_DATA)),
            *([Text(showable_text(_marks(pupil["marks"])))] if with_marks else []),
            *(percent_text(pupil[period]["attendance_percent"]) for period in periods),
            *(
                str(year[key])
                for key in ("sessions_absent", "times_late", "sessions_late_after_close", "minutes_late")
            ),
        )
    return table


def _figure(figure: dict[str, Any]) -> Text:
    period, year = (
        f"{percent_text(figure[days]['attendance_percent'])}% "
        f"({figure[days]['sessions_attended']} of {figure[days]['sessions_possible']} sessions)"
        for days in ("period", "year")
    )
    return Text(f"Period: {period}. Year so far: {year}.")


def _illness(seen: dict[str, Any]) -> Iterator[RenderableType]:
    yield Text(f"Below: {kinds_text(seen)}.")
    kinds = _table("Code", "Meaning", "Sessions", "A day", "Before", "A day")
    for kind in seen["kinds"]:
        kinds.add_row(*map(_cell, kind_cells(kind)))
    yield kinds
    if not seen["rising"]:
        yield Text(f"None of: {rising_text(seen)}.")
        return
    yield Text(f"Below: {rising_text(seen)}.")
    rising = _table("Class", "Of late", "This year", "Expected", "By luck once in")
    for one in seen["rising"]:
        rising.add_row(*map(_cell, rising_cells(one)))
    yield rising


def _table(*columns: str) -> Table:
    table = Table(box=box.SIMPLE_HEAD, show_edge=False, pad_edge=False, padding=0, header_style="bold")
    for name in columns:
        table.add_column(name)
    return table


def _marks(marks: list[dict[str, Any]]) -> str:
    said = comments_text(marks)
    return f"{marks_text(marks)}{f' – {said}' if said else ''}"


def _cell(value: Any) -> Text:
    return Text(
        showable_text(percent_text(value) if value is None or isinstance(value, float) else str(value))
    )
