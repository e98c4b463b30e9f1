"""The list of returns: what is due, proposed, made, and when the last of each duty was made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.returns.absence import Absence
from attendctl.casework.returns.corrections import Unsupported
from attendctl.casework.returns.duties import Duty
from attendctl.casework.returns.made import Logged
from attendctl.casework.returns.months import MonthWithout
from attendctl.casework.returns.pupils import PupilReturned


@dataclass(frozen=True)
class ReturnLine:
    """One pupil's absence under one duty.

    ``due_on`` is the day from which it is due, None where the child is not of compulsory school age.
    ``codes`` are the sessions of the absence by code. ``step`` is the policy's own for the duty.
    ``said`` is what the officer expects of an illness; ``made`` the entry that it was told.
    """

    school: ChosenSchool
    pupil: PupilReturned
    duty: Duty
    absence: Absence
    due_on: date | None
    codes: tuple[tuple[str, int], ...] = ()
    step: str | None = None
    said: Logged | None = None
    made: Logged | None = None


@dataclass(frozen=True)
class LastMade:
    """When a school last made a return of a duty, and the months without where the law asks for each."""

    school: ChosenSchool
    duty: Duty
    on: date | None
    months_without: tuple[MonthWithout, ...]


@dataclass(frozen=True)
class ReturnsList:
    """Everything about returns on a day: ``returned_on`` is the day a return made now carries."""

    as_of: date
    returned_on: date
    schools: tuple[ChosenSchool, ...]
    duties: Mapping[str, Duty]
    due: tuple[ReturnLine, ...]
    proposed: tuple[ReturnLine, ...]
    not_expected: tuple[ReturnLine, ...]
    made: tuple[ReturnLine, ...]
    not_of_age: tuple[ReturnLine, ...]
    no_longer_supported: tuple[Unsupported, ...]
    last_made: tuple[LastMade, ...]


def in_order(lines: Iterable[ReturnLine]) -> tuple[ReturnLine, ...]:
    """By duty, school, and the day from which each is due."""
    return tuple(
        sorted(
            lines,
            key=lambda one: (
                one.duty.is_enquiry,
                one.duty.name,
                one.school.name,
                one.due_on or one.absence.last_day,
                one.pupil.surname or "",
                one.pupil.forename or "",
                one.pupil.identity,
            ),
        )
    )
