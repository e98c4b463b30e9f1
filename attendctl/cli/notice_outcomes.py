"""What became of a notice: ``attendctl notice pay``, ``unpaid``, ``prosecute``, ``withdraw`` and so on."""

from __future__ import annotations

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
)
from attendctl.cli.notice_options import NoticeArgument, ReasonOption, log_notice
from attendctl.cli.options import (
    ConfigOption,
    LedgerOption,
    SchoolOption,
    ToldOption,
    day_told,
    settings_for,
    today,
)


class ReviewOutcome(StrEnum):
    """How the review of a notice to improve ended."""

    met = "met"
    not_met = "not-met"


class CourtResult(StrEnum):
    """How a prosecution ended, or that it has not."""

    pending = "pending"
    guilty = "guilty"
    not_guilty = "not-guilty"


def pay(
    context: typer.Context,
    notice: NoticeArgument,
    amount: Annotated[
        int, typer.Option("--amount", min=1, metavar="POUNDS", help="What was paid, in whole pounds.")
    ],
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
    """Log that a penalty notice was paid: the amount due on that day, in one sum."""
    from attendctl.casework.case_checks import Asked
    from attendctl.casework.notices import penalty_outcomes

    asked = Asked("", day_told(known, today=today()), on, by, position, school)
    settings = settings_for(context, config, ledger)
    log_notice(
        settings,
        lambda book: penalty_outcomes.pay(book, settings, asked, notice, amount=amount),
        format,
        dry_run,
    )


def unpaid(
    context: typer.Context,
    notice: NoticeArgument,
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
    """Log that a penalty notice was not paid in its time."""
    from attendctl.casework.case_checks import Asked
    from attendctl.casework.notices import penalty_outcomes

    asked = Asked("", day_told(known, today=today()), on, by, position, school)
    settings = settings_for(context, config, ledger)
    log_notice(
        settings,
        lambda book: penalty_outcomes.unpaid(book, settings, asked, notice, note=note),
        format,
        dry_run,
    )


def prosecute(
    context: typer.Context,
    notice: NoticeArgument,
    result: Annotated[CourtResult, typer.Option("--result", help="How it ended, or pending.")],
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
    """Log that a parent was taken to court for what a notice is about, and how it ended."""
    from attendctl.casework.case_checks import Asked
    from attendctl.casework.notices import penalty_outcomes

    asked = Asked("", day_told(known, today=today()), on, by, position, school)
    settings = settings_for(context, config, ledger)
    log_notice(
        settings,
        lambda book: penalty_outcomes.prosecute(
            book, settings, asked, notice, result=result.value, note=note
        ),
        format,
        dry_run,
    )


def withdraw(
    context: typer.Context,
    notice: NoticeArgument,
    reason: ReasonOption,
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
    """Log that a notice was withdrawn: its sessions are free again, and it does not count."""
    from attendctl.casework.case_checks import Asked
    from attendctl.casework.notices import withdraw as withdrawing

    asked = Asked("", day_told(known, today=today()), on, by, position, school)
    settings = settings_for(context, config, ledger)
    log_notice(
        settings,
        lambda book: withdrawing.withdraw(book, settings, asked, notice, reason=reason),
        format,
        dry_run,
    )


def review(
    context: typer.Context,
    notice: NoticeArgument,
    outcome: Annotated[ReviewOutcome, typer.Option("--outcome", help="Whether it was met.")],
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
    """Log how a notice to improve ended, on its last day or later."""
    from attendctl.casework.case_checks import Asked
    from attendctl.casework.notices import improvement_outcomes

    asked = Asked("", day_told(known, today=today()), on, by, position, school)
    settings = settings_for(context, config, ledger)
    log_notice(
        settings,
        lambda book: improvement_outcomes.review(
            book, settings, asked, notice, outcome=outcome.value, note=note
        ),
        format,
        dry_run,
    )


def end(
    context: typer.Context,
    notice: NoticeArgument,
    reason: ReasonOption,
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
    """Log that a notice to improve was ended before its last day, on the grounds it states."""
    from attendctl.casework.case_checks import Asked
    from attendctl.casework.notices import improvement_outcomes

    asked = Asked("", day_told(known, today=today()), on, by, position, school)
    settings = settings_for(context, config, ledger)
    log_notice(
        settings,
        lambda book: improvement_outcomes.end(book, settings, asked, notice, reason=reason),
        format,
        dry_run,
    )
