"""``attendctl backup`` and ``attendctl restore``: the ledger as one file of plain tables, and back."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from attendctl.cli.options import ConfigOption, LedgerOption, settings_for, today


class BackupFormat(StrEnum):
    """How the outcome is printed."""

    table = "table"
    json = "json"


FormatOption = Annotated[BackupFormat, typer.Option("--format", help="How to print the result.")]


def backup(
    context: typer.Context,
    file: Annotated[
        Path | None,
        typer.Argument(
            metavar="[FILE]",
            help="The file to write. Default: LEDGER-backup-DATE.zip beside the ledger.",
            show_default=False,
        ),
    ] = None,
    format: FormatOption = BackupFormat.table,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Write the whole ledger as one file of Parquet tables with check sums. Others may read meanwhile."""
    from attendctl.ledger.backup import make_backup
    from attendctl.reports.printed import json_text, print_or_write

    settings = settings_for(context, config, ledger)
    path = settings.ledger_path
    target = file or path.with_name(f"{path.stem}-backup-{today()}.zip")
    made = make_backup(path, target, made_on=today(), wait_seconds=settings.ledger.wait_seconds)
    if format is BackupFormat.json:
        print_or_write(json_text({"file": str(target), **made.as_json()}), None)
        return
    rows = sum(table.rows for table in made.tables)
    typer.echo(f"{target}: {len(made.tables)} tables, {rows:,} rows, {made.entries:,} entries of the chain.")
    typer.echo("  Keep a copy on another machine. attendctl restore puts it back.")


def restore(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that attendctl backup wrote.")],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Verify the backup, change nothing.")] = False,
    format: FormatOption = BackupFormat.table,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Verify a backup and put its ledger in place. The ledger that was there is kept beside it."""
    from attendctl.ledger.restore import restore_backup
    from attendctl.reports.printed import json_text, print_or_write

    settings = settings_for(context, config, ledger)
    done = restore_backup(
        file, settings.ledger_path, wait_seconds=settings.ledger.wait_seconds, dry_run=dry_run
    )
    if format is BackupFormat.json:
        print_or_write(json_text(done), None)
        return
    typer.echo(
        f"The backup of {done['made_on']} is sound: {done['marks']:,} marks, "
        f"{done['entries']:,} entries of the chain."
    )
    if not done["saved"]:
        typer.echo("Nothing was changed: this was a dry run.")
        return
    typer.echo(f"  It is {settings.ledger_path.name} now.")
    if done["kept_as"]:
        typer.echo(f"  The ledger that was there is kept as {done['kept_as']}.")
