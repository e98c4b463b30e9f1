"""One thing to be looked at, and what each kind of thing is called and how it is put right."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of finding: what it says, and what to do."""

    title: str
    fix: str


KINDS = {
    "missing": Kind("marks are missing", "Enter them in the MIS, then export again."),
    "unsettled": Kind(
        "absences still have no reason, and the time to settle them is over",
        "Find out the reason and enter its code, in the MIS or with attendctl amend.",
    ),
    "closed": Kind(
        "a closure is marked though the class was taught",
        "See whether the child was absent: a closure is for all, or for a whole part of the school.",
    ),
    "trip": Kind(
        "a visit is marked on which hardly anybody went",
        "See whether there was a visit that day; a child who did not go is present or absent.",
    ),
    "few": Kind(
        "a session has marks of a few pupils only",
        "See whether the school was open. If it was not, have the marks taken out in the MIS.",
    ),
    "closed-day": Kind(
        "there are marks on a day that attendctl.toml says the school was closed",
        "Correct the day under [calendar], or have the marks taken out in the MIS.",
    ),
    "before": Kind("marks stand before the day of admission", "Correct the day of admission, or the marks."),
    "after": Kind("marks stand after the day of leaving", "Correct the day of leaving, or the marks."),
    "late-change": Kind(
        "marks were changed late",
        "See that the reason is kept: attendctl history shows who changed what, and why.",
    ),
    "after-letter": Kind(
        "marks that a letter rests on were changed after it was written",
        "attendctl actions lists the letters that this leaves without support.",
    ),
    "twin": Kind(
        "two pupils have one name and one date of birth",
        "If they are one child, export its UPN and admission number together: the ledger then joins them.",
    ),
    "temporary-upn": Kind(
        "pupils have a temporary UPN",
        "Ask the last school for the lasting one, and export again.",
    ),
    "doubtful-upn": Kind("pupils have a UPN that does not check", "Correct it in the MIS, and export again."),
    "no-number": Kind("pupils have no UPN", "Enter the UPN in the MIS, and export again."),
    "taken-back": Kind(
        "an export took back an amendment made by hand",
        "Correct the mark in the MIS as well, then amend it or import a new export.",
    ),
    "totals": Kind(
        "an export's own totals are not what the register gives",
        "Sessions that are named are other in the register than in that file: correct the MIS as well. "
        "Where none is, the MIS counts by another rule: attendctl reconcile --totals FILE finds it.",
    ),
}
"""What is looked for, in the order it is shown."""


@dataclass(frozen=True)
class Session:
    """Half a day, and what stands in the register there; of a change, what stood before as well."""

    day: date
    half: str
    code: str | None = None
    code_before: str | None = None

    @classmethod
    def of(cls, day: date, session: int, code: str | None = None, before: str | None = None) -> Session:
        """Return the session that the ledger writes as 0 or 1.

        >>> Session.of(date(2025, 11, 7), 1, "V").half
        'PM'
        """
        return cls(day, "PM" if session else "AM", code, before)


class StatedTotal(NamedTuple):
    """A total that a file states, and what the register gives: sessions, or ``percent`` of those possible."""

    name: str
    stated: str
    counted: str


@dataclass(frozen=True)
class Finding:
    """One thing to be looked at, of one pupil or (``pupil_id`` None) of a school.

    ``also`` are the numbers of other pupils it is about, references of letters, or imports; ``totals`` those
    that a file states otherwise, and ``where`` its name and line.
    """

    kind: str
    school_id: int
    pupil_id: int | None = None
    sessions: tuple[Session, ...] = ()
    also: tuple[str, ...] = ()
    totals: tuple[StatedTotal, ...] = ()
    where: str | None = None


def by_pupil(kind: str, rows: Iterable[tuple[int, int, Session]]) -> list[Finding]:
    """Return one finding a pupil from rows of (school, pupil, session); sessions in order, each once."""
    found: dict[tuple[int, int], set[Session]] = {}
    for school_id, pupil_id, session in rows:
        found.setdefault((school_id, pupil_id), set()).add(session)
    return [
        Finding(kind, school_id, pupil_id, tuple(sorted(sessions, key=lambda one: (one.day, one.half))))
        for (school_id, pupil_id), sessions in sorted(found.items())
    ]
