"""``attendctl check``: the health of the register, and whether the ledger holds what it was told."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from attendctl.cli.options import (
    AsOfOption,
    ConfigOption,
    LedgerOption,
    OutputOption,
    SchoolOption,
    settings_for,
    today,
)
from attendctl.cli.progress import progress


class CheckFormat(StrEnum):
    """How the findings are printed."""

    table = "table"
    json = "json"
    csv = "csv"


def check(
    context: typer.Context,
    school: SchoolOption = None,
    as_of: AsOfOption = None,
    format: Annotated[
        CheckFormat, typer.Option("--format", help="How to print the result.")
    ] = CheckFormat.table,
    output: OutputOption = None,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Look for marks missing, hardly right or changed late, each with a fix; verify the ledger itself."""
    from attendctl.casework.register_health.check import check_register
    from attendctl.errors import DONE_WITH_SOME_SET_ASIDE, InputRefused
    from attendctl.ledger.book import open_ledger
    from attendctl.reports.check_shown import check_csv, check_dict, check_text
    from attendctl.reports.printed import json_text_by_lines, print_or_write

    settings = settings_for(context, config, ledger)
    with (
        progress(format=format.value) as tell,
        open_ledger(settings.ledger_path, wait_seconds=settings.ledger.wait_seconds) as book,
    ):
        health = check_register(
            book.connection, settings, today=today(), as_of=as_of, school=school, tell=tell
        )
    if format is CheckFormat.json:
        print_or_write(json_text_by_lines(check_dict(health)), output)
    elif format is CheckFormat.csv:
        print_or_write(check_csv(health), output, encoding="utf-8-sig")
    else:
        print_or_write(check_text(health), output)
    if not health.is_sound:
        raise typer.Exit(InputRefused.exit_status)
    if not health.is_clean:
        raise typer.Exit(DONE_WITH_SOME_SET_ASIDE)
