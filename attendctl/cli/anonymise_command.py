"""``attendctl anonymise``: a copy of the ledger with the same numbers, about nobody."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from attendctl.cli.options import ConfigOption, LedgerOption, settings_for


class AnonymiseFormat(StrEnum):
    """How the outcome is printed."""

    table = "table"
    json = "json"


def anonymise(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.duckdb", help="The copy to write: a new file.")],
    format: Annotated[
        AnonymiseFormat, typer.Option("--format", help="How to print the result.")
    ] = AnonymiseFormat.table,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Write a copy of the ledger to share: the same marks and numbers, with other names and no texts."""
    import secrets

    from attendctl.ledger.anonymised import anonymise as write_copy
    from attendctl.policies.load import shipped_policies
    from attendctl.reports.printed import json_text

    settings = settings_for(context, config, ledger)
    done = write_copy(
        settings.ledger_path,
        file,
        policies=shipped_policies(),
        secret=secrets.token_bytes(32),  # known to nobody when this command ends
        wait_seconds=settings.ledger.wait_seconds,
    )
    if format is AnonymiseFormat.json:
        typer.echo(json_text({"file": str(file), **vars(done)}), nl=False)
        return
    typer.echo(f"{file}: {done.pupils:,} pupils, {done.marks:,} marks, {done.imports:,} imports.")
    typer.echo(
        "  Names, numbers, birthdays, addresses, contacts, notes and the names of schools are other ones;"
    )
    typer.echo(
        "  the texts of letters are left out. Days, codes, classes, year groups and groups are as they were,"
    )
    typer.echo("  so a child with a rare history may be known by it: give the copy to people you trust.")
    typer.echo("  In an attendctl.toml for it the schools are called School 1, School 2, …")
