"""``attendctl pupil``: one page on one pupil: the year, what was done, and what is still achievable."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

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

if TYPE_CHECKING:
    from attendctl.settings import Settings


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

ExportOption = Annotated[
    Path | None,
    typer.Option(
        "--export",
        metavar="FILE",
        help="Write everything that is held about the pupil to a ZIP file: the answer to a subject access "
        "request. Nothing of other children is in it.",
        show_default=False,
    ),
]


def pupil(
    context: typer.Context,
    pupil: Annotated[
        str, typer.Argument(metavar="PUPIL", help="UPN, admission number, MIS id, or forename and surname.")
    ],
    until: UntilOption = None,
    export: ExportOption = None,
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

    settings = settings_for(context, config, ledger)
    if export is not None:
        _refuse_less_than_everything(format, until, as_of, known, output)
        _export(settings, pupil, export, school, as_json=format is PupilFormat.json)
        return
    refuse_pdf_without_file(format, output)
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


def _refuse_less_than_everything(
    format: PupilFormat, until: date | None, as_of: date | None, known: date | None, output: Path | None
) -> None:
    from attendctl.errors import WrongUsage

    if format not in (PupilFormat.table, PupilFormat.json) or any((until, as_of, known, output)):
        raise WrongUsage(
            "--export gives everything that is held: no day limits it, and its forms are in the file.",
            remedy="Leave --until, --as-of, --known, --output and --format html or pdf out.",
        )


def _export(settings: Settings, pupil: str, file: Path, school: str | None, *, as_json: bool) -> None:
    from attendctl.casework.subject_access.held import held_about
    from attendctl.ledger.book import open_ledger
    from attendctl.reports.printed import json_text
    from attendctl.reports.subject_access.export_zip import export_dict, export_text, write_export

    with open_ledger(settings.ledger_path, wait_seconds=settings.ledger.wait_seconds) as book:
        held = held_about(book.connection, settings, pupil, today=today(), school=school)
    write_export(held, file)
    contract = export_dict(held, file)
    typer.echo(json_text(contract) if as_json else export_text(contract), nl=False)
