"""``attendctl imports``: what came into the ledger."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from attendctl.cli.options import ConfigOption, KnownOption, LedgerOption, OutputOption, settings_for


class ListFormat(StrEnum):
    """How the list is printed."""

    table = "table"
    json = "json"
    csv = "csv"


def imports(
    context: typer.Context,
    known: KnownOption = None,
    format: Annotated[
        ListFormat, typer.Option("--format", help="How to print the result.")
    ] = ListFormat.table,
    output: OutputOption = None,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """List every import with its number, undone ones too."""
    from attendctl.ledger.book import open_ledger
    from attendctl.ledger.imports import list_imports
    from attendctl.reports.imports_shown import imports_csv, imports_dict, imports_text
    from attendctl.reports.printed import json_text, print_or_write

    settings = settings_for(context, config, ledger)
    with open_ledger(settings.ledger_path, wait_seconds=settings.ledger.wait_seconds, known=known) as book:
        made = list_imports(book)
    if format is ListFormat.json:
        print_or_write(json_text(imports_dict(made)), output)
    elif format is ListFormat.csv:
        print_or_write(imports_csv(made), output, encoding="utf-8-sig")
    else:
        print_or_write(imports_text(made), output)
