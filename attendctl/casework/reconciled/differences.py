"""The rules by which tools count attendance otherwise: the data of ``differences.toml``, strictly read."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Literal

from pydantic import Field, model_validator

from attendctl.rules.reader import Strict, read_tables, read_toml, refuse_doubles

FILE = Path(__file__).with_name("differences.toml")

CountAs = Literal["attended", "authorised", "unauthorised", "possible", "nothing"]
FromDay = Literal["year", "second school day", "second school week", "term", "half term", "published"]
ToDay = Literal["school day before", "school day after", "school week before", "school week after"]
Mean = Literal["weeks", "printed weeks", "pupils"]
Rounding = Literal["half even", "down", "up"]
Persistent = Literal["below", "printed below", "printed at or below"]


class Difference(Strict):
    """One other way of counting. Just one thing is other than ours."""

    key: str = Field(min_length=1)
    says: str = Field(min_length=1)
    codes: list[str] = Field(default=[])
    code_class: str | None = Field(default=None, alias="class")
    missing_marks: bool = False
    count_as: CountAs | None = None
    pupils: Literal["on roll"] | None = None
    age: Literal["compulsory", "statistics"] | None = None
    from_day: FromDay | None = Field(default=None, alias="from")
    to_day: ToDay | None = Field(default=None, alias="to")
    mean: Mean | None = None
    rounding: Rounding | None = None
    persistent: Persistent | None = None
    persistent_of: Literal["on roll", "all"] | None = None

    @property
    def selects_sessions(self) -> bool:
        """Whether it changes what some sessions count as."""
        return bool(self.codes or self.code_class or self.missing_marks)

    @property
    def is_of_sums(self) -> bool:
        """Whether it changes the sums, and not only what is made of them."""
        return self.selects_sessions or any((self.pupils, self.age, self.from_day, self.to_day))

    @model_validator(mode="after")
    def _changes_one_thing(self) -> Difference:
        of_sums = [self.selects_sessions, self.pupils, self.age, self.from_day, self.to_day]
        of_figures = [self.mean, self.rounding, self.persistent, self.persistent_of]
        if sum(bool(each) for each in (*of_sums, *of_figures)) != 1:
            raise ValueError(f"{self.key} must change one thing")
        if self.selects_sessions != (self.count_as is not None):
            raise ValueError(f"{self.key} must say which sessions it counts, and as what")
        return self


class ContestedRule(Strict):
    """A rule on which tools differ: what attendctl does, with its source, and what others do."""

    name: str = Field(min_length=1)
    ours: str = Field(min_length=1)
    source: str = Field(min_length=1)
    other: list[Difference] = Field(min_length=1)


@lru_cache(maxsize=1)
def contested_rules() -> tuple[ContestedRule, ...]:
    """Return every rule, in the order of the file. Raises RuleFileWrong.

    >>> [other.key for rule in contested_rules() for other in rule.other if rule.name == "late"]
    ['late-absent']
    """
    rules = read_tables(FILE, "rule", read_toml(FILE).get("rule"), ContestedRule)
    refuse_doubles(FILE, "rule.name", (rule.name for rule in rules))
    refuse_doubles(FILE, "other.key", (other.key for rule in rules for other in rule.other))
    return tuple(rules)
