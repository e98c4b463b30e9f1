"""What the case log says of returns: those that were made, and what the officer expects of an illness."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from attendctl.calendar import academic_year_start
from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.returns.absence import Absence
from attendctl.casework.returns.duties import Duty, duty_of_step
from attendctl.ledger.case_log import LoggedEntry

EXPECTATION = "return-expected"
EXPECTED, NOT_EXPECTED = "expected", "not-expected"
_MADE = {"return": (None,), "referral": ("made",)}


@dataclass(frozen=True)
class Logged:
    """An entry about a return. ``duty`` None: a return that does not say by which duty.

    ``spell_from`` and ``spell_to`` are the days it was about; None in an entry made by
    ``attendctl case log``, which is taken for the latest absence that had begun.
    """

    entry: LoggedEntry
    duty: str | None
    spell_from: date | None = None
    spell_to: date | None = None
    counted: str | None = None

    @property
    def pupil(self) -> tuple[int, int]:
        """School and pupil."""
        return self.entry.school_id, self.entry.pupil_id

    @property
    def on(self) -> date:
        """The day it was made, or said."""
        return self.entry.happened_on

    def is_of(self, absence: Absence) -> bool:
        """Whether it is about the pupil and the spell of an absence that its details name."""
        if self.pupil != absence.pupil or self.duty != absence.duty:
            return False
        if self.spell_from is None or self.spell_to is None:
            return False
        same_year = academic_year_start(self.spell_to) == academic_year_start(absence.spell_to)
        both_in_all = self.counted == absence.counted == "in all" and same_year
        return both_in_all or absence.is_of_the_days(self.spell_from, self.spell_to)


def returns_made(
    logged: Iterable[LoggedEntry], schools: Sequence[ChosenSchool], duties: Mapping[str, Duty]
) -> list[Logged]:
    """Return the entries that a return or an enquiry was made, oldest first."""
    policies = {school.school_id: school.policy for school in schools}
    found = []
    for entry in logged:
        if entry.school_id not in policies or entry.outcome not in _MADE.get(entry.kind, ()):
            continue
        duty = entry.details.get("duty")
        if duty is None and entry.step is not None:
            duty = duty_of_step([policies[entry.school_id]], duties, entry.step)
        if duty is None and (entry.kind != "return" or entry.step is not None):
            continue  # a referral or a return of another kind
        found.append(_with_days(entry, duty))
    return found


def expectations(logged: Iterable[LoggedEntry]) -> list[Logged]:
    """Return what the officer said of illnesses, oldest first."""
    return [_with_days(entry, entry.details.get("duty")) for entry in logged if entry.kind == EXPECTATION]


def by_pupil(entries: Iterable[Logged]) -> Mapping[tuple[int, int], Sequence[Logged]]:
    """Return entries by school and pupil, in their order."""
    found: dict[tuple[int, int], list[Logged]] = defaultdict(list)
    for one in entries:
        found[one.pupil].append(one)
    return found


def latest_of(entries: Mapping[tuple[int, int], Sequence[Logged]], absence: Absence) -> Logged | None:
    """Return the latest of the entries, by pupil, that is about an absence; or None."""
    return max(
        (one for one in entries.get(absence.pupil, ()) if one.is_of(absence)),
        key=lambda one: (one.on, one.entry.entry_id),
        default=None,
    )


def answers(
    made: Sequence[Logged], absences: Sequence[Absence], duties: Mapping[str, Duty]
) -> list[Logged | None]:
    """Return, for each absence, the entry that it was told of; None for one that was not.

    An entry without days answers one absence of the pupil: the latest that had begun by its day.
    """
    entries = by_pupil(made)
    found = [latest_of(entries, absence) for absence in absences]
    places_of: dict[tuple[int, int], list[int]] = defaultdict(list)
    for place, absence in enumerate(absences):
        places_of[absence.pupil].append(place)
    for one in made:
        if one.spell_from is not None:
            continue
        places = [
            place
            for place, absence in ((place, absences[place]) for place in places_of[one.pupil])
            if (one.duty == absence.duty or (one.duty is None and not duties[absence.duty].is_enquiry))
            and absence.spell_from <= one.on
        ]
        latest: dict[str, int] = {}
        for place in sorted(places, key=lambda place: absences[place].spell_from):
            latest[absences[place].duty] = place
        for place in latest.values():
            found[place] = found[place] or one
    return found


def details_of(absence: Absence) -> dict[str, Any]:
    """Return what an entry's details say of the absence, by which it is known again."""
    return {
        "duty": absence.duty,
        "spell": absence.spell_from.isoformat(),
        "to": absence.spell_to.isoformat(),
        "counted": absence.counted,
    }


def _with_days(entry: LoggedEntry, duty: str | None) -> Logged:
    spell, to = entry.details.get("spell"), entry.details.get("to")
    if duty is None or spell is None:
        return Logged(entry, duty)
    from_day = date.fromisoformat(spell)
    to_day = date.fromisoformat(to) if to else from_day
    return Logged(entry, duty, from_day, to_day, entry.details.get("counted"))
