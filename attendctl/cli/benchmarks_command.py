"""``attendctl benchmarks``: published figures to compare a school with."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from attendctl.cli.options import (
    AsOfOption,
    ConfigOption,
    LedgerOption,
    OutputOption,
    day,
    settings_for,
    today,
)

benchmarks_app = typer.Typer(
    name="benchmarks",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="The Department for Education's published figures for England, its regions and local authorities.",
)


class FiguresFormat(StrEnum):
    """How published figures are printed."""

    table = "table"
    json = "json"
    csv = "csv"


class TextOrJson(StrEnum):
    """How the other results are printed."""

    table = "table"
    json = "json"


TextOption = Annotated[TextOrJson, typer.Option("--format", help="How to print the result.")]


@benchmarks_app.command("list")
def list_tables(
    context: typer.Context,
    areas: Annotated[
        bool, typer.Option("--areas", help="Also the regions and local authorities of the newest.")
    ] = False,
    format: TextOption = TextOrJson.table,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """List the tables of published figures that are held, with series, period and source."""
    from attendctl.casework.school_benchmarks import own_benchmarks
    from attendctl.reports.benchmarks_shown import tables_dict, tables_text
    from attendctl.reports.printed import json_text
    from attendctl.rules.benchmarks import load_tables

    tables = load_tables(own_benchmarks(settings_for(context, config, ledger)))
    contract = tables_dict(tables, areas=areas)
    typer.echo(json_text(contract) if format is TextOrJson.json else tables_text(contract), nl=False)


@benchmarks_app.command("show")
def show(
    context: typer.Context,
    phase: Annotated[
        str | None,
        typer.Option(
            "--phase", metavar="PHASE", help="primary, secondary, special or total.", show_default=False
        ),
    ] = None,
    region: Annotated[
        str | None, typer.Option("--region", metavar="NAME", help="A region of England.", show_default=False)
    ] = None,
    authority: Annotated[
        str | None,
        typer.Option(
            "--authority", metavar="NAME", help="A local authority, by name or number.", show_default=False
        ),
    ] = None,
    as_of: AsOfOption = None,
    format: Annotated[
        FiguresFormat, typer.Option("--format", help="How to print the result.")
    ] = FiguresFormat.table,
    output: OutputOption = None,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Show the figures for the schools of attendctl.toml, or for a phase and area given here."""
    from attendctl.casework.school_benchmarks import asked_benchmarks, own_benchmarks, school_benchmarks
    from attendctl.reports.benchmarks_shown import benchmarks_dict, show_benchmarks
    from attendctl.rules.benchmarks import load_tables, newest
    from attendctl.settings import SchoolSettings

    settings = settings_for(context, config, ledger)
    tables = load_tables(own_benchmarks(settings))
    if phase or region or authority:
        chosen = [asked_benchmarks(newest(tables, as_of=as_of), phase, region=region, authority=authority)]
    else:
        schools = settings.schools or [SchoolSettings(name="")]
        chosen = [school_benchmarks(school, tables, as_of=as_of) for school in schools]
    show_benchmarks(benchmarks_dict(chosen), format.value, output)


@benchmarks_app.command("update")
def update(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The year-to-date table, as downloaded.")],
    from_day: Annotated[
        date | None,
        typer.Option(
            "--from", parser=day, metavar="DATE", help="The first day it is of.", show_default=False
        ),
    ] = None,
    to_day: Annotated[
        date | None,
        typer.Option("--to", parser=day, metavar="DATE", help="The last day it is of.", show_default=False),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check the file and save nothing.")] = False,
    format: TextOption = TextOrJson.table,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Take in a newer download of the Department's table: checked, and kept beside attendctl.toml."""
    from attendctl.casework.benchmarks_update import take_in
    from attendctl.reports.benchmarks_shown import taken_in_dict, taken_in_text
    from attendctl.reports.printed import json_text
    from attendctl.reports.whole_file import write_whole

    settings = settings_for(context, config, ledger)
    done = take_in(file, settings, today=today(), from_day=from_day, to_day=to_day)
    if done.files and not dry_run:
        done.folder.mkdir(exist_ok=True)
        for name, content in done.files.items():
            write_whole(done.folder / name, content)
    contract = taken_in_dict(done, saved=bool(done.files) and not dry_run)
    typer.echo(json_text(contract) if format is TextOrJson.json else taken_in_text(contract), nl=False)
