"""What a step of a policy file may not say: keys its kind has not, bands and steps that are not there."""

from __future__ import annotations

from collections.abc import Iterator

from attendctl.policies.policy import Policy
from attendctl.policies.steps import ALWAYS, KEYS, Step

_SPELLED = {"target": "target_percent", "lowest": "from_percent", "highest": "to_percent"}
_REVIEWED = ("no_improvement", "improved")


def steps_that_cannot_be(policy: Policy) -> Iterator[tuple[str, str, str]]:
    """Yield every fault of the steps: key, what is wrong, what to do."""
    earlier: set[str] = set()
    for place, step in enumerate(policy.steps, start=1):
        key = f"step {place}"
        if step.name in earlier:
            yield f"{key}.name", f"{step.name} is there twice.", "Give each step its own name."
        yield from _keys_of_its_kind(step, key)
        yield from _names_in(step, key, policy, earlier)
        yield from _numbers_in(step, key)
        earlier.add(step.name)


def _keys_of_its_kind(step: Step, key: str) -> Iterator[tuple[str, str, str]]:
    needed, possible = KEYS[step.kind]
    given = {name for name in step.model_fields_set if name not in ALWAYS}
    for name in sorted(needed - given):
        yield (
            f"{key}.{_spelled(name)}",
            f"{step.name} has no {_spelled(name)}, which a step of kind {step.kind} needs.",
            f"Say {_spelled(name)} in this [[step]].",
        )
    for name in sorted(given - needed - possible):
        yield (
            f"{key}.{_spelled(name)}",
            f"{step.name} is of kind {step.kind}, which has no {_spelled(name)}.",
            f"Take it out. A {step.kind} may say: {', '.join(sorted(map(_spelled, needed | possible)))}.",
        )


def _names_in(step: Step, key: str, policy: Policy, earlier: set[str]) -> Iterator[tuple[str, str, str]]:
    if step.band is not None and policy.band_named(step.band) is None:
        bands = ", ".join(band.name for band in policy.bands)
        yield f"{key}.band", f"there is no band {step.band!r}.", f"The bands are: {bands}."
    followed = [("follows", step.follows)] if step.follows is not None else []
    for name in step.unless_done:
        if name not in earlier:
            yield (
                f"{key}.unless_done",
                f"{step.name} is needless after {name!r}, which is no earlier step.",
                "Name a step that stands above this one.",
            )
    for spelled, name in (*followed, *(("also_follows", one) for one in step.also_follows)):
        if name not in earlier:
            yield (
                f"{key}.{spelled}",
                f"{step.name} follows "
                + ("itself." if name == step.name else f"{name!r}, which is no earlier step."),
                "Name a step that stands above this one.",
            )


def _numbers_in(step: Step, key: str) -> Iterator[tuple[str, str, str]]:
    if step.kind in _REVIEWED and (step.review_school_weeks is None) == (step.review_school_days is None):
        yield (
            f"{key}.review_school_weeks",
            f"{step.name} has no review period, or two.",
            "Say review_school_weeks or review_school_days: how long after the step it follows.",
        )
    if step.or_later and step.occurrence is None:
        yield f"{key}.or_later", f"{step.name} does not say later than what.", "Say occurrence beside it."
    if step.kind in ("count", "spell") and bool(step.codes) == (step.absence is not None):
        yield (
            f"{key}.codes",
            f"{step.name} counts no marks, or says twice which.",
            'Say codes, such as ["I"], or absence, such as "unauthorised".',
        )
    if step.kind == "repeated" and step.band is None and not (step.codes or step.absence):
        yield (
            f"{key}.band",
            f"{step.name} says nothing of when it is repeated.",
            "Say band, or codes (or absence) and school_days.",
        )
    if step.kind == "end_of" and step.band is not None and (step.lowest, step.highest) != (None, None):
        yield f"{key}.band", f"{step.name} has a band and percentages.", "Say one of the two."


def _spelled(name: str) -> str:
    return _SPELLED.get(name, name)
