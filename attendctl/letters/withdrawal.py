"""The letter that takes a letter back, once a correction of the register has taken away what it rested on."""

from __future__ import annotations

from attendctl.casework.decision import Decision, Outcome
from attendctl.casework.supported_letters import UnsupportedLetter
from attendctl.casework.wording import date_in_words
from attendctl.ledger.case_log import LoggedEntry
from attendctl.policies import Policy, Step

WITHDRAWAL = "withdrawal"
"""The letter's name, and its template's."""


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
        source=original.source,
    )
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
