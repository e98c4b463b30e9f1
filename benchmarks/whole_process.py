"""Time a command as a whole process, and its peak memory, by the system's own accounting."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Container, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from statistics import median
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

# ru_maxrss is in KiB on Linux and in bytes on macOS.
_BYTES_PER_RSS_UNIT = 1 if sys.platform == "darwin" else 1024


@dataclass(frozen=True)
class Run:
    """One finished process: wall seconds and the largest memory it held, in bytes."""

    seconds: float
    peak_bytes: int


def run_once(command: Sequence[str], *, ends_with: Container[int] = (0,)) -> Run:
    """Run a command to its end. Raises CalledProcessError if its exit status is not one of those given."""
    started = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        assert process.stderr is not None
        said = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in ends_with:
        raise subprocess.CalledProcessError(process.returncode, command, stderr=said.decode())
    return Run(time.perf_counter() - started, usage.ru_maxrss * _BYTES_PER_RSS_UNIT)


def elsewhere(function: Callable[P, T], *args: P.args, **options: P.kwargs) -> T:
    """Call a function in a process of its own.

    A command that is started from a process is told to have held as much memory as that one has.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(function, *args, **options).result()


@dataclass(frozen=True)
class Pair:
    """Two commands run in turn, several times; the ratio is the median of the pairs' ratios."""

    ours: list[Run]
    theirs: list[Run]

    @property
    def ratio(self) -> float:
        """How many times longer ours takes."""
        return median(a.seconds / b.seconds for a, b in zip(self.ours, self.theirs, strict=True))

    @property
    def peak_bytes(self) -> int:
        """The most memory any run of ours held."""
        return max(run.peak_bytes for run in self.ours)


def run_in_turn(
    ours: Sequence[str], theirs: Sequence[str], *, times: int, before_each: Callable[[], None] = lambda: None
) -> Pair:
    """Run two commands in turn (A B A B …) after one warm-up of each.

    Args:
        ours: the command measured.
        theirs: the command it is held against.
        times: counted runs of each.
        before_each: called before every run, for example to remove a ledger.
    """
    pairs: list[tuple[Run, Run]] = []
    for _ in range(times + 1):
        before_each()
        mine = run_once(ours)
        before_each()
        pairs.append((mine, run_once(theirs)))
    counted = pairs[1:]
    return Pair([a for a, _ in counted], [b for _, b in counted])
