"""The words of the governors' paper: names of groups, and what every figure means."""

from __future__ import annotations

from datetime import date
from typing import Any

from attendctl.casework.wording import date_in_words
from attendctl.settings import CONFIG_NAME

WITHHELD = "c"
NO_FIGURE = "–"

GROUPINGS = {
    "school": "School",
    "year": "Year group",
    "sex": "Sex",
    "sen": "Special educational needs",
    "pp": "Pupil premium",
    "fsm": "Free school meals",
    "eal": "English as an additional language",
    "lac": "Looked-after children",
    "social-worker": "Social worker",
}

_NAMES = {
    ("sex", "F"): "Girls",
    ("sex", "M"): "Boys",
    ("sen", "N"): "No special educational needs",
    ("sen", "K"): "SEN support",
    ("sen", "E"): "Education, health and care plan",
    ("year", "R"): "Reception",
    ("pp", "yes"): "Pupil premium",
    ("pp", "no"): "Not pupil premium",
    ("fsm", "yes"): "Free school meals",
    ("fsm", "no"): "No free school meals",
    ("eal", "yes"): "English as an additional language",
    ("eal", "no"): "English as first language",
    ("lac", "yes"): "Looked after",
    ("lac", "no"): "Not looked after",
    ("social-worker", "yes"): "With a social worker",
    ("social-worker", "no"): "Without a social worker",
}


def group_name(by: str, name: str) -> str:
    """Return what a group is called on paper.

    >>> group_name("year", "3"), group_name("year", "N1"), group_name("sen", "K"), group_name("sen", "S")
    ('Year 3', 'Nursery (N1)', 'SEN support', 'S')
    """
    if name == "not stated":
        return "Not stated"
    if by == "year" and name.startswith("N"):
        return f"Nursery ({name})" if len(name) > 1 else "Nursery"
    if by == "year" and name.isdecimal():
        return f"Year {name}"
    return _NAMES.get((by, name), name)


def day_in_words(iso: str) -> str:
    """Return a day of the contract as a sentence has it.

    >>> day_in_words("2025-12-19")
    '19 December 2025'
    """
    return date_in_words(date.fromisoformat(iso))


def short_day(iso: str) -> str:
    """Return a day of the contract as a cell has it.

    >>> short_day("2025-12-19")
    '19 Dec 2025'
    """
    day, month, year = day_in_words(iso).split()
    return f"{day} {month[:3]} {year}"


def is_for_the_office(note: str) -> bool:
    """Say whether a note on the choice of published figures is about the settings: nothing for governors."""
    return CONFIG_NAME in note


def days_given_by(period: dict[str, Any]) -> str:
    """Say who gave the days of the period, fit to follow them."""
    if period["kind"] == "year":
        return "the academic year so far"
    if period["kind"] == "range":
        return "the days asked for"
    return "days stated by the school" if period["is_stated"] else "days proposed from the register"


def definitions(contract: dict[str, Any]) -> list[tuple[str, str]]:
    """Return what the words of the paper mean, a term and a sentence each."""
    small = contract["largest_small_number"]
    few = (
        " or ".join(_COUNTED[number] for number in range(1, small + 1))
        if small in _COUNTED
        else f"1 to {small}"
    )
    meanings = [
        (
            "Session",
            "Half a school day. A possible session is one for which the register says that a pupil was "
            "present or absent: a mark still owed, a day the school was closed to the pupil and a session "
            "before joining or after leaving are not.",
        ),
        (
            "Attendance",
            "Sessions attended of those possible. The sessions of all pupils are added up, leavers' too, and "
            "the percentage is rounded half up to one decimal.",
        ),
        (
            "Authorised and unauthorised",
            "What the code in the register counts as by law on its day. Coming in after the register closed "
            "is unauthorised absence; a reason not yet known is too, until it is.",
        ),
        *_thresholds(contract["thresholds"]),
        (
            "Pupils",
            "Everyone with a possible session in the year so far, those who have left included. Groups are "
            "as the latest export states them.",
        ),
        (
            f"{WITHHELD} – withheld",
            f"The figure would be about {few} pupils, or would give such a figure away by subtraction; all "
            "of a group, and all but so few of it, is withheld as well. A nought is printed. What stands "
            "together as 'other' is put together for the same reason.",
        ),
        (
            "Letters and steps",
            "As written and logged in attendctl in these days, without those taken back. A letter about "
            "several children counts once.",
        ),
    ]
    return [*meanings, *_published(contract["benchmarks"]), ("Data", _data(contract))]


_COUNTED = {1: "one", 2: "two"}


def _thresholds(thresholds: dict[str, Any]) -> list[tuple[str, str]]:
    found = []
    for name, value in thresholds.items():
        if value is None:
            continue
        missed = (
            f"missed at least {value['fixed_sessions']} sessions"
            if value["fixed_sessions"]
            else f"missed {100 * value['missed'] // value['of']}% or more of their own possible sessions"
        )
        found.append(
            (
                f"{name.capitalize()}ly absent",
                f"Pupils who {missed} in the academic year up to the last day of the column. It is a measure "
                "of the year, never of a shorter period, and decided before any rounding.",
            )
        )
    return found


def _published(benchmarks: dict[str, Any]) -> list[tuple[str, str]]:
    table = benchmarks["table"]
    if table is None:
        return []
    accredited = (
        "" if table["accredited"] else " They are not accredited statistics and not comparable with those."
    )
    return [
        (
            "Published figures",
            f"{table['series']}, {table['period']}. Source: {table['source']}; looked at on "
            f"{day_in_words(table['checked_on'])}.{accredited}",
        )
    ]


def _data(contract: dict[str, Any]) -> str:
    period = contract["period"]
    known = (
        f", as the ledger had been told of them by {day_in_words(contract['known'])}"
        if contract["known"]
        else ""
    )
    proposed = (
        ""
        if period["is_stated"]
        else f" The days of the {period['name']} are proposed from the gaps in the register."
    )
    return (
        f"Marks up to {day_in_words(contract['as_of'])}{known}. The same marks give the same paper; a "
        f"register that is corrected gives another.{proposed}"
    )
