"""What stands in JSON in the ledger, without what it says of anybody; its form stays."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection
from typing import Any

from attendctl.ledger.other_identities import Identities

SAID = "Left out."
"""Stands where somebody had written something."""

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FIGURE = re.compile(r"\d{1,6}(?:\.\d{1,4})?")
_TOKEN = re.compile(r"[a-z][a-z-]{0,29}")
# What the program itself writes there, in words of its own or of the policy. An officer may add other keys.
_TOKENS_OF = frozenset(
    {
        *("kind", "result", "duty", "allowance", "basis", "group", "form", "answer", "answers", "status"),
        *("outcome", "by_law", "ground", "spell"),
    }
)
_YES_NO = frozenset({"AM", "PM", "Yes", "No", "yes", "no"})


def details_without_people(text: str, who: Identities, codes: Collection[str]) -> str:
    """Return the details of an entry of the case log: days, figures, codes and words of the program stay.

    Args:
        text: JSON.
        who: other names.
        codes: every code of attendance in the ledger.

    >>> one = Identities(b"a secret")
    >>> details_without_people('{"from": "2025-09-08", "kind": "holiday", "why": "Ann is ill"}', one, ())
    '{"from": "2025-09-08", "kind": "holiday", "why": "Left out."}'
    """
    return json.dumps(_without(json.loads(text), "", who, codes), ensure_ascii=False, sort_keys=True)


def addressees_without_people(text: str, who: Identities) -> str:
    """Return whom a letter went to: as many, of the same relationship, with other names and addresses."""
    return json.dumps([_addressee(one, who) for one in json.loads(text)], ensure_ascii=False)


def reason_left_out(text: str) -> str:
    """Return the reason of a letter without its words: they name the policy, and may name a child."""
    return json.dumps(dict.fromkeys(json.loads(text) or {}, SAID))


def _addressee(one: Any, who: Identities) -> Any:
    if not isinstance(one, dict):
        return SAID
    change: dict[str, Callable[[Any], Any]] = {
        "name": who.name,
        "relationship": who.relationship,
        "email": who.email,
        "address": lambda lines: who.address(", ".join(lines)).split(", "),
    }
    return {
        name: change[name](value) if name in change and value else value
        for name, value in one.items()
        if name in change or not isinstance(value, (str, list, dict))
    }


def _without(value: Any, key: str, who: Identities, codes: Collection[str]) -> Any:
    if isinstance(value, dict):
        return {
            name if _TOKEN.fullmatch(name.replace("_", "-")) else SAID: _without(one, name, who, codes)
            for name, one in value.items()
        }
    if isinstance(value, list):
        return [_without(one, key, who, codes) for one in value]
    if not isinstance(value, str):
        return value
    if key == "name":
        return who.name(value)
    if key == "relationship":
        return who.relationship(value)
    as_it_is = _DAY.fullmatch(value) or _FIGURE.fullmatch(value) or value in codes or value in _YES_NO
    of_the_program = key in _TOKENS_OF and _TOKEN.fullmatch(value) and not who.is_a_name(value)
    return value if as_it_is or of_the_program else SAID
