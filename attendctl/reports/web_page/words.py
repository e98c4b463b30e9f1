"""The words of the web page: what its figures, groups and reasons are called."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from attendctl.casework.wording import date_in_words
from attendctl.reports.html.parts import NOTHING, percent_text

GROUPS = {
    "year": "Year",
    "sex": "Sex",
    "sen": "Special educational needs",
    "pp": "Pupil premium",
    "fsm": "Free school meals",
    "eal": "English as an additional language",
    "lac": "Looked-after",
    "social-worker": "Social worker",
}
TALK = {
    "newly_severe": "Newly severely absent",
    "newly_persistent": "Newly persistently absent",
    "moved_down": "Down a band",
    "at_penalty_threshold": "At the penalty threshold",
    "near_penalty_threshold": "Near the penalty threshold",
    "action_due": "Action due",
}
WITHHELD = "c"
"""Stands for a figure that is not shown because it is about so few pupils."""
_PERIODS = {
    "week": "This week",
    "half_term": "This half term",
    "term": "This term",
    "range": "These days",
    "year": "The year",
}


def period_word(page: Mapping[str, Any]) -> str:
    """Return what the page's period is called at the head of a column.

    >>> period_word({"period": {"kind": "half_term"}})
    'This half term'
    """
    return _PERIODS[page["period"]["kind"]]


def days_in_words(first: str, last: str) -> str:
    """Write the days of the contract from the first to the last; what both ends share, once.

    >>> days_in_words("2025-11-03", "2025-11-07"), days_in_words("2025-11-03", "2025-11-03")
    ('3 to 7 November 2025', '3 November 2025')
    >>> days_in_words("2025-09-02", "2025-11-07"), days_in_words("2025-09-02", "2026-03-27")
    ('2 September to 7 November 2025', '2 September 2025 to 27 March 2026')
    """
    if first == last:
        return date_in_words(date.fromisoformat(first))
    begin, end = (date_in_words(date.fromisoformat(day)).split() for day in (first, last))
    while len(begin) > 1 and begin[-1] == end[len(begin) - 1]:
        begin.pop()
    return f"{' '.join(begin)} to {' '.join(end)}"


def absentees_text(line: Mapping[str, Any], what: str) -> str:
    """Write the share of ``persistent`` or ``severe`` absentees of a line of the contract.

    >>> absentees_text({"persistent_absence_percent": None, "withheld": ["persistent"]}, "persistent")
    'c'
    """
    if {"all", what} & set(line["withheld"]):
        return WITHHELD
    return percent_text(line[f"{what}_absence_percent"])


def in_a_sentence(title: str) -> str:
    """Write a title as it stands inside a sentence.

    >>> in_a_sentence("The year to date")
    'the year to date'
    """
    return title[:1].lower() + title[1:]


def figure_word(page: Mapping[str, Any], figure: str) -> str:
    """Return what a headline figure is called."""
    kind = page["period"]["kind"]
    return {
        "period": _PERIODS[kind],
        "week_before": "The school week before",
        "period_last_year": f"The same {'week' if kind == 'week' else 'days'} last year",
        "year": "The year to date",
        "year_last_year": "Last year to the same week",
    }[figure]


def points_text(points: float | None) -> str:
    """Write a difference in percentage points with its sign.

    >>> points_text(0.3), points_text(-1.6), points_text(0.0), points_text(None)
    ('+0.3', '−1.6', '0.0', '–')
    """
    if points is None:
        return NOTHING
    sign = "+" if points > 0 else "−" if points < 0 else ""
    return f"{sign}{abs(points):.1f}"


def compared_in_words(points: float | None, with_what: str) -> str:
    """Say a difference in percentage points as part of a sentence; empty without one.

    >>> compared_in_words(-1.6, "the week before")
    '1.6 points below the week before'
    """
    if points is None:
        return ""
    if points == 0:
        return f"the same as {with_what}"
    return f"{abs(points):.1f} points {'above' if points > 0 else 'below'} {with_what}"
