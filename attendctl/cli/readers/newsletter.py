"""``attendctl report --for newsletter``: what the school celebrates; and the certificates themselves."""

from __future__ import annotations

import typer

from attendctl.cli.options import today
from attendctl.cli.progress import progress
from attendctl.cli.report_for import Asked


def show(asked: Asked) -> None:
    """Show the newsletter of the period asked for, or print its certificates."""
    from attendctl.casework.celebration.celebration import celebrated
    from attendctl.ledger.book import open_ledger
    from attendctl.reports.newsletter.certificates_dict import certificates_dict
    from attendctl.reports.newsletter.newsletter_dict import newsletter_dict
    from attendctl.reports.newsletter.shown import refuse_unfit_form, show_newsletter

    settings, output = asked.settings, asked.output
    refuse_unfit_form(asked.format, output, certificates=asked.certificates)
    wait = settings.ledger.wait_seconds
    with progress(format=asked.format) as tell:
        with open_ledger(settings.ledger_path, wait_seconds=wait, known=asked.known) as book:
            found = celebrated(
                book.connection,
                settings,
                period=asked.period,
                today=today(),
                as_of=asked.as_of,
                known=asked.known,
                school=asked.school,
                tell=tell,
            )
        contract = certificates_dict(found) if asked.certificates else newsletter_dict(found)
        if output is not None:
            tell(f"Writing {output.name}")
            show_newsletter(contract, asked.format, output)
    if output is None:
        show_newsletter(contract, asked.format, output)
    if asked.format in ("pdf", "docx"):  # what the page does not say, and the officer should know
        for note in contract["for_the_officer"]:
            of = "" if contract["school"]["name"] else f"{note['school']}: "
            typer.echo(f"{of}{note['text']}", err=True)
