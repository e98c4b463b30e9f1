"""The pupils of one file: rows become pupils, whatever the rows repeat."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import duckdb

from attendctl.exports.bulk import insert_columns
from attendctl.exports.findings import Findings
from attendctl.exports.pupil_fields import (
    EVERY_TOTAL,
    INCOMING_TYPES,
    TOTAL_PERCENT,
    CellDoubtful,
    CellRefused,
    readers,
)
from attendctl.exports.values.names import is_test_pupil, split_name
from attendctl.exports.values.upn import UpnReading, read_upn

_UPN_NOTES = {
    "check-letter": (
        "W120",
        "UPN whose check letter does not fit its digits: compare it with the pupil's record.",
    ),
    "temporary": ("W121", "Temporary UPN: replace it when the pupil's permanent number is known."),
    "not-a-upn": ("W122", "Text in place of a UPN: read as no UPN."),
    "form": ("W123", "UPN that is not one letter and twelve digits: kept as it stands."),
}
_OFTEN_DIFFER = frozenset({"school", "upn", "former_upn", *EVERY_TOTAL})


@dataclass
class Pupil:
    """One pupil as this file states them: ``stated`` holds only what some row states."""

    who: int
    line: int
    stated: dict[str, Any] = field(default_factory=dict)


@dataclass
class PupilBook:
    """Gathers the pupils of one file, in the order they are met.

    One pupil is one UPN in one school; without a UPN one MIS id, or one
    admission number (leading zeros do not count); without any number one name
    with its date of birth, or with its class.
    """

    findings: Findings
    blank_flag_means_no: bool = False
    pupils: list[Pupil] = field(default_factory=list)
    _by_key: dict[tuple[str, ...], int] = field(default_factory=dict)
    _cells: dict[tuple[str, str | None], Any] = field(default_factory=dict)
    _upn_notes: dict[str, set[str]] = field(default_factory=dict)
    _differences: Counter[str] = field(default_factory=Counter)
    skipped_test_rows: int = 0

    def __post_init__(self) -> None:
        self._readers = readers(blank_flag_means_no=self.blank_flag_means_no)

    def add(self, cells: Mapping[str, str | None], line: int) -> int | None:
        """Take in what one row states of a pupil; return the pupil's ``who``, or None for a test pupil's row.

        Raises:
            RowRefused: the row cannot be given to a pupil.
        """
        stated = {
            name: value for name, text in cells.items() if (value := self._read(name, text)) is not None
        }
        self._name(stated, had_pair="surname" in cells or "preferred_surname" in cells)
        if is_test_pupil(stated.get("surname"), stated.get("forename")):
            self.skipped_test_rows += 1
            return None
        reading: UpnReading | None = stated.pop("upn", None)
        if reading is not None:
            if reading.rounded:
                raise RowRefused(
                    "upn",
                    cells.get("upn"),
                    "is a UPN that a spreadsheet has rounded, and the number is lost: "
                    "export again and do not open the file in Excel first",
                )
            if reading.note:
                self._upn_notes.setdefault(reading.note, set()).add(reading.upn or (cells.get("upn") or ""))
            if reading.upn:
                stated["upn"] = reading.upn
        keys = _keys(stated)
        if not keys:
            raise RowRefused(None, None, "names no pupil: no UPN, number or name")
        pupil = self._pupil_of(keys, stated, line)
        for key in keys:
            self._by_key.setdefault(key, pupil.who)
        self._state(pupil, stated)
        return pupil.who

    def _read(self, name: str, text: str | None) -> Any:
        if (name, text) not in self._cells:
            try:
                value = read_upn(text) if name == "upn" else self._readers[name](text)
            except CellDoubtful as doubt:
                self.findings.warn(
                    "W124", f"Column for {name.replace('_', ' ')}: {doubt}; read as not stated."
                )
                value = None
            except CellRefused as fault:
                value = RowRefused(name, text, str(fault))
            self._cells[name, text] = value
        value = self._cells[name, text]
        if isinstance(value, RowRefused):
            raise value
        return value

    def _name(self, stated: dict[str, Any], *, had_pair: bool) -> None:
        """Settle which words are the surname and the forename."""
        one_column = stated.pop("name", None)
        if one_column and not had_pair:
            surname, forename, split = split_name(one_column)
            stated.update({"surname": surname} | ({"forename": forename} if forename else {}))
            if not split:
                self._cells.setdefault(("unsplit", one_column), None)
        for part in ("surname", "forename"):
            if f"preferred_{part}" in stated:
                stated.setdefault(part, stated[f"preferred_{part}"])

    def _pupil_of(self, keys: list[tuple[str, ...]], stated: dict[str, Any], line: int) -> Pupil:
        for key in keys:
            if (who := self._by_key.get(key)) is None:
                continue
            known = self.pupils[who].stated
            upn, known_upn = stated.get("upn"), known.get("upn")
            if upn and known_upn and upn != known_upn:
                if not (upn[-1].isalpha() or known_upn[-1].isalpha()):
                    continue  # two permanent UPNs are two pupils until the school says otherwise
                temporary, permanent = (upn, known_upn) if upn[-1].isalpha() else (known_upn, upn)
                known.update(upn=permanent, former_upn=temporary)
                self.findings.warn("W125", "Pupil under a temporary and a permanent UPN: taken for one.")
            return self.pupils[who]
        pupil = Pupil(len(self.pupils), line)
        self.pupils.append(pupil)
        return pupil

    def _state(self, pupil: Pupil, stated: Mapping[str, Any]) -> None:
        for name, value in stated.items():
            known = pupil.stated.setdefault(name, value)
            if known != value:
                if name in EVERY_TOTAL:
                    pupil.stated[name] = AMBIGUOUS
                elif name not in _OFTEN_DIFFER:
                    self._differences[name] += 1

    def report(self) -> None:
        """Tell the findings what is to be said of all pupils together."""
        for note, numbers in self._upn_notes.items():
            code, message = _UPN_NOTES[note]
            self.findings.warn(code, message, len(numbers))
        unsplit = sum(1 for name, _ in self._cells if name == "unsplit")
        self.findings.warn(
            "W126",
            "Name in one column without a comma: kept whole as the surname, for it could split in more ways. "
            "Export surname and forename in two columns.",
            unsplit,
        )
        self.findings.warn("W127", 'Rows of test pupils such as "Bogus": left out.', self.skipped_test_rows)
        for name, count in self._differences.items():
            words = name.replace("_", " ")
            self.findings.warn(
                "W128", f"Rows of one pupil differ in {words}: the first stated is used.", count
            )
        letters = Counter(pupil.stated.get("enrolment") for pupil in self.pupils)
        self.findings.warn(
            "W129", "Guest pupils (enrolment G): usually registered at another school.", letters["G"]
        )
        self.findings.warn(
            "W130",
            "Pupils of subsidiary registration (enrolment S): their main school reports them.",
            letters["S"],
        )

    def stage(self, workbench: duckdb.DuckDBPyConnection, schema: str) -> None:
        """Fill ``incoming_pupil``."""
        columns: dict[str, tuple[str, list[Any]]] = {}
        for name, kind in INCOMING_TYPES.items():
            if name in ("who", "line"):
                columns[name] = (kind, [getattr(pupil, name) for pupil in self.pupils])
            elif any(name in pupil.stated for pupil in self.pupils):
                columns[name] = (kind, [pupil.stated.get(name) for pupil in self.pupils])
        insert_columns(workbench, f"{schema}.incoming_pupil", columns)

    def stage_totals(self, workbench: duckdb.DuckDBPyConnection, schema: str) -> None:
        """Fill ``incoming_total``: what the file itself states of the sessions of each pupil."""
        rows = [
            (pupil, totals)
            for pupil in self.pupils
            if any(totals := [_one_total(pupil.stated.get(name)) for name in EVERY_TOTAL])
        ]
        if not rows:
            return
        columns: dict[str, tuple[str, list[Any]]] = {
            "who": ("INTEGER", [pupil.who for pupil, _ in rows]),
            "line": ("UINTEGER", [pupil.line for pupil, _ in rows]),
        }
        for place, name in enumerate(EVERY_TOTAL):
            kind = "VARCHAR" if name == TOTAL_PERCENT else "INTEGER"
            columns[name.removeprefix("total_")] = (kind, [totals[place] for _, totals in rows])
        insert_columns(workbench, f"{schema}.incoming_total", columns)


AMBIGUOUS = object()
"""A total that different rows state differently: a total of a week, not of the file."""


class RowRefused(ValueError):
    """A row that cannot be given to a pupil: the field, its text, and why."""

    def __init__(self, field_name: str | None, value: str | None, reason: str) -> None:
        super().__init__(reason)
        self.field, self.value, self.reason = field_name, value, reason


def _one_total(value: Any) -> str | None:
    return None if value is None or value is AMBIGUOUS else str(value)


def _keys(stated: Mapping[str, Any]) -> list[tuple[str, ...]]:
    """Return what a pupil can be recognised by, best first."""
    school = (stated.get("school") or "").casefold()
    keys: list[tuple[str, ...]] = []
    for name in ("upn", "mis_id", "admission_number"):
        if name in stated:
            text = stated[name].lstrip("0") if name == "admission_number" else stated[name]
            keys.append((name, school, text))
    if keys or not (stated.get("surname") or stated.get("forename")):
        return keys
    whole = tuple((stated.get(part) or "").casefold() for part in ("surname", "forename"))
    detail = str(stated.get("date_of_birth") or stated.get("class") or "")
    return [("name", school, *whole, detail)]
