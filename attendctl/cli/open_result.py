"""``--open``: shows what a command wrote with the machine's own program. One for every such command."""

from __future__ import annotations

import functools
import inspect
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from attendctl.errors import DONE_WITH_SOME_SET_ASIDE, WrongUsage

_WRITTEN = "attendctl.written"
_DONE = (0, DONE_WITH_SOME_SET_ASIDE)

OpenOption = Annotated[
    bool, typer.Option("--open", help="Show the written file with this machine's own program.")
]


def with_open(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return a command that has ``--output`` with the option ``--open``; any other as it is."""
    return _opening(command) if _writes(command) else command


def remember_written(context: typer.Context, path: Path) -> None:
    """Note what a command wrote, where ``--output`` alone does not say it: of a folder, the file to show."""
    context.meta[_WRITTEN] = path


def _writes(command: Callable[..., Any]) -> bool:
    """Whether a command has ``--output``."""
    return "output" in inspect.signature(command).parameters


def writes_a_folder(signature: inspect.Signature) -> bool:
    """Whether ``--output`` of a command with this signature, its annotations read, names a folder."""
    metadata = getattr(signature.parameters["output"].annotation, "__metadata__", ())
    return any(getattr(one, "metavar", None) == "DIR" for one in metadata)


def _opening(command: Callable[..., Any]) -> Callable[..., Any]:
    """Return the command with ``--open`` after its ``--output``."""
    signature = inspect.signature(command, eval_str=True)
    # A command whose --output is a folder has one of its own without it, and says what it wrote there.
    is_folder = writes_a_folder(signature)

    @functools.wraps(command)
    def run(*args: Any, open_result: bool = False, **options: Any) -> Any:
        if not open_result:
            return command(*args, **options)
        if options.get("output") is None and not is_folder:
            raise WrongUsage(
                "--open shows the written file, and without --output nothing is written.",
                remedy="Name the file with --output, or leave --open out.",
            )
        try:
            result = command(*args, **options)
        except typer.Exit as ended:
            if ended.exit_code in _DONE:
                _open(options, is_folder=is_folder)
            raise
        _open(options, is_folder=is_folder)
        return result

    option = inspect.Parameter(
        "open_result", inspect.Parameter.KEYWORD_ONLY, default=False, annotation=OpenOption
    )
    run.__signature__ = signature.replace(parameters=_after_output(signature, option))  # type: ignore[attr-defined]
    return run


def _after_output(signature: inspect.Signature, option: inspect.Parameter) -> list[inspect.Parameter]:
    parameters: list[inspect.Parameter] = []
    for parameter in signature.parameters.values():
        parameters.append(parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY))
        if parameter.name == "output":
            parameters.append(option)
    return parameters


def _open(options: dict[str, Any], *, is_folder: bool) -> None:
    written = options["context"].meta.get(_WRITTEN) or (None if is_folder else options["output"])
    if written is None or not written.exists():
        typer.echo("Nothing was written: there is nothing to open.", err=True)
    elif not show_with_own_program(written.absolute()):
        typer.echo(f"This machine names no program to open {written} with: open it yourself.", err=True)


def show_with_own_program(path: Path) -> bool:
    """Start the program that the machine has for such a file, and do not wait for it.

    Args:
        path: of a file or folder, absolute.

    Returns:
        Whether there is one.
    """
    try:
        if sys.platform == "win32":
            import os

            os.startfile(path)
        else:
            program = "open" if sys.platform == "darwin" else "xdg-open"
            quiet = subprocess.DEVNULL
            subprocess.Popen(
                [program, str(path)], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True
            )
    except OSError:
        return False
    return True
