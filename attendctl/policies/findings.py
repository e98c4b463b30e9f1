"""What there is to find in a policy: each check is a function in a list.

Holes and overlaps of the bands, a band stated twice in two ways, what can never be due, leave no rule
answers, numbers the law has overtaken. What the file settles itself is reported as closed, with the
reason it gives. Letter templates and commands are checked by ``attendctl.cli.policy_command``, which
alone sees them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from attendctl.errors import WrongUsage
from attendctl.policies.contradictions import Fault
from attendctl.policies.finding import Finding, fault, in_order, note
from attendctl.policies.findings_in_bands import findings_in_bands
from attendctl.policies.findings_in_leave import findings_in_leave
from attendctl.policies.findings_in_steps import findings_in_steps
from attendctl.policies.findings_in_the_law import findings_in_the_law
from attendctl.policies.load import examine
from attendctl.policies.policy import Policy


def findings_in_file(path: Path, *, as_of: date) -> tuple[Policy | None, list[Finding]]:
    """Return a file's policy and all that is found in it.

    Args:
        path: the policy file.
        as_of: the day whose law the policy is held against.

    Returns:
        None for the policy where the file cannot be read as one: the findings are then the
        faults of its keys.
    """
    try:
        policy, faults = examine(path)
    except WrongUsage as unreadable:
        return None, [fault("form", "", unreadable.message, unreadable.remedy)]
    return policy, findings_in(policy, faults, as_of=as_of) if policy else list(_of_form(faults))


def findings_in(policy: Policy, faults: Iterable[Fault] = (), *, as_of: date) -> list[Finding]:
    """Return all that is found in a policy, faults first, then what is closed, then notes.

    Args:
        policy: with every key right.
        faults: what the loader found wrong with it.
        as_of: the day whose law the policy is held against.

    >>> from attendctl.policies import load_policy
    >>> [found.what for found in findings_in(load_policy("greenhill"), as_of=date(2025, 11, 7))][0]
    '90.0 is in no band.'
    """
    found = [
        *_of_form(faults),
        *findings_in_bands(policy),
        *findings_in_steps(policy, as_of=as_of),
        *findings_in_leave(policy),
        *findings_in_the_law(policy, as_of=as_of),
        *_not_yet_in_force(policy, as_of),
    ]
    return in_order(found)


def _of_form(faults: Iterable[Fault]) -> Iterator[Finding]:
    for key, what, remedy in faults:
        yield fault(_KIND_OF_FORM.get(what.rpartition(" is in ")[2], "form"), key, what, remedy)


_KIND_OF_FORM = {"no band.": "hole", "two bands.": "overlap"}


def _not_yet_in_force(policy: Policy, as_of: date) -> Iterator[Finding]:
    if as_of < policy.effective_from:
        yield note(
            "not yet in force",
            "effective_from",
            f"Version {policy.version} holds from {policy.effective_from}; {as_of} is before it.",
        )
