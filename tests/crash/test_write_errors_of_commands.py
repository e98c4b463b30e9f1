"""A write that the disk refuses to a command that is run alone, at every write in turn."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.crash.generated_nights import Nights, nights
from tests.crash.school_at_night import SchoolAtNight
from tests.crash.test_write_errors import MODES, Tried, _every, _rows
from tests.crash.watched import Runner
from tests.crash.whole_state import whole_state
from tests.nightly.night_school import CONFIG

QUIET = CONFIG + 'letters = "none"\nreports = []\nbackup = false\n'
MORE = "UPN,Date,Session,Mark\n{upn},10/11/2025,AM,/\n{upn},10/11/2025,PM,I\n"
COMMANDS = {
    "import": ("import", "more.csv"),
    "undo": ("undo", "1"),
    "amend": (
        "amend",
        "{upn}",
        "2025-09-08",
        "AM",
        "I",
        "--reason",
        "told late",
        "--by",
        "A Clerk",
        "--position",
        "Clerk",
    ),
    "letters": ("letters",),
    "backup": ("backup", "copy.zip"),
    "restore": ("restore", "earlier.zip"),
}


def command_alone(base: Path, watched: Runner, command: str) -> Tried:
    """Run a command undisturbed on a school that has had its first night."""
    drawn = nights(3, number=1)
    evening = drawn.evenings[0]
    school = SchoolAtNight(base, watched)
    school.undisturbed(Nights(QUIET, [evening]))
    upn = _a_pupil(school)
    (school.folder / "more.csv").write_text(MORE.format(upn=upn), encoding="utf-8")
    if command == "restore":
        for words in (("backup", "earlier.zip"), ("import", "more.csv")):
            assert school.run(school.job(f"{evening.day}", *_in(school, words, upn))).status == 0
    night = school.tried(QUIET, f"{evening.day}", *_in(school, COMMANDS[command], upn))
    return Tried(school, night, _rows(whole_state(night.before)))


def _a_pupil(school: SchoolAtNight) -> str:
    keys = whole_state(school.folder)["attendance.duckdb: pupil_key"]
    return min(value for _, kind, _, value, _ in keys if kind == "upn")


def _in(school: SchoolAtNight, words: tuple[str, ...], upn: str) -> list[str]:
    """Return the words with files in the school's folder and a pupil of its."""
    in_folder = {word: str(school.folder / word) for word in words if word.endswith((".csv", ".zip"))}
    return [in_folder.get(word, word.format(upn=upn)) for word in words]


@pytest.mark.soak
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_write_of_a_command(tmp_path: Path, watched: Runner, command: str, mode: str) -> None:
    tried = command_alone(tmp_path, watched, command)
    assert len(set(_every(tried, mode, 1, 1))) > 3
