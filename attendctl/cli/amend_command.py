"""``attendctl amend``: one mark of the register corrected by hand, as the law asks."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from attendctl.cli.case_options import ByOption, PositionOption
from attendctl.cli.options import (
    ConfigOption,
    LedgerOption,
    SchoolOption,
    ToldOption,
    day,
    day_told,
    settings_for,
    today,
)

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from attendctl.casework.amending import Amendment
    from attendctl.ledger.by_hand import MarkByHand


class AmendFormat(StrEnum):
    """How the outcome is printed."""

    table = "table"
    json = "json"


def amend(
    context: typer.Context,
    pupil: Annotated[
        str, typer.Argument(metavar="PUPIL", help="UPN, admission number, MIS id, or forename and surname.")
    ],
    on: Annotated[date, typer.Argument(metavar="DATE", parser=day, help="The day of the mark.")],
    session: Annotated[str, typer.Argument(metavar="SESSION", help="AM or PM.")],
    code: Annotated[str, typer.Argument(metavar="CODE", help="The code that is right, such as I or '/'.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why the entry is amended.")],
    by: ByOption = None,
    position: PositionOption = None,
    minutes: Annotated[
        int | None,
        typer.Option("--minutes", metavar="N", help="Minutes late, with L or U.", show_default=False),
    ] = None,
    school: SchoolOption = None,
    known: ToldOption = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would change, change nothing.")
    ] = False,
    format: Annotated[
        AmendFormat, typer.Option("--format", help="How to print the result.")
    ] = AmendFormat.table,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Amend one mark by hand: the original stays, with the reason, the day, and who did it."""
    from attendctl.casework.amending import AmendmentAsked, amendment
    from attendctl.ledger.by_hand import enter_mark
    from attendctl.measures.engine import prepare_register
    from attendctl.reports.amendments_shown import outcome_dict, outcome_text
    from attendctl.reports.printed import json_text, print_or_write

    settings = settings_for(context, config, ledger)
    told = day_told(known, today=today())
    asked = AmendmentAsked(pupil, on, session, code, reason, by, position, minutes, school)

    checked: Amendment | None = None

    def decide(connection: DuckDBPyConnection) -> MarkByHand | None:
        nonlocal checked
        prepare_register(connection)
        checked = amendment(connection, settings, asked, told=told)
        return None if checked.changes_nothing else checked.mark

    wait = settings.ledger.wait_seconds
    entered = enter_mark(settings.ledger_path, decide, known_on=told, wait_seconds=wait, dry_run=dry_run)
    assert checked is not None
    import_id = entered.import_id if entered else None
    if format is AmendFormat.json:
        print_or_write(json_text(outcome_dict(checked, told, import_id)), None)
    else:
        print_or_write(outcome_text(checked, told, import_id, dry_run=dry_run), None)
