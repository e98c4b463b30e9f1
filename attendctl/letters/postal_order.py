"""The order of one print run: by postcode, street and house, so that a home's letters lie together."""

from __future__ import annotations

import re
from collections.abc import Sequence

from attendctl.casework.attendance_report import natural_order
from attendctl.letters.prepare import Envelope, PreparedLetter

_POSTCODE = re.compile(r"([A-Z]{1,2})(\d{1,2})([A-Z]?)\s*(\d)([A-Z]{2})")

Place = tuple[object, ...]


def in_postal_order(letters: Sequence[PreparedLetter]) -> list[Envelope]:
    """Return every envelope in the order in which a bundle is posted.

    By postcode, then street, house and name; an address without a postcode after
    those with one, and what has no address last. Where all of that is the same, in
    the order given.
    """
    envelopes = [envelope for letter in letters for envelope in letter.envelopes]
    return sorted(envelopes, key=lambda envelope: postal_place(envelope.sheet.addressee))


def postal_place(addressee: Sequence[str]) -> Place:
    """Return where an address comes in the post.

    Args:
        addressee: the name, then the lines of the address.

    >>> homes = [["Ms Doyle", "12 Low Lane", "qx1 9zz"], ["Mr Lee", "3 Low Lane", "QX1 9ZZ"], ["Mx Roe"]]
    >>> [home[0] for home in sorted(homes, key=postal_place)]
    ['Mr Lee', 'Ms Doyle', 'Mx Roe']
    """
    name, *address = addressee or [""]
    parts = _postcode(address)
    lines = [natural_order(" ".join(line.split())) for line in (address[:-1] if parts else address)]
    how = 0 if parts else 1 if address else 2
    return (how, parts, _street(address), lines, name.casefold())


def _postcode(address: Sequence[str]) -> tuple[object, ...]:
    """Return the postcode in parts that sort, from the last line; nothing where it is none."""
    found = _POSTCODE.fullmatch(" ".join(address[-1].upper().split())) if address else None
    if found is None:
        return ()
    area, district, letter, sector, unit = found.groups()
    return (area, int(district), letter, int(sector), unit)


def _street(address: Sequence[str]) -> str:
    """Return the first line without the number of the house."""
    return re.sub(r"^[\d\s]+[A-Za-z]?\s", "", address[0]).casefold() if address else ""
