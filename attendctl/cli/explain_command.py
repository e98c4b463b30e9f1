"""``attendctl explain``: why a pupil has this band, step, letter or count, and why not."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from attendctl.cli.options import (
    AsOfOption,
    ConfigOption,
    KnownOption,
    LedgerOption,
    OutputOption,
    SchoolOption,
    settings_for,
    today,
)


class ExplainedFormat(StrEnum):
    """How an explanation is printed."""

    table = "table"
    json = "json"


LetterOption = Annotated[
    str | None,
    typer.Option("--letter", metavar="NAME", help="Only this letter or step.", show_default=False),
]
ReferenceOption = Annotated[
    str | None,
    typer.Option(
        "--reference",
        metavar="REFERENCE",
        help="Only the letter of this reference: what it rested on then, and now.",
        show_default=False,
    ),
]


def explain(
    context: typer.Context,
    pupil: Annotated[
        str, typer.Argument(metavar="PUPIL", help="UPN, admission number, MIS id, or forename and surname.")
    ],
    letter: LetterOption = None,
    reference: ReferenceOption = None,
    school: SchoolOption = None,
    as_of: AsOfOption = None,
    known: KnownOption = None,
    format: Annotated[
        ExplainedFormat, typer.Option("--format", help="How to print the result.")
    ] = ExplainedFormat.table,
    output: OutputOption = None,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Say why a pupil has a band, step, letter or count, and why not: sessions, arithmetic, rule, way out."""
    from attendctl.casework.explanation import Only, explain_pupil, marks_as_known
    from attendctl.ledger.book import open_ledger
    from attendctl.reports.printed import json_text, print_or_write

    settings = settings_for(context, config, ledger)
    wait = settings.ledger.wait_seconds
    with open_ledger(settings.ledger_path, wait_seconds=wait, known=known) as book:
        explanation = explain_pupil(
            book.connection,
            settings,
            pupil,
            today=today(),
            as_of=as_of,
            known=known,
            school=school,
            only=Only(letter, reference),
            marks_then=marks_as_known(book),
        )
    if format is ExplainedFormat.json:
        from attendctl.reports.explanation_dict import explanation_dict

        print_or_write(json_text(explanation_dict(explanation)), output)
    else:
        from attendctl.reports.explanation_shown import explanation_text

        print_or_write(explanation_text(explanation), output)
