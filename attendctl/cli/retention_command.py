"""``attendctl retention``: what is older than the law asks to keep, and its removal."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from attendctl.cli.options import ConfigOption, LedgerOption, settings_for, today


class RetentionFormat(StrEnum):
    """How the list is printed."""

    table = "table"
    json = "json"


def retention(
    context: typer.Context,
    confirm: Annotated[
        bool, typer.Option("--confirm", help="Remove it for good. A backup is made first: --backup.")
    ] = False,
    backup: Annotated[
        Path | None,
        typer.Option(
            "--backup",
            metavar="FILE",
            help="With --confirm: the backup to write before anything is removed.",
            show_default=False,
        ),
    ] = None,
    format: Annotated[
        RetentionFormat, typer.Option("--format", help="How to print the result.")
    ] = RetentionFormat.table,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """List what is older than the years the law asks to keep; --confirm removes it and leaves the counts."""
    from attendctl.casework.retention import first_day_kept
    from attendctl.ledger.backup import make_backup
    from attendctl.ledger.book import open_ledger
    from attendctl.ledger.chain_removal import removed_before
    from attendctl.ledger.made_anew import make_anew
    from attendctl.ledger.retention import find_old_entries, remove_old_entries
    from attendctl.reports.printed import json_text
    from attendctl.reports.retention_shown import retention_dict, retention_text
    from attendctl.rules.register_retention import register_retention

    _refuse_without_backup(confirm, backup)
    settings = settings_for(context, config, ledger)
    path, wait = settings.ledger_path, settings.ledger.wait_seconds
    on, kept_from = today(), first_day_kept(today())
    with open_ledger(path, wait_seconds=wait) as book:
        old = find_old_entries(book.connection, made_before=kept_from)
    goes = confirm and backup is not None and bool(old)
    if goes:
        assert backup is not None
        make_backup(path, backup, made_on=on, wait_seconds=wait)
        old = tuple(
            make_anew(
                path,
                lambda connection: remove_old_entries(connection, made_before=kept_from, removed_on=on),
                wait_seconds=wait,
            )
        )
    with open_ledger(path, wait_seconds=wait) as book:
        before = removed_before(book.connection)
    contract = retention_dict(
        old,
        before,
        first_day_kept=kept_from,
        years=register_retention().in_force(on).years,
        backup=backup if goes else None,
        copies=_copies_beside(path, backup),
        removed=goes,
    )
    typer.echo(json_text(contract) if format is RetentionFormat.json else retention_text(contract), nl=False)


def _copies_beside(ledger: Path, new: Path | None) -> list[str]:
    """Return the names of what backup, restore and a change of version leave beside a ledger."""
    folder = ledger.absolute().parent
    found = [*folder.glob(f"{ledger.name}.before-*"), *folder.glob(f"{ledger.stem}-backup-*.zip")]
    return sorted(copy.name for copy in found if new is None or copy != new.absolute())


def _refuse_without_backup(confirm: bool, backup: Path | None) -> None:
    from attendctl.errors import WrongUsage

    if confirm and backup is None:
        raise WrongUsage(
            "What is removed cannot be had back, so a backup is made first.",
            remedy="Name it: attendctl retention --confirm --backup before-removal.zip",
        )
    if backup is not None and not confirm:
        raise WrongUsage(
            "--backup goes with --confirm: nothing is removed without it.",
            remedy="For a backup alone: attendctl backup FILE",
        )
