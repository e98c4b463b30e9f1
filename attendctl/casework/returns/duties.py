"""The duties toward the local authority that are in force on a day, and a policy's own step for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from attendctl.casework.steps.measured_rules import codes_of
from attendctl.errors import NotFound
from attendctl.policies import Policy, Step
from attendctl.rules.reader import NoRuleInForce
from attendctl.rules.returns_to_authority import AuthorityReturn, returns_to_authority

UNAUTHORISED = "unauthorised_absence"
ILLNESS = "illness"
STILL_AWAY = "deletion_unauthorised_absence"
NOT_RETURNED = "deletion_not_returned"
MISSING_EDUCATION = "missing_education"

TITLES = {
    UNAUTHORISED: "Absent without leave",
    ILLNESS: "Illness",
    STILL_AWAY: "Still away without leave (joint enquiry)",
    NOT_RETURNED: "Not back after leave (joint enquiry)",
    MISSING_EDUCATION: "Children missing education (joint enquiry)",
}
NAMES = tuple(TITLES)


@dataclass(frozen=True)
class Duty:
    """A duty in force. ``law`` is None for the one without a number: children missing education."""

    name: str
    made_as: Literal["return", "joint enquiry"]
    law: AuthorityReturn | None

    @property
    def title(self) -> str:
        """What it is called on a sheet or a screen."""
        return TITLES[self.name]

    @property
    def is_enquiry(self) -> bool:
        """Whether school and authority look for the pupil together, rather than the school telling."""
        return self.made_as == "joint enquiry"

    @property
    def logged_as(self) -> str:
        """The kind of the case log's entry that it was made."""
        return "referral" if self.is_enquiry else "return"


def duties_on(on: date) -> Mapping[str, Duty]:
    """Return the duties in force on a day, by name.

    >>> [name for name in duties_on(date(2024, 8, 18))]
    ['unauthorised_absence', 'deletion_unauthorised_absence', 'deletion_not_returned', 'missing_education']
    """
    found: dict[str, Duty] = {}
    for name, rule in returns_to_authority().items():
        try:
            law = rule.in_force(on)
        except NoRuleInForce:
            continue
        found[name] = Duty(name, law.made_as, law)
    return found | {MISSING_EDUCATION: Duty(MISSING_EDUCATION, "joint enquiry", None)}


def duty_named(name: str | None) -> str | None:
    """Return the name of a duty as it is asked for; ``-`` may stand for ``_``.

    Raises:
        NotFound: there is no such duty; the message lists them.
    """
    if name is None:
        return None
    found = name.strip().casefold().replace("-", "_")
    if found not in NAMES:
        raise NotFound(f"There is no duty {name!r}.", remedy=f"The duties are: {', '.join(NAMES)}.")
    return found


def step_of(policy: Policy, duty: Duty) -> Step | None:
    """Return the policy's own step for a duty, which a record of it settles; None where it has none.

    >>> from attendctl.policies import load_policy
    >>> step = step_of(load_policy("national"), duties_on(date(2025, 11, 7))["illness"])
    >>> step.name if step else None
    'return-15-days'
    """
    return next((step for step in policy.steps if _is_for(step, duty)), None)


def duty_of_step(policies: Sequence[Policy], duties: Mapping[str, Duty], step: str) -> str | None:
    """Return the duty of a step of the policies by its name, or None."""
    for policy in policies:
        for duty in duties.values():
            found = step_of(policy, duty)
            if found is not None and found.name == step:
                return duty.name
    return None


def _is_for(step: Step, duty: Duty) -> bool:
    law = duty.law
    if step.does != duty.logged_as:
        return False
    if law is None:  # without a number it is known by its name
        return step.name == duty.name.replace("_", "-")
    if duty.name == NOT_RETURNED:
        return step.kind == "not_returned"
    if step.kind not in ("spell", "count") or not (step.codes or step.absence):
        return False
    if set(codes_of(step, law.valid_from)) != set(law.codes):
        return False
    return step.kind == "count" or step.school_days == law.school_days
