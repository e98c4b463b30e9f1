"""When a mark, a change or a session of the register is to be looked at, by day."""

from __future__ import annotations

from functools import lru_cache

from pydantic import Field

from attendctl.rules.reader import ENGLAND, DatedValue, Rule, Strict, load_rule


class Share(Strict):
    """A part of a whole number of pupils."""

    part: int = Field(gt=0)
    of: int = Field(gt=0)


class RegisterHealth(DatedValue):
    """What is looked at.

    Attributes:
        trip_codes: of a visit; fewer than ``trip_pupils`` of a school in a session are no trip.
        trip_pupils: how many pupils make one.
        closed_codes: of a closure.
        open_of_class: a class with at least this share of its pupils taught was not closed.
        few_in_session: a session with fewer marks than this share of the usual is no session.
        late_change_school_days: a change later than so many school days after the session is late.
    """

    trip_codes: list[str]
    trip_pupils: int = Field(gt=0)
    closed_codes: list[str]
    open_of_class: Share
    few_in_session: Share
    late_change_school_days: int = Field(gt=0)


@lru_cache(maxsize=1)
def register_health() -> Rule[RegisterHealth]:
    """Read the rule. Source: ``england/register_health.toml``.

    >>> from datetime import date
    >>> register_health().in_force(date(2025, 11, 7)).late_change_school_days
    5
    """
    return load_rule(ENGLAND / "register_health.toml", RegisterHealth)
