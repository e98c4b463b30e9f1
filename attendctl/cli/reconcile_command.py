"""``attendctl reconcile``: which rule makes another tool's figure differ from ours."""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from attendctl.cli.options import (
    AsOfOption,
    ConfigOption,
    KnownOption,
    LedgerOption,
    OutputOption,
    SchoolOption,
    day,
    settings_for,
    today,
)
from attendctl.cli.progress import progress
from attendctl.errors import WrongUsage


class ReconcileFormat(StrEnum):
    """How the answer is printed."""

    table = "table"
    json = "json"
    csv = "csv"


def percentage(text: str) -> Decimal:
    """Read a percentage as it is printed elsewhere; its decimals say how exact it is."""
    try:
        value = Decimal(text.strip().removesuffix("%").strip())
    except InvalidOperation:
        raise typer.BadParameter(f"{text!r} is not a percentage. Write it as 94.3.") from None
    if not value.is_finite() or not 0 <= value <= 100:
        raise typer.BadParameter(f"{text!r} is not a percentage from 0 to 100.")
    if value.as_tuple().exponent not in range(-6, 1):
        raise typer.BadParameter(f"{text!r} has more decimals than a percentage is printed with.")
    return value


def reconcile(
    context: typer.Context,
    attendance: Annotated[
        Decimal | None,
        typer.Option(
            "--attendance",
            parser=percentage,
            metavar="PERCENT",
            help="Attendance as the other tool prints it, with all its decimals.",
            show_default=False,
        ),
    ] = None,
    persistent: Annotated[
        Decimal | None,
        typer.Option(
            "--persistent",
            parser=percentage,
            metavar="PERCENT",
            help="Persistent absence as the other tool prints it, in percent of pupils.",
            show_default=False,
        ),
    ] = None,
    totals: Annotated[
        Path | None,
        typer.Option(
            "--totals",
            metavar="FILE",
            help="The other tool's totals of sessions, one row a pupil.",
            show_default=False,
        ),
    ] = None,
    from_day: Annotated[
        date | None,
        typer.Option(
            "--from",
            parser=day,
            metavar="DATE",
            help="The first day it counts. Default: 1 September.",
            show_default=False,
        ),
    ] = None,
    to_day: Annotated[
        date | None,
        typer.Option(
            "--to", parser=day, metavar="DATE", help="The last day it counts; as --as-of.", show_default=False
        ),
    ] = None,
    school: SchoolOption = None,
    as_of: AsOfOption = None,
    known: KnownOption = None,
    format: Annotated[
        ReconcileFormat, typer.Option("--format", help="How to print the result.")
    ] = ReconcileFormat.table,
    output: OutputOption = None,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Say which rule, or which two, make another tool's figures differ from ours; or that none does."""
    if attendance is None and persistent is None and totals is None:
        raise WrongUsage(
            "There is nothing to compare with.",
            remedy="Give a figure of the other tool: --attendance 94.3, --persistent 14.1 or --totals FILE.",
        )
    if to_day is not None and as_of is not None and to_day != as_of:
        raise WrongUsage(f"--to {to_day} and --as-of {as_of} are two last days.", remedy="Give one of them.")
    from attendctl.casework.reconciled.counting import prepare_counting
    from attendctl.casework.reconciled.figures import Asked, FigureName
    from attendctl.casework.reconciled.pupil_totals import reconcile_totals
    from attendctl.casework.reconciled.reconcile import reconcile as find_rules
    from attendctl.casework.school_benchmarks import own_benchmarks
    from attendctl.exports.totals import read_totals
    from attendctl.ledger.book import open_ledger
    from attendctl.reports.reconcile_dict import reconcile_dict
    from attendctl.reports.reconcile_shown import show_reconciliation
    from attendctl.rules.benchmarks import load_tables

    settings = settings_for(context, config, ledger)
    stated = read_totals(totals, settings) if totals else None
    given: dict[FigureName, Decimal | None] = {"attendance": attendance, "persistent": persistent}
    asked = {name: Asked.of(percent) for name, percent in given.items() if percent is not None}
    wait = settings.ledger.wait_seconds
    with (
        progress(format=format.value) as tell,
        open_ledger(settings.ledger_path, wait_seconds=wait, known=known) as book,
    ):
        counting = prepare_counting(
            book.connection,
            settings,
            load_tables(own_benchmarks(settings)),
            today=today(),
            school=school,
            as_of=to_day or as_of,
            from_day=from_day,
            on_progress=tell,
        )
        found = find_rules(counting, asked) if asked else None
        compared = reconcile_totals(counting, stated) if stated else None
        contract = reconcile_dict(counting, found, compared)
    show_reconciliation(contract, format.value, output)
