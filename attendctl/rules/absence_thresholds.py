"""Persistent and severe absence: the share of sessions missed from which a pupil counts, by day.

Decided on whole numbers, before any rounding: 20 sessions missed of 201 print
as 10.0% and are not persistent absence.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Literal

from pydantic import Field, model_validator

from attendctl.rules.reader import ENGLAND, DatedValue, Rule, load_rule


class AbsenceThreshold(DatedValue):
    """A share as two whole numbers, ``missed`` of ``of``, and how it is taken."""

    method: Literal["own possible sessions", "fixed number of sessions"]
    missed: int = Field(gt=0)
    of: int = Field(gt=0)
    fixed_sessions: int | None = Field(default=None, gt=0)

    @model_validator(mode="after")
    def _is_less_than_all(self) -> AbsenceThreshold:
        if self.missed >= self.of:
            raise ValueError(f"{self.missed} of {self.of} sessions is not less than all of them")
        return self

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

    def missed_until_reached(self, *, absent: int, possible: int) -> int:
        """Return how many sessions in a row, all missed, lead to the threshold; 0 if it is reached.

        Args:
            absent: sessions of absence so far, authorised and unauthorised.
            possible: the pupil's own possible sessions so far.

        >>> from datetime import date
        >>> persistent_absence().in_force(date(2025, 11, 3)).missed_until_reached(absent=10, possible=200)
        12
        """
        if self.is_reached(absent=absent, possible=possible):
            return 0
        if self.fixed_sessions is not None:
            return max(self.fixed_sessions - absent, 1)
        # the least n of: of * (absent + n) >= missed * (possible + n)
        short = self.missed * possible - self.of * absent
        return max(-(-short // (self.of - self.missed)), 1)  # 1: nothing was possible so far

    def attended_until_left(self, *, absent: int, possible: int) -> int | None:
        """Return how many sessions in a row, all attended, lead out of it; 0 if it is not reached.

        Args:
            absent: sessions of absence so far, authorised and unauthorised.
            possible: the pupil's own possible sessions so far.

        Returns:
            None where no number does: a fixed number of sessions once missed stays missed.

        >>> from datetime import date
        >>> persistent_absence().in_force(date(2025, 11, 3)).attended_until_left(absent=30, possible=200)
        101
        """
        if not self.is_reached(absent=absent, possible=possible):
            return 0
        if self.fixed_sessions is not None:
            return None
        # the least n of: of * absent < missed * (possible + n)
        return (self.of * absent - self.missed * possible) // self.missed + 1


@lru_cache(maxsize=1)
def persistent_absence() -> Rule[AbsenceThreshold]:
    """Read the rule. Source: ``england/persistent_absence.toml``."""
    return load_rule(ENGLAND / "persistent_absence.toml", AbsenceThreshold)


@lru_cache(maxsize=1)
def severe_absence() -> Rule[AbsenceThreshold]:
    """Read the rule. Source: ``england/severe_absence.toml``."""
    return load_rule(ENGLAND / "severe_absence.toml", AbsenceThreshold)
