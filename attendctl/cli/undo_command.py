"""``attendctl undo``: withdrawing one import."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from attendctl.cli.options import (
    ConfigOption,
    LedgerOption,
    OutputOption,
    ToldOption,
    day_told,
    settings_for,
    today,
)


class UndoFormat(StrEnum):
    """How the outcome is printed."""

    table = "table"
    json = "json"


def undo(
    context: typer.Context,
    import_number: Annotated[
        int, typer.Argument(metavar="IMPORT", help="The number that attendctl imports shows.")
    ],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, change nothing.")
    ] = False,
    known: ToldOption = None,
    format: Annotated[
        UndoFormat, typer.Option("--format", help="How to print the result.")
    ] = UndoFormat.table,
    output: OutputOption = None,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Withdraw one import: the register reads as if it had never been made. Nothing is deleted."""
    from attendctl.ledger.undo import undo as withdraw
    from attendctl.reports.imports_shown import undo_text
    from attendctl.reports.printed import json_text, print_or_write

    settings = settings_for(context, config, ledger)
    outcome = withdraw(
        settings.ledger_path,
        import_number,
        undone_on=day_told(known, today=today()),
        wait_seconds=settings.ledger.wait_seconds,
        dry_run=dry_run,
    )
    text = json_text(outcome.as_json()) if format is UndoFormat.json else undo_text(outcome)
    print_or_write(text, output)
