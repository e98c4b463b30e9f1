"""The parts of a page: sections, tables and figures, each usable by keyboard, screen reader and printer."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from attendctl.reports.band_colours import band_colour
from attendctl.reports.html.svg_inside import svg_inside

NOTHING = "–"
"""Stands where there is no figure: nothing was possible, or nothing is stated. Never 0."""


@dataclass(frozen=True)
class Cell:
    """A cell of a table that sorts by something else than what it shows: a day, a place in an order.

    Attributes:
        shown: the words.
        sort: what the column is sorted by: a number, or text such as a day in ISO form.
    """

    shown: str | Markup
    sort: str | int | float


Shown = str | int | None | Markup | Cell
"""What a cell can hold; None is shown as an en dash."""


def percent_text(percent: float | None) -> str:
    """Return a percentage of the JSON, which has one decimal, as it is printed.

    >>> percent_text(94.0), percent_text(None)
    ('94.0%', '–')
    """
    return NOTHING if percent is None else f"{percent:.1f}%"


def band_html(name: str | None) -> Markup | None:
    """Return a band's name on its colour; None where there is no band.

    >>> band_html("amber")
    Markup('<span class="band band-amber">amber</span>')
    """
    if name is None:
        return None
    coloured = f" band-{name}" if band_colour(name) else ""
    return Markup('<span class="band{}">{}</span>').format(coloured, name)


def section_html(title: str, *parts: Markup, name: str, level: int = 2) -> Markup:
    """Return a section of the page with its heading, which names it to a screen reader.

    Args:
        title: of the heading.
        parts: what follows, in order.
        name: of the section, once in a page: links lead to ``#name``.
        level: of the heading; one more than the section it stands in.
    """
    head = Markup('<h{level} id="{name}-title">{title}</h{level}>').format(
        level=level, name=name, title=title
    )
    return Markup('<section id="{}" aria-labelledby="{}-title">\n{}\n{}\n</section>').format(
        name, name, head, Markup("\n").join(parts)
    )


def table_html(
    caption: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Shown]],
    *,
    name: str,
    sortable: bool = False,
    filterable: bool = False,
    numeric: Collection[int] = (),
    totals: Iterable[Sequence[Shown]] = (),
) -> Markup:
    """Return a table; the first cell of each row is the row's heading.

    The buttons that sort and the field that filters are put in by the page's script, so that
    nothing stands there that cannot be used where no script runs.

    Args:
        caption: what the table shows.
        header: the columns' names.
        rows: each with a cell a column.
        name: of the table, once in a page.
        sortable: every column can be sorted; an en dash comes last either way.
        filterable: rows can be narrowed to those that hold a word.
        numeric: places, from 0, of the columns that are set and sorted as numbers.
        totals: rows that stay at the foot whatever is sorted or filtered.

    >>> table = table_html("Classes", ["Class", "Pupils"], [["3A", 28]], name="classes", numeric={1})
    >>> '<th scope="row">3A</th><td class="number">28</td>' in table
    True
    """
    controls = Markup(" data-sortable") if sortable else Markup("")
    controls += Markup(" data-filterable") if filterable else Markup("")
    head = Markup("").join(
        Markup('<th scope="col"{}>{}</th>').format(_side(place, numeric), title)
        for place, title in enumerate(header)
    )
    foot = _rows(totals, numeric)
    return Markup(
        '<div class="scroll" role="region" aria-labelledby="{name}-caption" tabindex="0">\n'
        '<table id="{name}"{controls}>\n<caption id="{name}-caption">{caption}</caption>\n'
        "<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n{foot}</table>\n</div>"
    ).format(
        name=name,
        controls=controls,
        caption=caption,
        head=head,
        body=_rows(rows, numeric),
        foot=Markup("<tfoot>\n{}\n</tfoot>\n").format(foot) if foot else Markup(""),
    )


def figure_html(svg: str, *, name: str, title: str, description: str, table: Markup | None = None) -> Markup:
    """Return a chart with its name, its description in words, and the table of its numbers.

    Args:
        svg: of ``attendctl.reports.charts.draw.chart_svg``.
        name: of the figure, once in a page.
        title: the caption.
        description: what the chart shows, for who cannot see it: one or two sentences.
        table: of ``table_html``, with every number that is drawn; None where it stands beside the figure.
    """
    numbers = Markup("")
    if table is not None:
        numbers = Markup(
            "<details><summary>The numbers of this chart: {}</summary>\n{}\n</details>\n"
        ).format(title, table)
    return Markup(
        '<figure id="{name}" aria-labelledby="{name}-title" aria-describedby="{name}-says">\n'
        '<figcaption><span id="{name}-title" class="figure-title">{title}</span>\n'
        '<span id="{name}-says" class="figure-says">{says}</span></figcaption>\n'
        '<div class="drawing" role="img" aria-labelledby="{name}-title" aria-describedby="{name}-says">'
        "{svg}</div>\n"
        "{numbers}</figure>"
    ).format(name=name, title=title, says=description, svg=svg_inside(svg, name=name), numbers=numbers)


def _rows(rows: Iterable[Sequence[Shown]], numeric: Collection[int]) -> Markup:
    return Markup("\n").join(
        Markup("<tr>{}</tr>").format(
            Markup("").join(_cell(value, place, numeric) for place, value in enumerate(row))
        )
        for row in rows
    )


def _cell(value: Shown, place: int, numeric: Collection[int]) -> Markup:
    sort = Markup(' data-sort="{}"').format(value.sort) if isinstance(value, Cell) else Markup("")
    shown = value.shown if isinstance(value, Cell) else value
    words = NOTHING if shown is None else escape(shown)
    if place == 0:
        return Markup('<th scope="row"{}{}>{}</th>').format(_side(place, numeric), sort, words)
    return Markup("<td{}{}>{}</td>").format(_side(place, numeric), sort, words)


def _side(place: int, numeric: Collection[int]) -> Markup:
    return Markup(' class="number"') if place in numeric else Markup("")
