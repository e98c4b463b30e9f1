"""``attendctl penalties decide``: the questions at the threshold, answered by name and position."""

from __future__ import annotations

import sys
from datetime import date
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
)
from attendctl.cli.notice_options import BelowThresholdOption, log_notice
from attendctl.cli.options import (
    ConfigOption,
    LedgerOption,
    SchoolOption,
    ToldOption,
    day_told,
    settings_for,
    today,
)

_BY_THE_REGISTER = "threshold"


def decide(
    context: typer.Context,
    pupil: PupilArgument,
    outcome: Annotated[
        str,
        typer.Option(
            "--outcome",
            metavar="WORD",
            help="proceed, support, notice-to-improve, other-action or do-not-proceed.",
        ),
    ],
    answer: Annotated[
        list[str] | None,
        typer.Option(
            "--answer",
            metavar="QUESTION=TEXT",
            help="Once for each question. Without any, the questions are shown.",
            show_default=False,
        ),
    ] = None,
    tell: Annotated[
        str | None,
        typer.Option(
            "--tell",
            metavar="TEXT",
            help="Of do-not-proceed: the reason, as the letter gives it to the family.",
            show_default=False,
        ),
    ] = None,
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
    """Log the decision about a pupil at the threshold. Not to proceed is an answer too."""
    from attendctl.casework.case_checks import Asked
    from attendctl.casework.notices import decide as deciding

    told = day_told(known, today=today())
    asked = Asked(pupil, told, on, by, position, school)
    answers = _asked_for(_answers(answer or []), on or told)
    said = deciding.Decided(outcome, answers, below_threshold, note, tell)
    settings = settings_for(context, config, ledger)
    log_notice(settings, lambda book: deciding.decide(book, settings, asked, said), format, dry_run)


def _answers(given: list[str]) -> dict[str, str]:
    from attendctl.errors import WrongUsage

    answers = {}
    for text in given:
        name, equals, words = text.partition("=")
        if not equals:
            raise WrongUsage(
                f"--answer {name.strip()!r} has no answer.", remedy='Write it as --answer support="…".'
            )
        if name.strip() in answers:
            raise WrongUsage(
                f"--answer {name.strip()} stands twice: which of the two is the answer?",
                remedy="Answer each question once.",
            )
        answers[name.strip()] = words.strip()
    return answers


def _asked_for(answers: dict[str, str], on: date) -> dict[str, str]:
    """Ask on a terminal for the answers that are not given; elsewhere return those there are."""
    if answers or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return answers
    from attendctl.rules.penalty_questions import penalty_questions

    for question in penalty_questions().in_force(on).questions:
        if question.name != _BY_THE_REGISTER:
            typer.echo(question.why, err=True)
            answers[question.name] = typer.prompt(question.question, err=True)
    return answers
