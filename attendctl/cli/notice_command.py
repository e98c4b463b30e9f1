"""``attendctl notice``: penalty notices and notices to improve, and what became of each."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

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
    details_said,
)
from attendctl.cli.notice_options import (
    BelowThresholdOption,
    ParentOption,
    ReceivedOption,
    SessionsOption,
    log_notice,
)
from attendctl.cli.notice_outcomes import end, pay, prosecute, review, unpaid, withdraw
from attendctl.cli.options import (
    ConfigOption,
    KnownOption,
    LedgerOption,
    OutputOption,
    SchoolOption,
    ToldOption,
    day,
    day_told,
    settings_for,
    today,
)

notice_app = typer.Typer(
    name="notice",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Issue penalty notices and notices to improve, log what became of them, show them.",
)


class NoticesFormat(StrEnum):
    """How the notices are printed."""

    table = "table"
    json = "json"


@notice_app.command("issue")
def issue(
    context: typer.Context,
    pupil: PupilArgument,
    parent: ParentOption,
    received: ReceivedOption = None,
    sessions: SessionsOption = "auto",
    elsewhere: Annotated[
        str | None,
        typer.Option(
            "--elsewhere",
            metavar="WHO",
            help="Another school or authority that issued it: entered as it was, without checks.",
            show_default=False,
        ),
    ] = None,
    below_threshold: BelowThresholdOption = None,
    despite_hold: Annotated[
        str | None,
        typer.Option(
            "--despite-hold",
            metavar="REASON",
            help="Why, although a hold is in force.",
            show_default=False,
        ),
    ] = None,
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
    """Log a penalty notice to one parent: checked against the law, the code of conduct and the log."""
    from attendctl.casework.case_checks import Asked
    from attendctl.casework.notices import issue as issuing

    asked = Asked(pupil, day_told(known, today=today()), on, by, position, school)
    said = issuing.IssueAsked(parent, received, sessions, elsewhere, below_threshold, despite_hold, note)
    settings = settings_for(context, config, ledger)
    log_notice(settings, lambda book: issuing.issue(book, settings, asked, said), format, dry_run)


@notice_app.command("improve")
def improve(
    context: typer.Context,
    pupil: PupilArgument,
    parent: ParentOption,
    weeks: Annotated[
        int | None,
        typer.Option(
            "--weeks",
            min=1,
            metavar="N",
            help="How long, from --on. Default: as long as the code of conduct usually has it.",
            show_default=False,
        ),
    ] = None,
    say: SayOption = None,
    sessions: SessionsOption = "auto",
    below_threshold: BelowThresholdOption = None,
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
    """Log a notice to improve to one parent, with what its letter is to say (--say)."""
    from attendctl.casework.case_checks import Asked
    from attendctl.casework.notices import improve as improving

    asked = Asked(pupil, day_told(known, today=today()), on, by, position, school)
    said = improving.ImproveAsked(parent, weeks, details_said(say or []), sessions, below_threshold, note)
    settings = settings_for(context, config, ledger)
    log_notice(settings, lambda book: improving.improve(book, settings, asked, said), format, dry_run)


for outcome in (pay, unpaid, prosecute, withdraw, review, end):
    notice_app.command(outcome.__name__)(outcome)


@notice_app.command("show")
def show(
    context: typer.Context,
    pupil: Annotated[
        str | None,
        typer.Argument(metavar="[PUPIL]", help="One pupil. Default: all notices.", show_default=False),
    ] = None,
    on: Annotated[
        date | None,
        typer.Option(
            "--on",
            parser=day,
            metavar="DATE",
            help="As they stand on this day. Default: today.",
            show_default=False,
        ),
    ] = None,
    school: SchoolOption = None,
    known: KnownOption = None,
    format: Annotated[NoticesFormat, typer.Option("--format", help="How to print them.")] = (
        NoticesFormat.table
    ),
    output: OutputOption = None,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Show notices: what became of each, what is to pay by when, and the days to watch."""
    from attendctl.casework.notices.notice_list import list_notices
    from attendctl.ledger.book import open_ledger
    from attendctl.reports.notice_shown import notices_dict, notices_text
    from attendctl.reports.printed import json_text, print_or_write

    day_shown = on or today()
    settings = settings_for(context, config, ledger)
    with open_ledger(settings.ledger_path, wait_seconds=settings.ledger.wait_seconds, known=known) as book:
        listed = list_notices(book.connection, settings, on=day_shown, pupil=pupil, school=school)
    if format is NoticesFormat.json:
        print_or_write(json_text(notices_dict(listed, on=day_shown)), output)
    else:
        print_or_write(notices_text(listed, on=day_shown), output)
