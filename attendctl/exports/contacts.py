"""Contacts: numbered columns (``Contact1Name``) or rows of their own, as one list a pupil."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import duckdb

from attendctl.exports.bulk import insert_columns
from attendctl.exports.columns import Binding, Column
from attendctl.exports.findings import Findings
from attendctl.exports.values.cells import stated
from attendctl.exports.values.flags import read_flag
from attendctl.exports.values.kinds import read_priority
from attendctl.exports.values.names import title_inside

_PARTS: Mapping[str, tuple[str, Callable[[str | None], Any]]] = {
    "priority": ("INTEGER", read_priority),
    "title": ("VARCHAR", stated),
    "forename": ("VARCHAR", stated),
    "surname": ("VARCHAR", stated),
    "name": ("VARCHAR", stated),
    "relationship": ("VARCHAR", stated),
    "parental_responsibility": ("BOOLEAN", read_flag),
    "lives_with_pupil": ("BOOLEAN", read_flag),
    "may_be_written_to": ("BOOLEAN", read_flag),
    "email": ("VARCHAR", stated),
    "telephone": ("VARCHAR", stated),
    "address": ("VARCHAR", stated),
    "postcode": ("VARCHAR", stated),
}
_FIELD = re.compile(r"contact(\d?)_(\w+)")
_SOMEONE = ("name", "forename", "surname", "email", "telephone", "address")


def contact_columns(binding: Binding) -> dict[str, dict[str, list[Column]]]:
    """Return number of the contact ("" for the row's own) → part → its columns, preferred first."""
    groups: dict[str, dict[str, list[Column]]] = {}
    for name, columns in binding.columns.items():
        if (match := _FIELD.fullmatch(name)) and match[2] in _PARTS:
            groups.setdefault(match[1], {})[match[2]] = columns
    return dict(sorted(groups.items()))


@dataclass
class ContactBook:
    """Gathers the contacts of one file; the same contact in several rows is one."""

    findings: Findings
    _contacts: dict[tuple[int, tuple[tuple[str, Any], ...]], tuple[int, int]] = field(default_factory=dict)
    _positions: dict[int, int] = field(default_factory=dict)

    def add(self, who: int, line: int, cells: Mapping[str, list[str | None]]) -> None:
        """Take in one contact of a pupil: part → its cells, preferred first. Empty cells add nobody."""
        contact: dict[str, Any] = {}
        for part, texts in cells.items():
            value = (
                ", ".join(filter(None, map(stated, texts))) if part == "address" else self._first(part, texts)
            )
            if value not in (None, ""):
                contact[part] = value
        if not any(part in contact for part in _SOMEONE):
            return
        if "title" not in contact and (title := title_inside(contact.get("name"))):
            contact["title"] = title
        key = (who, tuple(sorted(contact.items())))
        if key not in self._contacts:
            self._positions[who] = position = self._positions.get(who, 0) + 1
            self._contacts[key] = (line, position)

    def _first(self, part: str, texts: list[str | None]) -> Any:
        for text in texts:
            try:
                value = _PARTS[part][1](text)
            except ValueError as doubt:
                self.findings.warn(
                    "W124", f"Column for {part.replace('_', ' ')}: {doubt}; read as not stated."
                )
                continue
            if value is not None:
                return value
        return None

    def __len__(self) -> int:
        return len(self._contacts)

    def stage(self, workbench: duckdb.DuckDBPyConnection, schema: str) -> None:
        """Fill ``incoming_contact``."""
        rows = [(who, *where, dict(parts)) for (who, parts), where in self._contacts.items()]
        columns: dict[str, tuple[str, list[Any]]] = {
            "who": ("INTEGER", [row[0] for row in rows]),
            "line": ("UINTEGER", [row[1] for row in rows]),
            "position": ("INTEGER", [row[2] for row in rows]),
        }
        for part, (kind, _) in _PARTS.items():
            columns[part] = (kind, [row[3].get(part) for row in rows])
        insert_columns(workbench, f"{schema}.incoming_contact", columns)
