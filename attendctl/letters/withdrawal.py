"""The letter that takes a letter back, once a correction of the register has taken away what it rested on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import duckdb

from attendctl.casework.actions import actions_due
from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.contacts import contacts_of
from attendctl.casework.decision import Decision, Outcome
from attendctl.casework.earlier_letters import WITHDRAWAL
from attendctl.casework.steps_due import SchoolDecisions
from attendctl.casework.supported_letters import UnsupportedLetter
from attendctl.casework.wording import date_in_words
from attendctl.errors import NotFound
from attendctl.ledger.case_log import LoggedEntry
from attendctl.letters.delivery import Delivery
from attendctl.letters.fields import Occasion
from attendctl.letters.prepare import PreparedLetter, prepare_letter
from attendctl.letters.reprint import as_printed
from attendctl.letters.templates import LetterTemplates
from attendctl.policies import Policy, Step
from attendctl.settings import Settings


def withdrawal_of(unsupported: UnsupportedLetter, policy: Policy) -> Decision:
    """Return the decision to take back a letter that the register no longer supports."""
    earlier = unsupported.earlier.letter
    original = policy.step_for(earlier.letter)
    assert original is not None
    step = Step(
        name=WITHDRAWAL,
        title=f"Take back letter {earlier.letter} of {date_in_words(earlier.written_on)}",
        topic=original.topic,
        kind="logged",
        entry=WITHDRAWAL,
        led_by=original.led_by,
        written_to=original.written_to,
        source=original.source,
    )
    about = unsupported.decision.entry
    parent = about.details.get("parent") if about is not None else None
    pupil = unsupported.decision.pupil
    entry = LoggedEntry(
        school_id=pupil.school_id,
        pupil_id=pupil.pupil_id,
        kind=WITHDRAWAL,
        happened_on=earlier.written_on,
        by_name="",
        by_position="",
        known_on=unsupported.earlier.known_on,
        details={
            "withdrawn_reference": earlier.reference,
            "withdrawn_date": earlier.written_on.isoformat(),
            "withdrawn_title": original.title,
            **({"parent": parent} if parent else {}),
        },
    )
    corrected = ", ".join(
        f"{date_in_words(one.day)} {'PM' if one.session else 'AM'} from {one.code_from} to {one.code_to}"
        for one in unsupported.corrections
    )
    return Decision(
        pupil=pupil,
        outcome=Outcome.DUE,
        letter=WITHDRAWAL,
        band=unsupported.decision.band,
        why=f"Letter {earlier.letter}, {earlier.reference}, is no longer supported: "
        f"{unsupported.decision.why} The register was corrected since: {corrected}.",
        source=unsupported.decision.source,
        previous=unsupported.decision.previous,
        step=step,
        occasion=earlier.reference,
        entry=entry,
        facts=unsupported.decision.facts,
    )


def withdrawal_due(
    connection: duckdb.DuckDBPyConnection, settings: Settings, reference: str, **asked: Any
) -> list[SchoolDecisions]:
    """Return the decisions to take back a letter: of each pupil it is about for whom it is not supported.

    ``asked`` is as ``actions_due`` takes it.

    Raises:
        NotFound: there is no letter of that reference that the register no longer supports.
    """
    listed = actions_due(connection, settings, **asked)
    wanted = as_printed(reference)
    found = [one for one in listed.no_longer_supported if one.earlier.letter.reference == wanted]
    if found:
        (school,) = [of for of in listed.schools if of.school_id == found[0].earlier.school_id]
        return [
            SchoolDecisions(school, listed.as_of, tuple(withdrawal_of(one, school.policy) for one in found))
        ]
    raise NotFound(
        f"There is no letter {reference!r} that the register no longer supports.",
        remedy="Those there are, at the end of: attendctl actions",
    )


def drafts_of(
    connection: duckdb.DuckDBPyConnection,
    unsupported: Sequence[UnsupportedLetter],
    schools: Sequence[ChosenSchool],
    settings: Settings,
    *,
    as_of: date,
    written_on: date,
) -> Mapping[tuple[str, int], str]:
    """Return the text of each letter that takes one back, by that one's reference and the pupil it is about.

    A letter that cannot be filled, such as one without a contact, has no draft here: the
    run that writes it says what is missing.
    """
    templates = LetterTemplates(settings.folder / settings.letters.templates)
    by_id = {school.school_id: school for school in schools}
    drafts = {}
    for one in unsupported:
        school = by_id[one.earlier.school_id]
        decision = withdrawal_of(one, school.policy)
        prepared = prepare_letter(
            decision,
            contacts_of(connection, school.school_id, [decision.pupil.pupil_id]).get(
                decision.pupil.pupil_id, ()
            ),
            Occasion(school.policy, school.settings, as_of, written_on),
            templates.template_for(school.policy.template_folder, WITHDRAWAL),
            Delivery((), by_hand=True),
        )
        if isinstance(prepared, PreparedLetter):
            drafts[one.earlier.letter.reference, decision.pupil.pupil_id] = prepared.envelopes[0].markdown
    return drafts
