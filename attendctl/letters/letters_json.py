"""A run of letters as JSON: the contract other programs read. Names are stable; keys may be added."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from attendctl.casework.recipients import Contact, Household
from attendctl.casework.standing import Sessions
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
        "letters": [_letter(letter, folder) for letter in run.letters],
        "held_back": [_not_written(one) for one in run.not_written],
    }


def reason_of(letter: PreparedLetter) -> dict[str, str]:
    """Return why a letter is due and the rule it rests on."""
    return {"text": letter.decision.why, "source": letter.decision.source}


def contacts_written_to(letter: PreparedLetter) -> list[dict[str, Any]]:
    """Return everyone a letter goes to, with the number of the copy (1 the first)."""
    return [
        _contact(contact, envelope.household, copy)
        for copy, envelope in enumerate(letter.envelopes, start=1)
        for contact in envelope.household.contacts
    ]


def files_of(letter: PreparedLetter, folder: Path | None) -> list[str]:
    """Return the paths of a letter's files."""
    return [str(folder / envelope.file_name) for envelope in letter.envelopes] if folder else []


def _letter(letter: PreparedLetter, folder: Path | None) -> dict[str, Any]:
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
        "files": files_of(letter, folder),
        "previous": [one.reference for one in letter.decision.previous],
        "policy": occasion.policy.key,
        "policy_version": occasion.policy.version,
        "template": letter.template.name,
        "template_sha256": letter.template.sha256,
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
        "address": list(household.address),
        "copy": copy,
    }
