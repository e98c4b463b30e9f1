"""The commands a policy's routines name, held against the commands there are."""

from __future__ import annotations

import shlex
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from attendctl.policies import Policy
    from attendctl.policies.finding import Finding


def command_findings(policy: Policy) -> list[Finding]:
    """Return every routine whose command is none of attendctl's, or has an option it has not."""
    from attendctl.policies.finding import fault

    found = []
    for place, routine in enumerate(policy.routines, start=1):
        wrong = wrong_in_command(routine.command, policy) if routine.command else None
        if wrong is not None:
            found.append(fault("routine", f"routine {place}.command", f"{routine.command}: {wrong}", _REMEDY))
    return found


_REMEDY = "Write a command as attendctl --help shows it, or leave the key out."


def wrong_in_command(line: str, policy: Policy) -> str | None:
    """Say what is wrong with a command line, or None."""
    words = shlex.split(line)
    command = _every_command()
    if words[:1] != ["attendctl"]:
        return "it is no attendctl command."
    words = words[1:]
    while words and hasattr(command, "commands"):
        if words[0] not in command.commands:
            return f"there is no attendctl {words[0]}."
        command, words = command.commands[words[0]], words[1:]
    known = {name for parameter in command.params for name in parameter.opts}
    for place, word in enumerate(words):
        name = word.partition("=")[0]
        if name.startswith("--") and name not in known:
            return f"it has no {name}."
        if name == "--letter" and words[place + 1 : place + 2] and words[place + 1] not in policy.letters:
            return f"the policy has no letter {words[place + 1]}."
    return None


@cache
def _every_command() -> Any:
    """Return all commands; one is imported and built when it is first asked for."""
    import typer

    from attendctl.cli.main import app

    return typer.main.get_command(app)
