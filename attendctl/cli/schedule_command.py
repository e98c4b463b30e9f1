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
        bool, typer.Option("--install", help="Put the lines into your crontab, in place of earlier ones.")
    ] = False,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Print what has the machine run attendctl nightly every night, and catch up with a missed one."""
    from attendctl.errors import WrongUsage
    from attendctl.nightly.schedule import crontab_lines, install_in_crontab, systemd_units, windows_task
    from attendctl.settings import CONFIG_NAME

    settings = settings_for(context, config, ledger)
    given = config or (context.obj or {}).get("config")
    path = Path(given).absolute() if given else settings.folder.absolute() / CONFIG_NAME
    if not path.is_file():
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
    if install and meant is not ScheduleKind.cron:
        raise WrongUsage(
            "--install writes a crontab and nothing else.",
            remedy="Leave --install out and use what is printed.",
        )
    lines = crontab_lines(command, at=at, config=path)
    if meant is ScheduleKind.systemd:
        text = systemd_units(command, at=at)
    elif meant is ScheduleKind.windows:
        text = windows_task(command, at=at)
    else:
        text = "".join(f"{line}\n" for line in lines)
    typer.echo(text, nl=False)
    if install:
        changed = install_in_crontab(lines)
        typer.echo("It is in your crontab now." if changed else "It is in your crontab already.", err=True)
    elif meant is ScheduleKind.cron:
        typer.echo(
            "Put these lines into your crontab (crontab -e), or: attendctl schedule --install", err=True
        )
