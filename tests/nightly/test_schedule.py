"""What has the machine run the night: its lines, and a crontab that is changed once and keeps the rest."""

from __future__ import annotations

import os
import sys
from datetime import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from attendctl.cli.main import app
from attendctl.nightly.schedule import crontab_lines, systemd_units, windows_task

COMMAND = ["/opt/at 100%/attendctl", "--config", "/srv/it's/attendctl.toml", "nightly"]
PRETENDED = """#!/bin/sh
if [ "$1" = -l ]; then cat "$HOME/crontab" 2>/dev/null || exit 1; else cat > "$HOME/crontab"; fi
"""


def test_a_crontab_runs_it_at_its_time_and_after_a_start() -> None:
    first, nightly, reboot, last = crontab_lines(COMMAND, at=time(23, 5), config=Path("/s/a.toml"))
    quoted = r"""'/opt/at 100\%/attendctl' --config '/srv/it'"'"'s/attendctl.toml' nightly"""
    assert nightly == f"5 23 * * * {quoted}"
    assert reboot == f"@reboot {quoted}"
    assert (first, last) == ("# attendctl nightly /s/a.toml", "# attendctl nightly /s/a.toml: end")


def test_a_timer_and_a_task_catch_up_with_a_missed_night() -> None:
    units = systemd_units(COMMAND, at=time(2, 0))
    assert "OnCalendar=*-*-* 02:00:00\nPersistent=true\n" in units
    assert 'ExecStart="/opt/at 100%%/attendctl" "--config" "/srv/it\'s/attendctl.toml" "nightly"\n' in units
    task = windows_task([r"C:\At\attendctl.exe", "--config", r"D:\Our School\attendctl.toml"], at=time(2, 0))
    assert r"""-Argument '--config "D:\Our School\attendctl.toml"'""" in task
    assert "-StartWhenAvailable" in task


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a school, and a crontab that is a file in it."""
    program = tmp_path / "bin" / "crontab"
    program.parent.mkdir()
    program.write_text(PRETENDED)
    program.chmod(0o755)
    (tmp_path / "attendctl.toml").write_text('[school]\nname = "Ash Primary"\n')
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("PATH", f"{program.parent}{os.pathsep}{os.environ['PATH']}")
    for name in ("ATTENDCTL_CONFIG", "ATTENDCTL_LEDGER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def schedule(*words: str) -> Result:
    return CliRunner().invoke(app, ["schedule", *words], catch_exceptions=False)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no crontab")
def test_it_is_installed_once_and_the_rest_of_the_crontab_stays(home: Path) -> None:
    (home / "crontab").write_text("0 1 * * * other\n")
    assert schedule("--kind", "cron").exit_code == 0
    assert (home / "crontab").read_text() == "0 1 * * * other\n"
    assert "It is in your crontab now." in schedule("--install").stderr
    lines = (home / "crontab").read_text().splitlines()
    assert (len(lines), lines[0], lines[2][:9]) == (5, "0 1 * * * other", "0 2 * * *")
    assert str(home / "attendctl.toml") in lines[2]
    assert "already" in schedule("--install").stderr
    assert (home / "crontab").read_text().splitlines() == lines
    assert schedule("--install", "--at", "03:30").exit_code == 0
    moved = (home / "crontab").read_text().splitlines()
    assert (len(moved), moved[0], moved[2][:10]) == (5, "0 1 * * * other", "30 3 * * *")


def test_what_cannot_be(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert schedule("--kind", "systemd", "--install").exit_code == 2
    assert schedule("--at", "25:00").exit_code == 2
    monkeypatch.setenv("PATH", str(home / "nothing"))
    result = schedule("--kind", "cron", "--install")
    assert (result.exit_code, "has no crontab" in result.stderr) == (2, True)
    (home / "attendctl.toml").unlink()
    assert "attendctl init" in schedule().stderr
