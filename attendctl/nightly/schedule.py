"""Having the machine run the night by itself: by cron, systemd or Windows; no night is missed."""

from __future__ import annotations

import shlex
import shutil
import subprocess
from collections.abc import Sequence
from datetime import time
from pathlib import Path

from attendctl.errors import CannotWrite, WrongUsage

_OURS = "# attendctl nightly"
_CRONTAB_SECONDS = 30  # for a program that answers at once


def crontab_lines(command: Sequence[str], *, at: time, config: Path) -> list[str]:
    """Return the lines of a crontab: each night at a time, and when the machine starts after missing it.

    A run too many does no harm: what is done is not done twice.

    Args:
        command: the program and its words.
        at: hour and minute, by the clock of the machine.
        config: names the lines, so that each school's can be replaced.

    >>> crontab_lines(["/opt/a b/attendctl", "nightly"], at=time(2, 5), config=Path("/s/attendctl.toml"))[1]
    "5 2 * * * '/opt/a b/attendctl' nightly"
    """
    line = shlex.join(command).replace("%", r"\%")
    name = f"{_OURS} {config}"
    return [name, f"{at.minute} {at.hour} * * * {line}", f"@reboot {line}", f"{name}: end"]


def systemd_units(command: Sequence[str], *, at: time) -> str:
    """Return a service and its timer. ``Persistent`` catches up with a night the machine was off."""
    words = " ".join(f'"{_in_systemd(word)}"' for word in command)
    return (
        "# ~/.config/systemd/user/attendctl-nightly.service\n"
        "[Unit]\nDescription=attendctl nightly\n\n"
        f"[Service]\nType=oneshot\nUMask=0077\nExecStart={words}\nSuccessExitStatus=6\n\n"
        "# ~/.config/systemd/user/attendctl-nightly.timer\n"
        "[Unit]\nDescription=attendctl nightly\n\n"
        f"[Timer]\nOnCalendar=*-*-* {at:%H:%M}:00\nPersistent=true\n\n"
        "[Install]\nWantedBy=timers.target\n\n"
        "# Then: systemctl --user enable --now attendctl-nightly.timer\n"
        "# and, for nights on which nobody is logged in: loginctl enable-linger\n"
    )


def windows_task(command: Sequence[str], *, at: time) -> str:
    """Return the PowerShell that makes a task; one that was missed starts when the machine is on again.

    >>> "-Execute 'C:\\\\It''s\\\\attendctl.exe'" in windows_task(["C:\\\\It's\\\\attendctl.exe"], at=time(2))
    True
    """
    program, *words = command
    arguments = subprocess.list2cmdline(words)
    given = f" -Argument {_in_powershell(arguments)}" if words else ""
    return (
        "Register-ScheduledTask -TaskName 'attendctl nightly' `\n"
        f"  -Action (New-ScheduledTaskAction -Execute {_in_powershell(program)}{given}) `\n"
        f"  -Trigger (New-ScheduledTaskTrigger -Daily -At '{at:%H:%M}') `\n"
        "  -Settings (New-ScheduledTaskSettingsSet -StartWhenAvailable -MultipleInstances IgnoreNew)\n"
    )


def install_in_crontab(lines: Sequence[str]) -> bool:
    """Put the lines into the user's crontab in place of those there for the same school.

    Returns:
        Whether the crontab was changed: it is not where it has just these.

    Raises:
        WrongUsage: this machine has no ``crontab``.
        CannotWrite: it refuses.
    """
    program = shutil.which("crontab")
    if program is None:
        raise WrongUsage(
            "This machine has no crontab. Nothing was installed.",
            remedy="Use a timer of systemd or a task of Windows: --kind systemd, --kind windows.",
        )
    listed = _run([program, "-l"])
    before = listed.stdout.splitlines() if listed.returncode == 0 else []  # a user without one has none yet
    after = [*_without(before, lines[0], lines[-1]), *lines]
    if after == before:
        return False
    written = _run([program, "-"], given="".join(f"{line}\n" for line in after))
    if written.returncode != 0:
        raise CannotWrite(
            f"The crontab cannot be written: {written.stderr.strip() or 'it says not why'}.",
            remedy="Ask whoever looks after the machine whether you may have one.",
        )
    return True


def _run(command: Sequence[str], *, given: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, input=given, capture_output=True, text=True, timeout=_CRONTAB_SECONDS, check=False
    )


def _without(lines: Sequence[str], first: str, last: str) -> list[str]:
    """Return a crontab without the lines from one to another, both included, where both are there."""
    if first not in lines or last not in lines[lines.index(first) :]:
        return list(lines)
    start = lines.index(first)
    return [*lines[:start], *lines[lines.index(last, start) + 1 :]]


def _in_systemd(word: str) -> str:
    for special, escaped in (("\\", "\\\\"), ('"', '\\"'), ("%", "%%"), ("$", "$$")):
        word = word.replace(special, escaped)
    return word


def _in_powershell(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
