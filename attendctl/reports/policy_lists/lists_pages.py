"""Lists of pupils as their pages show them: every text that the layout sets."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Any

from attendctl.casework.wording import date_in_words
from attendctl.reports.policy_lists.lists_columns import (
    KIND_HEADER,
    MEANINGS,
    RISING_HEADER,
    kind_cells,
    rising_cells,
)
from attendctl.reports.policy_lists.lists_words import (
    NOT_FOR_DISPLAY,
    comments_text,
    count_text,
    kinds_text,
    marks_text,
    percent_text,
    period_text,
    rising_text,
    without_text,
)
from attendctl.reports.showable_text import showable_values

_OVER = {"period": "by the days of the period", "year": "by the year so far"}
_BY_LAW = {"persistent_absence": "by the law's fraction", "severe_absence": "by the law's fraction"}
_PERIODS = {"period": "Period", "year": "Year so far"}
_NO_DATA = "–"
_SUMS = ("%", "Sessions", "Absent", "Late", "Lost", "Minutes")


def list_pages(contract: dict[str, Any]) -> dict[str, Any]:
    """Return the texts of the pages: of each school, one list after the other.

    Args:
        contract: of ``attendctl.reports.policy_lists.lists_dict.lists_dict``.
    """
    period = period_text(contract)
    up_to = f"Marks up to {date_in_words(date.fromisoformat(contract['as_of']))}"
    known = contract["known"]
    schools = [school["name"] for school in contract["schools"]]
    pages = {
        "title": f"Lists of pupils, {period}",
        "author": schools[0] if len(schools) == 1 else "attendctl",
        "header": NOT_FOR_DISPLAY,
        "footer": f"{up_to}. Policy: {contract['policy']}."
        + (f" As the ledger had been told by {date_in_words(date.fromisoformat(known))}." if known else ""),
        "schools": [
            {
                "heading": f"{school}: lists, {period}",
                "lists": [_list(contract, made) for made in of_school],
            }
            for school, of_school in groupby(contract["lists"], key=lambda made: str(made["school"]))
        ],
        "meanings": [
            "Late: marks of lateness, before the register closed and after. Lost: sessions lost to lateness, "
            "marked after the register closed. Minutes: minutes late. Absent: sessions.",
            *(f"{what}: {meaning}." for what, meaning in MEANINGS[:3]),
            contract["leavers"],
            *(without_text(one) for one in contract["without_lists"]),
        ],
    }
    return showable_values(pages)  # type: ignore[no-any-return]


def _list(contract: dict[str, Any], made: dict[str, Any]) -> dict[str, Any]:
    tables = [_pupils(contract, made)] if made["pupils"] else []
    if made["figure"]:
        tables.append(_figure(made["figure"], periods_shown(contract, made)))
    if made["illness"]:
        tables += _illness(made["illness"])
    return {
        "heading": made["title"],
        "about": about_list(made),
        "nobody": "Nobody." if made["count"] == 0 else "",
        "tables": tables,
    }


def about_list(made: dict[str, Any]) -> str:
    """Say in one line how many are on a list, by what, in which order, and by which section."""
    parts = []
    if made["count"] is not None:
        over = (
            "by that day" if made["over"] == "period" and made["from"] == made["to"] else _OVER[made["over"]]
        )
        parts.append(f"{count_text(made)}, {_BY_LAW.get(made['kind'], over)}")
        parts.append(made["order"].capitalize() if made["pupils"] else "")
    parts.append(f"Document: {made['section']}")
    said = ". ".join(part for part in parts if part)
    return f"{said}. Ours: {made['ours']}" if made["ours"] else f"{said}."


def _pupils(contract: dict[str, Any], made: dict[str, Any]) -> dict[str, Any]:
    pupils = made["pupils"]
    marks = [_marks(pupil) for pupil in pupils]
    groups = [_group(pupil) for pupil in pupils]
    periods = periods_shown(contract, made)
    own = ["Pupil", "Class", *(["Marks"] if any(marks) else []), *(["Group"] if any(groups) else [])]
    rows = [
        [
            _name(pupil),
            pupil["class"] or _NO_DATA,
            *([mark] if any(marks) else []),
            *([group] if any(groups) else []),
            *_sums(pupil, periods),
        ]
        for pupil, mark, group in zip(pupils, marks, groups, strict=True)
    ]
    return _table(own, rows, periods)


def _figure(figure: dict[str, Any], periods: Sequence[str]) -> dict[str, Any]:
    row = [
        str(figure["pupils"]),
        percent_text(figure["persistent_absence_percent"]),
        percent_text(figure["severe_absence_percent"]),
        *_sums(figure, periods),
    ]
    return _table(["Pupils", "Persistently absent, %", "Severely absent, %"], [row], periods)


def _illness(seen: dict[str, Any]) -> list[dict[str, Any]]:
    kinds = [_printed(kind_cells(kind)) for kind in seen["kinds"]]
    rising = [_printed(rising_cells(one)) for one in seen["rising"]]
    below = "Below" if rising else "None of"
    return [
        _plain_table(f"Below: {kinds_text(seen)}.", KIND_HEADER, kinds, words=2),
        _plain_table(f"{below}: {rising_text(seen)}.", RISING_HEADER, rising, words=1),
    ]


def _plain_table(note: str, header: Sequence[str], rows: list[list[str]], *, words: int) -> dict[str, Any]:
    return {"over": [], "header": list(header), "words": words, "rows": rows, "note": note}


def _table(own: Sequence[str], rows: list[list[str]], periods: Sequence[str]) -> dict[str, Any]:
    """Return a table whose first columns are words, and whose others are sums of the period and the year."""
    return {
        "over": [len(own), len(_SUMS), *(_PERIODS[period] for period in periods)],
        "header": [*own, *(name for _ in periods for name in _SUMS)],
        "words": len(own),
        "rows": rows,
        "note": "",
    }


def periods_shown(contract: dict[str, Any], made: dict[str, Any]) -> list[str]:
    """Return whose sums are printed: of a day the marks say it all, and of the year there is no other.

    Args:
        contract: of ``attendctl.reports.policy_lists.lists_dict.lists_dict``.
        made: a list of it.
    """
    kind = contract["period"]["kind"]
    marks_say_it = kind == "day" and any(pupil["marks"] for pupil in made["pupils"])
    return ["year"] if kind == "year" or marks_say_it else ["period", "year"]


def _sums(row: dict[str, Any], periods: Sequence[str]) -> list[str]:
    return [text for period in periods for text in _of_period(row[period])]


def _of_period(sums: dict[str, Any]) -> list[str]:
    return [
        percent_text(sums["attendance_percent"]),
        f"{sums['sessions_attended']} of {sums['sessions_possible']}",
        str(sums["sessions_absent"]),
        str(sums["times_late"]),
        str(sums["sessions_late_after_close"]),
        str(sums["minutes_late"]),
    ]


def _name(pupil: dict[str, Any]) -> str:
    name = f"{pupil['surname'] or _NO_DATA}, {pupil['forename'] or _NO_DATA}"
    return f"{name} (joined)" if pupil["status"] == "joiner" else name


def _marks(pupil: dict[str, Any]) -> str:
    said = comments_text(pupil["marks"])
    return f"{marks_text(pupil['marks'])}{f' – {said}' if said else ''}"


def _group(pupil: dict[str, Any]) -> str:
    group = pupil["group"]
    if not group:
        return ""
    return f"{group['title']}, {group['led_by']}" if group["led_by"] else str(group["title"])


def _printed(cells: Sequence[Any]) -> list[str]:
    return [percent_text(cell) if cell is None or isinstance(cell, float) else str(cell) for cell in cells]
