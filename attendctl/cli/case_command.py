"""``attendctl case``: what was done, agreed and decided about a pupil."""

from __future__ import annotations

from datetime import date
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
    SayOption,
    ShownFormat,
    details_said,
    log_in_ledger,
    until_option,
)
from attendctl.cli.options import (
    ConfigOption,
    KnownOption,
    LedgerOption,
    OutputOption,
    SchoolOption,
    ToldOption,
    day_told,
    settings_for,
    today,
)

if TYPE_CHECKING:
    from attendctl.casework.case_file import CaseOutcome
    from attendctl.ledger.book import Ledger

case_app = typer.Typer(
    name="case",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Log what was done and agreed about a pupil, hold letters back, show the log.",
)


@case_app.command("log")
def log(
    context: typer.Context,
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND", help="contact, call, meeting, visit, plan, evidence, … A wrong one lists all."
        ),
    ],
    pupil: PupilArgument,
    on: OnOption = None,
    outcome: Annotated[
        str | None,
        typer.Option(
            "--outcome", metavar="WORD", help="How it went: held, missed, seen …", show_default=False
        ),
    ] = None,
    step: Annotated[
        str | None,
        typer.Option("--step", metavar="NAME", help="The policy's step that it does.", show_default=False),
    ] = None,
    until: Annotated[date | None, until_option("Its last day, or the day a meeting is arranged for.")] = None,
    sessions: Annotated[
        int | None,
        typer.Option(
            "--sessions", min=0, metavar="N", help="How many sessions it is about.", show_default=False
        ),
    ] = None,
    note: NoteOption = None,
    allowance: Annotated[
        str | None,
        typer.Option(
            "--allowance",
            metavar="NAME",
            help="Of absence accepted without evidence (--outcome allowed): the policy's allowance. "
            "Default: its only one.",
            show_default=False,
        ),
    ] = None,
    say: SayOption = None,
    by: ByOption = None,
    position: PositionOption = None,
    school: SchoolOption = None,
    known: ToldOption = None,
    dry_run: DryRunOption = False,
    format: LoggedFormatOption = LoggedFormat.table,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Log that something was done: a call, a meeting, a visit, a plan, evidence, leave …"""
    from attendctl.casework import case_checks, case_file

    asked = case_checks.Asked(pupil, day_told(known, today=today()), on, by, position, school)
    said: dict[str, Any] = {
        "outcome": outcome,
        "step": step,
        "until": until,
        "sessions": sessions,
        "note": note,
        "details": details_said(say or []) | ({"allowance": allowance} if allowance else {}),
    }
    settings = settings_for(context, config, ledger)
    log_in_ledger(
        settings, lambda book: case_file.log_entry(book, settings, asked, kind, **said), format, dry_run
    )


@case_app.command("group")
def group(
    context: typer.Context,
    pupil: PupilArgument,
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="A group of the school's policy. A wrong one lists all.")
    ],
    led_by: Annotated[
        str | None,
        typer.Option(
            "--led-by", metavar="NAME", help="The member of staff who leads the group.", show_default=False
        ),
    ] = None,
    on: OnOption = None,
    note: NoteOption = None,
    by: ByOption = None,
    position: PositionOption = None,
    school: SchoolOption = None,
    known: ToldOption = None,
    dry_run: DryRunOption = False,
    format: LoggedFormatOption = LoggedFormat.table,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Put a pupil into one of the policy's groups; a later group takes its place."""
    from attendctl.casework import case_checks, case_file

    asked = case_checks.Asked(pupil, day_told(known, today=today()), on, by, position, school)
    settings = settings_for(context, config, ledger)
    log_in_ledger(
        settings,
        lambda book: case_file.put_into_group(book, settings, asked, name, led_by=led_by, note=note),
        format,
        dry_run,
    )


@case_app.command("hold")
def hold(
    context: typer.Context,
    pupil: PupilArgument,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="Why: it is shown with what is held back.")
    ],
    until: Annotated[
        date | None, until_option("The last day of the hold. Default: until attendctl case release.")
    ] = None,
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
    """Hold letters back for a while: bereavement, serious illness, a case before the court."""
    from attendctl.casework import case_checks, case_file

    asked = case_checks.Asked(pupil, day_told(known, today=today()), on, by, position, school)
    settings = settings_for(context, config, ledger)
    log_in_ledger(
        settings,
        lambda book: case_file.hold(book, settings, asked, reason=reason, until=until),
        format,
        dry_run,
    )


@case_app.command("release")
def release(
    context: typer.Context,
    pupil: PupilArgument,
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
    """End a hold: what was held back is due again."""
    from attendctl.casework import case_checks, case_file

    asked = case_checks.Asked(pupil, day_told(known, today=today()), on, by, position, school)
    settings = settings_for(context, config, ledger)
    log_in_ledger(settings, lambda book: case_file.release(book, settings, asked, note=note), format, dry_run)


@case_app.command("target")
def target(
    context: typer.Context,
    pupil: PupilArgument,
    sessions: Annotated[
        int, typer.Option("--sessions", min=0, metavar="N", help="At most so many more sessions missed.")
    ],
    until: Annotated[date, until_option("The last day of the target.")],
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
    """Log an agreed target in sessions. One that does not lead to the band above is refused."""
    from attendctl.casework import case_checks, case_file

    asked = case_checks.Asked(pupil, day_told(known, today=today()), on, by, position, school)
    settings = settings_for(context, config, ledger)
    log_in_ledger(
        settings,
        lambda book: case_file.agree_target(book, settings, asked, sessions=sessions, until=until, note=note),
        format,
        dry_run,
    )


@case_app.command("withdraw")
def withdraw(
    context: typer.Context,
    entry: Annotated[int, typer.Argument(metavar="ENTRY", help="The number that attendctl case show gives.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it was wrong.")],
    by: ByOption = None,
    position: PositionOption = None,
    known: ToldOption = None,
    dry_run: DryRunOption = False,
    format: LoggedFormatOption = LoggedFormat.table,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Withdraw an entry that was wrong. It stays in the log and no longer counts."""
    from attendctl.casework import case_file

    told = day_told(known, today=today())
    settings = settings_for(context, config, ledger)

    def make(book: Ledger) -> CaseOutcome:
        return case_file.withdraw(book, settings, entry, told=told, reason=reason, by=by, position=position)

    log_in_ledger(settings, make, format, dry_run)


@case_app.command("show")
def show(
    context: typer.Context,
    pupil: Annotated[
        str | None,
        typer.Argument(metavar="[PUPIL]", help="One pupil. Default: the whole log.", show_default=False),
    ] = None,
    kind: Annotated[
        str | None, typer.Option("--kind", metavar="KIND", help="Only this kind.", show_default=False)
    ] = None,
    withdrawn: Annotated[bool, typer.Option("--withdrawn", help="Entries that were withdrawn, too.")] = False,
    school: SchoolOption = None,
    known: KnownOption = None,
    format: Annotated[ShownFormat, typer.Option("--format", help="How to print it.")] = ShownFormat.table,
    output: OutputOption = None,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Show what was logged, oldest first."""
    from attendctl.casework.case_list import list_case_entries
    from attendctl.ledger.book import open_ledger
    from attendctl.reports.case_shown import case_csv, case_dict, case_text
    from attendctl.reports.printed import json_text, print_or_write

    settings = settings_for(context, config, ledger)
    with open_ledger(settings.ledger_path, wait_seconds=settings.ledger.wait_seconds, known=known) as book:
        listed = list_case_entries(
            book.connection, settings, pupil=pupil, school=school, kind=kind, with_withdrawn=withdrawn
        )
    if format is ShownFormat.json:
        print_or_write(json_text(case_dict(listed)), output)
    elif format is ShownFormat.csv:
        print_or_write(case_csv(listed), output, encoding="utf-8-sig")
    else:
        print_or_write(case_text(listed), output)
