"""Everything that the check list of an evidence pack looks at, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from attendctl.casework.evidence_pack.chronology import Amendment, LetterSent
from attendctl.casework.evidence_pack.pack_extract import RegisterExtract, RegisterMark
from attendctl.casework.evidence_pack.pack_sessions import PackSessions
from attendctl.casework.notices.notice import Notice, standing_penalties
from attendctl.casework.notices.parents import Parent
from attendctl.casework.penalties.penalty_row import PenaltyRow
from attendctl.casework.wording import date_in_words
from attendctl.ledger.case_log import LoggedEntry
from attendctl.rules.penalty_notices import PenaltyNoticeLaw

Status = Literal["fault", "judge", "fulfilled"]
"""A fault gets the pack returned; what is to be judged does not by itself; the rest is in order."""

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_HALVES = ("AM", "PM")


@dataclass(frozen=True)
class Check:
    """One line of the check list. ``items`` are the days or people it is about, ``rule`` where it is from."""

    name: str
    status: Status
    what: str
    items: tuple[str, ...] = ()
    remedy: str = ""
    rule: str = ""


@dataclass(frozen=True)
class Settling:
    """By when a reason has to be known: so many school days after the session, by which rule.

    ``due`` is the last day for each day of a session that still has none.
    """

    school_days: int
    rule: str
    due: Mapping[date, date]


@dataclass(frozen=True)
class PackFacts:
    """One pupil's case on one day.

    Attributes:
        row: of the penalty list.
        on: what was written and logged up to this day counts, this day included.
        sessions: what the request would rest on.
        marks: of the weeks of the extract, every school's.
        extracts: of the register.
        parents: whom the pack is about, in the order of the contacts.
        notice_law: of a notice issued on ``on``.
        letters: about the pupil, oldest first; those taken back too.
        logged: entries of the case log that stand, oldest first.
        amendments: of the marks in the weeks of the extract, by the day they were seen.
        settling: the rule for reasons that are not known, None where the policy has none.
    """

    row: PenaltyRow
    on: date
    sessions: PackSessions
    marks: Sequence[RegisterMark]
    extracts: Sequence[RegisterExtract]
    parents: Sequence[Parent]
    notice_law: PenaltyNoticeLaw
    letters: Sequence[LetterSent] = ()
    logged: Sequence[LoggedEntry] = ()
    amendments: Sequence[Amendment] = ()
    settling: Settling | None = None

    @property
    def standing_letters(self) -> list[LetterSent]:
        """The letters that were not taken back."""
        return [letter for letter in self.letters if letter.withdrawn_on is None]

    @property
    def first_day(self) -> date | None:
        """The day of the first session that the request rests on."""
        return min((one.date for one in self.sessions.relied_on), default=None)

    @property
    def last_day(self) -> date | None:
        """The day of the last session that the request rests on."""
        return max((one.date for one in self.sessions.relied_on), default=None)

    @property
    def improvements(self) -> list[Notice]:
        """The notices to improve that stand, to the parents the pack is about."""
        keys = {parent.named.key for parent in self.parents}
        return [
            one
            for one in self.row.notices
            if not one.is_penalty and one.stands and (not keys or one.parent.key in keys)
        ]

    @property
    def penalties(self) -> list[Notice]:
        """The penalty notices that stand, to whichever parent."""
        return standing_penalties(self.row.notices)

    def leave_decisions(self, *outcomes: str) -> list[LeaveDecided]:
        """Return the decisions on leave with one of these outcomes, oldest first; with none given, all."""
        return [
            LeaveDecided(
                entry, date.fromisoformat(entry.details["from"]), date.fromisoformat(entry.details["to"])
            )
            for entry in self.logged
            if entry.kind == "leave"
            and (not outcomes or entry.outcome in outcomes)
            and entry.details.get("from")
            and entry.details.get("to")
        ]


REFUSED = ("refused", "refused-added-days")
"""Outcomes of a decision on leave that did not grant it."""


@dataclass(frozen=True)
class LeaveDecided:
    """A decision on leave and its days, both included."""

    entry: LoggedEntry
    from_day: date
    to_day: date

    @property
    def kind(self) -> str:
        """What the leave was asked for, such as holiday."""
        return str(self.entry.details.get("kind") or "")

    def covers(self, day: date) -> bool:
        """Whether a day is one of the leave."""
        return self.from_day <= day <= self.to_day

    def __str__(self) -> str:
        """The days in words."""
        return f"{date_in_words(self.from_day)} to {date_in_words(self.to_day)}"


def session_in_words(day: date, session: int) -> str:
    """Write a session as a list does.

    >>> session_in_words(date(2025, 11, 7), 1)
    'Friday 7 November 2025, PM'
    """
    return f"{_WEEKDAYS[day.weekday()]} {date_in_words(day)}, {_HALVES[session]}"
