"""``attendctl actions``: everything that is due, for the officer, for each class teacher, for the head."""

from __future__ import annotations

from collections.abc import Mapping
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

ForOption = Annotated[
    str | None,
    typer.Option(
        "--for",
        metavar="WHO",
        help="Only the list of the officer, the teacher or the head.",
        show_default=False,
    ),
]
ClassOption = Annotated[
    str | None,
    typer.Option("--class", metavar="NAME", help="Only pupils of this class.", show_default=False),
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


def actions(
    context: typer.Context,
    who: ForOption = None,
    class_name: ClassOption = None,
    pupil: PupilOption = None,
    school: SchoolOption = None,
    as_of: AsOfOption = None,
    known: KnownOption = None,
    format: FormatOption = OutputFormat.table,
    output: OutputOption = None,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """List all that is due by policy and law, with the day, the reason and the rule."""
    from attendctl.casework.actions import actions_due
    from attendctl.casework.chosen_actions import choose_actions
    from attendctl.ledger.book import open_ledger
    from attendctl.reports.actions_json import actions_dict
    from attendctl.reports.actions_shown import show_actions

    settings = settings_for(context, config, ledger)
    with open_ledger(settings.ledger_path, wait_seconds=settings.ledger.wait_seconds, known=known) as book:
        listed = actions_due(book.connection, settings, today=today(), as_of=as_of, school=school)
        chosen = choose_actions(book.connection, listed, who=who, class_name=class_name, pupil=pupil)
        drafts: Mapping[tuple[str, int], str] = {}
        if chosen.no_longer_supported:  # else nothing of the room that writes letters is loaded
            from attendctl.letters.withdrawal import drafts_of

            drafts = drafts_of(
                book.connection,
                chosen.no_longer_supported,
                chosen.schools,
                settings,
                as_of=chosen.as_of,
                written_on=as_of or today(),
            )
    show_actions(actions_dict(chosen, drafts, known=known), format, output)
