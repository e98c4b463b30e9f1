"""Steps that the national framework for penalty notices makes due under every policy.

They are data as a policy's own steps are. A school's policy is read with them;
what a policy's document says is shown, checked and compared without them.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from pydantic import Field, ValidationError

from attendctl.errors import WrongUsage
from attendctl.policies.parts import Strict
from attendctl.policies.policy import Policy
from attendctl.policies.steps import Step
from attendctl.toml_file import read_toml_file

_FILE = Path(__file__).parent / "steps.toml"


class _Framework(Strict):
    steps: tuple[Step, ...] = Field(alias="step")


@lru_cache(maxsize=1)
def framework_steps() -> tuple[Step, ...]:
    """Read the steps of the framework, in the order of the file.

    Raises:
        WrongUsage: the file is not right; the message names the key.

    >>> [step.name for step in framework_steps() if step.written_to == "authority"]
    ['penalty-referral']
    """
    try:
        return _Framework.model_validate(_frozen(read_toml_file(_FILE))).steps
    except ValidationError as fault:
        first = fault.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise WrongUsage(
            f"{_FILE.name}, key {key}: {first['msg']}.", remedy="Compare it with the steps of a policy."
        ) from None


@lru_cache
def with_framework(policy: Policy) -> Policy:
    """Return a policy with those steps of the framework that it does not have itself.

    A step of the same name is the policy's own, and so is one that watches the same deadline
    of a notice. Key and version stay: what was written by the policy keeps its reference.

    >>> from attendctl.policies import load_policy
    >>> aletheia = with_framework(load_policy("aletheia"))
    >>> [step.title for step in aletheia.steps if step.name == "notice-to-improve"]
    ['Notice to improve: a last chance to take up support']
    >>> with_framework(aletheia) == aletheia
    True
    """
    names = {step.name for step in policy.steps}
    deadlines = {step.deadline for step in policy.steps if step.deadline}
    added = [step for step in framework_steps() if step.name not in names and step.deadline not in deadlines]
    return policy.model_copy(update={"steps": (*policy.steps, *added)})


@lru_cache
def without_framework(policy: Policy) -> Policy:
    """Return a policy with the steps of its own document alone.

    >>> from attendctl.policies import load_policy
    >>> national = load_policy("national")
    >>> without_framework(with_framework(national)) == national
    True
    """
    added = framework_steps()
    return policy.model_copy(update={"steps": tuple(step for step in policy.steps if step not in added)})


def _frozen(value: object) -> object:
    """Freeze what TOML gives as lists, which strict tuple fields would refuse."""
    if isinstance(value, dict):
        return {key: _frozen(part) for key, part in value.items()}
    return tuple(_frozen(part) for part in value) if isinstance(value, list) else value
