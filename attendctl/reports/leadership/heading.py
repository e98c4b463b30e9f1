"""What the leadership workbook is about, in a title and a line below it."""

from __future__ import annotations

from typing import Any

from attendctl.reports.showable_text import showable_text


def heading(contract: dict[str, Any]) -> str:
    """Return the title: of one school its name, of several how many.

    >>> heading({"schools": [{"name": "Fernbrook"}, {"name": "Alder Vale"}]})
    'Attendance of 2 schools'
    """
    return f"Attendance of {schools_in_words(contract)}"


def schools_in_words(contract: dict[str, Any]) -> str:
    """Return the school's name, or how many there are."""
    schools = contract["schools"]
    return showable_text(schools[0]["name"]) if len(schools) == 1 else f"{len(schools)} schools"


def subheading(contract: dict[str, Any]) -> str:
    """Return the days, the day judged and what the ledger had been told.

    >>> subheading({"week": {"iso": "2025-W45", "from": "2025-11-03", "to": "2025-11-09"}, "period": None,
    ...             "as_of": "2025-11-07", "known": None})
    'School week 2025-W45 (2025-11-03 to 2025-11-09), and the year up to 2025-11-07.'
    """
    said = f"{period_in_words(contract)} up to {contract['as_of']}."
    known = contract["known"]
    return f"{said} By what the ledger had been told by {known}." if known else said


def period_in_words(contract: dict[str, Any]) -> str:
    """Return what the figures beside those of the year are of."""
    week, period = contract["week"], contract["period"]
    if week is not None:
        return f"School week {week['iso']} ({week['from']} to {week['to']}), and the year"
    if period is not None:
        name: str = period["name"]
        days = "" if period["from"] in name else f" ({period['from']} to {period['to']})"
        return f"{name[0].upper()}{name[1:]}{days}, and the year"
    return "The year"
