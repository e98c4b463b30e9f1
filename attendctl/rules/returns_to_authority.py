"""Lengths of absence of which the local authority is told, or after which registration may end."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field

from attendctl.rules.reader import (
    ENGLAND,
    DatedValue,
    Rule,
    RuleHead,
    checked,
    read_tables,
    read_toml,
    refuse_overlaps,
    wrong,
)

DutyName = Literal[
    "unauthorised_absence", "illness", "deletion_unauthorised_absence", "deletion_not_returned"
]
RETURNS_FILE = ENGLAND / "returns_to_authority.toml"


class AuthorityReturn(DatedValue):
    """One duty over one span of days: school days of absence, with which codes, and how they are counted.

    A duty that looks ahead is proposed ``from_days`` of absence on; ``ours`` says that these are our choice.
    """

    name: DutyName
    duty: str = Field(min_length=1)
    made_as: Literal["return", "joint enquiry"]
    school_days: int = Field(gt=0)
    counted: Literal["in a row", "in a row or in all", "after leave ended"]
    codes: list[str] = Field(min_length=1)
    at_least_every: Literal["calendar month"] | None = None
    propose_from_days_in_a_row: int | None = Field(default=None, gt=0)
    propose_from_days_in_all: int | None = Field(default=None, gt=0)
    ours: str | None = Field(default=None, min_length=1)
    sent: str | None = None


@lru_cache(maxsize=4)
def returns_to_authority(path: Path = RETURNS_FILE) -> Mapping[DutyName, Rule[AuthorityReturn]]:
    """Read the duties, each a rule of its own with the values of its days.

    Raises:
        RuleFileWrong: names the file and the key.

    >>> from datetime import date
    >>> returns_to_authority()["illness"].in_force(date(2025, 11, 7)).school_days
    15
    """
    data = read_toml(path)
    raw = data.pop("duty", None)
    head = checked(RuleHead, data, path)
    entries = sorted(read_tables(path, "duty", raw, AuthorityReturn), key=lambda entry: entry.valid_from)
    duties: dict[DutyName, Rule[AuthorityReturn]] = {}
    for name in get_args(DutyName):
        of_name = tuple(entry for entry in entries if entry.name == name)
        if not of_name:
            raise wrong(path, "duty.name", f"no duty is named {name!r}")
        refuse_overlaps(path, f"duty {name}", of_name)
        duties[name] = Rule(head, of_name)
    return duties
