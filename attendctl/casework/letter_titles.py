"""What a letter is called: by the policy it was written under, which may be another than the school's now."""

from __future__ import annotations

from collections.abc import Callable

from attendctl.errors import NotFound, WrongUsage
from attendctl.policies import load_policy
from attendctl.policies.policy import Policy
from attendctl.settings import Settings


def titles_of_letters(own: Policy, settings: Settings) -> Callable[[str, str], tuple[str, str]]:
    """Return what gives a letter's title and topic, by its policy and name.

    Args:
        own: the school's policy now. A letter that its policy no longer has is called as this one does.
        settings: say where the school's own policies are.

    Returns:
        A function: of a letter of a policy that is no longer there, the title is its name.
    """

    def title_and_topic(policy: str, letter: str) -> tuple[str, str]:
        try:
            of_then = own if policy == own.key else load_policy(policy, folder=settings.folder)
        except (NotFound, WrongUsage):
            return letter, ""  # a school's own policy that is no longer there
        step = of_then.step_for(letter) or own.step_for(letter)
        return (step.title, step.topic) if step else (letter, "")

    return title_and_topic
