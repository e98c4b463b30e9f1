"""What a penalty notice costs, by when it is paid, and how many there may be, by day."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from pydantic import Field

from attendctl.rules.reader import ENGLAND, DatedValue, Rule, load_rule
from attendctl.rules.years import years_before

FIRST = 1
"""The rank of a notice that has none before it."""


class PenaltyNoticeLaw(DatedValue):
    """Amounts in whole pounds, days to pay, and the cap for one parent about one child.

    ``most`` and ``years`` are None where the law sets no cap: then every notice costs what a first one
    does. Days begin with the day the notice is received, which is day 1.

    >>> law = penalty_notices().in_force(date(2025, 11, 7))
    >>> law.pounds_to_pay(1, received_on=date(2025, 11, 7), paid_on=date(2025, 11, 27))
    80
    """

    first_reduced_pounds: int = Field(gt=0)
    reduced_within_days: int = Field(gt=0)
    first_pounds: int = Field(gt=0)
    second_pounds: int = Field(gt=0)
    pay_within_days: int = Field(gt=0)
    most: int | None = Field(default=None, gt=0)
    years: int | None = Field(default=None, gt=0)
    instead: list[str]

    def full_pounds(self, rank: int) -> int:
        """Return what a notice costs unless it is paid early. ``rank`` is 1 or 2."""
        return self.first_pounds if rank == FIRST else self.second_pounds

    def reduced_pounds(self, rank: int) -> int | None:
        """Return what a notice costs if it is paid early; None where that is not offered.

        >>> [penalty_notices().in_force(date(2025, 11, 7)).reduced_pounds(rank) for rank in (1, 2)]
        [80, None]
        """
        return self.first_reduced_pounds if rank == FIRST or self.most is None else None

    def last_day_reduced(self, received_on: date) -> date:
        """Return the last day, included, on which the reduced amount is enough."""
        return received_on + timedelta(days=self.reduced_within_days - 1)

    def last_day_to_pay(self, received_on: date) -> date:
        """Return the last day, included, on which the notice can be paid.

        >>> penalty_notices().in_force(date(2025, 11, 7)).last_day_to_pay(date(2025, 11, 3))
        datetime.date(2025, 11, 30)
        """
        return received_on + timedelta(days=self.pay_within_days - 1)

    def pounds_to_pay(self, rank: int, *, received_on: date, paid_on: date) -> int | None:
        """Return the amount that settles a notice on a day; None once it can no longer be paid."""
        reduced = self.reduced_pounds(rank)
        if reduced is not None and paid_on <= self.last_day_reduced(received_on):
            return reduced
        return self.full_pounds(rank) if paid_on <= self.last_day_to_pay(received_on) else None

    def looks_back_to(self, on: date) -> date | None:
        """Return the first day, included, of the years that end with a day; None without a cap.

        Args:
            on: the day on which it is proposed to issue a notice.

        >>> penalty_notices().in_force(date(2027, 9, 30)).looks_back_to(date(2027, 9, 30))
        datetime.date(2024, 10, 1)
        """
        return None if self.years is None else years_before(on, self.years) + timedelta(days=1)


@lru_cache(maxsize=1)
def penalty_notices() -> Rule[PenaltyNoticeLaw]:
    """Read the rule, to be asked by the day of the offence. Source: ``england/penalty_notices.toml``."""
    return load_rule(ENGLAND / "penalty_notices.toml", PenaltyNoticeLaw)
