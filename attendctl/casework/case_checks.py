"""What is asked of an entry before it is logged: who logs it, of which day, and what its kind needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from attendctl.casework.case_kinds import CaseKind
from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.pupil_meant import PupilMeant
from attendctl.errors import NotFound, WrongUsage
from attendctl.ledger.case_log import CaseEntry
from attendctl.settings import SchoolSettings


@dataclass(frozen=True)
class Asked:
    """What every command that logs is given: about whom, on which day, by whom, and when the ledger is told.

    ``on`` None is the day told. ``by`` and ``position`` None are the school's signatory.
    """

    pupil: str
    told: date
    on: date | None = None
    by: str | None = None
    position: str | None = None
    school: str | None = None


def checked_entry(
    asked: Asked, kind: CaseKind, school: ChosenSchool, pupil: PupilMeant, **said: Any
) -> CaseEntry:
    """Return the entry that is asked for.

    Raises:
        WrongUsage: nobody signs it, its day has not come, it ends before it begins, or
            something is missing that its kind needs.
    """
    by, position = signed_by(school.settings, asked.by, asked.position)
    on = asked.on or asked.told
    if on > asked.told:
        raise WrongUsage(
            f"--on {on} is later than {asked.told}, the day the ledger is told: "
            "what is to come is not logged.",
            remedy="Log it when it has happened; what was arranged has the day it was arranged, "
            "and the day to come as --until.",
        )
    until = said.get("until")
    if until is not None and until < on:
        raise WrongUsage(f"--until {until} is before --on {on}.", remedy="Give that day or a later one.")
    said["note"] = (said.get("note") or "").strip() or None
    for needed in kind.needs:
        if said.get(needed) is None:
            option = "--reason" if needed == "note" and kind.name == "hold" else f"--{needed}"
            raise WrongUsage(
                f"An entry of the kind {kind.name} ({kind.title}) needs {option}.", remedy="Give it as well."
            )
    return CaseEntry(school.school_id, pupil.pupil_id, kind.name, on, by, position, asked.told, **said)


def signed_by(school: SchoolSettings, by: str | None, position: str | None) -> tuple[str, str]:
    """Return who logs, by name and position: as given, else the school's signatory.

    Raises:
        WrongUsage: one of the two is not known. Another person has not the signatory's position.

    >>> ash = SchoolSettings(name="Ash Primary", signatory="A. Person", signatory_role="Head")
    >>> signed_by(ash, None, None), signed_by(ash, "B. Person", "Tutor")
    (('A. Person', 'Head'), ('B. Person', 'Tutor'))
    """
    name = (by or school.signatory or "").strip()
    is_signatory = name == (school.signatory or "").strip()
    role = (position or (school.signatory_role if is_signatory else None) or "").strip()
    if not name or not role:
        raise WrongUsage(
            "Every entry says who logs it, by name and position."
            + ("" if not name else " The position is missing."),
            remedy="Give --by NAME and --position POSITION, or write signatory and signatory_role "
            "under [school] in attendctl.toml.",
        )
    return name, role


def check_step(school: ChosenSchool, step: str | None) -> None:
    """Refuse a step that the school's policy does not have.

    Raises:
        NotFound: the message lists those there are.
    """
    if step is not None and school.policy.step_for(step) is None:
        names = ", ".join(one.name for one in school.policy.steps)
        raise NotFound(
            f"The policy {school.policy.key} has no step {step!r}.", remedy=f"Its steps are: {names}."
        )


def needed_text(text: str, option: str) -> str:
    """Return a text without the space around it; refuse one that holds nothing."""
    if not text.strip():
        raise WrongUsage(f"{option} is empty.", remedy="Say why, in a few words.")
    return text.strip()
