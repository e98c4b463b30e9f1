"""``attendctl report --for governors``: the paper for the governing body, with no pupil in it."""

from __future__ import annotations

import typer

from attendctl.cli.options import today
from attendctl.cli.progress import progress
from attendctl.cli.report_for import Asked


def show(asked: Asked) -> None:
    """Show the paper on the period asked for, without one on the year."""
    from attendctl.casework.governors.paper import governors_paper
    from attendctl.ledger.book import open_ledger
    from attendctl.reports.governors.contract import governors_dict
    from attendctl.reports.governors.shown import refuse_unfit_form, show_governors
    from attendctl.reports.governors.words import is_for_the_office

    settings, output = asked.settings, asked.output
    refuse_unfit_form(asked.format, output)
    wait = settings.ledger.wait_seconds
    with progress(format=asked.format) as tell:
        with open_ledger(settings.ledger_path, wait_seconds=wait, known=asked.known) as book:
            contract = governors_dict(
                governors_paper(
                    book.connection,
                    settings,
                    today=today(),
                    period=asked.period,
                    as_of=asked.as_of,
                    known=asked.known,
                    school=asked.school,
                    tell=tell,
                )
            )
        if output is not None:
            tell(f"Writing {output.name}")
            show_governors(contract, asked.format, output)
    for school in contract["benchmarks"]["schools"]:
        for note in filter(is_for_the_office, school["notes"]):
            typer.echo(f"{school['school']}: {note}", err=True)
    if output is None:
        show_governors(contract, asked.format, output)
