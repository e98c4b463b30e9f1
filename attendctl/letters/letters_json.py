"""A run of letters as JSON: the contract other programs read. Names are stable; keys may be added."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from attendctl.casework.decision import Decision
from attendctl.casework.recipients import Contact, Household
from attendctl.casework.standing import Sessions
from attendctl.letters.delivery import without_email
from attendctl.letters.file_kinds import FileKind
from attendctl.letters.letters_run import LettersRun, NotWritten
from attendctl.letters.prepare import PreparedLetter
from attendctl.rates import percent


def letters_json(contract: dict[str, Any]) -> str:
    """Return the contract as JSON text, ending with a line break."""
    return json.dumps(contract, ensure_ascii=False, indent=1) + "\n"


def letters_dict(run: LettersRun, folder: Path | None) -> dict[str, Any]:
    """Return a run as the dictionaries and lists of the JSON contract.

    Args:
        run: what was decided and set.
        folder: where the files are; None for a dry run, which has none.
    """
    keys, versions = zip(*run.policies, strict=True)
    return {
        "as_of": run.as_of.isoformat(),
        "written_on": run.written_on.isoformat(),
        "policy": ", ".join(dict.fromkeys(keys)),
        "policy_version": ", ".join(dict.fromkeys(versions)),
        "letters": [_letter(letter, run.kinds, folder) for letter in run.letters],
        "held_back": [_not_written(one) for one in run.not_written],
    }


def reason_of(letter: PreparedLetter) -> dict[str, str]:
    """Return why a letter is due and the rule it rests on; of several pupils, for the first."""
    return {"text": letter.decision.why, "source": letter.decision.source}


def contacts_written_to(letter: PreparedLetter) -> list[dict[str, Any]]:
    """Return everyone a letter goes to, with the number of the copy (1 the first)."""
    return [
        _contact(contact, envelope.household, copy)
        for copy, envelope in enumerate(letter.envelopes, start=1)
        for contact in envelope.household.contacts
    ]


def paths_of(letter: PreparedLetter, kinds: Sequence[FileKind], folder: Path | None) -> list[str]:
    """Return the paths of a letter's files; none where there is no folder."""
    if folder is None:
        return []
    return [str(folder / name) for envelope in letter.envelopes for name in envelope.paper.names(kinds)]


def without_draft(letter: PreparedLetter, kinds: Sequence[FileKind]) -> list[str]:
    """Return who is written to and gets no e-mail draft, where drafts were asked for."""
    if FileKind.eml not in kinds:
        return []
    return [name for envelope in letter.envelopes for name in without_email(envelope.household)]


def _letter(letter: PreparedLetter, kinds: Sequence[FileKind], folder: Path | None) -> dict[str, Any]:
    pupil, occasion = letter.decision.pupil, letter.occasion
    return {
        "reference": letter.reference,
        "upn": pupil.upn,
        "admission_number": pupil.admission_number,
        "surname": pupil.surname,
        "forename": pupil.forename,
        "year_group": pupil.year_group,
        "class": pupil.class_name,
        "school": occasion.school.name,
        "letter": letter.decision.letter,
        "band": letter.decision.band,
        "year": _year(pupil.year),
        "reason": reason_of(letter),
        "addressed_to": contacts_written_to(letter),
        "files": paths_of(letter, kinds, folder),
        "without_email": without_draft(letter, kinds),
        "previous": previous_of(letter),
        "pupils": [_pupil(decision) for decision in letter.decisions],
        "policy": occasion.policy.key,
        "policy_version": occasion.policy.version,
        "template": letter.template.name,
        "template_sha256": letter.template.sha256,
    }


def previous_of(letter: PreparedLetter) -> list[str]:
    """Return the references of this year's earlier letters about any of the pupils, oldest first."""
    earlier = {one.reference: one.written_on for decision in letter.decisions for one in decision.previous}
    return sorted(earlier, key=lambda reference: (earlier[reference], reference))


def figures_of(decision: Decision) -> dict[str, Any]:
    """Return the sums of the year that a letter gives of one pupil."""
    return {
        "band": decision.band,
        "year": _year(decision.pupil.year),
        **({"occasion": decision.occasion} if decision.occasion else {}),
    }


def _pupil(decision: Decision) -> dict[str, Any]:
    pupil = decision.pupil
    return {
        "upn": pupil.upn,
        "admission_number": pupil.admission_number,
        "surname": pupil.surname,
        "forename": pupil.forename,
        "year_group": pupil.year_group,
        "class": pupil.class_name,
        **figures_of(decision),
        "reason": {"text": decision.why, "source": decision.source},
    }


def _not_written(one: NotWritten) -> dict[str, Any]:
    decision = one.decision
    return {
        "upn": decision.pupil.upn,
        "admission_number": decision.pupil.admission_number,
        "class": decision.pupil.class_name,
        "school": one.school,
        "letter": decision.letter,
        "band": decision.band,
        "year": _year(decision.pupil.year),
        "why": decision.why,
        "source": decision.source,
        "outcome": decision.outcome.value,
        "something_is_missing": decision.is_fault,
    }


def _year(year: Sessions) -> dict[str, Any]:
    return {
        "sessions_possible": year.possible,
        "sessions_attended": year.attended,
        "sessions_authorised": year.authorised,
        "sessions_unauthorised": year.unauthorised,
        "attendance_percent": percent(year.attended, year.possible),
    }


def _contact(contact: Contact, household: Household, copy: int) -> dict[str, Any]:
    return {
        "name": contact.formal_name,
        "relationship": contact.relationship,
        "priority": contact.priority,
        "email": contact.email,
        "address": list(household.address),
        "copy": copy,
    }
