"""The options that the commands of ``attendctl case`` share, and how each saves and prints what it did."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from attendctl.cli.options import day

if TYPE_CHECKING:
    from attendctl.casework.case_file import CaseOutcome
    from attendctl.ledger.book import Ledger
    from attendctl.settings import Settings


class LoggedFormat(StrEnum):
    """How the outcome of logging is printed."""

    table = "table"
    json = "json"


class ShownFormat(StrEnum):
    """How the log is printed."""

    table = "table"
    json = "json"
    csv = "csv"


PupilArgument = Annotated[
    str, typer.Argument(metavar="PUPIL", help="UPN, admission number, MIS id, or forename and surname.")
]
OnOption = Annotated[
    date | None,
    typer.Option(
        "--on", parser=day, metavar="DATE", help="The day it happened. Default: today.", show_default=False
    ),
]
NoteOption = Annotated[
    str | None, typer.Option("--note", metavar="TEXT", help="What is to be remembered.", show_default=False)
]
SayOption = Annotated[
    list[str] | None,
    typer.Option(
        "--say",
        metavar="FIELD=TEXT",
        help="What a letter about this is to say, such as support_so_far=… Once for each field.",
        show_default=False,
    ),
]
ByOption = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="NAME", help="Who logs it. Default: [school] signatory.", show_default=False
    ),
]
PositionOption = Annotated[
    str | None,
    typer.Option(
        "--position",
        metavar="POSITION",
        help="As what. Default: [school] signatory_role.",
        show_default=False,
    ),
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Check and show the entry, save nothing.")]
LoggedFormatOption = Annotated[LoggedFormat, typer.Option("--format", help="How to print the result.")]


def details_said(say: list[str]) -> dict[str, str]:
    """Return the texts of --say by field.

    Raises:
        WrongUsage: no text, or no field of letters goes by that name.
    """
    from attendctl.errors import WrongUsage
    from attendctl.letters.fields.facts import LOGGED

    details = {}
    for text in say:
        name, equals, value = text.partition("=")
        if name.strip() not in LOGGED or not equals or not value.strip():
            raise WrongUsage(
                f"--say {name.strip()!r} is not FIELD=TEXT with a field that letters have.",
                remedy=f"The fields: {', '.join(LOGGED)}.",
            )
        details[name.strip()] = value.strip()
    return details


def until_option(help: str) -> Any:
    """Return the option --until with what it means for one command."""
    return typer.Option("--until", parser=day, metavar="DATE", help=help, show_default=False)


def log_in_ledger(
    settings: Settings, make: Callable[[Ledger], CaseOutcome], format: LoggedFormat, dry_run: bool
) -> None:
    """Log what ``make`` returns, in one transaction, and print it. A dry run keeps nothing."""
    from attendctl.ledger.attach import NothingToKeep
    from attendctl.ledger.book import open_ledger_to_write
    from attendctl.reports.case_shown import outcome_dict, outcome_text
    from attendctl.reports.printed import json_text, print_or_write

    outcome: CaseOutcome | None = None
    try:
        with open_ledger_to_write(settings.ledger_path, wait_seconds=settings.ledger.wait_seconds) as book:
            outcome = make(book)
            if dry_run:
                raise NothingToKeep
    except NothingToKeep:
        pass
    assert outcome is not None
    saved = not dry_run
    if format is LoggedFormat.json:
        print_or_write(json_text(outcome_dict(outcome, saved=saved)), None)
    else:
        print_or_write(outcome_text(outcome, saved=saved), None)
