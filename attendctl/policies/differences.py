"""What changes from one policy to another, in words: bands by every percentage, then rule by rule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from attendctl.policies.bands import Scale
from attendctl.policies.differences_of_steps import changes_of_step
from attendctl.policies.in_words import TOPICS, RuleInWords, policy_in_words
from attendctl.policies.policy import Policy
from attendctl.rates import TENTHS_IN_ONE_HUNDRED_PERCENT, percent_in_words


@dataclass(frozen=True)
class Difference:
    """One thing that changes. ``before`` and ``after`` are the two policies' own words, None if silent."""

    change: str  # "band", "added", "removed", "changed" or "moved"
    topic: str
    key: str
    text: str
    before: str | None = None
    after: str | None = None


def differences(before: Policy, after: Policy) -> list[Difference]:
    """Return everything that changes from one policy to another: bands first, then by topic.

    Args:
        before: the policy today.
        after: what it is compared with.

    >>> from attendctl.policies import load_policy
    >>> print(differences(load_policy("national"), load_policy("greenhill"))[0].text)
    A pupil at 95% to 95.9% is green by national and yellow by greenhill.
    """
    found = [*_bands(before, after, "attendance"), *_bands(before, after, "cohort"), *_rules(before, after)]
    found += _order_of_leave_rules(before, after)
    return found


def _bands(before: Policy, after: Policy, scale: Scale) -> Iterator[Difference]:
    """Compare the bands at every tenth of a percent, holes and overlaps closed."""
    if scale == "cohort" and not (before.cohort_bands and after.cohort_bands):
        return
    names = _names(before, after)
    everything = range(TENTHS_IN_ONE_HUNDRED_PERCENT, -1, -1)
    bands = ((_band(before, tenths, scale), _band(after, tenths, scale), tenths) for tenths in everything)
    for (old, new), run in groupby(bands, key=lambda one: one[:2]):
        percentages = [tenths for _, _, tenths in run]
        if old != new:
            at = _exact_range(percentages[-1], percentages[0])
            who = f"A pupil at {at}" if scale == "attendance" else f"A group with persistent absence of {at}"
            yield Difference(
                "band",
                "bands",
                f"{scale} {at}",
                f"{who} is {old or 'in no band'} by {names[0]} and {new or 'in no band'} by {names[1]}.",
                old,
                new,
            )


def _exact_range(lowest: int, highest: int) -> str:
    if lowest == highest:
        return percent_in_words(lowest)
    return f"{percent_in_words(lowest)} to {percent_in_words(highest)}"


def _band(policy: Policy, tenths: int, scale: Scale) -> str | None:
    if scale == "cohort":
        return policy.cohort_band_of(tenths)
    band = policy.band_of(tenths)
    return band.name if band else None


def _names(before: Policy, after: Policy) -> tuple[str, str]:
    """Name two policies; two versions of one, by their versions."""
    if before.key != after.key:
        return before.key, after.key
    if before.version != after.version:
        return f"{before.key} {before.version}", f"{after.key} {after.version}"
    return f"{before.key} (first)", f"{after.key} (second)"


def _rules(before: Policy, after: Policy) -> Iterator[Difference]:
    old, new = _by_key(policy_in_words(before)), _by_key(policy_in_words(after))
    names = _names(before, after)
    for key, rule in _in_order(old, new):
        was, becomes = old.get(key), new.get(key)
        if was is None and becomes is not None:
            text = f"Only in {names[1]}: {becomes.sentence}"
            yield Difference("added", rule.topic, key, text, None, becomes.sentence)
        elif was is not None and becomes is None:
            text = f"Only in {names[0]}: {was.sentence}"
            yield Difference("removed", rule.topic, key, text, was.sentence, None)
        elif was is not None and becomes is not None and not key.startswith(("band ", "cohort_band ")):
            yield from _changed(before, after, was, becomes)


def _changed(before: Policy, after: Policy, was: RuleInWords, becomes: RuleInWords) -> Iterator[Difference]:
    if was.key.startswith("step "):
        name = was.key.removeprefix("step ")
        old, new = before.step_for(name), after.step_for(name)
        for text in changes_of_step(before, after, old, new) if old and new else ():
            yield Difference("changed", becomes.topic, was.key, text, was.sentence, becomes.sentence)
    elif was.sentence != becomes.sentence:
        text = f"{becomes.sentence} Before: {was.sentence}"
        yield Difference("changed", becomes.topic, was.key, text, was.sentence, becomes.sentence)


def _order_of_leave_rules(before: Policy, after: Policy) -> Iterator[Difference]:
    """Tell when rules that both have are read in another order: the first that fits decides."""
    old = [rule.name for rule in before.leave_rules]
    new = [rule.name for rule in after.leave_rules]
    kept_old, kept_new = [one for one in old if one in new], [one for one in new if one in old]
    if kept_old != kept_new:
        text = f"Leave rules are read in another order: {', '.join(kept_new)}; before: {', '.join(kept_old)}."
        yield Difference("moved", "leave", "leave_rule", text, ", ".join(kept_old), ", ".join(kept_new))


def _by_key(rules: Sequence[RuleInWords]) -> dict[str, RuleInWords]:
    return {rule.key: rule for rule in rules}


def _in_order(
    old: Mapping[str, RuleInWords], new: Mapping[str, RuleInWords]
) -> list[tuple[str, RuleInWords]]:
    """Return every key once, by topic: those of the second policy first, then what only the first has."""
    both = {**new, **{key: rule for key, rule in old.items() if key not in new}}
    order = list(TOPICS)
    return sorted(both.items(), key=lambda item: order.index(item[1].topic))
