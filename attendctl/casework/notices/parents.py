"""A child's parents in the law's sense, as far as the register tells: whom a notice can be to.

Source: Education Act 1996, section 576: a parent is who has parental responsibility or cares for the child.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import duckdb

from attendctl.casework.contacts import contacts_of
from attendctl.casework.notices.notice import NamedParent, parent_key
from attendctl.casework.recipients import Contact
from attendctl.errors import NotFound, WrongUsage

T = TypeVar("T")


@dataclass(frozen=True)
class Parent:
    """A contact whom a notice can be to. None is "not stated", never "no".

    ``responsible`` has parental responsibility, ``cares`` lives with the pupil. ``has_address``: a
    letter would reach them, at an address of their own or at the pupil's if they may live there.
    """

    contact: Contact
    named: NamedParent
    responsible: bool | None
    cares: bool | None
    has_address: bool

    @property
    def is_known(self) -> bool:
        """Whether the register says that they are a parent; else it only does not rule it out."""
        return bool(self.responsible or self.cares)


def parents_of(contacts: Sequence[Contact], *, pupil_has_address: bool = False) -> list[Parent]:
    """Return a pupil's parents, in the order of the contacts.

    They are the contacts with parental responsibility and those who live with the pupil. Where the
    register says that of none, they are those of whom it does not deny both. A contact without a
    name is left out: a notice is to a person.

    Args:
        contacts: of one pupil, as ``attendctl.casework.contacts.contacts_of`` reads them.
        pupil_has_address: the register has the pupil's own address.

    >>> mother = Contact(1, forename="Sarah", surname="Doyle", parental_responsibility=True)
    >>> aunt = Contact(2, forename="Ann", surname="Doyle", parental_responsibility=False)
    >>> [parent.named.name for parent in parents_of([mother, aunt])]
    ['Sarah Doyle']
    """
    named = [contact for contact in contacts if full_name(contact)]
    stated = [one for one in named if one.parental_responsibility or one.lives_with_pupil]
    possible = [
        one for one in named if one.parental_responsibility is not False or one.lives_with_pupil is not False
    ]
    return [_parent(contact, pupil_has_address) for contact in stated or possible]


def read_parent_meant(
    connection: duckdb.DuckDBPyConnection, school_id: int, pupil_id: int, word: str
) -> Parent:
    """Return the parent of one pupil that a word means, by the register. Raises as ``parent_meant``."""
    home = connection.execute(
        "SELECT bool_or(coalesce(address, postcode) IS NOT NULL) FROM pupil "
        "WHERE school_id = $1 AND pupil_id = $2",
        [school_id, pupil_id],
    ).fetchone()
    contacts = contacts_of(connection, school_id, [pupil_id]).get(pupil_id, ())
    parents = parents_of(contacts, pupil_has_address=bool(home and home[0]))
    return parent_meant(parents, word, contacts=contacts)


def parent_meant(parents: Sequence[Parent], word: str, *, contacts: Sequence[Contact] = ()) -> Parent:
    """Return the parent that a word means: a name, a relationship such as mother, or a contact's number.

    Capitals, accents and titles make no difference.

    Args:
        parents: of one pupil.
        word: as typed; it may be a name, so no message repeats it.
        contacts: all of the pupil's, to tell somebody who is no parent from somebody who is no contact.

    Raises:
        NotFound: no parent goes by it; the message lists those there are, by number and relationship.
        WrongUsage: several do.
    """
    found = _first_found(word, parents, lambda parent: parent.contact)
    if len(found) == 1:
        return found[0]
    listed = ", ".join(_listed(parent) for parent in parents)
    if found:
        raise WrongUsage(
            f"{len(found)} parents of the pupil go by what --parent says.",
            remedy=f"Give the full name, or the number of one: {listed}.",
        )
    if not parents:
        raise NotFound(
            "The ledger has no contact of this pupil with parental responsibility or care.",
            remedy="Export the contacts with names and parental responsibility, and import them.",
        )
    instead = f"Those who are, by number: {listed}. Is that out of date? Import the contacts again."
    if _first_found(word, contacts, lambda contact: contact):
        raise NotFound(
            "The contact that --parent means has neither parental responsibility nor care of the pupil by "
            "the register: no notice can be to them (Education Act 1996, section 576).",
            remedy=instead,
        )
    raise NotFound("No parent of the pupil goes by what --parent says.", remedy=instead)


def full_name(contact: Contact) -> str:
    """Return title, forename and surname, or all that is known. Without a name: an empty text.

    >>> full_name(Contact(1, title="Ms", forename="Sarah", surname="Doyle"))
    'Ms Sarah Doyle'
    """
    parts = [(part or "").strip() for part in (contact.title, contact.forename, contact.surname)]
    if not any(parts[1:]):
        return (contact.name or "").strip()
    return " ".join(part for part in parts if part)


def _parent(contact: Contact, pupil_has_address: bool) -> Parent:
    has_own = bool((contact.address or "").strip() or (contact.postcode or "").strip())
    return Parent(
        contact,
        NamedParent(
            full_name(contact), (contact.relationship or "").strip() or None, contact.position or None
        ),
        responsible=contact.parental_responsibility,
        cares=contact.lives_with_pupil,
        has_address=has_own or (pupil_has_address and contact.lives_with_pupil is not False),
    )


def _first_found(word: str, among: Sequence[T], contact_of: Callable[[T], Contact]) -> list[T]:
    """Return those with that number; else of that full name; else of a part of it or that relationship."""
    text = word.strip()
    if text.isdecimal():
        return [one for one in among if contact_of(one).position == int(text)]
    key = parent_key(text)
    if not key:
        return []
    by_name = [one for one in among if parent_key(full_name(contact_of(one))) == key]
    return by_name or [one for one in among if key in _keys(contact_of(one))]


def _keys(contact: Contact) -> set[str]:
    words = (contact.relationship, contact.formal_name, contact.forename, contact.surname)
    return {parent_key(word) for word in words if word} - {""}


def _listed(parent: Parent) -> str:
    number = str(parent.named.position) if parent.named.position else "no number"
    return f"{number} ({parent.named.relationship or 'relationship not stated'})"
