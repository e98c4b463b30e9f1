"""Real processes that are let go at one moment."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
TODAY = date(2025, 11, 10)
PATIENCE = 120
"""Seconds after which a process counts as hung. No test waits so long unless one does."""


@dataclass(frozen=True)
class Ended:
    """A command that ended: its words, exit status, and what it said."""

    words: tuple[str, ...]
    status: int
    stdout: str
    stderr: str

    @property
    def said(self) -> Any:
        """What it printed as JSON; None where it printed nothing."""
        return json.loads(self.stdout) if self.stdout.strip() else None


def _command(words: Sequence[str], folder: Path) -> dict[str, Any]:
    return {
        "args": [sys.executable, "-m", "tests.at_once.command_that_waits", TODAY.isoformat(), *words],
        "cwd": folder,
        "env": {**os.environ, "PYTHONPATH": str(ROOT), "COLUMNS": "200"},
        "text": True,
    }


def started(words: Sequence[str], folder: Path) -> subprocess.Popen[str]:
    """Start a command in a folder; it waits for a line."""
    pipe = subprocess.PIPE
    return subprocess.Popen(**_command(words, folder), stdin=pipe, stdout=pipe, stderr=pipe)


def is_ready(process: subprocess.Popen[str]) -> bool:
    """Wait until a command waits."""
    assert process.stdout is not None
    return process.stdout.readline() == "ready\n"


def ended(words: Sequence[str], process: subprocess.Popen[str]) -> Ended:
    """Let a command go, and wait until it has ended."""
    stdout, stderr = process.communicate("go\n", timeout=PATIENCE)
    return Ended(tuple(words), process.returncode, stdout, stderr)


def all_at_once(commands: Sequence[Sequence[str]], folder: Path) -> list[Ended]:
    """Run commands that are all let go together, when each of them is ready. Returns them in their order."""
    with ExitStack() as stack, ThreadPoolExecutor(len(commands)) as pool:
        processes = [stack.enter_context(started(words, folder)) for words in commands]
        try:
            assert all(map(is_ready, processes))
            return list(pool.map(ended, commands, processes))
        finally:
            for process in processes:
                process.kill()


def one_after_another(commands: Sequence[Sequence[str]], folder: Path) -> list[Ended]:
    """Run commands in turn, in one process."""
    done = subprocess.run(
        **_command([], folder), input=json.dumps(commands), capture_output=True, check=True, timeout=PATIENCE
    )
    return [
        Ended(tuple(words), status, stdout, "")
        for words, (status, stdout) in zip(commands, json.loads(done.stdout), strict=True)
    ]
