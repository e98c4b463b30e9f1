"""The small parts every table of a policy file is made of: percentages, sources, the strict base.

Every percentage is held as whole tenths of a percent (95.9% is 959), because
bands are of the percentage rounded half up to one decimal (``attendctl.rates``).
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

NAME = r"^[a-z0-9][a-z0-9_-]*$"

Topic = Literal[
    "first_concern",
    "no_improvement",
    "improvement",
    "persistent_absence",
    "severe_absence",
    "unexplained",
    "illness",
    "lateness",
    "truancy",
    "continuous_absence",
    "penalty",
    "leave",
    "plans",
    "rewards",
    "reports",
    "registers",
    "safeguarding",
]
"""What a rule is about: the rows of ``docs/policies.md``, where policies stand side by side."""


def _tenths(value: Any) -> int:
    """Turn a percentage of a policy file, such as 95.9, into tenths of a percent."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
        raise ValueError("must be a percentage such as 95.9, without quotation marks")
    tenths = value * 10
    if tenths != int(tenths):
        raise ValueError("must have at most one decimal: bands are of percentages rounded to one decimal")
    if not 0 <= tenths <= 1000:
        raise ValueError("must lie between 0 and 100")
    return int(tenths)


Tenths = Annotated[int, BeforeValidator(_tenths)]


class Strict(BaseModel):
    """A table of a policy file: an unknown key or a wrong type is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Document(Strict):
    """The document a policy was read from."""

    title: str
    dated: str
    href: str | None = None


class Source(Strict):
    """Where a rule stands, and the day someone last compared it with the document.

    ``ours`` is set where the document gives no number and we chose one: it says so.
    """

    section: str = Field(min_length=1)
    checked_on: date
    document: str | None = None  # another document than the policy's own
    href: str | None = None
    ours: str | None = None


class MonthAndDay(Strict):
    """A day of any year."""

    month: int = Field(ge=1, le=12)
    day: int = Field(ge=1, le=31)
