"""Class sheets in words, as their pages show them: every text that the layouts set."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from attendctl.casework.wording import date_in_words
from attendctl.rates import percent_in_words
from attendctl.reports.band_colours import band_colour
from attendctl.reports.class_sheets_columns import MEANINGS, percent_cell, trend_text
from attendctl.reports.report_columns import TREND_ARROWS
from attendctl.reports.showable_text import showable_values

_STATUS = {"joiner": "joined", "leaver": "left"}
_NO_DATA = "–"


def class_pages(contract: dict[str, Any]) -> dict[str, Any]:
    """Return the texts of the teachers' pages.

    Args:
        contract: of ``attendctl.reports.class_sheets_dict.class_sheets_dict``.
    """
    up_to = date_in_words(date.fromisoformat(contract["as_of"]))
    pages = {
        **_document(contract, f"Class sheets, marks up to {up_to}"),
        "classes": [_sheet(one) for one in contract["classes"]],
        "meanings": [f"{what}: {meaning}." for what, meaning in MEANINGS],
    }
    return showable_values(pages)  # type: ignore[no-any-return]


def display_pages(contract: dict[str, Any]) -> dict[str, Any]:
    """Return the texts of the pages for the wall: see ``attendctl.casework.class_display``."""
    up_to = date_in_words(date.fromisoformat(contract["as_of"]))
    pages = {
        **_document(contract, f"Well done, up to {up_to}"),
        "classes": [_display(one) for one in contract["classes"]],
    }
    return showable_values(pages)  # type: ignore[no-any-return]


def _document(contract: dict[str, Any], title: str) -> dict[str, str]:
    return {"title": title, "author": contract["school"]["name"] or "attendctl", "footer": title}


def _sheet(sheet: dict[str, Any]) -> dict[str, Any]:
    total = sheet["total"]
    return {
        "heading": f"{sheet['school']}: class {sheet['class']}",
        "about": f"{_period(sheet['weeks'])}; and the year so far",
        "weeks": [_short(week["from"]) for week in sheet["weeks"]],
        "rows": [_row(_name(pupil), pupil) for pupil in sheet["pupils"]],
        "total": _row(f"Class total, {_pupils(total['pupils'])}", total),
    }


def _row(name: str, row: dict[str, Any]) -> list[dict[str, str | None]]:
    four_weeks, year = row["four_weeks"], row["year"]
    bands = (row.get("four_weeks_band"), row.get("band"))
    return [
        _plain(name),
        *(_plain(percent_cell(week["attendance_percent"])) for week in row["weeks"]),
        _plain(percent_cell(four_weeks["attendance_percent"])),
        _plain(_sessions(four_weeks)),
        _band(bands[0]),
        _plain(percent_cell(year["attendance_percent"])),
        _plain(_sessions(year)),
        _band(bands[1]),
        _plain(trend_text(row.get("trend")) or ""),
        *(_plain(str(sums[key])) for sums in (four_weeks, year) for key in ("times_late", "minutes_late")),
    ]


def _plain(text: str) -> dict[str, str | None]:
    return {"text": text, "fill": None}


def _band(name: str | None) -> dict[str, str | None]:
    """Return a band's word on its colour."""
    return {"text": name or "", "fill": f"#{colour}" if (colour := band_colour(name)) else None}


def _sessions(sums: dict[str, Any]) -> str:
    return f"{sums['sessions_attended']} of {sums['sessions_possible']}"


def _name(pupil: dict[str, Any]) -> str:
    name = f"{pupil['surname'] or _NO_DATA}, {pupil['forename'] or _NO_DATA}"
    return f"{name} ({_STATUS[pupil['status']]})" if pupil["status"] else name


def _display(sheet: dict[str, Any]) -> dict[str, Any]:
    target = percent_in_words(round(sheet["target_percent"] * 10))
    at_target = [pupil for pupil in sheet["pupils"] if pupil["four_weeks_percent"] is not None]
    better = sorted(
        (pupil["name"] for pupil in sheet["pupils"] if pupil["trend"] == "better"), key=str.casefold
    )
    return {
        "heading": f"Class {sheet['class']}: well done!",
        "about": f"{sheet['school']}. {_period(sheet['weeks'])}",
        "at_target_heading": f"In school at least {target} of the time",
        "at_target": [[pupil["name"], f"{pupil['four_weeks_percent']:.1f}%"] for pupil in at_target],
        "better_heading": f"{TREND_ARROWS['better']} Going up",
        "better": better,
    }


def _period(weeks: Sequence[dict[str, str]]) -> str:
    if not weeks:
        return "No school week this year"
    first, last = date.fromisoformat(weeks[0]["from"]), date.fromisoformat(weeks[-1]["to"])
    count = "One school week" if len(weeks) == 1 else f"{len(weeks)} school weeks"
    return f"{count}, {date_in_words(first)} to {date_in_words(last)}"


def _short(monday: str) -> str:
    """Return a Monday as a column's heading: day and month alone."""
    return date_in_words(date.fromisoformat(monday)).rpartition(" ")[0]


def _pupils(count: int) -> str:
    return f"{count} pupil{'' if count == 1 else 's'}"
