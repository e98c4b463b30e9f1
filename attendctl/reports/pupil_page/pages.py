"""The page on one pupil in words, as paper shows it: every text that the layout sets."""

from __future__ import annotations

from typing import Any

from attendctl.reports.pupil_page import words
from attendctl.reports.pupil_page.calendar_grid import CALENDAR_SAYS, calendar_grid
from attendctl.reports.pupil_page.charts import (
    BARS_TITLE,
    LINE_TITLE,
    bars_in_words,
    bars_svg,
    line_in_words,
    line_svg,
)
from attendctl.reports.pupil_page.colours import BOLD, FILLS
from attendctl.reports.showable_text import showable_values

_BLOCKS = 3  # of weeks, side by side


def pages_of(contract: dict[str, Any]) -> dict[str, Any]:
    """Return the texts of the pages, and the charts as SVG.

    Args:
        contract: of ``attendctl.reports.pupil_page.page_dict.page_dict``.
    """
    contract = showable_values(contract)
    said = [(one["heading"], one["sentences"]) for one in contract["in_words"]]
    up_to = words.long_day(contract["as_of"])
    known = f", as known on {words.long_day(contract['known'])}" if contract["known"] else ""
    return {
        "title": words.title_of(contract),
        "author": contract["school"]["name"],
        "footer": f"{words.title_of(contract)}. {contract['school']['name']}, marks up to {up_to}{known}",
        "about": contract["about"],
        "headline": words.headline(contract),
        "so_far": said[0][1],
        "calendar": _calendar(contract),
        "legend": _legend(contract),
        "line": {"svg": line_svg(contract), "title": LINE_TITLE, "says": line_in_words(contract)},
        "weeks": _weeks(contract),
        "steps": {
            "header": words.STEPS_HEADER,
            "rows": words.step_rows(contract),
            "says": words.about_steps(contract),
        },
        "bars": {"svg": bars_svg(contract), "title": BARS_TITLE, "says": bars_in_words(contract)},
        "weekdays": {"header": words.NARROW_WEEKDAYS_HEADER, "rows": words.narrow_weekday_rows(contract)},
        "spells": {
            "header": words.SPELLS_HEADER,
            "rows": words.spell_rows(contract),
            "says": words.about_spells(contract),
        },
        "lates": [
            *words.about_lates(contract),
            *([words.lates_in_a_line(contract)] if contract["lates"]["marks"] else []),
        ],
        "outlook": [{"heading": heading, "sentences": sentences} for heading, sentences in said[1:]],
        "amendments": {"header": words.AMENDMENTS_HEADER, "rows": words.amendment_rows(contract)},
    }


def _calendar(contract: dict[str, Any]) -> dict[str, Any]:
    grid = calendar_grid(contract)
    return {
        "says": CALENDAR_SAYS,
        "months": [{"name": name, "weeks": weeks} for name, weeks in grid.months],
        "mondays": [monday.split()[0] for monday in grid.mondays],
        "breaks": sorted(grid.breaks),
        "rows": [
            {
                "heading": heading,
                "cells": [
                    {
                        "letter": cell.letter,
                        "fill": f"#{FILLS[cell.kind]}" if cell.kind else None,
                        "bold": cell.kind in BOLD,
                    }
                    for cell in cells
                ],
            }
            for heading, cells in grid.rows
        ],
    }


def _legend(contract: dict[str, Any]) -> list[dict[str, str]]:
    found = []
    for kind in contract["kinds"]:
        if kind["sessions"]:
            codes = [one for one in contract["codes"] if one["kind"] == kind["kind"]]
            meanings = "; ".join(f"{one['code']} {one['meaning']}: {one['sessions']}" for one in codes)
            found.append(
                {
                    "letters": " ".join(dict.fromkeys(one["code"] for one in codes)) or words.NO_ROW,
                    "fill": f"#{FILLS[kind['kind']]}",
                    "says": f"{words.KINDS[kind['kind']]}: {kind['sessions']}"
                    + (f" ({meanings})" if meanings else ""),
                }
            )
    return found


def _weeks(contract: dict[str, Any]) -> dict[str, Any]:
    """Return the weeks in blocks to stand side by side, each as long as the others or shorter."""
    rows = words.week_rows(contract)
    length = -(-len(rows) // _BLOCKS)
    blocks = [rows[at : at + length] for at in range(0, len(rows), length)] if length else []
    return {"header": ["Week", "Missed", "Week %", "Year %", "Done"], "blocks": blocks}
