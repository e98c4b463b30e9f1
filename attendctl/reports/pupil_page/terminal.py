"""The page on one pupil in a terminal: 80 columns, and nothing that colour alone says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from attendctl.calendar import Week
from attendctl.reports.class_sheets_columns import percent_cell
from attendctl.reports.pupil_page import words
from attendctl.reports.pupil_shown import WIDTH, wrapped
from attendctl.reports.showable_text import showable_values

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

STYLES = {
    "present": "green",
    "late": "black on yellow",
    "authorised": "black on cyan",
    "unauthorised": "bold white on red",
    "missing": "bold black on magenta",
    "not_required": "dim",
}
_BARS = "▁▂▃▄▅▆▇█"
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_SCHOOL_WEEKDAYS = 5
_STEP_WIDTHS = (3, 6, 24, 6, 13, 13, 6)
_HEAD_OF_STEPS = ("No.", "Date", "What was done", "Weeks", "Before %", "After %", "Change")


def print_page(contract: dict[str, Any], console: Console) -> None:
    """Print the page.

    Args:
        contract: of ``attendctl.reports.pupil_page.page_dict.page_dict``.
        console: with markup, emoji and highlighting off; wider than 80 columns is not used.
    """
    contract = showable_values(contract)
    for part in _page(contract):
        console.print(part, width=min(WIDTH, console.width), soft_wrap=False)


def _page(contract: dict[str, Any]) -> Iterator[Text | Table]:
    said = {one["heading"]: one["sentences"] for one in contract["in_words"]}
    so_far, *others = said.items()
    for line in contract["about"]:
        yield from _sentences([line], indent="")
    yield from _section(*so_far)
    yield from _section("The year, morning and afternoon of every school day", [])
    yield from _calendar(contract)
    yield from _legend(contract)
    yield from _line_of_weeks(contract)
    yield from _section("What was done, and attendance before and after it", words.about_steps(contract))
    if contract["steps"]:
        yield _table(_HEAD_OF_STEPS, words.step_rows(contract), _STEP_WIDTHS, left={2})
    yield from _section("By weekday", [])
    rows = words.narrow_weekday_rows(contract)
    yield _table(words.NARROW_WEEKDAYS_HEADER, rows, (11, 10, 6, 10, 6, 5, 8), left={0})
    yield from _section("Spells of absence", words.about_spells(contract))
    if contract["spells"]["spells"]:
        rows = words.spell_rows(contract)
        yield _table(("From", "To", "Days", "Codes by sessions"), rows, (7, 21, 5, 36), left={0, 1, 3})
    yield from _section("Lateness", words.about_lates(contract))
    if contract["lates"]["marks"]:
        yield from _sentences([words.lates_in_a_line(contract)])
    for heading, sentences in others:
        yield from _section(heading, sentences)
    yield from _section("Amendments of the register", [] if contract["amendments"] else ["None."])
    if contract["amendments"]:
        header = ("Session", "From", "To", "Reason", "Seen on", "Import")
        rows = words.amendment_rows(contract)
        yield _table(header, rows, (9, 8, 8, 15, 12, 18), left={0, 1, 2, 3, 4, 5})


def _calendar(contract: dict[str, Any]) -> Iterator[Text]:
    """Yield a line a week: its days, the sessions missed, attendance of week and year, and what was done."""
    from rich.text import Text

    days = _days_across(contract)
    letters = max((len(one["code"]) for one in contract["codes"]), default=1)
    width = len(_day(None, letters))
    head = "".join(f"{_WEEKDAYS[number]:<{width}}" for number in range(days))
    yield Text(f"  {'Week from':<10}{head}  Missed   Week %   Year %  Done", style="bold")
    last: Week | None = None
    for week, row in zip(contract["weeks"], words.week_rows(contract), strict=True):
        this = Week.containing(date.fromisoformat(week["from"]))
        if last is not None and (this.monday - last.sunday).days > 1:
            yield Text("")
        last = this
        line = Text(f"  {row[0]:<10}")
        by_weekday = {date.fromisoformat(day["date"]).weekday(): day for day in week["days"]}
        for number in range(days):
            line.append_text(_day(by_weekday.get(number), letters))
        line.append(f"{row[1]:>8} {row[2]:>8} {row[3]:>8}  {row[4]}")
        yield line


def _day(day: dict[str, Any] | None, letters: int) -> Text:
    """Return morning and afternoon side by side, with a space between where codes have two letters."""
    from rich.text import Text

    text = Text()
    for half in ("AM", "PM"):
        cell = day[half] if day else None
        text.append(f"{words.letter_of(cell):<{letters}}", style=STYLES[cell["kind"]] if cell else "")
        text.append(" " if half == "AM" and letters > 1 else "")
    return text.append("  ")


def _days_across(contract: dict[str, Any]) -> int:
    days = [date.fromisoformat(day["date"]).weekday() for week in contract["weeks"] for day in week["days"]]
    return max([_SCHOOL_WEEKDAYS, *(day + 1 for day in days)])


def _legend(contract: dict[str, Any]) -> Iterator[Text]:
    from rich.text import Text

    yield Text("")
    for kind in contract["kinds"]:
        if not kind["sessions"]:
            continue
        codes = [one for one in contract["codes"] if one["kind"] == kind["kind"]]
        line = Text("  ")
        line.append(
            f" {' '.join(dict.fromkeys(one['code'] for one in codes)) or words.NO_ROW} ", STYLES[kind["kind"]]
        )
        line.append(f" {words.KINDS[kind['kind']]}: {kind['sessions']}")
        yield line
        if kind["kind"] != "present":
            for one in codes:
                yield from _sentences([f"{one['code']} {one['meaning']}: {one['sessions']}"], indent="      ")


def _line_of_weeks(contract: dict[str, Any]) -> Iterator[Text]:
    from rich.text import Text

    shown = [week["year"]["attendance_percent"] for week in contract["weeks"]]
    known = [percent for percent in shown if percent is not None]
    if not known:
        return
    low, high = min(known), max(known)
    step = (high - low) / (len(_BARS) - 1)
    line = "".join(" " if one is None else _BARS[round((one - low) / step) if step else -1] for one in shown)
    between = f"{percent_cell(low)}% to {percent_cell(high)}%" if step else f"{percent_cell(low)}% throughout"
    yield Text("")
    yield Text(f"  Year so far by week, {between}:")
    yield Text(f"  {line}")


def _section(heading: str, sentences: Sequence[str]) -> Iterator[Text]:
    from rich.text import Text

    yield Text("")
    yield Text(heading, style="bold")
    yield from _sentences(sentences)


def _sentences(sentences: Sequence[str], *, indent: str = "  ") -> Iterator[Text]:
    from rich.text import Text

    for sentence in sentences:
        for line in wrapped(sentence, indent=indent) or [""]:
            yield Text(line)


def _table(
    header: Sequence[str], rows: Sequence[Sequence[str]], widths: Sequence[int], *, left: set[int]
) -> Table:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for place, (title, width) in enumerate(zip(header, widths, strict=True)):
        side = "left" if place in left else "right"
        table.add_column(Text(title), width=width, justify=side, overflow="fold")  # type: ignore[arg-type]
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    return Padding(table, (0, 0, 0, 2))  # type: ignore[return-value]
