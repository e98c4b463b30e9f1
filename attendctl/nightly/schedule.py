"""Having the machine run the night by itself: by cron, systemd or Windows; no night is missed."""

from __future__ import annotations

import hashlib
import shlex
import subprocess
from collections.abc import Sequence
from datetime import time
from pathlib import Path

_OURS = "# attendctl nightly"
_DIGITS_OF_A_NAME = 8


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


def name_of_schedule(config: Path) -> str:
    """Return what a school's timer or task is called, so that each school of a machine has its own.

    >>> name_of_schedule(Path("/s/attendctl.toml")) != name_of_schedule(Path("/t/attendctl.toml"))
    True
    """
    return f"attendctl-nightly-{hashlib.sha256(str(config).encode()).hexdigest()[:_DIGITS_OF_A_NAME]}"


def systemd_units(command: Sequence[str], *, at: time, config: Path) -> dict[str, str]:
    """Return a service and its timer by file name. ``Persistent`` catches up with a night that was missed.

    A night that found something to look at (6) is no failure of the service.
    """
    name = name_of_schedule(config)
    words = " ".join(f'"{_in_systemd(word)}"' for word in command)
    about = f"[Unit]\nDescription=attendctl nightly: {str(config).replace('%', '%%')}\n\n"
    return {
        f"{name}.service": (
            f"{about}[Service]\nType=oneshot\nUMask=0077\nExecStart={words}\nSuccessExitStatus=6\n"
        ),
        f"{name}.timer": (
            f"{about}[Timer]\nOnCalendar=*-*-* {at:%H:%M}:00\nPersistent=true\n\n"
            "[Install]\nWantedBy=timers.target\n"
        ),
    }


def systemd_text(units: dict[str, str]) -> str:
    """Return the files of a timer with where they go and what is to be done then."""
    timer = next(name for name in units if name.endswith(".timer"))
    files = "\n".join(f"# ~/.config/systemd/user/{name}\n{text}" for name, text in units.items())
    return (
        f"{files}\n# Then: systemctl --user enable --now {timer}\n"
        "# and, for nights on which nobody is logged in: loginctl enable-linger\n"
    )


def windows_task(command: Sequence[str], *, at: time, config: Path) -> str:
    """Return the PowerShell that makes a task; one that was missed starts when the machine is on again.

    >>> made = windows_task(["C:\\\\It's\\\\attendctl.exe"], at=time(2), config=Path("attendctl.toml"))
    >>> "-Execute 'C:\\\\It''s\\\\attendctl.exe'" in made
    True
    """
    program, *words = command
    given = f" -Argument {in_powershell(subprocess.list2cmdline(words))}" if words else ""
    return (
        f"Register-ScheduledTask -Force -TaskName '{name_of_schedule(config)}' `\n"
        f"  -Description {in_powershell(f'attendctl nightly: {config}')} `\n"
        f"  -Action (New-ScheduledTaskAction -Execute {in_powershell(program)}{given}) `\n"
        f"  -Trigger (New-ScheduledTaskTrigger -Daily -At '{at:%H:%M}') `\n"
        "  -Settings (New-ScheduledTaskSettingsSet -StartWhenAvailable -MultipleInstances IgnoreNew "
        "-AllowStartIfOnBatteries -DontStopIfGoingOnBatteries)\n"
    )


def in_powershell(text: str) -> str:
    """Return a text as PowerShell reads it, in letters that come through whatever its code page is.

    >>> in_powershell("It's"), in_powershell("Zoë 1")
    ("'It''s'", "('Zo'+[char]235+' 1')")
    """
    if text.isascii():
        return "'" + text.replace("'", "''") + "'"
    units = [int.from_bytes(pair, "little") for pair in _pairs(text.encode("utf-16-le"))]
    parts: list[str] = []
    plain = ""
    for unit in units:
        if unit < 128:
            plain += chr(unit)
            continue
        parts += [in_powershell(plain)] if plain else []
        parts.append(f"[char]{unit}")
        plain = ""
    parts += [in_powershell(plain)] if plain else []
    first = [] if parts[0].startswith("'") else ["''"]  # a sum that begins with a letter is one of numbers
    return f"({'+'.join(first + parts)})"


def _pairs(encoded: bytes) -> list[bytes]:
    return [encoded[at : at + 2] for at in range(0, len(encoded), 2)]


def _in_systemd(word: str) -> str:
    for special, escaped in (("\\", "\\\\"), ('"', '\\"'), ("%", "%%"), ("$", "$$")):
        word = word.replace(special, escaped)
    return word
