"""What a policy celebrates: who competes for what, how often, and what is not held against a child."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from attendctl.policies.parts import NAME, Source, Strict, Tenths
from attendctl.policies.steps import Period, Step
from attendctl.rates import TENTHS_IN_ONE_HUNDRED_PERCENT

Competitor = Literal["pupil", "class", "house"]
Level = Literal["bronze", "silver", "gold"]


class Celebration(Strict):
    """Which percentages are published: the whole school's always, and each class's or not."""

    percentages_of: tuple[Literal["school", "class"], ...]
    source: Source

    @model_validator(mode="after")
    def _is_of_the_school(self) -> Celebration:
        if "school" not in self.percentages_of:
            raise ValueError('percentages_of names "school", and "class" beside it or not')
        return self


class LeftOut(Strict):
    """Absence that is not held against anybody when an award is decided: as if there had been no session.

    Without ``group`` it is of every pupil; with it, of the pupils whom the case log has put into that
    ``[[case_group]]`` of the policy, such as those with a noted medical need.
    """

    name: str = Field(pattern=NAME)
    title: str = Field(min_length=1)  # for the page: "appointments with a doctor or dentist"
    codes: tuple[str, ...] = Field(min_length=1)
    group: str | None = None
    awards_to: tuple[Competitor, ...] = Field(default=("pupil",), min_length=1)
    source: Source


class Award(Strict):
    """One award. Pupils reach it; classes and houses compete, and all who share the first place win.

    A pupil's award is decided by the certificate ``step`` it names, so that page and certificate cannot
    differ. Without one, by attendance over the period from ``from_percent`` (100: not one session missed)
    to ``to_percent``, with ``on_time`` never late.

    Classes and houses win by attendance over the period, as exact fractions, in the whole ``school`` or
    in each key stage; with ``key_stages`` in those alone, as ``rules show key_stages`` names them.
    """

    name: str = Field(pattern=NAME)
    title: str = Field(min_length=1)
    what_for: str = Field(min_length=1)  # after "for": "being here every session of the week"
    to: Competitor
    every: Period
    within: Literal["school", "key_stage"] = "school"
    key_stages: tuple[str, ...] = ()
    step: str | None = None
    lowest: Tenths | None = Field(default=None, alias="from_percent")
    highest: Tenths | None = Field(default=None, alias="to_percent")
    on_time: bool = False
    level: Level | None = None
    published: Literal["names", "number"] = "names"  # of each house how many, where it is the number
    source: Source

    @model_validator(mode="after")
    def _says_only_what_its_kind_has(self) -> Award:
        if self.to != "pupil":
            given = {"step", "lowest", "highest", "on_time", "level", "published"} & self.model_fields_set
            if given:
                raise ValueError(
                    f"an award to a {self.to} is won by attendance: it has no {_spelled(min(given))}"
                )
            if self.key_stages and self.within != "key_stage":
                raise ValueError('key_stages go with within = "key_stage"')
            return self
        if self.within != "school" or self.key_stages:
            raise ValueError("pupils do not compete: an award to a pupil has no within and no key_stages")
        if self.step is not None and {"lowest", "highest", "on_time"} & self.model_fields_set:
            raise ValueError("the step says from_percent, to_percent and on_time: say them once")
        if self.lowest is not None and (self.highest or TENTHS_IN_ONE_HUNDRED_PERCENT) < self.lowest:
            raise ValueError("to_percent is below from_percent")
        return self

    def as_step(self) -> Step:
        """Return the step of a pupil's award that names none, made from what the award itself says."""
        full = TENTHS_IN_ONE_HUNDRED_PERCENT
        made = Step(
            name=self.name, title=self.title, topic="rewards", kind="end_of", does="certificate",
            led_by="school", source=self.source, period=self.every, on_time=self.on_time,
        )  # fmt: skip
        lowest = full if self.lowest is None else self.lowest
        return made.model_copy(update={"lowest": lowest, "highest": self.highest or full})


def _spelled(name: str) -> str:
    return {"lowest": "from_percent", "highest": "to_percent"}.get(name, name)
