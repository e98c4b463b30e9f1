"""``attendctl pupil``: one page on one pupil: the year, what was done, and what is still achievable."""

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
    html = "html"
    pdf = "pdf"


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
    """Show one pupil's year: its sessions, what was done and whether it worked, what is still achievable."""
    from attendctl.casework.pupil_page.page import pupil_page
    from attendctl.ledger.book import open_ledger
    from attendctl.reports.pupil_page.page_dict import page_dict
    from attendctl.reports.pupil_page.page_shown import refuse_pdf_without_file, show_page

    refuse_pdf_without_file(format, output)
    settings = settings_for(context, config, ledger)
    with open_ledger(settings.ledger_path, wait_seconds=settings.ledger.wait_seconds, known=known) as book:
        page = pupil_page(
            book.connection,
            settings,
            pupil,
            today=today(),
            until=until,
            as_of=as_of,
            known=known,
            school=school,
        )
    show_page(page_dict(page), format, output)
