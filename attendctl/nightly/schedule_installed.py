"""The schedule put into the machine and taken out again: a crontab, a timer of systemd, a task of Windows.

Each is changed once: what is there already stays, and so does everything that is not ours.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from attendctl.errors import CannotWrite, WrongUsage
from attendctl.nightly.schedule import name_of_schedule
from attendctl.reports.whole_file import write_whole

# How the programs called crontab say that a user has none yet.
_HAS_NONE = re.compile("no crontab|No such file", re.IGNORECASE)
_SECONDS = 60  # for a program that answers at once; PowerShell takes its time to start


def install_in_crontab(lines: Sequence[str]) -> bool:
    """Put the lines into the user's crontab in place of those there for the same school.

    Returns:
        Whether the crontab was changed: it is not where it has just these.

    Raises:
        WrongUsage: this machine has no ``crontab``.
        CannotWrite: it refuses.
    """
    return _change_crontab(lines[0], lines[-1], lines)


def remove_from_crontab(lines: Sequence[str]) -> bool:
    """Take the school's lines out of the user's crontab; return whether there were any. Raises as above."""
    return _change_crontab(lines[0], lines[-1], [])


def install_in_systemd(units: dict[str, str]) -> bool:
    """Write the units into the user's folder of systemd and start the timer.

    Returns:
        Whether a unit was written: none is that is there already.

    Raises:
        WrongUsage: this machine has no ``systemctl``.
        CannotWrite: the folder cannot be written, or ``systemctl`` refuses. The units are then as they were.
    """
    program = _program("systemctl", "timers of systemd", "Use --kind cron.")
    folder = _systemd_folder()
    before = {name: _content(folder / name) for name in units}
    _make_folder(folder)
    try:
        for name, text in units.items():
            if before[name] != text:
                write_whole(folder / name, text.encode("utf-8"))
        _systemctl(program, "daemon-reload")
        _systemctl(program, "enable", "--now", _timer(units))
    except CannotWrite:
        for name, text_before in before.items():
            _put_back(folder / name, text_before)
        raise
    return before != units


def remove_from_systemd(units: dict[str, str]) -> bool:
    """Stop the timer and remove its units; return whether there were any. Raises as above."""
    program = _program("systemctl", "timers of systemd", "Use --kind cron.")
    folder = _systemd_folder()
    if all(_content(folder / name) is None for name in units):
        return False
    _systemctl(program, "disable", "--now", _timer(units))
    for name in units:
        try:
            (folder / name).unlink(missing_ok=True)
        except OSError as fault:
            raise _refused(f"{folder / name} cannot be removed", fault.strerror or str(fault)) from None
    _systemctl(program, "daemon-reload")
    return True


def install_in_windows(task: str) -> None:
    """Make the scheduled task, in place of the school's earlier one. Raises as ``install_in_systemd``."""
    _powershell(" ".join(task.replace("`\n", " ").split("\n")), "The scheduled task cannot be made")


def remove_from_windows(config: Path) -> None:
    """Remove the school's scheduled task; without one nothing happens. Raises as ``install_in_systemd``."""
    name = name_of_schedule(config)
    _powershell(
        f"Get-ScheduledTask -TaskName '{name}' -ErrorAction SilentlyContinue"
        " | Unregister-ScheduledTask -Confirm:$false",
        "The scheduled task cannot be removed",
    )


def _change_crontab(first: str, last: str, lines: Sequence[str]) -> bool:
    program = _program("crontab", "crontab", "Use --kind systemd.")
    listed = _run([program, "-l"])
    if listed.returncode != 0 and not _HAS_NONE.search(listed.stderr):  # what is there would be lost
        raise _refused("The crontab cannot be read", listed.stderr)
    before = listed.stdout.removesuffix("\n").split("\n") if listed.stdout else []
    after = [*_without(before, first, last), *lines]
    if after == before:
        return False
    written = _run([program, "-"], given="".join(f"{line}\n" for line in after))
    if written.returncode != 0:
        raise _refused("The crontab cannot be written", written.stderr)
    return True


def _without(lines: Sequence[str], first: str, last: str) -> list[str]:
    """Return a crontab without the lines from one to another, both included, where both are there."""
    if first not in lines or last not in lines[lines.index(first) :]:
        return list(lines)
    start = lines.index(first)
    return [*lines[:start], *lines[lines.index(last, start) + 1 :]]


def _systemd_folder() -> Path:
    own = os.environ.get("XDG_CONFIG_HOME", "")
    return (Path(own) if Path(own).is_absolute() else Path.home() / ".config") / "systemd" / "user"


def _timer(units: dict[str, str]) -> str:
    return next(name for name in units if name.endswith(".timer"))


def _systemctl(program: str, *words: str) -> None:
    done = _run([program, "--user", *words])
    if done.returncode != 0:
        raise _refused(f"systemctl --user {words[0]} did not work", done.stderr)


def _powershell(script: str, what_failed: str) -> None:
    program = shutil.which("powershell") or shutil.which("pwsh")
    if program is None:
        raise _not_there("PowerShell", "tasks of Windows", "Use --kind cron or --kind systemd.")
    guarded = f"try {{ $ErrorActionPreference = 'Stop'; {script} | Out-Null }} " + (
        "catch { [Console]::Error.WriteLine($_.Exception.Message); exit 1 }"
    )
    done = _run([program, "-NoProfile", "-NonInteractive", "-Command", "-"], given=f"{guarded}\nexit 0\n")
    if done.returncode != 0:
        raise _refused(what_failed, done.stderr)


def _program(name: str, what: str, instead: str) -> str:
    program = shutil.which(name)
    if program is None:
        raise _not_there(name, what, instead)
    return program


def _not_there(program: str, what: str, instead: str) -> WrongUsage:
    so_no = "" if program in what else f", so no {what}"
    return WrongUsage(f"This machine has no {program}{so_no}. Nothing was changed.", remedy=instead)


def _refused(what_failed: str, why: str) -> CannotWrite:
    printable = why.encode("utf-8", "replace").decode("utf-8")
    lines = [line.strip() for line in printable.splitlines() if line.strip()]
    return CannotWrite(
        f"{what_failed}: {lines[0] if lines else 'it does not say why'}.",
        remedy="Ask whoever looks after the machine whether you may; without --install what is to be put "
        "there is printed.",
    )


def _run(command: Sequence[str], *, given: str = "") -> subprocess.CompletedProcess[str]:
    try:
        done = subprocess.run(
            command,
            input=given.encode("utf-8", "surrogateescape"),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as fault:
        why = getattr(fault, "strerror", None) or "it gave no answer"
        return subprocess.CompletedProcess(list(command), 1, "", why)
    # A line of a crontab in other letters is given back as it came.
    said = [told.decode("utf-8", "surrogateescape") for told in (done.stdout, done.stderr)]
    return subprocess.CompletedProcess(list(command), done.returncode, *said)


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise _refused(f"{folder} cannot be made", fault.strerror or str(fault)) from None


def _content(path: Path) -> str | None:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _put_back(path: Path, before: str | None) -> None:
    with suppress(OSError, CannotWrite):
        if before is None:
            path.unlink(missing_ok=True)
        else:
            write_whole(path, before.encode("utf-8"))
