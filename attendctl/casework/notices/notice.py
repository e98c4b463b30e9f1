"""Notices as the case log tells of them: each issued to one parent about one child, and what became of it."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from attendctl.ledger.case_log import LoggedEntry

PENALTY_NOTICE = "penalty-notice"
NOTICE_TO_IMPROVE = "notice-to-improve"
PENALTY_DECISION = "penalty-decision"
ISSUED = "issued"
OFFERED = "offered"
WITHDRAWN = "withdrawn"
RUNNING = "running"  # nothing is logged yet of what became of it

_BEGINS = {PENALTY_NOTICE: ISSUED, NOTICE_TO_IMPROVE: OFFERED}
_HALVES = ("AM", "PM")
_TITLES = re.compile(r"^(mr|mrs|ms|miss|mx|dr|prof|professor|rev|revd|sir|dame|lady|lord)\.?\s+(?=\S+\s)")


@dataclass(frozen=True)
class NamedParent:
    """A parent as a notice names them. ``position`` is their place among the contacts of that day."""

    name: str
    relationship: str | None = None
    position: int | None = None

    @property
    def key(self) -> str:
        """What makes two notices the same parent's."""
        return parent_key(self.name)


@dataclass(frozen=True, order=True)
class CitedSession:
    """One session that a notice rests on. ``session`` is 0 in the morning, 1 in the afternoon."""

    date: date
    session: int
    code: str

    @property
    def half(self) -> str:
        """AM or PM."""
        return _HALVES[self.session]


@dataclass(frozen=True)
class Notice:
    """A penalty notice or notice to improve, to one parent about one child.

    ``number`` is that of the entry of the case log that issued it. ``until`` is the last day to
    pay, or the last day of the time to improve. ``events`` are what became of it, oldest first.
    """

    kind: Literal["penalty-notice", "notice-to-improve"]
    number: int
    school_id: int
    pupil_id: int
    parent: NamedParent
    on: date
    until: date | None
    rank: int | None
    sessions: tuple[CitedSession, ...]
    received_on: date | None
    issued_by: str | None
    elsewhere: bool
    issue: LoggedEntry
    events: tuple[LoggedEntry, ...] = ()

    @property
    def is_penalty(self) -> bool:
        """Whether it is a penalty notice."""
        return self.kind == PENALTY_NOTICE

    @property
    def status(self) -> str:
        """The word of the latest event, such as paid or met; running where there is none."""
        return self.events[-1].outcome or RUNNING if self.events else RUNNING

    @property
    def stands(self) -> bool:
        """Whether it was not withdrawn: it counts toward the cap, and its sessions are used."""
        return not any(event.outcome == WITHDRAWN for event in self.events)


def read_notices(logged: Iterable[LoggedEntry], *, upto: date | None = None) -> list[Notice]:
    """Return the notices of some entries, by day and number, with what became of each.

    Args:
        logged: entries of the case log that stand, of any kind and pupil.
        upto: leave out what happened after this day; None leaves nothing out.
    """
    entries = [entry for entry in logged if upto is None or entry.happened_on <= upto]
    events: Mapping[int, list[LoggedEntry]] = defaultdict(list)
    for entry in entries:
        if entry.kind in _BEGINS and entry.outcome != _BEGINS[entry.kind]:
            events[int(entry.details.get("notice", 0))].append(entry)
    return [
        _notice(entry, events.get(entry.entry_id, ()))
        for entry in sorted(entries, key=lambda entry: (entry.happened_on, entry.entry_id))
        if entry.kind in _BEGINS and entry.outcome == _BEGINS[entry.kind]
    ]


def standing_penalties(notices: Iterable[Notice]) -> list[Notice]:
    """Return the penalty notices that were not withdrawn."""
    return [notice for notice in notices if notice.is_penalty and notice.stands]


def cited_places(notices: Iterable[Notice]) -> set[tuple[int, date, int]]:
    """Return pupil, day and session of everything that a standing penalty notice cites."""
    return {
        (notice.pupil_id, one.date, one.session)
        for notice in standing_penalties(notices)
        for one in notice.sessions
    }


def details_of_parent(parent: NamedParent) -> dict[str, Any]:
    """Return what an entry's details say of the parent: the other way of ``read_notices``."""
    return {"name": parent.name, "relationship": parent.relationship, "position": parent.position}


def details_of_sessions(sessions: Iterable[CitedSession]) -> list[list[str]]:
    """Return sessions as an entry's details have them, in order.

    >>> details_of_sessions([CitedSession(date(2025, 10, 1), 1, "O")])
    [['2025-10-01', 'PM', 'O']]
    """
    return [[one.date.isoformat(), one.half, one.code] for one in sorted(sessions)]


def parent_key(name: str) -> str:
    """Return what stays the same of a parent's name from one export to the next.

    Where the title and the surname are all that is known, the title tells two parents apart.

    >>> parent_key("Mrs. Zoë  O'Brien-Hall") == parent_key("zoe obrien hall")
    True
    >>> parent_key("Mr Hall") == parent_key("Ms Hall")
    False
    """
    plain = unicodedata.normalize("NFKD", " ".join(name.split()).casefold())
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return re.sub(r"\W", "", _TITLES.sub("", letters))


def _notice(entry: LoggedEntry, events: Sequence[LoggedEntry]) -> Notice:
    details = entry.details
    parent = details.get("parent") or {}
    received = details.get("received_on")
    return Notice(
        kind="penalty-notice" if entry.kind == PENALTY_NOTICE else "notice-to-improve",
        number=entry.entry_id,
        school_id=entry.school_id,
        pupil_id=entry.pupil_id,
        parent=NamedParent(str(parent.get("name") or ""), parent.get("relationship"), parent.get("position")),
        on=entry.happened_on,
        until=entry.until,
        rank=details.get("rank"),
        sessions=tuple(
            CitedSession(date.fromisoformat(day), _HALVES.index(half), code)
            for day, half, code in details.get("sessions") or ()
        ),
        received_on=date.fromisoformat(received) if received else None,
        issued_by=details.get("issued_by"),
        elsewhere=bool(details.get("elsewhere")),
        issue=entry,
        events=tuple(sorted(events, key=lambda event: (event.happened_on, event.entry_id))),
    )
