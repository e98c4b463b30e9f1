"""Persistent and severe absence: the share of sessions missed from which a pupil counts, by day.

Decided on whole numbers, before any rounding: 20 sessions missed of 201 print
as 10.0% and are not persistent absence.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from pydantic import Field

from attendctl.rules.reader import ENGLAND, DatedValue, Rule, load_rule


class AbsenceThreshold(DatedValue):
    """A share as two whole numbers, ``missed`` of ``of``, and how it is taken."""

    method: Literal["own possible sessions", "fixed number of sessions"]
    missed: int = Field(gt=0)
    of: int = Field(gt=0)
    fixed_sessions: int | None = Field(default=None, gt=0)

    def is_reached(self, *, absent: int, possible: int) -> bool:
        """Say whether a pupil's sessions reach the threshold.

        Args:
            absent: sessions of absence, authorised and unauthorised.
            possible: the pupil's own possible sessions. With 0 nobody is
                absent: there was nothing to miss.

        >>> from datetime import date
        >>> persistent_absence().in_force(date(2025, 11, 3)).is_reached(absent=38, possible=380)
        True
        >>> persistent_absence().in_force(date(2025, 11, 3)).is_reached(absent=38, possible=381)
        False
        """
        if possible == 0:
            return False
        if self.fixed_sessions is not None:
            return absent >= self.fixed_sessions
        return self.of * absent >= self.missed * possible


@lru_cache(maxsize=1)
def persistent_absence() -> Rule[AbsenceThreshold]:
    """Read the rule. Source: ``england/persistent_absence.toml``."""
    return load_rule(ENGLAND / "persistent_absence.toml", AbsenceThreshold)


@lru_cache(maxsize=1)
def severe_absence() -> Rule[AbsenceThreshold]:
    """Read the rule. Source: ``england/severe_absence.toml``."""
    return load_rule(ENGLAND / "severe_absence.toml", AbsenceThreshold)
