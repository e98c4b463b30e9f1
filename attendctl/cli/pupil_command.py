"""``attendctl pupil``: one pupil's year so far, and what is still achievable in it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

from attendctl.cli.options import (
    AsOfOption,
    ConfigOption,
    KnownOption,
    LedgerOption,
    OutputOption,
    SchoolOption,
    day,
    settings_for,
    today,
)


class PupilFormat(StrEnum):
    """How the page on a pupil is printed."""

    table = "table"
    json = "json"


UntilOption = Annotated[
    date | None,
    typer.Option(
        "--until",
        parser=day,
        metavar="DATE",
        help="Look ahead to this day. Default: the end of the academic year.",
        show_default=False,
    ),
]


def pupil(
    context: typer.Context,
    pupil: Annotated[
        str, typer.Argument(metavar="PUPIL", help="UPN, admission number, MIS id, or forename and surname.")
    ],
    until: UntilOption = None,
    school: SchoolOption = None,
    as_of: AsOfOption = None,
    known: KnownOption = None,
    format: Annotated[
        PupilFormat, typer.Option("--format", help="How to print the result.")
    ] = PupilFormat.table,
    output: OutputOption = None,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Show one pupil's year so far and what is still achievable: the best, the bands, persistent absence."""
    from attendctl.casework.outlook.pupil_outlook import pupil_outlook
    from attendctl.ledger.book import open_ledger
    from attendctl.reports.printed import json_text, print_or_write

    settings = settings_for(context, config, ledger)
    with open_ledger(settings.ledger_path, wait_seconds=settings.ledger.wait_seconds, known=known) as book:
        outlook = pupil_outlook(
            book.connection,
            settings,
            pupil,
            today=today(),
            until=until,
            as_of=as_of,
            known=known,
            school=school,
        )
    if format is PupilFormat.json:
        from attendctl.reports.pupil_dict import pupil_dict

        print_or_write(json_text(pupil_dict(outlook)), output)
    else:
        from attendctl.reports.pupil_shown import pupil_text

        print_or_write(pupil_text(outlook), output)
