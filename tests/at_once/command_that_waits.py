"""Commands of attendctl in a process of their own, on the day they are given.

    python -m tests.at_once.command_that_waits 2025-11-10 import marks.csv

is ready, waits for a line, and runs the one command. With no command it reads a list of them as JSON,
runs one after another, and prints the exit status and the output of each as JSON.
"""

from __future__ import annotations

import json
import sys
from contextlib import redirect_stdout
from datetime import date
from importlib import import_module
from io import StringIO
from typing import Any

NOW = 2_000_000_000.0  # in 2033: every file has lain still
# What commands import when they run: done before, so that all begin at one moment.
_LOADED = (
    "attendctl.cli.main",
    "attendctl.import_files",
    "attendctl.letters.letters_run",
    "attendctl.nightly.run",
    "attendctl.casework.actions",
)


def main(day: str, words: list[str]) -> None:
    """Run the words as a command when a line comes in; without any, the commands that come in."""
    options: Any = import_module("attendctl.cli.options")
    options.today = lambda: date.fromisoformat(day)
    options.time_now = lambda: NOW
    for name in _LOADED:
        import_module(name)
    if words:
        print("ready", flush=True)
        sys.stdin.readline()
        _run(words)
    else:
        print(json.dumps([_ended(one) for one in json.load(sys.stdin)]))


def _run(words: list[str]) -> None:
    sys.argv[1:] = words
    import_module("attendctl.cli.main").run()


def _ended(words: list[str]) -> tuple[Any, str]:
    with redirect_stdout(StringIO()) as said:
        try:
            _run(words)
        except SystemExit as end:
            return end.code, said.getvalue()
    return 0, said.getvalue()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
