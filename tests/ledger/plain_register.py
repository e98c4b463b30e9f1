"""The ledger again, as plain loops over lists: what the property tests hold it against."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.ledger.registers import File, Row

Slot = tuple[str, date, int]


@dataclass
class Told:
    """One import: when the ledger was told, and when it was told to forget."""

    number: int
    file: File
    known_on: date
    undone_on: date | None = None

    def counts(self, known: date) -> bool:
        return self.known_on <= known and (self.undone_on is None or self.undone_on > known)


@dataclass
class Standing:
    """What the register says of one session, and since which file."""

    code: str
    minutes: int | None
    comment: str | None
    file: str


class PlainRegister:
    """Says of every import in order of truth what it changed. Slow, short and obvious."""

    def __init__(self, told: list[Told], known: date = date.max) -> None:
        live = sorted((one for one in told if one.counts(known)), key=lambda one: (one.known_on, one.number))
        self._number_of = self._pupils(live)
        self.marks: dict[Slot, Standing] = {}
        self.amendments: list[tuple[Any, ...]] = []
        for one in live:
            for row in one.file.rows:
                self._say(one, row)

    def _pupils(self, live: list[Told]) -> dict[tuple[str, str], str]:
        """Return by which number a pupil is shown, for every number: all rows of a live file link theirs."""
        groups: list[set[tuple[str, str]]] = []
        for one in live:
            for row in one.file.rows:
                group = self._numbers(row)
                for other in [known for known in groups if known & group]:
                    groups.remove(other)
                    group |= other
                groups.append(group)
        shown = {}
        for group in groups:
            upns = sorted(value for kind, value in group if kind == "upn")
            shown.update(dict.fromkeys(group, upns[0] if upns else min(group)[1]))
        return shown

    @staticmethod
    def _numbers(row: Row) -> set[tuple[str, str]]:
        stated = {("upn", row.upn), ("admission", row.admission_number or "")}
        return {(kind, value) for kind, value in stated if value}

    def _say(self, told: Told, row: Row) -> None:
        number = self._number_of[min(self._numbers(row))]
        slot = (number, row.date, row.session)
        now = self.marks.get(slot)
        if now is None:
            self.marks[slot] = Standing(row.code, row.minutes, row.comment, told.file.name)
            return
        if row.code == "-" and now.code != "-":
            return
        other_minutes = row.minutes is not None and now.minutes is not None and row.minutes != now.minutes
        if row.code == now.code and not other_minutes:
            now.minutes = now.minutes if row.minutes is None else row.minutes
            now.comment = now.comment if row.comment is None else row.comment
            return
        self.amendments.append((*slot, now.code, row.code, told.known_on, told.file.name))
        self.marks[slot] = Standing(row.code, row.minutes, row.comment, told.file.name)
