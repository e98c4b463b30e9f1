"""How many years a register entry is kept, by the day the entry was made."""

from __future__ import annotations

from functools import lru_cache

from pydantic import Field

from attendctl.rules.reader import ENGLAND, DatedValue, Rule, load_rule


class KeptFor(DatedValue):
    """Years from the day of the entry."""

    years: int = Field(gt=0)


@lru_cache(maxsize=1)
def register_retention() -> Rule[KeptFor]:
    """Read the rule. Source: ``england/register_retention.toml``.

    >>> from datetime import date
    >>> register_retention().in_force(date(2025, 11, 7)).years
    6
    """
    return load_rule(ENGLAND / "register_retention.toml", KeptFor)
