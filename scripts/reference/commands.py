"""docs/commands.md: the help of every command, as it is printed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any
from unittest import mock

import typer
from typer.testing import CliRunner

from attendctl.cli.main import app

COLUMNS = "80"
HEAD = """\
# Commands

What every command prints with `--help`. Written by `make docs`. What a command is for, with an
example, is in the [README](../README.md). JSON: [json.md](json.md). Messages: [messages.md](messages.md).
"""


def command_paths() -> list[tuple[str, ...]]:
    """Return every command, with those below a group, in the order of the help.

    >>> ("init",) in command_paths()
    True
    """
    return list(_below(typer.main.get_command(app), ()))


def _below(group: Any, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():
        yield (*path, name)
        if hasattr(command, "commands"):
            yield from _below(command, (*path, name))


def help_of(path: tuple[str, ...]) -> str:
    """Return the help of a command as a terminal of 80 columns shows it."""
    with mock.patch.dict(os.environ, {"COLUMNS": COLUMNS, "TERMINAL_WIDTH": COLUMNS, "NO_COLOR": "1"}):
        result = CliRunner().invoke(app, [*path, "--help"], prog_name="attendctl")
    assert result.exit_code == 0, result.output
    return "\n".join(line.rstrip() for line in result.stdout.strip().splitlines())


def commands_page() -> str:
    """Return the whole page."""
    parts = [HEAD, "```text\n" + help_of(()) + "\n```"]
    for path in command_paths():
        parts += [f"## attendctl {' '.join(path)}", "```text\n" + help_of(path) + "\n```"]
    return "\n\n".join(part.strip() for part in parts) + "\n"
