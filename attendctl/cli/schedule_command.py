"""``attendctl schedule``: what has the machine run the night by itself."""

from __future__ import annotations

import sys
from datetime import time
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from attendctl.cli.options import ConfigOption, LedgerOption, settings_for


class ScheduleKind(StrEnum):
    """What runs programs at a time of day."""

    cron = "cron"
    systemd = "systemd"
    windows = "windows"


_PLACES = {
    ScheduleKind.cron: "crontab",
    ScheduleKind.systemd: "timers of systemd",
    ScheduleKind.windows: "scheduled tasks",
}


def _time_of_day(text: str) -> time:
    """Read an hour and a minute; for the option's parser."""
    try:
        hour, minute = text.split(":")
        return time(int(hour), int(minute))
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a time of day: write it as 02:00") from None


def schedule(
    context: typer.Context,
    kind: Annotated[
        ScheduleKind | None,
        typer.Option(
            "--kind",
            help="What the machine has. Default: windows on Windows, else cron.",
            show_default=False,
        ),
    ] = None,
    at: Annotated[
        time,
        typer.Option("--at", parser=_time_of_day, metavar="HH:MM", help="When, by the machine's clock."),
    ] = "02:00",  # type: ignore[assignment]  # read by the parser
    install: Annotated[
        bool,
        typer.Option("--install", help="Put it into the machine, in place of what an earlier one put there."),
    ] = False,
    remove: Annotated[bool, typer.Option("--remove", help="Take it out of the machine again.")] = False,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Print what has the machine run attendctl nightly every night, and catch up with a missed one."""
    from attendctl.errors import WrongUsage
    from attendctl.nightly import schedule as made
    from attendctl.nightly import schedule_installed as installed
    from attendctl.settings import CONFIG_NAME

    if install and remove:
        raise WrongUsage("--install and --remove are two things.", remedy="Say one of them.")
    settings = settings_for(context, config, ledger)
    given = config or (context.obj or {}).get("config")
    path = Path(given).absolute() if given else settings.folder.absolute() / CONFIG_NAME
    if not path.is_file() and not remove:
        raise WrongUsage(
            f"There is no {CONFIG_NAME} here: the night would not know its inbox.",
            remedy="Make one with: attendctl init",
        )
    command = [sys.executable, "-m", "attendctl", "--config", str(path), "nightly"]
    if ledger or (context.obj or {}).get("ledger"):
        command[3:3] = ["--ledger", str(settings.ledger_path)]
    if any(not word.isprintable() for word in command):
        raise WrongUsage(
            "The path of attendctl.toml or of the ledger holds a character that no schedule can.",
            remedy="Give the folder a name of letters, digits and spaces.",
        )
    meant = kind or (ScheduleKind.windows if sys.platform == "win32" else ScheduleKind.cron)
    lines = made.crontab_lines(command, at=at, config=path)
    units = made.systemd_units(command, at=at, config=path)
    task = made.windows_task(command, at=at, config=path)
    texts = {
        ScheduleKind.cron: "".join(f"{line}\n" for line in lines),
        ScheduleKind.systemd: made.systemd_text(units),
        ScheduleKind.windows: task,
    }
    if remove:
        removed = True
        if meant is ScheduleKind.cron:
            removed = installed.remove_from_crontab(lines)
        elif meant is ScheduleKind.systemd:
            removed = installed.remove_from_systemd(units)
        else:
            installed.remove_from_windows(path)
        typer.echo(f"It is {'no longer' if removed else 'not'} in your {_PLACES[meant]}.", err=True)
        return
    typer.echo(texts[meant], nl=False)
    if not install:
        typer.echo(
            f"To put this into your {_PLACES[meant]}: attendctl schedule --kind {meant.value} --install",
            err=True,
        )
        return
    changed = True
    if meant is ScheduleKind.cron:
        changed = installed.install_in_crontab(lines)
    elif meant is ScheduleKind.systemd:
        changed = installed.install_in_systemd(units)
    else:
        installed.install_in_windows(task)
    typer.echo(f"It is in your {_PLACES[meant]} {'now' if changed else 'already'}.", err=True)
