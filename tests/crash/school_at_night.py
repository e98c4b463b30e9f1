"""A school whose nights can be run again from where they began, undisturbed or not."""

from __future__ import annotations

import shutil
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tests.crash.generated_nights import Nights, put
from tests.crash.watched import Ended, Job, Runner
from tests.crash.whole_state import whole_state


@dataclass(frozen=True)
class Night:
    """One night: the folder as it was before, the job, and how it ended undisturbed."""

    before: Path
    job: Job
    ended: Ended
    seconds: float
    after: dict[str, Any]


class SchoolAtNight:
    """A school in a folder that stays the same, for the paths in its files."""

    def __init__(self, base: Path, runner: Runner) -> None:
        self.base, self.runner = base, runner
        self.folder, self.temporary = base / "school", base / "temporary"
        self.temporary.mkdir(parents=True)

    def job(self, day: str, *words: str) -> Job:
        """Return a command of this school."""
        config = ("--config", str(self.folder / "attendctl.toml"))
        return Job(str(self.base), day, (*config, *words), str(self.temporary))

    def undisturbed(self, drawn: Nights, *, from_nothing: bool = False) -> list[Night]:
        """Run every night to its end, and keep the folder as it was before each."""
        (self.folder / "inbox").mkdir(parents=True)
        (self.folder / "attendctl.toml").write_text(drawn.config, encoding="utf-8")
        return [self._night(number, drawn, from_nothing) for number in range(len(drawn.evenings))]

    def _night(self, number: int, drawn: Nights, from_nothing: bool) -> Night:
        evening = drawn.evenings[number]
        for words in evening.by_day:
            ended = self.runner.run(self.job(f"{evening.day}", *words))
            assert ended.status in (0, 4, 6), (words, ended)
        put(evening, self.folder / "inbox")
        job = self.job(f"{evening.day}", "nightly")
        return self._tried(self.base / f"before {number}", job, from_nothing=from_nothing)

    def tried(self, config: str, day: str, *words: str) -> Night:
        """Run one command undisturbed on the folder as it is now, with other settings."""
        (self.folder / "attendctl.toml").write_text(config, encoding="utf-8")
        return self._tried(self.base / "before it", self.job(day, *words), from_nothing=False)

    def _tried(self, before: Path, job: Job, *, from_nothing: bool) -> Night:
        shutil.copytree(self.folder, before, symlinks=True)
        ended, seconds = self._timed(replace(job, from_nothing=from_nothing))
        assert ended.status in (0, 6), ended
        return Night(before, job, ended, seconds, self.state())

    def _timed(self, job: Job) -> tuple[Ended, float]:
        began = time.monotonic()
        ended = self.runner.run(job)
        return ended, time.monotonic() - began

    def back_to(self, before: Path) -> None:
        """Put the folder back as it was."""
        for folder in (self.folder, self.temporary):
            shutil.rmtree(folder)
        self.temporary.mkdir()
        shutil.copytree(before, self.folder, symlinks=True)

    def state(self) -> dict[str, Any]:
        """Return everything that lies in the folder, and in that for temporary files."""
        left = {f"temporary/{path.name}": None for path in self.temporary.iterdir() if not _is_a_probe(path)}
        return whole_state(self.folder) | left

    def run(self, job: Job, **disturbed: Any) -> Ended:
        """Run a job, disturbed as asked."""
        return self.runner.run(replace(job, **disturbed))


def _is_a_probe(path: Path) -> bool:
    """Whether Python wrote a file only to see that it could: this word, or nothing yet."""
    return path.is_file() and path.read_bytes() in (b"", b"blat")
