"""``attendctl report --for newsletter``: what the school celebrates; and the certificates themselves."""

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
    """Show the newsletter of the period asked for, or print its certificates."""
    from attendctl.casework.celebration.celebration import celebrated
    from attendctl.reports.newsletter.certificates_dict import certificates_dict
    from attendctl.reports.newsletter.newsletter_dict import newsletter_dict
    from attendctl.reports.newsletter.shown import refuse_unfit_form, show_newsletter

    def make(book: Ledger, tell: OnProgress) -> dict[str, Any]:
        found = celebrated(
            book.connection,
            asked.settings,
            period=asked.period,
            today=today(),
            as_of=asked.as_of,
            known=asked.known,
            school=asked.school,
            tell=tell,
        )
        return certificates_dict(found) if asked.certificates else newsletter_dict(found)

    refuse_unfit_form(asked.format, asked.output, certificates=asked.certificates)
    contract = made_and_shown(asked, make, show_newsletter)
    if asked.format in ("pdf", "docx"):  # what the page does not say, and the officer should know
        for note in contract["for_the_officer"]:
            of = "" if contract["school"]["name"] else f"{note['school']}: "
            typer.echo(f"{of}{note['text']}", err=True)
