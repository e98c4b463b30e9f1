"""``attendctl report --format html``: the page that opens in a browser, without a network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attendctl.cli.options import today
from attendctl.cli.readers.made_and_shown import made_and_shown
from attendctl.cli.report_for import Asked

if TYPE_CHECKING:
    from attendctl.ledger.book import Ledger
    from attendctl.progress import OnProgress


def show(asked: Asked) -> None:
    """Show the page on the period asked for, without one on the latest school week."""
    from attendctl.casework.web_page.page import web_page
    from attendctl.reports.web_page.page_dict import page_dict
    from attendctl.reports.web_page.page_shown import show_page

    def make(book: Ledger, tell: OnProgress) -> dict[str, Any]:
        page = web_page(
            book.connection,
            asked.settings,
            today=today(),
            period=asked.period,
            as_of=asked.as_of,
            known=asked.known,
            school=asked.school,
            names=asked.names,
            tell=tell,
        )
        return page_dict(page)

    made_and_shown(asked, make, show_page, doing="Drawing")
