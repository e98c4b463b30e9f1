"""How letters reach a household: by post, by hand or by e-mail, and what a household lacks for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from attendctl.casework.recipients import Household
from attendctl.letters.email_draft import usable_address
from attendctl.letters.file_kinds import FileKind


@dataclass(frozen=True)
class Delivery:
    """The kinds of files asked for. ``by_hand``: letters go home with the child and need no address."""

    kinds: tuple[FileKind, ...] = (FileKind.pdf,)
    by_hand: bool = False

    @property
    def is_by_email_alone(self) -> bool:
        """Whether drafts are the only files."""
        return self.kinds == (FileKind.eml,)

    def lacking(self, household: Household) -> str | None:
        """Return what must be added before this household can be written to, or None.

        Where no contact is known, the letter is for "the parent or carer" and goes home
        with the child: it needs no address. A contact whom the register names is
        written to by post.
        """
        if self.is_by_email_alone:
            if usable_emails(household):
                return None
            return (
                "A household to be written to has no e-mail address. "
                "Add one to the contacts, or ask for a PDF: --files pdf,eml."
            )
        if household.address or self.by_hand or not household.contacts:
            return None
        return (
            "A household to be written to has no address. Add it to the contacts or the pupil and import them"
            ", or set by_hand under [letters] if letters go home with the child."
        )


def usable_emails(household: Household) -> tuple[tuple[str, str], ...]:
    """Return name and e-mail address of each contact of a household who has one that can be used."""
    found = [(name, usable_address(email)) for name, email in household.emails]
    return tuple((name, address) for name, address in found if address is not None)


def without_email(household: Household) -> Sequence[str]:
    """Return the people of a household who get no draft: they have no e-mail address that can be used."""
    reached = {name for name, _ in usable_emails(household)}
    names = [contact.formal_name for contact in household.contacts] or [household.addressee]
    return [name for name in dict.fromkeys(names) if name not in reached]
