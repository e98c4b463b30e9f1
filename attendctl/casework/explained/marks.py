"""One pupil's marks, each with what its code means and counts as on its day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from attendctl.casework.standing import Sessions
from attendctl.measures.evidence import MarkedSession
from attendctl.rules.attendance_codes import load_attendance_codes

HALF_DAYS = ("AM", "PM")


@dataclass(frozen=True)
class ExplainedMark:
    """One session: its day, half (0 morning, 1 afternoon) and code, and what the code counts as that day."""

    day: date
    session: int
    code: str
    meaning: str
    counts_as: str  # attended, authorised, unauthorised, missing, nothing
    is_possible: bool

    @property
    def half_day(self) -> str:
        """AM or PM."""
        return HALF_DAYS[self.session]

    @property
    def is_absence(self) -> bool:
        """Whether it is a possible session that was missed."""
        return self.counts_as in ("authorised", "unauthorised")

    @property
    def counts_in_words(self) -> str:
        """What it counts as, for a reader.

        >>> explain_marks([MarkedSession(1, 1, date(2025, 11, 3), 0, "I")])[0].counts_in_words
        'authorised absence'
        """
        if self.is_absence:
            return f"{self.counts_as} absence"
        if self.counts_as == "nothing":
            return "possible, no absence" if self.is_possible else "not possible, not counted"
        return "no mark, not counted" if self.counts_as == "missing" else self.counts_as


def explain_marks(marks: Iterable[MarkedSession]) -> tuple[ExplainedMark, ...]:
    """Return marks with their meaning, in the order given."""
    codes = load_attendance_codes()
    explained = []
    for mark in marks:
        entry = codes.accepted(mark.code, mark.date)
        kind = codes.class_of(entry)
        explained.append(
            ExplainedMark(mark.date, mark.session, mark.code, entry.meaning, kind.counts_as, kind.possible)
        )
    return tuple(explained)


def sessions_in(marks: Iterable[ExplainedMark], from_day: date, to_day: date) -> Sessions:
    """Add up marks between two days, both included.

    >>> day = date(2025, 11, 3)
    >>> marks = explain_marks([MarkedSession(1, 1, day, 0, "/"), MarkedSession(1, 1, day, 1, "O")])
    >>> sessions_in(marks, day, day)
    Sessions(possible=2, authorised=0, unauthorised=1)
    """
    between = [mark for mark in marks if from_day <= mark.day <= to_day]
    return Sessions(
        possible=sum(mark.is_possible for mark in between),
        authorised=sum(mark.counts_as == "authorised" for mark in between),
        unauthorised=sum(mark.counts_as == "unauthorised" for mark in between),
    )
