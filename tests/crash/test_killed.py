"""A night that is killed at any moment and run again ends where an undisturbed one does, in every byte.

Half of the kills are at a moment of the whole run, drawn evenly, and half are before one of the calls by
which it changes files, drawn evenly too, so that the long stretches in which nothing is written are not
favoured. Some runs are killed a second time before one may end.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.crash.generated_nights import nights
from tests.crash.school_at_night import Night, SchoolAtNight
from tests.crash.watched import Runner
from tests.crash.whole_state import differences

SCHOOLS, KILLS = 10, (2, 9, 9)  # of each night: 200 kills
KILLED_TWICE = 0.15
FROM_NOTHING = 0.2  # of those by time: the others are of a process that has everything imported


def killed_and_run_again(school: SchoolAtNight, night: Night, draw: random.Random, *, by_time: bool) -> None:
    """Kill a night from its beginning, run it again, and compare."""
    school.back_to(night.before)
    if by_time:
        ended = school.run(
            night.job, kill_after=draw.uniform(0, night.seconds), from_nothing=draw.random() < FROM_NOTHING
        )
    else:
        ended = school.run(night.job, kill_at=draw.randint(1, night.ended.calls))
        assert ended.was_killed
    faults = [ended.fault]
    if draw.random() < KILLED_TWICE:
        faults.append(school.run(night.job, kill_at=draw.randint(1, night.ended.calls)).fault)
    again = school.run(night.job)
    assert (again.status, again.err) == (night.ended.status, night.ended.err), (faults, again)
    assert not differences(night.after, school.state()), faults
    assert again.out == night.ended.out, faults


def test_a_night_killed_twice(tmp_path: Path, watched: Runner) -> None:
    school, draw = SchoolAtNight(tmp_path, watched), random.Random(6)
    (night,) = school.undisturbed(nights(3, number=1, few_reports=True))
    for by_time in (False, True):
        killed_and_run_again(school, night, draw, by_time=by_time)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(SCHOOLS))
def test_two_hundred_kills(tmp_path: Path, watched: Runner, seed: int) -> None:
    school, draw = SchoolAtNight(tmp_path, watched), random.Random(seed)
    drawn = nights(seed, number=len(KILLS), few_reports=seed % 5 != 0)
    for night, kills in zip(school.undisturbed(drawn), KILLS, strict=True):
        for number in range(kills):
            killed_and_run_again(school, night, draw, by_time=(number + seed) % 2 == 0)
