"""Names of local authorities and regions as schools write them, matched to those of a published table."""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORDS = re.compile(r"[a-z0-9]+")
# What a council adds to the name of its area, or leaves out of it.
_OF_THE_COUNCIL = frozenset(
    re.findall(
        r"\w+",
        "authority borough cc city corporation council county dc district education lbc lea local london "
        "mbc mdc metropolitan of royal the unitary",
    )
)


def place_named(name: str, places: Iterable[str]) -> tuple[str, ...]:
    """Return the places that a name can mean, in the order of ``places``: one, none, or several.

    Case, punctuation and the words of a council do not matter; part of a name is enough where only one
    place has it.

    >>> places = ["Bristol, City of", "Kingston upon Hull, City of", "Kingston upon Thames", "City of London"]
    >>> place_named("Bristol City Council", places), place_named("Hull", places)
    (('Bristol, City of',), ('Kingston upon Hull, City of',))
    >>> place_named("Kingston", places)
    ('Kingston upon Hull, City of', 'Kingston upon Thames')
    >>> place_named("London, City of", places), place_named("Fernshire", places)
    (('City of London',), ())
    """
    candidates = tuple(dict.fromkeys(places))
    wanted = _words(name)
    same = tuple(place for place in candidates if _words(place) == wanted)
    if same:
        return same
    core = wanted - _OF_THE_COUNCIL
    if not core:  # the City of London is named by nothing else
        return tuple(place for place in candidates if _words(place) and _words(place) <= wanted)
    same = tuple(place for place in candidates if _words(place) - _OF_THE_COUNCIL == core)
    return same or tuple(place for place in candidates if core <= _words(place))


def _words(name: str) -> frozenset[str]:
    plain = name.casefold().replace("&", " and ").replace("'", "").replace("’", "").replace("saint ", "st ")
    return frozenset(_WORDS.findall(plain)) - {"and"}
