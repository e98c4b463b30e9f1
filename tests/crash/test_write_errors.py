"""A write that the disk refuses, at every write in turn: one message, nothing half done, and a run after it.

Refused are the calls themselves, those of the database among them: one call alone for want of room, one call
alone for want of the right, and every call that needs room from one on, as of a disk that stays full.
"""

from __future__ import annotations

import errno
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from tests.crash.generated_nights import Nights, nights
from tests.crash.school_at_night import Night, SchoolAtNight
from tests.crash.watched import Ended, Runner
from tests.crash.whole_state import LEDGER, differences
from tests.nightly.night_school import CONFIG

Disturbed = dict[str, int]
MODES = {
    "no room once": lambda number: {"fail_at": number, "error": errno.ENOSPC},
    "no right once": lambda number: {"fail_at": number, "error": errno.EACCES},
    "full from then on": lambda number: {"fail_from": number, "error": errno.ENOSPC},
}
AS_DOCUMENTED = (2, 5, 6)
PARTS = {
    "files and letters": ('letters = "write"\nreports = []\nbackup = false\n', True),
    "drafts, reports and backup": ('letters = "drafts"\nreports = ["check.csv"]\nbackup = true\n', False),
}


@dataclass(frozen=True)
class Tried:
    """What is refused its writes: a night, or a command that is run alone.

    ``mended`` are states after which a run again was seen to end well: from an equal one it is not run again,
    unless it was the ledger's own file that was refused, whose pages are not compared.
    """

    school: SchoolAtNight
    night: Night
    rows_before: Mapping[str, Any]
    mended: list[Mapping[str, Any]] = field(default_factory=list)

    def refuse(self, disturbed: Disturbed) -> str:
        """Refuse a write, judge the end, run again, and return what was refused."""
        self.school.back_to(self.night.before)
        got = self.school.run(self.night.job, **disturbed)
        state, whole = self.school.state(), self.night
        done = got.status == whole.ended.status and not _differences(whole.after, state)
        where = (disturbed, got)
        assert "Traceback" not in got.err, where
        if not done:
            assert got.status in AS_DOCUMENTED, where
            assert got.status == 6 or _messages(got) == 1, where
        if whole.job.words[-1] != "nightly":
            assert _rows(state) in (self.rows_before, _rows(whole.after)), where
        if (not done or whole.job.words[-1] == "nightly") and (
            LEDGER in got.fault or state not in self.mended
        ):
            again = self.school.run(whole.job)
            assert again.status == whole.ended.status, (where, again)
            assert not _differences(whole.after, self.school.state()), where
            self.mended.append(state)
        return got.fault


def _differences(one: Mapping[str, Any], other: Mapping[str, Any]) -> list[str]:
    """Leave out empty folders, which hold nothing half done, and temporary ones not removed when refused."""
    return differences(
        *({name: what for name, what in state.items() if what is not None} for state in (one, other))
    )


def _rows(state: Mapping[str, Any]) -> dict[str, Any]:
    return {name: rows for name, rows in state.items() if name.startswith(f"{LEDGER}: ")}


def _messages(ended: Ended) -> int:
    return sum(line.startswith("attendctl: ") for line in ended.err.splitlines())


def _every(tried: Tried, mode: str, first: int, step: int) -> Iterator[str]:
    ended = tried.night.ended
    numbers = ended.with_a_path if mode == "no right once" else range(1, ended.calls + 1)
    if mode == "full from then on":
        numbers = numbers[::3]  # until one is refused it is as full as at the call before
    for number in numbers[first - 1 :: step]:
        yield tried.refuse(MODES[mode](number))


def part_of_night(base: Path, watched: Runner, part: str) -> Tried:
    """Run a part of a night undisturbed: the files and the letters, or all that comes after the files."""
    lines, with_files = PARTS[part]
    drawn = nights(3, number=1)
    evening = drawn.evenings[0]
    evening.files["wrong.csv"] = b"UPN,Date,Session,Mark\nB999000000558,08/09/2025,AM,Q9\n"
    school = SchoolAtNight(base, watched)
    if with_files:
        (night,) = school.undisturbed(Nights(CONFIG + lines, [evening]))
    else:  # after a night of the same day that made nothing but the ledger
        nothing = CONFIG + 'letters = "none"\nreports = []\nbackup = false\n'
        school.undisturbed(Nights(nothing, [evening]))
        night = school.tried(CONFIG + lines, f"{evening.day}", "nightly")
    return Tried(school, night, {})


def test_a_write_in_the_middle_of_a_night(tmp_path: Path, watched: Runner) -> None:
    tried = part_of_night(tmp_path, watched, "files and letters")
    assert tried.refuse(MODES["no room once"](tried.night.ended.calls // 2))


@pytest.mark.soak
@pytest.mark.parametrize("first", [1, 2, 3, 4])
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("part", PARTS)
def test_every_write_of_a_night(tmp_path: Path, watched: Runner, part: str, mode: str, first: int) -> None:
    tried = part_of_night(tmp_path, watched, part)
    refused = list(_every(tried, mode, first, 4))
    assert len(set(refused)) > 10
