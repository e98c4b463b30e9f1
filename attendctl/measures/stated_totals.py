"""Totals of sessions that another tool states of a pupil, as its file has them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class StatedPupil:
    """One pupil of a file of totals: its numbers and name as stated, and the sessions; None if not stated."""

    line: int
    upn: str | None
    mis_id: str | None
    admission_number: str | None
    surname: str | None
    forename: str | None
    possible: int | None
    attended: int | None
    authorised: int | None
    unauthorised: int | None


@dataclass(frozen=True)
class StatedTotals:
    """A file of totals, one row a pupil."""

    file: str
    pupils: tuple[StatedPupil, ...]
