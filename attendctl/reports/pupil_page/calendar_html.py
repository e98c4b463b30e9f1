"""The year as a table of HTML: a column a week, a row a weekday and half day, a letter a session."""

from __future__ import annotations

from typing import Any

from markupsafe import Markup

from attendctl.reports.pupil_page import words
from attendctl.reports.pupil_page.calendar_grid import CALENDAR_SAYS, GridCell, calendar_grid
from attendctl.reports.pupil_page.colours import BOLD, FILLS


def kind_style() -> str:
    """Return the colours of the kinds of session as rules of CSS."""
    fills = "".join(f".kind-{kind} {{ background: #{fill}; }}\n" for kind, fill in FILLS.items())
    return fills + ", ".join(f".kind-{kind}" for kind in sorted(BOLD)) + " { font-weight: bold; }\n"


def calendar_html(contract: dict[str, Any]) -> Markup:
    """Return the year as a table; each cell has its letter, and in words what its colour says."""
    if not contract["weeks"]:
        return Markup("<p>The register has no session yet.</p>")
    grid = calendar_grid(contract)
    months = Markup("").join(
        Markup('<th scope="colgroup" class="month" colspan="{}">{}</th>').format(weeks, month)
        for month, weeks in grid.months
    )
    mondays = Markup("").join(
        Markup('<th scope="col"{}>{}<span class="unseen"> {}</span></th>').format(
            _after(place in grid.breaks), *monday.split()
        )
        for place, monday in enumerate(grid.mondays)
    )
    rows = Markup("\n").join(
        Markup('<tr{}><th scope="row">{}</th>{}</tr>').format(
            Markup(' class="day-ends"') if heading.endswith("PM") else "",
            heading,
            Markup("").join(_cell(cell, place in grid.breaks) for place, cell in enumerate(cells)),
        )
        for heading, cells in grid.rows
    )
    return Markup(
        '<div class="scroll" role="region" aria-labelledby="year-caption" tabindex="0">\n'
        '<table class="year" id="year">\n<caption id="year-caption">{caption}</caption>\n'
        '<thead><tr><td></td>{months}</tr><tr><th scope="row">Monday</th>{mondays}</tr></thead>\n'
        "<tbody>\n{rows}\n</tbody></table>\n</div>"
    ).format(caption=CALENDAR_SAYS, months=months, mondays=mondays, rows=rows)


def _cell(cell: GridCell, is_after_break: bool) -> Markup:
    if cell.kind is None:
        return Markup("<td{}></td>").format(_after(is_after_break))
    after = " after-break" if is_after_break else ""
    return Markup('<td class="kind-{}{}" title="{}">{}</td>').format(cell.kind, after, cell.says, cell.letter)


def _after(is_after_break: bool) -> Markup:
    return Markup(' class="after-break"') if is_after_break else Markup("")


def legend_html(contract: dict[str, Any]) -> Markup:
    """Return what each colour and letter means, and how often it stands there."""
    items = []
    for kind in contract["kinds"]:
        if not kind["sessions"]:
            continue
        codes = [one for one in contract["codes"] if one["kind"] == kind["kind"]]
        meanings = "; ".join(f"{one['code']} {one['meaning']}: {one['sessions']}" for one in codes)
        items.append(
            Markup('<li><span class="key kind-{}">{}</span> {}: {}{}</li>').format(
                kind["kind"],
                " ".join(dict.fromkeys(one["code"] for one in codes)) or words.NO_ROW,
                words.KINDS[kind["kind"]],
                kind["sessions"],
                f" ({meanings})" if meanings else "",
            )
        )
    return Markup('<ul class="legend">{}</ul>').format(Markup("").join(items))
