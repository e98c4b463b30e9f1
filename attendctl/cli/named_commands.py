"""Commands that are imported and built only when they are named: every start waits for its own alone."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_group_from_info
from typer.models import TyperInfo


@dataclass(frozen=True)
class Named:
    """Where a command is, and its line in the list of commands.

    Attributes:
        at: module of this package, and the function or group of commands in it, as ``init_command:init``.
        line: the first paragraph of its help. A test holds it against the command's own.
        parser: the class that reads its words, written as ``at``; Typer's own without.
        below: of a group: its commands that have a module of their own.
    """

    at: str
    line: str
    parser: str | None = None
    below: Mapping[str, Named] = field(default_factory=dict)

    def command(self, name: str) -> Any:
        """Import the command and build it."""
        found = _found(self.at)
        if isinstance(found, typer.Typer):
            return _built_group(found, self.below)
        return _built(name, found, _found(self.parser) if self.parser else None)


class Commands(Mapping[str, Any]):
    """Commands by name, in their order. Each is built when it is first asked for, and then kept.

    Attributes:
        listed: stand-ins with a name and a line: help and the shell's completion ask for no more.
    """

    def __init__(self) -> None:
        self.listed: dict[str, TyperCommand] = {}
        self._makers: dict[str, Callable[[], Any]] = {}
        self._built: dict[str, Any] = {}

    def add(self, name: str, line: str, make: Callable[[], Any]) -> None:
        """Add a command: its line in the list, and what builds it."""
        self.listed[name] = TyperCommand(name=name, help=line, rich_markup_mode=None)
        self._makers[name] = make

    def add_named(self, named: Mapping[str, Named]) -> None:
        """Add the commands of a table."""
        for name, one in named.items():
            self.add(name, one.line, partial(one.command, name))

    def __getitem__(self, name: str) -> Any:
        if name not in self._built:
            self._built[name] = self._makers[name]()
        return self._built[name]

    def __contains__(self, name: object) -> bool:
        return name in self._makers

    def __iter__(self) -> Iterator[str]:
        return iter(self._makers)

    def __len__(self) -> int:
        return len(self._makers)


class LazyGroup(TyperGroup):
    """A group of commands that lists them by their lines, and builds the one that is run."""

    commands: Any

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in their order."""
        return list(self.commands)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return what a list shows of a command."""
        return self.commands.listed.get(cmd_name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that is to be run, whole."""
        name, listed, rest = super().resolve_command(ctx, args)
        return name, self.commands[name] if listed else None, rest


def _found(at: str) -> Any:
    module, _, name = at.partition(":")
    return getattr(import_module(f"{__package__}.{module}"), name)


def _with_what_all_have(function: Callable[..., Any]) -> Callable[..., Any]:
    """Return a command with what every one that writes a file has."""
    from attendctl.cli.fitting_output import with_fitting_output
    from attendctl.cli.open_result import with_open

    return with_open(with_fitting_output(function))


def _built(name: str, function: Callable[..., Any], parser: type[TyperCommand] | None = None) -> Any:
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(name, cls=parser)(_with_what_all_have(function))
    return typer.main.get_command(app)


def _built_group(app: typer.Typer, below: Mapping[str, Named]) -> LazyGroup:
    """Build a group of which every command waits until it is named."""
    bare, own = copy(app), copy(app.registered_callback)
    bare.registered_commands = []
    if own is not None and own.callback is not None:
        own.callback = _with_what_all_have(own.callback)
        bare.registered_callback = own
    info = TyperInfo(bare, cls=LazyGroup)
    group = get_group_from_info(
        info, pretty_exceptions_short=True, suggest_commands=app.suggest_commands, rich_markup_mode=None
    )
    assert isinstance(group, LazyGroup)
    group.commands = Commands()
    for one in app.registered_commands:
        assert one.callback is not None, one
        assert one.name is not None, one
        line = inspect.getdoc(one.callback) or ""
        group.commands.add(one.name, line, partial(_built, one.name, one.callback, one.cls))
    group.commands.add_named(below)
    return group
