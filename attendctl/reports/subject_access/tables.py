"""The tables of the answer to a subject access request: what each is called, says and holds."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from attendctl.reports.plain_text_cell import plain_text_cell

Row = dict[str, Any]
_NOT_STATED: frozenset[object] = frozenset({None, ""})


@dataclass(frozen=True)
class TableOf:
    """One table: its heading on the page, and what it is in one sentence."""

    name: str
    title: str
    says: str


TABLES = (
    TableOf("numbers", "Numbers", "The numbers by which the school knows the child."),
    TableOf(
        "register",
        "The register",
        "Every mark of every session as it was told, with what the code meant that day. Where a mark was "
        "changed, every version is here; the one that stands says so.",
    ),
    TableOf(
        "amendments",
        "Changes of the register",
        "What each changed mark was and became, when, why and by whom, where the school's system says so.",
    ),
    TableOf(
        "totals",
        "Totals",
        "What files of the register themselves stated of the child's sessions, beside the marks.",
    ),
    TableOf(
        "statements",
        "What the school's system said of the child",
        "Each statement once, with the days on which it was first and last told.",
    ),
    TableOf(
        "contacts",
        "Contacts",
        "The people the school may turn to, as they were told each time. Theirs are data of other people.",
    ),
    TableOf(
        "letters",
        "Letters",
        "Every letter recorded, with its reason and the figures it gave of this child.",
    ),
    TableOf(
        "case_log",
        "The case log",
        "What the school did, agreed or was told, with who wrote it down; withdrawn entries too.",
    ),
    TableOf("notices", "Notices", "Of the case log, the penalty notices and the notices to improve."),
    TableOf("imports", "Where it came from", "The files that the school's system gave, and when."),
)


def csv_of(rows: Sequence[Row]) -> str:
    """Return a table as CSV, its columns in the order of the rows; lists and objects as JSON in a cell.

    >>> csv_of([{"code": "/", "note": "=1"}, {"code": "-", "note": None}])
    "code,note\\r\\n/,'=1\\r\\n'-,\\r\\n"
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    if rows:
        writer.writerow(rows[0])
    writer.writerows([_cell(value) for value in row.values()] for row in rows)
    return text.getvalue()


def columns_that_say_something(rows: Sequence[Row]) -> list[str]:
    """Return the columns that are filled in at least one row: a page has no room for the others."""
    if not rows:
        return []
    return [name for name in rows[0] if any(_says_something(row[name]) for row in rows)]


def words_of(value: object) -> str:
    """Return a value as it is printed on the page.

    >>> from datetime import date
    >>> words_of(True), words_of(None), words_of({"parent": "Mrs Okoro"}), words_of(date(2025, 11, 7))
    ('yes', '', 'parent: Mrs Okoro', '2025-11-07')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return "; ".join(
            f"{name.replace('_', ' ')}: {words_of(one)}"
            for name, one in value.items()
            if _says_something(one)
        )
    if isinstance(value, (list, tuple)):
        return "; ".join(words_of(one) for one in value)
    return "" if value is None else str(value)


def _says_something(value: object) -> bool:
    return bool(value) if isinstance(value, (dict, list)) else value not in _NOT_STATED


def _cell(value: object) -> object:
    if isinstance(value, (dict, list)):
        return plain_text_cell(json.dumps(value, ensure_ascii=False, default=str))
    return plain_text_cell(value) if isinstance(value, str) else value
