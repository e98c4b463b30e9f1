"""What a notice to improve holds and how long the time to improve may be, by day."""

from __future__ import annotations

from functools import lru_cache

from pydantic import Field, model_validator

from attendctl.rules.reader import ENGLAND, DatedValue, Rule, Strict, load_rule


class ImprovementPart(Strict):
    """One thing that a notice to improve has to say: ``field`` is the letter field that says it."""

    name: str = Field(min_length=1)
    title: str = Field(min_length=1)
    field: str = Field(pattern=r"^[a-z][a-z0-9_]*$")


class ImprovementLaw(DatedValue):
    """Bounds of the time to improve, in weeks, both included, and the parts of the notice in order.

    >>> from datetime import date
    >>> law = notice_to_improve().in_force(date(2025, 11, 7))
    >>> law.shortest_weeks, law.longest_weeks, len(law.parts)
    (3, 6, 7)
    """

    shortest_weeks: int = Field(gt=0)
    longest_weeks: int = Field(gt=0)
    parts: list[ImprovementPart] = Field(min_length=1)

    @model_validator(mode="after")
    def _bounds_and_names_are_right(self) -> ImprovementLaw:
        if self.longest_weeks < self.shortest_weeks:
            raise ValueError(f"longest_weeks {self.longest_weeks} is below shortest_weeks")
        for names in ([part.name for part in self.parts], [part.field for part in self.parts]):
            if len(set(names)) < len(names):
                raise ValueError("a part stands twice")
        return self


@lru_cache(maxsize=1)
def notice_to_improve() -> Rule[ImprovementLaw]:
    """Read the rule. Source: ``england/notice_to_improve.toml``."""
    return load_rule(ENGLAND / "notice_to_improve.toml", ImprovementLaw)
