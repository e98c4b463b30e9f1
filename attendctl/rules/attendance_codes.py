"""Attendance codes by day: what a mark meant, and what it counts as, on the day of its session.

Source: ``england/attendance_codes.toml``, where every entry names its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from attendctl.errors import NotFound
from attendctl.rules.reader import (
    ENGLAND,
    DatedValue,
    NoRuleInForce,
    RuleHead,
    Strict,
    checked,
    read_tables,
    read_toml,
    refuse_doubles,
    refuse_overlaps,
    wrong,
)

CODES_FILE = ENGLAND / "attendance_codes.toml"
OPEN_END = date(9999, 12, 31)
"""``valid_until`` in tables for an entry without an end."""

Counts = Literal["attended", "authorised", "unauthorised", "missing", "nothing"]
Lateness = Literal["before_register_closed", "after_register_closed"]


class UnknownCode(NotFound):
    """The text is not an attendance code on any day."""

    code = "R003"


class StatisticalClass(Strict):
    """A class of codes: whether its sessions are possible, and what they count as."""

    name: str
    possible: bool
    counts_as: Counts
    shows_pupil_on_roll: bool


class CodeEntry(DatedValue):
    """One code over one span of days, first and last day included."""

    code: str = Field(min_length=1, max_length=3)
    meaning: str = Field(min_length=1)
    statistical_class: str
    lateness: Lateness | None = None
    accepted_late: bool = False

    def is_retired_on(self, on: date) -> bool:
        """Say whether the entry's last day is past: a mark is then read only with a warning."""
        return self.valid_until is not None and on > self.valid_until


@dataclass(frozen=True)
class AttendanceCodes:
    """All codes of all days.

    >>> codes = load_attendance_codes()
    >>> codes.in_force("J", date(2024, 8, 18)).statistical_class
    'educational_activity'
    >>> codes.in_force("J1", date(2024, 8, 19)).statistical_class
    'authorised'
    """

    head: RuleHead
    classes: Mapping[str, StatisticalClass]
    entries: tuple[CodeEntry, ...]

    def is_known(self, code: str) -> bool:
        """Say whether the text is a code on any day at all."""
        return any(entry.code == code for entry in self.entries)

    def in_force(self, code: str, on: date) -> CodeEntry:
        """Return what a code meant on a day.

        Args:
            code: as it is stored: ``/``, ``C1``, ``-`` for no mark.
            on: the day of the session.

        Raises:
            UnknownCode: never a code.
            NoRuleInForce: a code, but not on that day.
        """
        for entry in self._entries_of(code):
            if entry.holds_on(on):
                return entry
        raise NoRuleInForce(
            f"{code!r} was not an attendance code on {on}.",
            remedy=f"The codes of that day: attendctl rules show attendance_codes --as-of {on}",
        )

    def accepted(self, code: str, on: date) -> CodeEntry:
        """Return what a code counts as on a day, retired codes still met in registers included.

        As ``in_force``; for a retired code that is accepted late, its last
        entry: ``is_retired_on(on)`` then says that a warning is owed.

        >>> load_attendance_codes().accepted("H", date(2025, 11, 3)).is_retired_on(date(2025, 11, 3))
        True
        """
        last = max(self._entries_of(code), key=lambda entry: entry.valid_from)
        if last.accepted_late and last.is_retired_on(on):
            return last
        return self.in_force(code, on)

    def on_day(self, on: date) -> tuple[CodeEntry, ...]:
        """Return the codes in force on a day, in the file's order."""
        return tuple(entry for entry in self.entries if entry.holds_on(on))

    def class_of(self, entry: CodeEntry) -> StatisticalClass:
        """Return what the entry counts as."""
        return self.classes[entry.statistical_class]

    def _entries_of(self, code: str) -> list[CodeEntry]:
        found = [entry for entry in self.entries if entry.code == code]
        if not found:
            raise UnknownCode(
                f"{code!r} is not an attendance code.", remedy="See: attendctl rules show attendance_codes"
            )
        return found


@lru_cache(maxsize=4)
def load_attendance_codes(path: Path = CODES_FILE) -> AttendanceCodes:
    """Read the codes. Raises RuleFileWrong naming the file and the key."""
    data = read_toml(path)
    raw_classes, raw_codes = data.pop("class", None), data.pop("code", None)
    head = checked(RuleHead, data, path)
    classes = read_tables(path, "class", raw_classes, StatisticalClass)
    refuse_doubles(path, "class.name", (one.name for one in classes))
    by_name = {one.name: one for one in classes}
    entries = read_tables(path, "code", raw_codes, CodeEntry)
    for entry in entries:
        if entry.statistical_class not in by_name:
            raise wrong(
                path,
                f"code {entry.code}.statistical_class",
                f"{entry.statistical_class!r} is not a class of this file",
            )
    for code in dict.fromkeys(entry.code for entry in entries):
        of_code = sorted((e for e in entries if e.code == code), key=lambda entry: entry.valid_from)
        refuse_overlaps(path, f"code {code}", of_code)
        if any(entry.accepted_late for entry in of_code[:-1]):
            raise wrong(path, f"code {code}.accepted_late", "only for the last entry of a code")
    return AttendanceCodes(head, by_name, tuple(entries))


def session_code_rows(codes: AttendanceCodes) -> list[tuple[object, ...]]:
    """Return the rows of the table ``session_code``, which measures join to marks by code and day.

    Columns: code, valid_from, valid_until, meaning, statistical_class, then 0
    or 1 for possible, attended, authorised, unauthorised, late,
    late_after_close, missing, on_roll. A retired code that is accepted late
    has no end here: its warning was given when it was read.
    """
    rows: list[tuple[object, ...]] = []
    for entry in codes.entries:
        kind = codes.class_of(entry)
        until = OPEN_END if entry.valid_until is None or entry.accepted_late else entry.valid_until
        flags = (
            kind.possible,
            kind.counts_as == "attended",
            kind.counts_as == "authorised",
            kind.counts_as == "unauthorised",
            entry.lateness == "before_register_closed",
            entry.lateness == "after_register_closed",
            kind.counts_as == "missing",
            kind.shows_pupil_on_roll,
        )
        rows.append(
            (
                entry.code,
                entry.valid_from,
                until,
                entry.meaning,
                entry.statistical_class,
                *(int(flag) for flag in flags),
            )
        )
    return rows
