"""``differences.toml``: every rule has ours, its source, and others that change one thing."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from attendctl.casework.reconciled.differences import Difference, contested_rules
from attendctl.rules.attendance_codes import load_attendance_codes


def test_every_code_and_class_of_a_difference_is_one_of_the_law() -> None:
    codes = load_attendance_codes()
    for rule in contested_rules():
        for other in rule.other:
            assert all(codes.is_known(code) for code in other.codes), other.key
            assert other.code_class is None or other.code_class in codes.classes, other.key


def test_the_rules_that_tools_differ_by_are_all_there() -> None:
    names = [rule.name for rule in contested_rules()]
    for name in (
        "leavers",
        "age",
        "educational activity",
        "blank marks",
        "unexplained absence",
        "late",
        "late after the register closed",
        "another school",
        "not required to attend",
        "unable to attend",
        "first day",
        "last day",
        "mean of percentages",
        "rounding",
        "persistent absence",
        "pupils of persistent absence",
    ):
        assert name in names


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"codes": ["L"]},
        {"count_as": "attended"},
        {"codes": ["L"], "count_as": "attended", "rounding": "up"},
        {"pupils": "on roll", "age": "compulsory"},
        {"rounding": "sideways"},
        {"colour": "red"},
    ],
)
def test_a_difference_changes_just_one_thing(changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Difference.model_validate({"key": "k", "says": "s"} | changes)
