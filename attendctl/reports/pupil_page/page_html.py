"""The page on one pupil as one HTML file: opens offline, prints, and reads aloud."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from markupsafe import Markup

from attendctl.reports.html.page_shell import html_page
from attendctl.reports.html.parts import figure_html, section_html, table_html
from attendctl.reports.pupil_page import words
from attendctl.reports.pupil_page.calendar_html import calendar_html, kind_style, legend_html
from attendctl.reports.pupil_page.charts import (
    BARS_TITLE,
    LINE_TITLE,
    bars_in_words,
    bars_svg,
    line_in_words,
    line_svg,
)
from attendctl.reports.showable_text import showable_values


def pupil_page_html(contract: dict[str, Any]) -> str:
    """Return the page as one HTML file.

    Args:
        contract: of ``attendctl.reports.pupil_page.page_dict.page_dict``.
    """
    contract = showable_values(contract)
    said = {one["heading"]: one["sentences"] for one in contract["in_words"]}
    so_far, *others = said.items()
    sections = [
        _headline(contract),
        section_html(so_far[0], _paragraphs(so_far[1]), name="so-far"),
        section_html(
            "The year, morning and afternoon of every school day",
            calendar_html(contract),
            legend_html(contract),
            name="calendar",
        ),
        section_html("The line of the year", _line(contract), name="line"),
        section_html("What was done, and attendance before and after it", _steps(contract), name="done"),
        section_html("Weekdays", _bars(contract), name="weekdays"),
        section_html(
            "Spells of absence",
            _paragraphs(words.about_spells(contract)),
            _table_or_nothing(
                "Whole days missed in a row",
                words.SPELLS_HEADER,
                words.spell_rows(contract),
                "spells-table",
                {2},
            ),
            name="spells",
        ),
        section_html(
            "Lateness",
            _paragraphs(words.about_lates(contract)),
            _table_or_nothing(
                "Every time late", words.LATES_HEADER, words.late_rows(contract), "lates-table", {3}
            ),
            name="lates",
        ),
        section_html(
            "What is still achievable",
            *(
                section_html(heading, _paragraphs(sentences), name=f"outlook-{number}", level=3)
                for number, (heading, sentences) in enumerate(others, 1)
            ),
            name="outlook",
        ),
        section_html("Amendments of the register", _amendments(contract), name="amendments"),
    ]
    return html_page(
        title=words.title_of(contract),
        body=Markup("\n").join(sections),
        about=_paragraphs(contract["about"]),
        footer=_paragraphs([contract["about"][-1]]),
        style=files("attendctl.reports.pupil_page").joinpath("page.css").read_text("utf-8") + kind_style(),
    )


def _headline(contract: dict[str, Any]) -> Markup:
    boxes = Markup("").join(
        Markup('<div><dt>{}</dt><dd class="large">{}</dd><dd>{}</dd></div>').format(what, figure, more)
        for what, figure, more in words.headline(contract)
    )
    return Markup('<dl class="figures">{}</dl>').format(boxes)


def _line(contract: dict[str, Any]) -> Markup:
    svg = line_svg(contract)
    if svg is None:
        return _paragraphs(["No session has been possible yet."])
    table = table_html(
        "Every week",
        words.WEEKS_HEADER,
        words.week_rows(contract),
        name="weeks-table",
        numeric={1, 2, 3},
    )
    return figure_html(
        svg, name="line-chart", title=LINE_TITLE, description=line_in_words(contract), table=table
    )


def _bars(contract: dict[str, Any]) -> Markup:
    svg = bars_svg(contract)
    *rows, total = words.weekday_rows(contract)
    table = table_html(
        "By weekday",
        words.WEEKDAYS_HEADER,
        rows,
        name="weekdays-table",
        numeric=range(1, len(words.WEEKDAYS_HEADER)),
        totals=[total],
    )
    if svg is None:
        return _paragraphs([bars_in_words(contract)]) + table
    return figure_html(
        svg, name="weekday-chart", title=BARS_TITLE, description=bars_in_words(contract), table=table
    )


def _steps(contract: dict[str, Any]) -> Markup:
    table = _table_or_nothing(
        "Numbered as on the line above",
        words.STEPS_HEADER,
        words.step_rows(contract),
        "steps-table",
        {0, 3, 4, 5, 6},
    )
    return table + _paragraphs(words.about_steps(contract))


def _amendments(contract: dict[str, Any]) -> Markup:
    if not contract["amendments"]:
        return _paragraphs(["None."])
    return table_html(
        "Marks that were changed after they were first told",
        words.AMENDMENTS_HEADER,
        words.amendment_rows(contract),
        name="amendments-table",
    )


def _table_or_nothing(
    caption: str, header: tuple[str, ...], rows: list[list[str]], name: str, numeric: set[int]
) -> Markup:
    return table_html(caption, header, rows, name=name, numeric=numeric) if rows else Markup("")


def _paragraphs(sentences: list[str]) -> Markup:
    return Markup("\n").join(Markup("<p>{}</p>").format(sentence) for sentence in sentences)
