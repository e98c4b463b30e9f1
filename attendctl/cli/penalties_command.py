"""``attendctl penalties``: who is at the penalty threshold, who is near it, and when."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from attendctl.cli.options import (
    AsOfOption,
    ConfigOption,
    FormatOption,
    KnownOption,
    LedgerOption,
    OutputFormat,
    OutputOption,
    SchoolOption,
    settings_for,
    today,
)

penalties_app = typer.Typer(
    name="penalties",
    invoke_without_command=True,
    rich_markup_mode=None,
)


@penalties_app.callback()
def penalties(
    context: typer.Context,
    pupil: Annotated[
        str | None,
        typer.Option(
            "--pupil",
            metavar="PUPIL",
            help="Only this pupil, by UPN, admission number or name.",
            show_default=False,
        ),
    ] = None,
    at_threshold: Annotated[
        bool, typer.Option("--at-threshold", help="Only pupils at the threshold now.")
    ] = False,
    school: SchoolOption = None,
    as_of: AsOfOption = None,
    known: KnownOption = None,
    format: FormatOption = OutputFormat.table,
    output: OutputOption = None,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """List every pupil with sessions toward the threshold: how many, since when, and until when.

    Each with the sessions themselves, the day the threshold was reached, how many more would reach it, and
    when the oldest leave the window. Sessions cited in a notice that stands are not counted again.
    """
    if context.invoked_subcommand is not None:
        return
    from attendctl.casework.penalties.listed import penalty_list
    from attendctl.casework.pupil_meant import pupils_meant, pupils_of
    from attendctl.ledger.book import open_ledger
    from attendctl.reports.penalties_dict import penalties_dict
    from attendctl.reports.penalties_shown import show_penalties

    settings = settings_for(context, config, ledger)
    with open_ledger(settings.ledger_path, wait_seconds=settings.ledger.wait_seconds, known=known) as book:
        wanted = {one.pupil_id for one in pupils_meant(pupils_of(book.connection), pupil)} if pupil else None
        listed = penalty_list(book.connection, settings, today=today(), as_of=as_of, school=school)
    rows = (
        row
        for row in listed.rows
        if (wanted is None or row.pupil.pupil_id in wanted) and (row.is_at_threshold or not at_threshold)
    )
    show_penalties(penalties_dict(replace(listed, rows=tuple(rows)), known=known), format, output)
