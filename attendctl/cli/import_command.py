"""``attendctl import``: marks, pupils and contacts from exports into the ledger."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from attendctl.cli.options import (
    ConfigOption,
    LedgerOption,
    OutputOption,
    SchoolOption,
    ToldOption,
    day,
    day_told,
    settings_for,
    today,
)
from attendctl.cli.progress import progress


class ImportFormat(StrEnum):
    """How the outcome of an import is printed."""

    table = "table"
    json = "json"


def import_files(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...", help="Exports as the MIS wrote them, oldest first.", show_default=False
        ),
    ],
    layout: Annotated[
        str | None,
        typer.Option("--layout", metavar="NAME", help="The files' layout, when two fit.", show_default=False),
    ] = None,
    school: SchoolOption = None,
    week_of: Annotated[
        date | None,
        typer.Option(
            "--date",
            parser=day,
            metavar="DATE",
            help="A day of the week (or year) of files that do not give one.",
            show_default=False,
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Do everything, save nothing.")] = False,
    accept_partial: Annotated[
        bool,
        typer.Option("--accept-partial", help="Keep the good rows, set the others aside (exit status 6)."),
    ] = False,
    accept_older: Annotated[
        bool, typer.Option("--accept-older", help="Take in a file that looks older than the ledger.")
    ] = False,
    match_names: Annotated[
        bool,
        typer.Option("--match-names", help="Know pupils without any number by their name and date of birth."),
    ] = False,
    known: ToldOption = None,
    as_of: Annotated[
        date | None,
        typer.Option(
            "--as-of",
            parser=day,
            metavar="DATE",
            help="Read the files as on this day. Default: today.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        ImportFormat, typer.Option("--format", help="How to print the outcome.")
    ] = ImportFormat.table,
    output: OutputOption = None,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Take marks, pupils and contacts from exports into the ledger. All of the files, or none."""
    from attendctl.import_files import import_files as take_in
    from attendctl.reports.import_summary import refusal_lines, summary_lines
    from attendctl.reports.printed import json_text, print_or_write

    with progress(format=format.value) as tell:
        result = take_in(
            files,
            settings_for(context, config, ledger),
            today=as_of or today(),
            known_on=day_told(known, today=today()),
            layout=layout,
            school=school,
            week_of=week_of,
            accept_partial=accept_partial,
            accept_older=accept_older,
            match_names=match_names,
            dry_run=dry_run,
            tell=tell,
        )
    if format is ImportFormat.json:
        print_or_write(json_text(result.as_json()), output)
    else:
        print_or_write("".join(f"{line}\n" for line in summary_lines(result, dry_run=dry_run)), output)
    for outcome in result.files:
        for line in refusal_lines(outcome):
            typer.echo(line, err=True)
    raise typer.Exit(result.exit_status)
