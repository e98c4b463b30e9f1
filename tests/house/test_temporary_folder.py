"""What a killed command left in the machine's folder for temporary files goes; what is anybody's stays."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from attendctl.temporary_folder import remove_temporary_folders_left_behind, temporary_folder

if sys.platform != "win32":
    import fcntl

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such lock, and keeps them")


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


_ENDS_WITHIN = """
import os
from attendctl.temporary_folder import temporary_folder
with temporary_folder() as folder:
    (folder / "copy.csv").write_text("of an export")
    os._exit(9)
"""


def left_by_a_killed_command(machine: Path) -> Path:
    """Leave a folder as a command does that ends between making it and removing it."""
    ended = subprocess.run(
        [sys.executable, "-c", _ENDS_WITHIN], env={**os.environ, "TMPDIR": str(machine)}, check=False
    )
    assert ended.returncode == 9
    (left,) = machine.iterdir()
    return left


def test_what_a_killed_command_left_is_removed(machine: Path) -> None:
    left = left_by_a_killed_command(machine)
    remove_temporary_folders_left_behind()
    assert not left.exists()


def test_a_folder_in_use_stays(machine: Path) -> None:
    with temporary_folder() as folder:
        remove_temporary_folders_left_behind()
        assert folder.is_dir()
    assert list(machine.iterdir()) == []


def test_a_folder_that_somebody_made_stays(machine: Path) -> None:
    for name in ("attendctl-demo", "attendctl-backup", ".attendctl"):
        (machine / name).mkdir()
        (machine / name / "marks.csv").write_text("mine", encoding="utf-8")
    remove_temporary_folders_left_behind()
    assert {path.name for path in machine.iterdir()} == {"attendctl-demo", "attendctl-backup", ".attendctl"}
    assert (machine / "attendctl-demo" / "marks.csv").exists()


@pytest.mark.parametrize("removes_at", ["mkdtemp", "open"])
def test_a_folder_that_is_removed_before_it_is_locked_is_made_anew(
    machine: Path, monkeypatch: pytest.MonkeyPatch, removes_at: str
) -> None:
    """A night run that looks at that moment takes it for one left behind."""
    made: list[str] = []
    module, before = (tempfile, tempfile.mkdtemp) if removes_at == "mkdtemp" else (os, os.open)

    def removed_the_first_time(*arguments: Any, **options: Any) -> Any:
        result = before(*arguments, **options)
        if not made:
            made.append(str(result if removes_at == "mkdtemp" else arguments[0]))
            Path(made[0]).rmdir()
        return result

    monkeypatch.setattr(module, removes_at, removed_the_first_time)
    with temporary_folder() as folder:
        assert str(folder) != made[0]
        assert folder.is_dir()
    assert list(machine.iterdir()) == []


def test_where_a_folder_cannot_be_locked_it_is_used_without(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a share of the network. Whoever looks for those left behind cannot lock it, too."""

    def no_locks(*_arguments: Any) -> None:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with temporary_folder() as folder:
        remove_temporary_folders_left_behind()
        assert folder.is_dir()
    assert list(machine.iterdir()) == []
