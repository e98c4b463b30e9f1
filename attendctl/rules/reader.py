"""The one reader of rule files: dated TOML, read strictly, asked by day.

A rule file that is not exactly right is refused with the file and the key; a
day on which a rule has no value is an error, never the nearest value.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from attendctl.errors import AttendctlError, NotFound

ENGLAND = Path(__file__).parent / "england"
Kind = Literal["law", "statutory guidance", "statistics", "local authority", "our reading"]


class RuleFileWrong(AttendctlError):
    """A rule file breaks its own form: unknown key, wrong type, doubled or overlapping dates."""

    code = "R001"


class NoRuleInForce(NotFound):
    """A rule has no value on the day asked about."""

    code = "R002"


class Strict(BaseModel):
    """A part of a rule file: no unknown key, no change of type, no change once read."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class DatedValue(Strict):
    """What every dated value carries: its days, both included, and its source."""

    valid_from: date = Field(alias="from")
    valid_until: date | None = Field(default=None, alias="until")
    reference: str = Field(min_length=1)
    href: str | None = None
    checked_on: date
    note: str | None = None

    def holds_on(self, on: date) -> bool:
        """Say whether the value applies on a day."""
        return self.valid_from <= on and (self.valid_until is None or on <= self.valid_until)


class RuleHead(Strict):
    """What every rule file says of itself before its values."""

    id: str = Field(min_length=1)
    title: str = Field(min_length=1)
    kind: Kind
    unit: str = Field(min_length=1)
    before_first_value: str = Field(min_length=1)
    method_change: str | None = None


ValueT = TypeVar("ValueT", bound=DatedValue)
PartT = TypeVar("PartT", bound=BaseModel)


@dataclass(frozen=True)
class Rule(Generic[ValueT]):
    """A rule read from its file: what it says of itself, and its values, oldest first."""

    head: RuleHead
    values: tuple[ValueT, ...]

    def in_force(self, on: date) -> ValueT:
        """Return the value that applied on a day.

        Args:
            on: the day of the session or decision being judged.

        Raises:
            NoRuleInForce: the rule has no value on that day. The oldest value
                is never used instead: it did not exist then.
        """
        for value in self.values:
            if value.holds_on(on):
                return value
        raise NoRuleInForce(
            f"The rule {self.head.id} has no value on {on}: it starts on {self.values[0].valid_from}.",
            remedy=self.head.before_first_value,
        )


def load_rule(path: Path, value_model: type[ValueT]) -> Rule[ValueT]:
    """Read a rule file whose ``[[value]]`` tables have one shape.

    Raises:
        RuleFileWrong: names the file and the key.
    """
    data = read_toml(path)
    raw = data.pop("value", None)
    head = checked(RuleHead, data, path)
    values = sorted(read_tables(path, "value", raw, value_model), key=lambda value: value.valid_from)
    refuse_overlaps(path, "value", values)
    return Rule(head, tuple(values))


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file; numbers with a point stay exact. Raises RuleFileWrong."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise wrong(path, "the file", str(fault)) from None


def read_tables(path: Path, key: str, raw: object, model: type[PartT]) -> list[PartT]:
    """Read an array of tables, at least one, each of one shape. Raises RuleFileWrong."""
    if not isinstance(raw, list) or not raw:
        raise wrong(path, key, f"at least one [[{key}]] is needed")
    return [checked(model, item, path, f"{key} {number}") for number, item in enumerate(raw, 1)]


def checked(model: type[PartT], data: object, path: Path, where: str = "") -> PartT:
    """Validate one part of a rule file. Raises RuleFileWrong naming file and key."""
    try:
        return model.model_validate(data)
    except ValidationError as fault:
        first = fault.errors()[0]
        key = ".".join([*([where] if where else []), *(str(part) for part in first["loc"])])
        raise wrong(path, key, first["msg"]) from None


def refuse_overlaps(path: Path, key: str, values: Sequence[DatedValue]) -> None:
    """Refuse two values that hold on one day, or one that ends before it starts.

    Args:
        values: of one rule (or one code), sorted by their first day.
    """
    for value in values:
        if value.valid_until is not None and value.valid_until < value.valid_from:
            raise wrong(path, f"{key}.until", f"{value.valid_until} is before {value.valid_from}")
    for earlier, later in pairwise(values):
        if earlier.valid_until is None or later.valid_from <= earlier.valid_until:
            raise wrong(path, f"{key}.from", f"two values hold on {later.valid_from}")


def refuse_doubles(path: Path, key: str, names: Iterable[str]) -> None:
    """Refuse a name that stands twice. Raises RuleFileWrong."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise wrong(path, key, f"{name!r} stands twice")
        seen.add(name)


def wrong(path: Path, key: str, what: str) -> RuleFileWrong:
    """Return the error that names the rule file and the key."""
    return RuleFileWrong(
        f"{path.name}, {key}: {what}.", remedy="Correct the rule file, or install attendctl again."
    )
