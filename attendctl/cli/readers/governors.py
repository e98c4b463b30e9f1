"""``attendctl report --for governors``: the paper for the governing body, with no pupil in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import typer

from attendctl.cli.options import today
from attendctl.cli.readers.made_and_shown import made_and_shown
from attendctl.cli.report_for import Asked

if TYPE_CHECKING:
    from attendctl.ledger.book import Ledger
    from attendctl.progress import OnProgress


def show(asked: Asked) -> None:
    """Show the paper on the period asked for, without one on the year."""
    from attendctl.casework.governors.paper import governors_paper
    from attendctl.reports.governors.contract import governors_dict
    from attendctl.reports.governors.shown import GOVERNORS_PAPER

    def make(book: Ledger, tell: OnProgress) -> dict[str, Any]:
        paper = governors_paper(
            book.connection,
            asked.settings,
            today=today(),
            period=asked.period,
            as_of=asked.as_of,
            known=asked.known,
            school=asked.school,
            tell=tell,
        )
        return governors_dict(paper)

    GOVERNORS_PAPER.refuse_unfit_form(asked.format, asked.output)
    made_and_shown(asked, make, GOVERNORS_PAPER.show, say_before_printing=_tell_the_office)


def _tell_the_office(contract: dict[str, Any]) -> None:
    from attendctl.reports.governors.words import is_for_the_office

    for school in contract["benchmarks"]["schools"]:
        for note in filter(is_for_the_office, school["notes"]):
            typer.echo(f"{school['school']}: {note}", err=True)
