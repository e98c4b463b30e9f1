"""``attendctl history``: what was changed in the register."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from attendctl.cli.options import (
    ConfigOption,
    KnownOption,
    LedgerOption,
    OutputOption,
    SchoolOption,
    settings_for,
)
from attendctl.cli.period_options import FromOption, ToOption


class HistoryFormat(StrEnum):
    """How the list is printed."""

    table = "table"
    json = "json"
    csv = "csv"


def history(
    context: typer.Context,
    pupil: Annotated[
        str | None,
        typer.Argument(
            metavar="[PUPIL]",
            help="One pupil, by UPN, admission number, MIS id or name. Default: all.",
            show_default=False,
        ),
    ] = None,
    from_day: FromOption = None,
    to_day: ToOption = None,
    school: SchoolOption = None,
    known: KnownOption = None,
    format: Annotated[
        HistoryFormat, typer.Option("--format", help="How to print the result.")
    ] = HistoryFormat.table,
    output: OutputOption = None,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """List every amendment of the register: original, new, reason, the day, and who made it."""
    from attendctl.casework.register_history import amended_marks
    from attendctl.ledger.book import open_ledger
    from attendctl.reports.amendments_shown import history_csv, history_dict, history_text
    from attendctl.reports.printed import json_text_by_lines, print_or_write

    settings = settings_for(context, config, ledger)
    with open_ledger(settings.ledger_path, wait_seconds=settings.ledger.wait_seconds, known=known) as book:
        marks = amended_marks(
            book.connection, settings, asked=pupil, school=school, from_day=from_day, to_day=to_day
        )
    if format is HistoryFormat.json:
        print_or_write(json_text_by_lines(history_dict(marks, known=known)), output)
    elif format is HistoryFormat.csv:
        print_or_write(history_csv(marks), output, encoding="utf-8-sig")
    else:
        print_or_write(history_text(marks), output)
