"""What a list of a policy file may not say: keys its kind has not, bands that are not there, a name twice."""

from __future__ import annotations

from collections.abc import Iterator

from attendctl.policies.lists import ALWAYS, KEYS, PolicyList
from attendctl.policies.policy import Policy

_SPELLED = {"lowest": "from_percent", "highest": "to_percent"}


def lists_that_cannot_be(policy: Policy) -> Iterator[tuple[str, str, str]]:
    """Yield every fault of the lists: key, what is wrong, what to do."""
    seen: set[str] = set()
    for place, one in enumerate(policy.lists, start=1):
        key = f"list {place}"
        if one.name in seen:
            yield f"{key}.name", f"{one.name} is there twice.", "Give each list its own name."
        seen.add(one.name)
        yield from _keys_of_its_kind(one, key)
        for name in one.bands:
            if policy.band_named(name) is None:
                there = ", ".join(band.name for band in policy.bands)
                yield f"{key}.bands", f"there is no band {name!r}.", f"The bands are: {there}."
        if one.lowest is not None and one.highest is not None and one.lowest > one.highest:
            yield (
                f"{key}.from_percent",
                f"{one.name} goes from {one.lowest / 10} to {one.highest / 10}.",
                "Write the lower end as from_percent and the upper as to_percent.",
            )


def _keys_of_its_kind(one: PolicyList, key: str) -> Iterator[tuple[str, str, str]]:
    needed, possible = KEYS[one.kind]
    given = one.model_fields_set - ALWAYS
    for name in sorted(needed - given):
        yield (
            f"{key}.{_spelled(name)}",
            f"{one.name} has no {_spelled(name)}, which a list of kind {one.kind} needs.",
            f"Say {_spelled(name)} in this [[list]].",
        )
    for name in sorted(given - needed - possible):
        may = ", ".join(sorted(map(_spelled, needed | possible))) or "nothing of its own"
        yield (
            f"{key}.{_spelled(name)}",
            f"{one.name} is of kind {one.kind}, which has no {_spelled(name)}.",
            f"Take it out. A list of kind {one.kind} may say: {may}.",
        )


def _spelled(name: str) -> str:
    return _SPELLED.get(name, name)
