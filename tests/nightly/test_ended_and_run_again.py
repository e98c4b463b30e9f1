"""A night that is ended between any two steps and run again ends where an undisturbed one does."""

from __future__ import annotations

import errno
import os
import re
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import pytest

from attendctl.errors import AttendctlError
from tests.nightly.night_school import School, school_in

OF_WRITING = ("letters written and not yet recorded", "letters made")
OF_DRAFTS = (
    "archived pupils.csv",
    "read wrong.csv",
    "drafts made",
    "drafts in place",
    "summary.json written",
)


class PowerCut(BaseException):
    """Ends the run as nothing in it may catch."""


def points_of(school: School) -> list[str]:
    """Run a night undisturbed, and return all that it says it did, in order."""
    points: list[str] = []
    school.night(between=points.append)
    return points


def end_after(point: str) -> Callable[[str], None]:
    def between(done: str) -> None:
        if done == point:
            raise PowerCut(done)

    return between


@pytest.fixture(scope="module", params=["drafts", "write"])
def undisturbed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, School, list[str]]:
    """The settings, a school after a night, and the points at which it could have ended."""
    lines = f'reports = ["check.csv"]\nletters = "{request.param}"\n'
    school = school_in(tmp_path_factory.mktemp("undisturbed") / "school", lines)
    school.put_everything()
    points = points_of(school)
    assert len(points) > 12
    return lines, school, points


def told_and_files(school: School) -> tuple[Any, Any]:
    """Return what a school holds; paths in it are of its own folder."""
    home = str(school.folder).encode()
    return school.told(), {name: content.replace(home, b"") for name, content in school.files().items()}


def test_ended_at_every_point_in_turn(tmp_path: Path, undisturbed: tuple[str, School, list[str]]) -> None:
    lines, whole, points = undisturbed
    school = school_in(tmp_path / "school", lines)
    school.put_everything()
    # In every run those after which something else is there; each of them alone is for make soak.
    chosen = OF_WRITING if "written and not yet recorded" in " ".join(points) else OF_DRAFTS
    assert set(chosen) <= set(points)
    for point in chosen:
        # A point that an earlier run was past is not met again: there is nothing left to do there.
        try:
            school.night(between=end_after(point))
        except PowerCut:
            continue
    school.night()
    assert told_and_files(school) == told_and_files(whole)


@pytest.mark.soak
def test_ended_at_each_point_alone(tmp_path: Path, undisturbed: tuple[str, School, list[str]]) -> None:
    lines, whole, points = undisturbed
    for number, point in enumerate(points):
        school = school_in(tmp_path / str(number) / "school", lines)
        school.put_everything()
        with pytest.raises(PowerCut):
            school.night(between=end_after(point))
        school.night()
        assert told_and_files(school) == told_and_files(whole), point


class EachWriteFailsOnce:
    """A disk that refuses each file and each folder the first time that it is to be written."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
        self.refused: set[str] = set()
        self._code = code
        flush, make, folder = os.fsync, tempfile.mkstemp, Path.mkdir
        if code == errno.ENOSPC:  # a full disk shows when a file is flushed
            monkeypatch.setattr(os, "fsync", lambda handle: (self._met(_name(handle)), flush(handle))[1])
            return
        monkeypatch.setattr(
            tempfile, "mkstemp", lambda *a, **k: (self._met(k["prefix"].strip(".")), make(*a, **k))[1]
        )
        monkeypatch.setattr(
            Path, "mkdir", lambda path, *a, **k: (self._met(path.name), folder(path, *a, **k))[1]
        )

    def _met(self, name: str) -> None:
        if name and name not in self.refused:
            self.refused.add(name)
            raise OSError(self._code, os.strerror(self._code))


def _name(handle: int) -> str:
    """Return the name of an open file without what makes a temporary one unlike any other."""
    path = Path(os.readlink(f"/proc/self/fd/{handle}"))  # noqa: PTH115 - a link of the system's
    if path.is_dir():
        return ""  # its names take no room
    return re.sub(r"^\.(.*)\.[^.]+\.part$", r"\1", path.name)


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="asks Linux what an open file is called")
@pytest.mark.parametrize(
    ("code", "letters"),
    [
        (errno.ENOSPC, "none"),
        pytest.param(errno.ENOSPC, "drafts", marks=pytest.mark.soak),
        pytest.param(errno.EACCES, "none", marks=pytest.mark.soak),
    ],
)
def test_a_write_that_fails_is_one_message_and_the_next_run_does_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, letters: str
) -> None:
    lines = f'reports = ["check.csv"]\nletters = "{letters}"\n'
    whole, school = school_in(tmp_path / "whole", lines), school_in(tmp_path / "school", lines)
    whole.put_everything()
    whole.night()
    school.put_everything()
    disk = EachWriteFailsOnce(monkeypatch, code)
    failures = 0
    for _ in range(40):
        before = len(disk.refused)
        try:
            school.night()
        except AttendctlError as fault:
            said = fault
        if len(disk.refused) == before:
            break
        failures += 1
        assert (said.code, said.exit_status) == ("U003", 2)
        assert os.strerror(code) in said.message
        assert "run attendctl nightly again" in said.remedy
    # at least two refusals, a report, a backup and two files of the summary, each by itself; the page of the
    # morning, and the folder it lies in, were refused with others: the fault was to be told there, too
    assert failures == len(disk.refused - {"latest.html", "nightly"}) >= 6, disk.refused
    assert "latest.html" in disk.refused
    assert told_and_files(school) == told_and_files(whole)


def test_a_ledger_that_another_command_holds(school: School) -> None:
    school.configure('letters = "none"\nreports = []\nbackup = false\n')
    (school.folder / "attendctl.toml").open("a").write("[ledger]\nwait_seconds = 0\n")
    school.put("marks.csv", "UPN,Date,Session,Mark", "B999000000002,08/09/2025,AM,/")
    school.night()
    school.put("more.csv", "UPN,Date,Session,Mark", "B999000000002,08/09/2025,PM,/")
    before = school.files()
    with duckdb.connect(str(school.ledger)), pytest.raises(AttendctlError) as fault:
        school.night()
    assert fault.value.exit_status == 5
    after, page = school.files(), "nightly/latest.html"
    assert fault.value.code.encode() in after.pop(page)
    assert after == {name: content for name, content in before.items() if name != page}


def test_a_file_from_another_disk_is_copied_whole(
    school: School, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    real = Path.replace

    def of_another_disk(path: Path, target: Path) -> Path:
        if path.parent.name == "inbox":
            raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
        return real(path, target)

    monkeypatch.setattr(Path, "replace", of_another_disk)
    school.configure('letters = "none"\nreports = []\nbackup = false\n')
    path = school.put("marks.csv", "UPN,Date,Session,Mark", "B999000000002,08/09/2025,AM,/")
    content = path.read_bytes()
    (line,) = school.night()["files"]
    assert (school.folder / line["kept"]).read_bytes() == content
    assert not path.exists()


def test_what_a_killed_run_left_half_written_goes(after_a_night: School) -> None:
    folder = after_a_night.folder
    before = after_a_night.files()
    for name in (
        "nightly/.latest.html.abc.part",
        "nightly/2025-11-08/.week.xlsx.abc.part",
        "nightly/backups/.attendctl-backup-abc/mark.parquet",
        ".attendctl-restore-abc/mark.parquet",
        "refused/2025-11-08/.x.part",
        f"..drafts.new.{'0' * 32}.part/x.pdf",
        ".drafts.old/x.pdf",
    ):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("half")
    after_a_night.night()
    left = after_a_night.files()
    assert left.keys() == before.keys()
