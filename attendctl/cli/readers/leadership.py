"""``attendctl report --for leadership``: the workbook of a school or of a whole trust."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attendctl.cli.options import today
from attendctl.cli.readers.made_and_shown import made_and_shown
from attendctl.cli.report_for import Asked

if TYPE_CHECKING:
    from attendctl.ledger.book import Ledger
    from attendctl.progress import OnProgress


def show(asked: Asked) -> None:
    """Show the leadership report on the period asked for, without one on the latest school week."""
    from attendctl.casework.leadership.report import leadership_report
    from attendctl.reports.leadership.contract import leadership_dict
    from attendctl.reports.leadership.shown import show_leadership

    def make(book: Ledger, tell: OnProgress) -> dict[str, Any]:
        report = leadership_report(
            book.connection,
            asked.settings,
            today=today(),
            ledger=book,
            period=asked.period,
            as_of=asked.as_of,
            known=asked.known,
            school=asked.school,
            tell=tell,
        )
        return leadership_dict(report)

    made_and_shown(asked, make, show_leadership)
