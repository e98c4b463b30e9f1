"""Who a letter about a pupil goes to: the contacts who may be written to, one letter a household."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_PEOPLE_ON_ONE_LETTER = 2
_UNNAMED = "parent or carer of "


@dataclass(frozen=True)
class Contact:
    """One contact of a pupil as the ledger has it. None is "not stated", never "no"."""

    position: int
    priority: int | None = None
    title: str | None = None
    forename: str | None = None
    surname: str | None = None
    name: str | None = None
    relationship: str | None = None
    parental_responsibility: bool | None = None
    lives_with_pupil: bool | None = None
    may_be_written_to: bool | None = None
    address: str | None = None
    postcode: str | None = None
    email: str | None = None

    @property
    def formal_name(self) -> str:
        """The name for "Dear …" and the envelope: title and surname, or all that is known.

        >>> Contact(1, title="Ms", forename="Sarah", surname="Doyle").formal_name
        'Ms Doyle'
        >>> Contact(1, forename="Sarah", surname="Doyle").formal_name
        'Sarah Doyle'
        """
        if _said(self.title) and _said(self.surname):
            return f"{_said(self.title)} {_said(self.surname)}"
        parts = [_said(self.forename), _said(self.surname)]
        return " ".join(part for part in parts if part) or _said(self.name)


@dataclass(frozen=True)
class Household:
    """One envelope: the people on it, how they are greeted, and the address as lines."""

    contacts: tuple[Contact, ...]
    salutation: str
    addressee: str
    address: tuple[str, ...]

    @property
    def who_and_where(self) -> tuple[str, ...] | None:
        """What two siblings' letters to the same people at the same address have in common.

        None where it cannot be known that the people are the same: no contact or
        salutation is stated, or no address. Such a letter is never joined with another.
        """
        where = tuple(_plain(line) for line in self.address)
        if not where:
            return None
        if not self.contacts:
            return ("as stated", _plain(self.salutation), *where) if self.is_named else None
        people = sorted(
            f"{_plain(contact.formal_name)}/{_plain(_said(contact.forename))}" for contact in self.contacts
        )
        return (*people, *where)

    @property
    def is_named(self) -> bool:
        """Whether the register names anybody: a contact, or its own salutation."""
        return bool(self.contacts) or not self.salutation.startswith(_UNNAMED)

    @property
    def emails(self) -> tuple[tuple[str, str], ...]:
        """Name and e-mail address of each contact who has one, in the order of the envelope."""
        return tuple(
            (contact.formal_name, _said(contact.email)) for contact in self.contacts if _said(contact.email)
        )


@dataclass(frozen=True)
class PupilAtHome:
    """What the pupil's own record says about writing home."""

    name: str
    address: str | None = None
    postcode: str | None = None
    salutation: str | None = None
    addressee: str | None = None


def households_to_write_to(pupil: PupilAtHome, contacts: Sequence[Contact]) -> list[Household]:
    """Return one household an envelope, the pupil's own first.

    Written to are contacts with parental responsibility, those who live with the
    pupil where no such contact does, and, where the register states neither, the
    first contact. A parent with parental responsibility who lives elsewhere gets a
    letter of their own. Nobody is written to whom the register says not to.

    Args:
        pupil: addressed as "The parent or carer of …" where no contact is known.
        contacts: of this pupil, in any order.

    Returns:
        Empty if there are contacts and none of them may be written to.

    >>> mother = Contact(1, 1, "Ms", "Sarah", "Doyle", parental_responsibility=True, lives_with_pupil=True)
    >>> father = Contact(2, 2, "Mr", "Dean", "Yates", parental_responsibility=True, lives_with_pupil=True)
    >>> [home.salutation for home in households_to_write_to(PupilAtHome("Theo Fenton"), [father, mother])]
    ['Ms Doyle and Mr Yates']
    """
    if not contacts:
        greeting = _said(pupil.salutation) or f"{_UNNAMED}{pupil.name}"
        addressee = _said(pupil.addressee) or f"The parent or carer of {pupil.name}"
        return [
            Household((), greeting.removeprefix("Dear "), addressee, _lines(pupil.address, pupil.postcode))
        ]
    in_order = sorted(contacts, key=lambda contact: (contact.priority or len(contacts) + 1, contact.position))
    groups: dict[tuple[str, ...], list[Contact]] = {}
    for contact in _chosen([contact for contact in in_order if contact.may_be_written_to is not False]):
        groups.setdefault(_home_of(contact, pupil), []).append(contact)
    home = tuple(_plain(line) for line in _lines(pupil.address, pupil.postcode))
    return [
        _household(group, pupil) for key, group in sorted(groups.items(), key=lambda item: item[0] != home)
    ]


def household_of_one(pupil: PupilAtHome, contact: Contact) -> Household:
    """Return one contact alone as an envelope, at their own address, or at the pupil's if they live there.

    >>> father = Contact(2, title="Mr", surname="Yates", address="9 Far Road", lives_with_pupil=False)
    >>> household_of_one(PupilAtHome("Theo Fenton"), father).address
    ('9 Far Road',)
    """
    return _household([contact], pupil)


def _chosen(contacts: Sequence[Contact]) -> list[Contact]:
    named = [contact for contact in contacts if contact.formal_name]
    responsible = [contact for contact in named if contact.parental_responsibility]
    at_home = [contact for contact in responsible if contact.lives_with_pupil is not False]
    if not at_home:
        at_home = [contact for contact in named if contact.lives_with_pupil]
    if not at_home and not responsible:
        at_home = [
            contact
            for contact in named
            if contact.lives_with_pupil is None and contact.parental_responsibility is None
        ][:1]
    chosen = at_home[:_PEOPLE_ON_ONE_LETTER]
    return chosen + [contact for contact in responsible if contact.lives_with_pupil is False]


def _household(contacts: Sequence[Contact], pupil: PupilAtHome) -> Household:
    names = [contact.formal_name for contact in contacts]
    lines = _address_of(contacts[0], pupil)
    people = " and ".join(dict.fromkeys(names))
    return Household(tuple(contacts), people, people, lines)


def _home_of(contact: Contact, pupil: PupilAtHome) -> tuple[str, ...]:
    """Return what makes two contacts one household: the address, however it is typed."""
    lines = tuple(_plain(line) for line in _address_of(contact, pupil))
    if contact.lives_with_pupil is False and not lines:
        return (f"contact {contact.position}",)  # elsewhere, and we do not know where
    return lines


def _address_of(contact: Contact, pupil: PupilAtHome) -> tuple[str, ...]:
    own = _lines(contact.address, contact.postcode)
    if own or contact.lives_with_pupil is False:
        return own
    return _lines(pupil.address, pupil.postcode)


def _lines(address: str | None, postcode: str | None) -> tuple[str, ...]:
    parts = [part.strip() for part in re.split(r"[,\n\r]+", address or "")]
    lines = [part for part in parts if part]
    code = _said(postcode)
    if code and not any(_plain(code) == _plain(line) for line in lines):
        lines.append(code)
    return tuple(lines)


def _plain(line: str) -> str:
    return re.sub(r"\W", "", line).casefold()


def _said(text: str | None) -> str:
    return (text or "").strip()
