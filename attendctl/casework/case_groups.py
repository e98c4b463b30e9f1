"""The policy's named groups of pupils, with the member of staff who leads each: who was put into which."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from attendctl.errors import NotFound, WrongUsage
from attendctl.ledger.case_log import LoggedEntry
from attendctl.policies import Policy
from attendctl.policies.duties import CaseGroup

KIND = "group"


@dataclass(frozen=True)
class InGroup:
    """The group a pupil is in since a day. ``led_by`` is the member of staff, where one was named."""

    name: str
    title: str
    led_by: str | None
    since: date
    entry_id: int


def group_named(policy: Policy, name: str) -> CaseGroup:
    """Return the policy's group of this name, whatever its capitals.

    Raises:
        NotFound: there is none; the message lists those there are.
        WrongUsage: the policy has no groups.

    >>> from attendctl.policies import load_policy
    >>> group_named(load_policy("cheetwood"), "EAL").title
    'English as an additional language'
    """
    if not policy.case_groups:
        raise WrongUsage(
            f"The policy {policy.key} has no groups that pupils are put into.",
            remedy="Write them into the policy's file as [[case_group]], or log what was done instead: "
            "attendctl case log",
        )
    wanted = name.strip().casefold()
    found = next((group for group in policy.case_groups if group.name == wanted), None)
    if found is None:
        names = ", ".join(group.name for group in policy.case_groups)
        raise NotFound(f"The policy {policy.key} has no group {name!r}.", remedy=f"Its groups are: {names}.")
    return found


def details_of(group: CaseGroup, led_by: str | None) -> dict[str, str]:
    """Return what the log keeps of a group beside its name: what it is called, and who leads it."""
    led_by = (led_by or "").strip()
    return {"title": group.title} | ({"led_by": led_by} if led_by else {})


def group_in_force(logged: Iterable[LoggedEntry]) -> InGroup | None:
    """Return the group that a pupil was put into last, or None.

    Args:
        logged: entries of the pupil, none withdrawn, in any order.
    """
    entries = [entry for entry in logged if entry.kind == KIND and entry.outcome]
    if not entries:
        return None
    last = max(entries, key=lambda entry: (entry.happened_on, entry.entry_id))
    name = last.outcome or ""
    return InGroup(
        name,
        str(last.details.get("title") or name),
        last.details.get("led_by"),
        last.happened_on,
        last.entry_id,
    )
