"""Who reads a letter: the family's households, the one parent a notice is to, or the local authority."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from attendctl.casework.decision import Decision, Outcome
from attendctl.casework.notices.notice import NamedParent, parent_key
from attendctl.casework.notices.parent_of_entry import parent_of_entry
from attendctl.casework.notices.parents import full_name
from attendctl.casework.recipients import (
    Contact,
    Household,
    PupilAtHome,
    household_of_one,
    households_to_write_to,
)
from attendctl.letters.delivery import Delivery
from attendctl.settings import SchoolSettings

_AUTHORITY = "The local authority"
_TO_AN_OFFICE = "colleague"


def readers_of(
    decision: Decision, contacts: Sequence[Contact], school: SchoolSettings, delivery: Delivery
) -> tuple[list[Household], list[Decision]]:
    """Return the households that can be written to, and the decision held back for what keeps others from it.

    A letter about a notice goes to the one parent whom the notice names, wherever they live, and to
    nobody else. A letter to the authority needs no address.

    Args:
        decision: with outcome "due".
        contacts: the pupil's, in any order.
        school: names the local authority and its address.
        delivery: how the letter reaches a household.
    """
    written_to = decision.step.written_to if decision.step else "family"
    if written_to == "authority":
        return [_authority(school)], []
    pupil = decision.pupil
    name = f"{pupil.forename} {pupil.surname}"
    home = PupilAtHome(name, pupil.address, pupil.postcode, pupil.salutation, pupil.addressee)
    parent = parent_of_entry(decision) if written_to == "parent" else None
    if parent is not None:
        contact = _contact_of(parent, contacts)
        why = _keeps_from_writing(contact, decision)
        if contact is None or why is not None:
            return [], [held_back_for(decision, why or "")]
        households = [household_of_one(home, contact)]
    else:
        households = households_to_write_to(home, contacts)
    if not households:
        return [], [held_back_for(decision, "None of the pupil's contacts may be written to.")]
    faults = dict.fromkeys(why for one in households if (why := delivery.lacking(one)))
    reached = [household for household in households if delivery.lacking(household) is None]
    return reached, [held_back_for(decision, why) for why in faults]


def held_back_for(decision: Decision, why: str) -> Decision:
    """Return a decision as held back for something that the officer must add."""
    return replace(decision, outcome=Outcome.HELD_BACK, why=why, is_fault=True)


def _authority(school: SchoolSettings) -> Household:
    address = tuple(line.strip() for line in school.local_authority_address if line.strip())
    return Household((), _TO_AN_OFFICE, school.local_authority or _AUTHORITY, address)


def _contact_of(parent: NamedParent, contacts: Sequence[Contact]) -> Contact | None:
    """Return the contact whom a notice names; of several of that name, the one at the same place."""
    found = [
        contact
        for contact in contacts
        if parent.key in {parent_key(name) for name in (full_name(contact), contact.name) if name}
    ]
    at_place = [contact for contact in found if contact.position == parent.position]
    return next(iter(at_place or found), None)


def _keeps_from_writing(contact: Contact | None, decision: Decision) -> str | None:
    number = f"entry {decision.entry.entry_id}" if decision.entry else "the entry"
    if contact is None:
        return (
            f"The parent whom {number} names is not among the pupil's contacts. "
            "Import the contacts, or withdraw the entry if it was mistyped."
        )
    if contact.may_be_written_to is False:
        return (
            f"The register says that the parent whom {number} names may not be written to. "
            "Ask who may serve the notice, and correct the contacts if that is out of date."
        )
    return None
