"""Trials in a process of their own, under a watch: one that hangs, dies or asks for too much memory is told.

A trial is a function of a seed and an empty folder, named ``module:function``; it raises
where a law does not hold, and returns a word on what came out.
"""

from __future__ import annotations

import faulthandler
import importlib
import json
import os
import select
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
HANG_SECONDS = 300
"""Far beyond what any trial takes on a slow machine: only what never ends is told as a hang."""
MEMORY_BYTES = 4 << 30
"""Of addresses, the libraries and the database's own limit of 1,200 MB included."""


@dataclass
class Told:
    """What the trials of a run came to: words counted, and the faults by seed."""

    ended: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


def trials(name: str, seeds: Iterable[int], *, hang_seconds: int = HANG_SECONDS) -> Told:
    """Run the trial ``name`` with each seed; a process that ended is started anew for the next."""
    told = Told()
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        worker: _Worker | None = None
        for seed in seeds:
            worker = worker or _Worker(name, Path(folder), hang_seconds)
            answer = worker.try_seed(seed)
            if answer is None:
                told.faults.append(f"{name} seed {seed}: {worker.last_words()}")
                worker = None
            elif answer["fault"]:
                told.faults.append(f"{name} seed {seed}: {answer['fault']}")
            else:
                told.ended[answer["word"]] += 1
        if worker is not None:
            worker.end()
    return told


class _Worker:
    """One child process, answering seeds."""

    def __init__(self, name: str, folder: Path, hang_seconds: int) -> None:
        self._errors = (folder / "errors.txt").open("w+b")
        self._hang_seconds = hang_seconds
        self._child = subprocess.Popen(
            [sys.executable, "-m", "tests.fuzz.watched", name, str(folder), str(hang_seconds)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._errors,
            cwd=REPOSITORY,
            env={**os.environ, "TMPDIR": str(folder), "TMP": str(folder), "TEMP": str(folder)},
        )
        self._answers = b""

    def try_seed(self, seed: int) -> dict[str, str] | None:
        """Return what the child says of a seed; None where it did not live to say."""
        assert self._child.stdin is not None
        try:
            self._child.stdin.write(b"%d\n" % seed)
            self._child.stdin.flush()
            line = self._line()
        except OSError:
            line = b""
        found: dict[str, str] | None = json.loads(line) if line.endswith(b"\n") else None
        return found

    def _line(self) -> bytes:
        assert self._child.stdout is not None
        while b"\n" not in self._answers:
            if os.name == "posix":
                ready, _, _ = select.select([self._child.stdout], [], [], self._hang_seconds + 30)
                if not ready:  # held in code that does not even let its own watch speak
                    return b""
            more = os.read(self._child.stdout.fileno(), 1 << 16)
            if not more:
                return b""
            self._answers += more
        line, _, self._answers = self._answers.partition(b"\n")
        return line + b"\n"

    def last_words(self) -> str:
        """Say how the child ended, with the end of what it wrote to the terminal."""
        self._child.kill()
        status = self._child.wait()
        self._errors.seek(0)
        words = self._errors.read()[-3000:].decode("utf-8", errors="replace")
        self._close()
        return f"the process ended with status {status}\n{words}"

    def end(self) -> None:
        """Let the child end."""
        assert self._child.stdin is not None
        self._child.stdin.close()
        self._child.wait(timeout=self._hang_seconds)
        self._close()

    def _close(self) -> None:
        for stream in (self._child.stdin, self._child.stdout, self._errors):
            if stream is not None:
                stream.close()


def answer_seeds(name: str, folder: Path, hang_seconds: int) -> None:
    """Be the child: try each seed that is asked, each in an empty folder."""
    _limit_memory()
    module, _, function = name.partition(":")
    trial = getattr(importlib.import_module(module), function)
    say = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # whatever a library prints is not taken for an answer
    for line in sys.stdin:
        own = Path(tempfile.mkdtemp(dir=folder))
        faulthandler.dump_traceback_later(hang_seconds, exit=True)
        answer = {"word": "", "fault": ""}
        try:
            answer["word"] = trial(int(line), own)
        except BaseException:  # a Rust library's panic is no Exception
            answer["fault"] = traceback.format_exc()[-4000:]
        faulthandler.cancel_dump_traceback_later()
        shutil.rmtree(own, ignore_errors=True)
        say.write(json.dumps(answer) + "\n")
        say.flush()


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


if __name__ == "__main__":
    answer_seeds(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
