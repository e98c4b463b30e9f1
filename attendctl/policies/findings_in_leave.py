"""Leave rules that are never read, and kinds of leave that no rule answers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from attendctl.policies.finding import Finding, fault, note
from attendctl.policies.leave import LeaveKind, LeaveRule
from attendctl.policies.policy import Policy

_NO_CONDITION = frozenset({"name", "kinds", "answer", "reason", "code", "source"})
CONDITIONS = tuple(name for name in LeaveRule.model_fields if name not in _NO_CONDITION)
"""What a rule may ask beside the kind of leave: yes, or a number above which (``_below``: below) it fits."""


def findings_in_leave(policy: Policy) -> Iterator[Finding]:
    """Yield what is found in the leave rules, which are read from the top: the first that fits decides."""
    if not policy.leave_rules:
        yield note("leave", "leave_rule", "The policy has no rules on leave: every request is the head's.")
        return
    for place, rule in enumerate(policy.leave_rules, start=1):
        earlier = next(
            (one for one in policy.leave_rules[: place - 1] if always_fits_before(one, rule)), None
        )
        if earlier is not None:
            yield fault(
                "leave",
                f"leave_rule {place}",
                f"{rule.name} is never read: {earlier.name}, above it, fits whenever it does.",
                f"Move {rule.name} above {earlier.name}, or take it out.",
            )
    for kind in get_args(LeaveKind):
        yield from _without_an_answer(policy, kind)


def always_fits_before(earlier: LeaveRule, later: LeaveRule) -> bool:
    """Say whether an earlier rule fits every request that a later one fits.

    >>> from attendctl.policies.parts import Source
    >>> from datetime import date
    >>> source = Source(section="Leave", checked_on=date(2026, 11, 22))
    >>> def rule(**more): return LeaveRule(name="r", answer="refuse", reason="No.", source=source, **more)
    >>> always_fits_before(rule(kinds=()), rule(kinds=("holiday",), any_unauthorised=True))
    True
    >>> always_fits_before(rule(kinds=(), any_unauthorised=True), rule(kinds=("holiday",)))
    False
    """
    if earlier.kinds and not (later.kinds and set(later.kinds) <= set(earlier.kinds)):
        return False
    return all(_is_implied(name, getattr(earlier, name), getattr(later, name)) for name in CONDITIONS)


def _is_implied(name: str, asked: bool | int | None, holds: bool | int | None) -> bool:
    """Say whether a request that meets the later rule's condition also meets the earlier one's."""
    if asked is None or asked is False:
        return True
    if holds is None or isinstance(asked, bool):
        return bool(holds)
    return holds <= asked if name.endswith("_below") else holds >= asked


def _without_an_answer(policy: Policy, kind: LeaveKind) -> Iterator[Finding]:
    rules = [rule for rule in policy.leave_rules if not rule.kinds or kind in rule.kinds]
    if any(not has_conditions(rule) for rule in rules):
        return
    what = "no rule answers it" if not rules else "every rule for it has conditions that may not hold"
    yield fault(
        "leave",
        "leave_rule",
        f"Leave of the kind {kind!r}: {what}.",
        "Add a last [[leave_rule]] with kinds = [] and no condition, such as answer = 'head_decides'.",
    )


def has_conditions(rule: LeaveRule) -> bool:
    """Say whether a rule asks for more than the kind of leave.

    >>> from attendctl.policies.parts import Source
    >>> from datetime import date
    >>> source = Source(section="Leave", checked_on=date(2026, 11, 22))
    >>> has_conditions(LeaveRule(name="r", kinds=(), answer="refuse", reason="No.", source=source))
    False
    """
    return any(getattr(rule, name) not in (None, False) for name in CONDITIONS)
