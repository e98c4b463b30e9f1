"""``attendctl report --for class``: the sheets of each class, for its teacher or for the wall."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attendctl.cli.options import today
from attendctl.cli.readers.made_and_shown import made_and_shown
from attendctl.cli.report_for import Asked

if TYPE_CHECKING:
    from attendctl.ledger.book import Ledger
    from attendctl.progress import OnProgress


def show(asked: Asked) -> None:
    """Show the class sheets that end with the week asked for, without one with the latest."""
    from attendctl.casework.class_sheets import class_sheets
    from attendctl.reports.class_sheets_dict import class_sheets_dict
    from attendctl.reports.class_sheets_shown import CLASS_SHEETS

    def make(book: Ledger, tell: OnProgress) -> dict[str, Any]:
        sheets = class_sheets(
            book.connection,
            asked.settings,
            today=today(),
            week=asked.period.week,
            as_of=asked.as_of,
            known=asked.known,
            school=asked.school,
            class_name=asked.class_name,
            tell=tell,
        )
        return class_sheets_dict(sheets, display=asked.display)

    CLASS_SHEETS.refuse_unfit_form(asked.format, asked.output)
    made_and_shown(asked, make, CLASS_SHEETS.show)
