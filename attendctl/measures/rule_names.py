"""The names by which callers know their rules in the rows of a measure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def refuse_doubled_rules(names: Mapping[int, Sequence[str]]) -> None:
    """Refuse two rules of one name in one school: their rows would be one.

    Args:
        names: of the rules, by school id.

    Raises:
        ValueError: a name stands twice in a school.

    >>> refuse_doubled_rules({1: ["illness", "lates"], 2: ["illness"]})
    """
    for school, of_school in names.items():
        doubled = {name for name in of_school if of_school.count(name) > 1}
        if doubled:
            raise ValueError(f"school {school} has two rules of the name {sorted(doubled)[0]!r}")
