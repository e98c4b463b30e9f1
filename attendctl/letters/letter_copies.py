"""What the ledger keeps of each copy of a letter: enough to make the same files again."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from attendctl.ledger.letters_record import LetterCopy
from attendctl.letters.file_kinds import FileKind
from attendctl.letters.paper import paper_as_values
from attendctl.letters.prepare import Envelope


def copy_of(
    envelope: Envelope, number: int, kinds: Sequence[FileKind], files: Mapping[str, bytes]
) -> LetterCopy:
    """Return the record of one copy.

    Args:
        envelope: the copy.
        number: 1 for the first household.
        kinds: the files asked for.
        files: all that were made, by name. ``sha256`` is of the first of this copy, the PDF if there is one.
    """
    paper = envelope.paper
    sums = {name: sha256(files[name]) for name in paper.names(kinds)}
    names = list(sums)
    return LetterCopy(
        copy=number,
        household=_household(envelope),
        markdown=envelope.markdown,
        sheet={**paper_as_values(paper), "files": sums},
        file_name=names[0],
        sha256=sums[names[0]],
    )


def sha256(content: bytes) -> str:
    """Return the digest by which a file is known again."""
    return hashlib.sha256(content).hexdigest()


def _household(envelope: Envelope) -> dict[str, Any]:
    household = envelope.household
    return {
        "addressee": household.addressee,
        "salutation": household.salutation,
        "address": list(household.address),
        "contacts": [
            {"name": one.formal_name, "relationship": one.relationship, "email": one.email}
            for one in household.contacts
        ],
    }
