"""``attendctl leave``: a request for leave, answered with the policy's own rules, and the decision on it."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from attendctl.cli.case_options import ByOption, NoteOption, PositionOption, PupilArgument
from attendctl.cli.options import (
    AsOfOption,
    ConfigOption,
    LedgerOption,
    OutputOption,
    SchoolOption,
    ToldOption,
    day,
    day_told,
    settings_for,
    today,
)
from attendctl.errors import WrongUsage

if TYPE_CHECKING:
    from attendctl.casework.leave import LeaveAnswer
    from attendctl.casework.leave_decision import LeaveOutcome
    from attendctl.ledger.book import Ledger


class LeaveFormat(StrEnum):
    """How the answer is printed."""

    table = "table"
    json = "json"


def leave(
    context: typer.Context,
    pupil: PupilArgument,
    from_day: Annotated[
        date, typer.Option("--from", parser=day, metavar="DATE", help="The first day of the leave.")
    ],
    to_day: Annotated[
        date, typer.Option("--to", parser=day, metavar="DATE", help="Its last day, this day included.")
    ],
    kind: Annotated[
        str,
        typer.Option("--kind", metavar="KIND", help="holiday, religious, funeral, … A wrong one lists all."),
    ],
    asked_on: Annotated[
        date | None,
        typer.Option(
            "--asked-on",
            parser=day,
            metavar="DATE",
            help="The day the family asked. Default: today.",
            show_default=False,
        ),
    ] = None,
    licence: Annotated[
        bool | None,
        typer.Option(
            "--licence/--no-licence", help="A performance has a licence, or none.", show_default=False
        ),
    ] = None,
    licence_names_days: Annotated[
        bool, typer.Option("--licence-names-days", help="The licence itself says which days.")
    ] = False,
    exceptional: Annotated[
        bool, typer.Option("--exceptional", help="The circumstances are exceptional.")
    ] = False,
    grant: Annotated[bool, typer.Option("--grant", help="Record that the leave is granted.")] = False,
    refuse: Annotated[bool, typer.Option("--refuse", help="Record that it is refused.")] = False,
    added_days: Annotated[
        bool,
        typer.Option("--added-days", help="With --refuse: days were added to a leave refused before."),
    ] = False,
    reason: Annotated[
        str | None,
        typer.Option(
            "--reason",
            metavar="TEXT",
            help="Why, for the letter. Default: what the policy says.",
            show_default=False,
        ),
    ] = None,
    note: NoteOption = None,
    by: ByOption = None,
    position: PositionOption = None,
    school: SchoolOption = None,
    as_of: AsOfOption = None,
    known: ToldOption = None,
    format: Annotated[LeaveFormat, typer.Option("--format", help="How to print the result.")] = (
        LeaveFormat.table
    ),
    output: OutputOption = None,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Answer a request for leave by the policy's own rules; --grant or --refuse records the decision."""
    from attendctl.casework.leave import answer_leave, leave_kind
    from attendctl.casework.leave_decision import LeaveDecision, record_leave
    from attendctl.casework.leave_rules import LeaveRequest
    from attendctl.ledger.book import open_ledger, open_ledger_to_write
    from attendctl.reports.leave_shown import leave_dict, leave_text
    from attendctl.reports.printed import json_text, print_or_write

    outcome = _outcome(grant=grant, refuse=refuse, added_days=added_days)
    told = day_told(known, today=today())
    request = LeaveRequest(
        kind=leave_kind(kind),
        from_day=from_day,
        to_day=to_day,
        asked_on=asked_on or told,
        licence=True if licence_names_days and licence is None else licence,
        licence_names_days=licence_names_days or None,
        exceptional=exceptional or None,
    )
    settings = settings_for(context, config, ledger)
    wait = settings.ledger.wait_seconds

    def answered(book: Ledger) -> LeaveAnswer:
        return answer_leave(book.connection, settings, pupil, request, today=told, as_of=as_of, school=school)

    recorded = None
    if outcome is None:
        with open_ledger(settings.ledger_path, wait_seconds=wait) as book:
            answer = answered(book)
    else:
        decision = LeaveDecision(outcome, told, by, position, note, reason)
        with open_ledger_to_write(settings.ledger_path, wait_seconds=wait) as book:
            answer = answered(book)
            recorded = record_leave(book, answer, decision)
    if format is LeaveFormat.json:
        print_or_write(json_text(leave_dict(answer, recorded)), output)
    else:
        print_or_write(leave_text(answer, recorded), output)


def _outcome(*, grant: bool, refuse: bool, added_days: bool) -> LeaveOutcome | None:
    if grant and refuse:
        raise WrongUsage("--grant and --refuse are given both.", remedy="Give one of them, or none to look.")
    if added_days and not refuse:
        raise WrongUsage("--added-days goes with --refuse.", remedy="Give both, or leave it out.")
    if grant:
        return "granted"
    if refuse:
        return "refused-added-days" if added_days else "refused"
    return None
