"""The governors' paper as PDF: A4, archival and accessible, the same bytes every time."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from attendctl.reports.governors.pages import Pages, Section, TableOfText, pages_of
from attendctl.reports.governors.trend import has_trend, trend_svg, trend_words
from attendctl.reports.pages_set import pages_set


def governors_pdf(contract: dict[str, Any]) -> bytes:
    """Return the paper as PDF, dated the last day counted.

    Args:
        contract: of ``attendctl.reports.governors.contract.governors_dict``.

    Raises:
        WrongUsage: no font of this machine has some characters; the message has their numbers.
    """
    layout = files("attendctl.reports.governors").joinpath("paper.typ").read_bytes()
    values = _values(pages_of(contract), contract)
    return pages_set("The governors' paper", layout, "paper", values, dated=contract["as_of"])


def _values(pages: Pages, contract: dict[str, Any]) -> dict[str, Any]:
    drawn = has_trend(contract)
    return {
        "title": pages.title,
        "school": pages.school,
        "about": pages.about,
        "footer": pages.footer,
        "sections": [_section(section, contract, drawn=drawn) for section in pages.sections],
    }


def _section(section: Section, contract: dict[str, Any], *, drawn: bool) -> dict[str, Any]:
    with_chart = section.chart and drawn
    return {
        "heading": section.heading,
        "sentences": section.sentences,
        "tables": [_table(table) for table in section.tables],
        "chart": trend_svg(contract) if with_chart else None,
        "chart_words": trend_words(contract) if with_chart else "",
        "terms": section.terms or [],
    }


def _table(table: TableOfText) -> dict[str, Any]:
    return {
        "caption": table.caption,
        "header": table.header,
        "rows": table.rows,
        "words": list(table.words),
    }
