"""An evidence pack as a workbook: a sheet for each part that the authority may want as data."""

from __future__ import annotations

from datetime import date
from typing import Any

from openpyxl import Workbook

from attendctl.reports.pack_dict import HALVES, WEEKDAYS
from attendctl.reports.pack_pages import STATUS_WORDS
from attendctl.reports.report_columns import Cell
from attendctl.reports.steady_workbook import steady_bytes
from attendctl.reports.workbook_sheets import add_sheet

# Pale enough for black text; the word stands in the cell.
_FILLS = {"State": {"Fault": "F4A6A0", "To judge": "FFF2CC", "In order": "C6E0B4"}}
_LONG = {"What": 60, "Which": 50, "What to do": 50, "Rule": 50, "More": 60, "Address": 44}
_WIDTHS = {
    **_LONG,
    "Meaning": 44,
    "By": 30,
    "Kept as": 26,
    "Name": 28,
    "Parent": 28,
    "School": 28,
    "Kind": 18,
    "Date": 12,
    "On": 12,
    "Until": 12,
    "Weekday": 12,
    "Why not": 28,
    "Sessions": 44,
    "What became of it": 44,
}
_SUMS = {
    "Possible": "sessions_possible",
    "Attended": "sessions_attended",
    "Authorised": "sessions_authorised",
    "Unauthorised": "sessions_unauthorised",
}


def pack_xlsx(contract: dict[str, Any]) -> bytes:
    """Return the whole workbook; the same pack gives the same bytes. No cell can be a formula.

    Args:
        contract: of ``attendctl.reports.pack_dict.pack_dict``.
    """
    workbook = Workbook(write_only=True)
    workbook.properties.creator = "attendctl"
    workbook.properties.title = "Evidence for a penalty notice"
    for title, rows in (
        ("Check list", _checks(contract)),
        ("Sessions", _sessions(contract)),
        ("Register", _register(contract)),
        ("Chronology", _chronology(contract)),
        ("Parents", _parents(contract)),
        ("Notices", _notices(contract)),
    ):
        header, *cells = rows
        names = [str(name) for name in header]
        wrapped = {*_LONG, "Sessions", "What became of it"}
        add_sheet(workbook, title, names, cells, len(cells), widths=_WIDTHS, wrapped=wrapped, fills=_FILLS)
    return steady_bytes(workbook, dated=date.fromisoformat(contract["up_to"]))


def _checks(contract: dict[str, Any]) -> list[list[Cell]]:
    return [
        ["State", "What", "Which", "What to do", "Rule"],
        *(
            [STATUS_WORDS[one["status"]], one["what"], "\n".join(one["items"]), one["remedy"], one["rule"]]
            for one in contract["checks"]
        ),
    ]


def _sessions(contract: dict[str, Any]) -> list[list[Cell]]:
    return [
        [
            "Date",
            "Weekday",
            "Session",
            "Code",
            "Meaning",
            "School",
            "Cited in notice",
            "Relied on",
            "Why not",
        ],
        *(
            [
                one["date"],
                one["weekday"],
                one["session"],
                one["code"],
                one["meaning"],
                one["school"],
                ", ".join(str(number) for number in one["cited_in"]),
                _yes_or_no(one["relied_on"]),
                one["why_not"],
            ]
            for one in contract["sessions"]
        ),
    ]


def _register(contract: dict[str, Any]) -> list[list[Cell]]:
    """One row a week of each school, then the sums of the weeks and of the year."""
    halves = [f"{weekday} {half}" for weekday in WEEKDAYS for half in HALVES]
    used = [name for name in halves if name.split()[0] in WEEKDAYS[:5] or _is_marked(contract, name)]
    rows: list[list[Cell]] = [["School", "Week from", *(f"{name[:3]} {name[-2:]}" for name in used), *_SUMS]]
    for extract in contract["register"]:
        for week in extract["weeks"]:
            marks = [week["marks"].get(name) for name in used]
            codes: list[Cell] = ["no mark" if code == "" else code for code in marks]
            rows.append([extract["school"], week["monday"], *codes, *_numbers(week)])
        blank: list[Cell] = [None] * len(used)
        rows.append([extract["school"], "These weeks", *blank, *_numbers(extract["sums"])])
        rows.append([extract["school"], "Year so far", *blank, *_numbers(extract["year"])])
    return rows


def _is_marked(contract: dict[str, Any], name: str) -> bool:
    return any(name in week["marks"] for extract in contract["register"] for week in extract["weeks"])


def _numbers(sums: dict[str, Any]) -> list[Cell]:
    return [sums[name] for name in _SUMS.values()]


def _chronology(contract: dict[str, Any]) -> list[list[Cell]]:
    return [
        ["Date", "What", "More", "By", "Kept as"],
        *(
            [one["on"], one["what"], "\n".join(one["more"]), one["by"], one["kept_as"]]
            for one in contract["chronology"]
        ),
    ]


def _parents(contract: dict[str, Any]) -> list[list[Cell]]:
    return [
        [
            *("Name", "Relationship", "Parental responsibility", "Lives with pupil", "Address"),
            *("Notices that count", "Notices left", "Another possible from"),
        ],
        *(
            [
                one["name"],
                one["relationship"],
                _yes_or_no(one["parental_responsibility"]),
                _yes_or_no(one["lives_with_pupil"]),
                "\n".join(one["address"]),
                len(one["notices_that_count"]),
                one["notices_left"],
                one["next_possible_from"],
            ]
            for one in contract["parents"]
        ),
    ]


def _notices(contract: dict[str, Any]) -> list[list[Cell]]:
    every = [("notice to improve", one) for one in contract["notices_to_improve"]]
    every += [("penalty notice", one) for parent in contract["parents"] for one in parent["notices"]]
    return [
        ["Number", "Kind", "Parent", "On", "Until", "State", "Sessions", "What became of it"],
        *(
            [
                one["number"],
                kind,
                one["parent"],
                one["on"],
                one["until"],
                one["status"],
                ", ".join(f"{day} {half} {code}" for day, half, code in one["sessions"]),
                "\n".join(f"{event['on']}: {event['outcome']}" for event in one["events"]),
            ]
            for kind, one in sorted(every, key=lambda each: (each[1]["on"], each[1]["number"]))
        ),
    ]


def _yes_or_no(stated: bool | None) -> str:
    return "not stated" if stated is None else ("yes" if stated else "no")
