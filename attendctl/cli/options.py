"""The options that several commands share, spelled once."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from attendctl.errors import WrongUsage

if TYPE_CHECKING:
    from attendctl.settings import Settings


class OutputFormat(StrEnum):
    """How a result is printed."""

    table = "table"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"


def day(text: str) -> date:
    """Read a day given on the command line, as 2025-11-05."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a day. Write it as 2025-11-05.") from None


ConfigOption = Annotated[
    Path | None, typer.Option("--config", help="The attendctl.toml to use.", show_default=False)
]
LedgerOption = Annotated[
    Path | None, typer.Option("--ledger", help="The ledger file to use.", show_default=False)
]
AsOfOption = Annotated[
    date | None,
    typer.Option(
        "--as-of",
        parser=day,
        metavar="DATE",
        help="Judge by marks dated up to this day.",
        show_default=False,
    ),
]
KnownOption = Annotated[
    date | None,
    typer.Option(
        "--known",
        parser=day,
        metavar="DATE",
        help="Use only what the ledger had been told by this day.",
        show_default=False,
    ),
]
ToldOption = Annotated[
    date | None,
    typer.Option(
        "--known",
        parser=day,
        metavar="DATE",
        help="The day the ledger is told of this. Default: today.",
        show_default=False,
    ),
]
FormatOption = Annotated[OutputFormat, typer.Option("--format", help="How to print the result.")]
OutputOption = Annotated[
    Path | None, typer.Option("--output", help="Write the result to this file.", show_default=False)
]
SchoolOption = Annotated[
    str | None,
    typer.Option(
        "--school", metavar="NAME", help="One school, by name, URN or DfE number.", show_default=False
    ),
]


def remember(context: typer.Context, config: Path | None, ledger: Path | None) -> None:
    """Keep the root command's --config and --ledger for the commands below it."""
    context.obj = {"config": config, "ledger": ledger}


def settings_for(context: typer.Context, config: Path | None, ledger: Path | None) -> Settings:
    """Return the settings that hold: a command's own option, else the root's, else the environment's."""
    from attendctl.settings import find_settings

    given = context.obj or {}
    return find_settings(config or given.get("config"), ledger or given.get("ledger"))


def today() -> date:
    """The day it is. Called in this room and nowhere below it."""
    return datetime.now().astimezone().date()


def time_now() -> float:
    """The time in seconds since 1970, as files carry it. Called in this room and nowhere below it."""
    return datetime.now().astimezone().timestamp()


def day_told(known: date | None, *, today: date) -> date:
    """Return the day the ledger is told something: ``--known``, else today. It cannot be in the future."""
    if known is not None and known > today:
        raise WrongUsage(
            f"--known {known} is in the future: the ledger cannot be told of anything then.",
            remedy="Leave --known out, or give today or a day before.",
        )
    return known or today
