"""``attendctl report --for``: the pages made for one kind of reader."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from attendctl.cli.options import today
from attendctl.cli.progress import progress
from attendctl.errors import WrongUsage

if TYPE_CHECKING:
    from attendctl.casework.reporting_period import PeriodAsked
    from attendctl.settings import Settings

READERS = ("class",)
"""For whom there are pages."""


class ReportFormat(StrEnum):
    """How a report is printed: as any result, and on paper for a reader."""

    table = "table"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"
    pdf = "pdf"


ReportFormatOption = Annotated[
    ReportFormat, typer.Option("--format", help="How to print the result; pdf goes with --for.")
]
ForOption = Annotated[
    str | None,
    typer.Option(
        "--for",
        metavar="READER",
        help="Pages for one reader. class: a sheet a class, with its last four school weeks and the year.",
        show_default=False,
    ),
]
ClassOption = Annotated[
    str | None,
    typer.Option("--class", metavar="NAME", help="With --for class: this class only.", show_default=False),
]
DisplayOption = Annotated[
    bool,
    typer.Option(
        "--display",
        help="With --for class: for the wall. Forenames of who is at the target or going up.",
    ),
]


def refuse_unfit_reader(
    reader: str | None,
    period: PeriodAsked,
    *,
    class_name: str | None,
    display: bool,
    by: Sequence[str],
    format: ReportFormat,
) -> None:
    """Refuse, before any work, a reader there are no pages for, and options that do not go with the reader.

    Raises:
        WrongUsage: either of them.
    """
    if reader is None:
        if format is ReportFormat.pdf:
            raise WrongUsage(
                "--format pdf prints the pages for a reader.",
                remedy="Say for whom, with --for class; the report itself is table, json, csv or xlsx.",
            )
        if class_name is not None or display:
            option = "--display" if display else "--class"
            raise WrongUsage(f"{option} goes with --for class.", remedy=f"Write: --for class {option}")
        return
    if reader not in READERS:
        raise WrongUsage(
            f"--for {reader!r} is nobody pages are made for.", remedy=f"Choose from: {', '.join(READERS)}."
        )
    if by:
        raise WrongUsage(
            "--by and --for cannot both be: the pages for a reader have groups of their own.",
            remedy="Leave one of them out.",
        )
    if period.kind not in ("week", "year"):
        raise WrongUsage(
            "--for class shows four school weeks and the year, no other period.",
            remedy="Give --week, with a week if it is not the latest; or no period.",
        )


def report_for(
    settings: Settings,
    *,
    class_name: str | None,
    display: bool,
    period: PeriodAsked,
    school: str | None,
    as_of: date | None,
    known: date | None,
    format: str,
    output: Path | None,
) -> None:
    """Show the class sheets that end with the week asked for, without one with the latest."""
    from attendctl.casework.class_sheets import class_sheets
    from attendctl.ledger.book import open_ledger
    from attendctl.reports.class_sheets_dict import class_sheets_dict
    from attendctl.reports.class_sheets_shown import refuse_unfit_form, show_class_sheets

    refuse_unfit_form(format, output)
    wait = settings.ledger.wait_seconds
    with progress(format=format) as tell:
        with open_ledger(settings.ledger_path, wait_seconds=wait, known=known) as book:
            sheets = class_sheets(
                book.connection,
                settings,
                today=today(),
                week=period.week,
                as_of=as_of,
                known=known,
                school=school,
                class_name=class_name,
                tell=tell,
            )
        contract = class_sheets_dict(sheets, display=display)
        if output is not None:
            tell(f"Writing {output.name}")
            show_class_sheets(contract, format, output)
    if output is None:
        show_class_sheets(contract, format, output)
