"""One pattern looked at: of whom, what was counted, and what luck makes of the count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from attendctl.casework.patterns.chance import Luck
from attendctl.casework.patterns.pupil_record import WhoIsMeant

Kind = Literal[
    "weekday",
    "half-day",
    "beside-holiday",
    "beside-closed-day",
    "broken-weeks",
    "short-spells",
    "late-weekday",
    "siblings",
    "class-weekday",
    "class-illness",
]


@dataclass(frozen=True, slots=True)
class Tried:
    """A pattern that was looked at.

    ``what`` is its value: a weekday, a half of the day. ``seen`` of ``of`` were counted. ``pupils``
    are those it is of: one, two siblings, or none for a class. ``days`` are the days counted, in order.
    """

    kind: Kind
    what: str
    school_id: int
    seen: int
    of: int
    luck: Luck
    pupils: Sequence[WhoIsMeant] = ()
    class_name: str | None = None
    days: Sequence[date] = ()
