"""``attendctl returns``: of whom the local authority is to be told by law, and the record that it was."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from attendctl.cli.case_options import (
    ByOption,
    DryRunOption,
    LoggedFormat,
    LoggedFormatOption,
    NoteOption,
    OnOption,
    PositionOption,
    PupilArgument,
    log_in_ledger,
)
from attendctl.cli.options import (
    AsOfOption,
    ConfigOption,
    KnownOption,
    LedgerOption,
    OutputOption,
    SchoolOption,
    ToldOption,
    day_told,
    remember,
    settings_for,
    today,
)
from attendctl.errors import WrongUsage

if TYPE_CHECKING:
    from attendctl.settings import Settings


class ReturnsFormat(StrEnum):
    """How the list is printed, or written."""

    table = "table"
    json = "json"
    xlsx = "xlsx"


DutyOption = Annotated[
    str | None,
    typer.Option("--duty", metavar="NAME", help="Only this duty. A wrong one lists all.", show_default=False),
]
PupilOption = Annotated[
    str | None,
    typer.Option(
        "--pupil",
        metavar="PUPIL",
        help="Only this pupil, by UPN, admission number or name.",
        show_default=False,
    ),
]
RecordOption = Annotated[
    bool,
    typer.Option("--record", help="Write what is due to --output, and log that each return was made."),
]

returns_app = typer.Typer(
    name="returns",
    invoke_without_command=True,
    rich_markup_mode=None,
    help="List of whom the local authority is to be told by law; --record logs that it was told.",
)


@returns_app.callback()
def returns(
    context: typer.Context,
    duty: DutyOption = None,
    pupil: PupilOption = None,
    record: RecordOption = False,
    by: ByOption = None,
    position: PositionOption = None,
    school: SchoolOption = None,
    as_of: AsOfOption = None,
    known: KnownOption = None,
    format: Annotated[
        ReturnsFormat | None,
        typer.Option("--format", help="How to print it. Default: table.", show_default=False),
    ] = None,
    output: OutputOption = None,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """List of whom the local authority is to be told by law; --record logs that it was told."""
    given = context.obj or {}
    if context.invoked_subcommand is not None:
        _refuse_options_before(context)
        remember(context, config or given.get("config"), ledger or given.get("ledger"))
        return
    settings = settings_for(context, config, ledger)
    asked = {"duty": duty, "pupil": pupil, "school": school, "as_of": as_of}
    if record:
        _record(settings, asked, by, position, known, format, output)
    else:
        _show(settings, asked, known, format, output)


@returns_app.command("confirm")
def confirm(
    context: typer.Context,
    pupil: PupilArgument,
    duty: Annotated[
        str, typer.Option("--duty", metavar="NAME", help="illness: no other duty looks ahead.")
    ] = "illness",
    no: Annotated[bool, typer.Option("--no", help="It is not expected.")] = False,
    note: NoteOption = None,
    on: OnOption = None,
    by: ByOption = None,
    position: PositionOption = None,
    school: SchoolOption = None,
    known: ToldOption = None,
    dry_run: DryRunOption = False,
    format: LoggedFormatOption = LoggedFormat.table,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Log that an illness is expected to reach the days of a return, or with --no that it is not."""
    from attendctl.casework.case_checks import Asked
    from attendctl.casework.returns.confirm import confirm_illness
    from attendctl.casework.returns.duties import duty_named

    named = duty_named(duty) or duty
    asked = Asked(pupil, day_told(known, today=today()), on, by, position, school)
    settings = settings_for(context, config, ledger)
    log_in_ledger(
        settings,
        lambda book: confirm_illness(book, settings, asked, named, expected=not no, note=note),
        format,
        dry_run,
    )


def _show(
    settings: Settings,
    asked: dict[str, Any],
    known: date | None,
    format: ReturnsFormat | None,
    output: Path | None,
) -> None:
    from attendctl.casework.returns.chosen import chosen_returns
    from attendctl.ledger.book import open_ledger
    from attendctl.reports.output import refuse_unfit_output
    from attendctl.reports.returns_json import returns_dict
    from attendctl.reports.returns_shown import write_returns

    is_workbook = format is None and output is not None and output.suffix.casefold() == ".xlsx"
    form = ReturnsFormat.xlsx if is_workbook else format or ReturnsFormat.table
    refuse_unfit_output(form, output)
    with open_ledger(settings.ledger_path, wait_seconds=settings.ledger.wait_seconds, known=known) as book:
        listed = chosen_returns(book.connection, settings, today=today(), **asked)
    write_returns(returns_dict(listed, known=known), form, output)


def _record(
    settings: Settings,
    asked: dict[str, Any],
    by: str | None,
    position: str | None,
    known: date | None,
    format: ReturnsFormat | None,
    output: Path | None,
) -> None:
    """Log the returns and write their file in one transaction: both are kept, or neither."""
    from attendctl.casework.returns.chosen import chosen_returns
    from attendctl.casework.returns.record import record_returns
    from attendctl.ledger.book import open_ledger_to_write
    from attendctl.reports.returns_json import returns_dict
    from attendctl.reports.returns_shown import write_new_workbook, write_returns

    if output is None or output.suffix.casefold() != ".xlsx" or known is not None:
        raise WrongUsage(
            "--record needs --output FILE.xlsx, and no --known: it records what is known today.",
            remedy="Say: attendctl returns --record --output returns.xlsx",
        )
    told = today()
    with open_ledger_to_write(settings.ledger_path, wait_seconds=settings.ledger.wait_seconds) as book:
        listed = chosen_returns(book.connection, settings, today=told, **asked)
        recorded = record_returns(
            book,
            listed.due,
            returned_on=listed.returned_on,
            told=told,
            file=output.name,
            by=by,
            position=position,
        )
        contract = returns_dict(listed, recorded=recorded, file=str(output) if recorded else None)
        if recorded:
            write_new_workbook(contract, output)
    form = ReturnsFormat.json if format is ReturnsFormat.json else ReturnsFormat.table
    write_returns(contract, form, None)


def _refuse_options_before(context: typer.Context) -> None:
    """Options of the list before ``confirm`` would be lost without a word."""
    lost = [
        name
        for name, value in context.params.items()
        if name not in ("config", "ledger") and value not in (None, False)
    ]
    if lost:
        raise WrongUsage(
            f"--{lost[0].replace('_', '-')} stands before {context.invoked_subcommand}.",
            remedy=f"Options go behind it: attendctl returns {context.invoked_subcommand} PUPIL --…",
        )
