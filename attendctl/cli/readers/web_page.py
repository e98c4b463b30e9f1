"""``attendctl report --format html``: the page that opens in a browser, without a network."""

from __future__ import annotations

from attendctl.cli.options import today
from attendctl.cli.progress import progress
from attendctl.cli.report_for import Asked


def show(asked: Asked) -> None:
    """Show the page on the period asked for, without one on the latest school week."""
    from attendctl.casework.web_page.page import web_page
    from attendctl.ledger.book import open_ledger
    from attendctl.reports.web_page.page_dict import page_dict
    from attendctl.reports.web_page.page_shown import show_page

    settings, output = asked.settings, asked.output
    wait = settings.ledger.wait_seconds
    with progress(format=asked.format) as tell:
        with open_ledger(settings.ledger_path, wait_seconds=wait, known=asked.known) as book:
            page = web_page(
                book.connection,
                settings,
                today=today(),
                period=asked.period,
                as_of=asked.as_of,
                known=asked.known,
                school=asked.school,
                names=asked.names,
                tell=tell,
            )
        contract = page_dict(page)
        if output is not None:
            tell(f"Drawing {output.name}")
            show_page(contract, asked.format, output)
    if output is None:
        show_page(contract, asked.format, output)
