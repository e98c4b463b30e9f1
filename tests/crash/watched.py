"""Commands run as watched processes: what a job may ask for, and how it ended."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any


@dataclass(frozen=True)
class Job:
    """A command on a day. At most one of the disturbances is asked for; calls that write count from 1.

    Attributes:
        folder: where it is run.
        day: what it takes for today, as 2025-11-08.
        words: of the command line.
        temporary: the machine's folder for temporary files.
        kill_at: kill it before this call.
        kill_after: kill it after so many seconds.
        fail_at: this call fails with ``error``.
        fail_from: from this call on, every call that needs room on the disk fails with ``error``.
        error: the number of the error.
        from_nothing: start a new interpreter, and have it import everything.
    """

    folder: str
    day: str
    words: tuple[str, ...]
    temporary: str
    kill_at: int | None = None
    kill_after: float | None = None
    fail_at: int | None = None
    fail_from: int | None = None
    error: int = 0
    from_nothing: bool = False


@dataclass(frozen=True)
class Ended:
    """How a command ended: its exit status (below 0: killed), its writing calls, where it was disturbed.

    ``with_a_path`` are the numbers of the calls that a missing right can refuse.
    """

    status: int
    calls: int
    with_a_path: list[int]
    fault: str
    out: str
    err: str

    @property
    def was_killed(self) -> bool:
        """Whether it was killed before it had ended by itself."""
        return self.status < 0


class Runner:
    """Runs jobs, one after another."""

    def __init__(self, to: IO[str], back: IO[str]) -> None:
        self._to, self._back = to, back

    def run(self, job: Job) -> Ended:
        """Run a command to its end."""
        self._to.write(json.dumps(asdict(job)) + "\n")
        self._to.flush()
        answered = self._back.readline()
        assert answered, "the server of watched runs ended"
        told: dict[str, Any] = json.loads(answered)
        return Ended(**told)


@contextmanager
def runner() -> Iterator[Runner]:
    """Start the process that runs jobs, and end it after."""
    root = Path(__file__).parents[2]
    words = [sys.executable, "-B", str(Path(__file__).with_name("server.py"))]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("ATTENDCTL_")}
    environment |= {"OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    with subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root, env=environment
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            yield Runner(process.stdin, process.stdout)
        finally:
            process.stdin.close()
            process.stdout.close()
