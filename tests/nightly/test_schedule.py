"""What has the machine run the night: its lines, and a crontab that is changed once and keeps the rest."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import time
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from attendctl.cli.main import app
from attendctl.nightly.schedule import crontab_lines, name_of_schedule, systemd_units, windows_task

COMMAND = ["/opt/at 100%/attendctl", "--config", "/srv/it's/attendctl.toml", "nightly"]
CONFIG = Path("/s/attendctl.toml")
PRETENDED = """#!/bin/sh
if [ "$1" != -l ]; then cat > "$HOME/crontab"; exit; fi
if [ ! -f "$HOME/crontab" ]; then echo "no crontab for head" >&2; exit 1; fi
cat "$HOME/crontab"
"""


def test_a_crontab_runs_it_at_its_time_and_after_a_start() -> None:
    first, nightly, reboot, last = crontab_lines(COMMAND, at=time(23, 5), config=Path("/s/a.toml"))
    quoted = r"""'/opt/at 100\%/attendctl' --config '/srv/it'"'"'s/attendctl.toml' nightly"""
    assert nightly == f"5 23 * * * {quoted}"
    assert reboot == f"@reboot {quoted}"
    assert (first, last) == ("# attendctl nightly /s/a.toml", "# attendctl nightly /s/a.toml: end")


def test_a_timer_and_a_task_catch_up_with_a_missed_night() -> None:
    service, timer = systemd_units(COMMAND, at=time(2, 0), config=CONFIG).values()
    assert "OnCalendar=*-*-* 02:00:00\nPersistent=true\n" in timer
    assert 'ExecStart="/opt/at 100%%/attendctl" "--config" "/srv/it\'s/attendctl.toml" "nightly"\n' in service
    words = [r"C:\At\attendctl.exe", "--config", r"D:\Our School\attendctl.toml"]
    task = windows_task(words, at=time(2, 0), config=CONFIG)
    assert r"""-Argument '--config "D:\Our School\attendctl.toml"'""" in task
    assert "-StartWhenAvailable" in task
    assert "-AllowStartIfOnBatteries" in task


def test_each_school_of_a_machine_has_its_own() -> None:
    other = Path("/s/b/attendctl.toml")
    assert name_of_schedule(CONFIG) == name_of_schedule(CONFIG) != name_of_schedule(other)
    mine, others = (systemd_units(COMMAND, at=time(2), config=config) for config in (CONFIG, other))
    assert mine.keys().isdisjoint(others)


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="this machine has no systemd")
def test_systemd_itself_finds_no_fault_in_the_units(tmp_path: Path) -> None:
    config = Path("/srv/it's 100%/Zoë/attendctl.toml")
    command = [sys.executable, "-m", "attendctl", "--config", str(config), "nightly"]
    units = systemd_units(command, at=time(2, 30), config=config)
    for name, text in units.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    said = subprocess.run(
        ["systemd-analyze", "verify", *(str(tmp_path / name) for name in units)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert not [line for line in said.stderr.splitlines() if "attendctl-nightly" in line], said.stderr


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


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no crontab")
def test_it_is_removed_and_the_rest_of_the_crontab_stays(home: Path) -> None:
    (home / "crontab").write_text("0 1 * * * other\n")
    assert "It is not in your crontab." in schedule("--remove").stderr
    schedule("--install")
    (home / "attendctl.toml").unlink()  # a school that is given up
    removed = schedule("--remove")
    assert (removed.exit_code, removed.stdout) == (0, "")
    assert "It is no longer in your crontab." in removed.stderr
    assert (home / "crontab").read_text() == "0 1 * * * other\n"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no crontab")
def test_lines_of_others_stay_to_the_byte(home: Path) -> None:
    others = b"# caf\xe9\x0c \xe2\x80\xa8 of others\n0 1 * * * printf 'a\rb'\n"
    (home / "crontab").write_bytes(others)
    schedule("--install")
    assert (home / "crontab").read_bytes().startswith(others + b"# attendctl nightly ")
    schedule("--remove")
    assert (home / "crontab").read_bytes() == others


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no crontab")
def test_a_first_crontab_is_made(home: Path) -> None:
    assert "It is in your crontab now." in schedule("--install").stderr
    assert (home / "crontab").read_text().startswith("# attendctl nightly ")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no crontab")
@pytest.mark.parametrize("asked", ["--install", "--remove"])
def test_a_crontab_that_cannot_be_read_is_not_taken_for_none(home: Path, asked: str) -> None:
    (home / "crontab").write_text("0 1 * * * other\n")
    there_is_one = 'if [ "$1" = -l ]; then echo "cannot reach the spool" >&2; exit 1; fi'
    pretend(home, "crontab", f'{there_is_one}\ncat > "$HOME/crontab"')
    refused = schedule(asked)
    assert refused.exit_code != 0
    assert "The crontab cannot be read: cannot reach the spool." in refused.stderr
    assert (home / "crontab").read_text() == "0 1 * * * other\n"


def pretend(home: Path, name: str, script: str) -> None:
    """Put a program into the machine that does what a script says."""
    program = home / "bin" / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)


def calls(home: Path) -> list[str]:
    """What the pretended programs were asked since the last look."""
    log = home / "calls"
    lines = log.read_text().splitlines() if log.exists() else []
    log.unlink(missing_ok=True)
    return lines


@pytest.fixture
def units(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the user's units, and a systemctl that notes what it is asked."""
    pretend(home, "systemctl", 'echo "$@" >> "$HOME/calls"')
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    return home / ".config" / "systemd" / "user"


SYSTEMD = ("--kind", "systemd")
needs_a_shell = pytest.mark.skipif(sys.platform == "win32", reason="the programs pretended are scripts")


@needs_a_shell
def test_a_timer_is_installed_once_and_removed(home: Path, units: Path) -> None:
    name = name_of_schedule(home / "attendctl.toml")
    done = schedule(*SYSTEMD, "--install", "--at", "03:30")
    assert (done.exit_code, "now" in done.stderr) == (0, True)
    assert calls(home) == ["--user daemon-reload", f"--user enable --now {name}.timer"]
    assert sorted(path.name for path in units.iterdir()) == [f"{name}.service", f"{name}.timer"]
    assert "03:30:00" in (units / f"{name}.timer").read_text()
    before = {path: path.stat().st_mtime_ns for path in units.iterdir()}
    assert "already" in schedule(*SYSTEMD, "--install", "--at", "03:30").stderr
    assert before == {path: path.stat().st_mtime_ns for path in units.iterdir()}
    assert "now" in schedule(*SYSTEMD, "--install", "--at", "04:00").stderr
    calls(home)
    assert "no longer in your timers of systemd" in schedule(*SYSTEMD, "--remove").stderr
    assert calls(home) == [f"--user disable --now {name}.timer", "--user daemon-reload"]
    assert list(units.iterdir()) == []
    assert "It is not in your timers" in schedule(*SYSTEMD, "--remove").stderr
    assert calls(home) == []


@needs_a_shell
@pytest.mark.parametrize("earlier", [False, True])
def test_a_systemctl_that_refuses_leaves_the_units_as_they_were(
    home: Path, units: Path, *, earlier: bool
) -> None:
    if earlier:
        schedule(*SYSTEMD, "--install")
    before = {path.name: path.read_text() for path in units.iterdir()} if earlier else {}
    pretend(home, "systemctl", "echo 'Failed to connect to bus: No medium found' >&2\nexit 1")
    done = schedule(*SYSTEMD, "--install", "--at", "05:00")
    assert done.exit_code == 2
    assert "attendctl: U003: systemctl --user daemon-reload did not work: Failed to connect" in done.stderr
    assert {path.name: path.read_text() for path in units.iterdir()} == before


@needs_a_shell
def test_a_task_of_windows_is_given_to_powershell_in_one_line(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pretend(home, "powershell", 'echo "$@" >> "$HOME/calls"\ncat > "$HOME/script"')
    folder = home / "Zoë's School"
    folder.mkdir()
    (folder / "attendctl.toml").write_text('[school]\nname = "Ash Primary"\n')
    monkeypatch.chdir(folder)
    done = schedule("--kind", "windows", "--install")
    assert (done.exit_code, "in your scheduled tasks now" in done.stderr) == (0, True)
    assert calls(home) == ["-NoProfile -NonInteractive -Command -"]
    script = (home / "script").read_text(encoding="ascii").splitlines()
    assert [line[:30] for line in script] == ["try { $ErrorActionPreference =", "exit 0"]
    assert "Register-ScheduledTask -Force" in script[0]
    assert "/Zo'+[char]235+'''s School/attendctl.toml')" in script[0]
    assert schedule("--kind", "windows", "--remove").exit_code == 0
    assert "Unregister-ScheduledTask -Confirm:$false" in (home / "script").read_text()
    pretend(home, "powershell", "cat > /dev/null; echo 'Access is denied.' >&2; exit 1")
    refused = schedule("--kind", "windows", "--install")
    assert (refused.exit_code, "cannot be made: Access is denied." in refused.stderr) == (2, True)


def test_what_cannot_be(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert schedule("--install", "--remove").exit_code == 2
    assert schedule("--at", "25:00").exit_code == 2
    monkeypatch.setenv("PATH", str(home / "nothing"))
    for kind, program in (("cron", "crontab"), ("systemd", "systemctl"), ("windows", "PowerShell")):
        for word in ("--install", "--remove"):
            result = schedule("--kind", kind, word)
            assert (result.exit_code, f"has no {program}" in result.stderr) == (2, True)
    (home / "attendctl.toml").unlink()
    assert "attendctl init" in schedule().stderr
