"""``attendctl patterns``: what absences have in common that luck would hardly make."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from attendctl.cli.options import (
    AsOfOption,
    ConfigOption,
    FormatOption,
    KnownOption,
    LedgerOption,
    OutputFormat,
    OutputOption,
    SchoolOption,
    day,
    settings_for,
    today,
)
from attendctl.cli.progress import progress

PupilOption = Annotated[
    str | None,
    typer.Option(
        "--pupil",
        metavar="PUPIL",
        help="Only this pupil, by UPN, admission number or name.",
        show_default=False,
    ),
]
ClassOption = Annotated[
    str | None,
    typer.Option("--class", metavar="NAME", help="Only this class and its pupils.", show_default=False),
]
FromOption = Annotated[
    date | None,
    typer.Option(
        "--from",
        parser=day,
        metavar="DATE",
        help="The first day looked at. Default: 1 September.",
        show_default=False,
    ),
]
ToOption = Annotated[
    date | None,
    typer.Option(
        "--to",
        parser=day,
        metavar="DATE",
        help="The last day looked at. Default: the last with marks.",
        show_default=False,
    ),
]
CouldBeLuckOption = Annotated[
    bool,
    typer.Option("--could-be-luck", help="List also what is rare by itself, but not among so many."),
]


def patterns(
    context: typer.Context,
    pupil: PupilOption = None,
    class_name: ClassOption = None,
    from_day: FromOption = None,
    to_day: ToOption = None,
    could_be_luck: CouldBeLuckOption = False,
    school: SchoolOption = None,
    as_of: AsOfOption = None,
    known: KnownOption = None,
    format: FormatOption = OutputFormat.table,
    output: OutputOption = None,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Find what absences have in common that luck would hardly make, and attendance around each step."""
    from attendctl.casework.patterns.search import Asked, find_patterns
    from attendctl.ledger.book import open_ledger
    from attendctl.reports.output import refuse_unfit_output
    from attendctl.reports.patterns_json import patterns_dict
    from attendctl.reports.patterns_shown import show_patterns

    refuse_unfit_output(format.value, output)
    asked = Asked(from_day=from_day, to_day=to_day, school=school, class_name=class_name, pupil=pupil)
    settings = settings_for(context, config, ledger)
    wait = settings.ledger.wait_seconds
    with (
        progress(format=format.value) as tell,
        open_ledger(settings.ledger_path, wait_seconds=wait, known=known) as book,
    ):
        report = find_patterns(book.connection, settings, asked, today=today(), as_of=as_of, tell=tell)
    show_patterns(patterns_dict(report, with_luck=could_be_luck, known=known), format.value, output)
