"""``attendctl report --for lists``: the lists of pupils that each school's policy asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attendctl.cli.options import today
from attendctl.cli.readers.made_and_shown import made_and_shown
from attendctl.cli.report_for import Asked

if TYPE_CHECKING:
    from attendctl.ledger.book import Ledger
    from attendctl.progress import OnProgress


def show(asked: Asked) -> None:
    """Show the lists of the period asked for; without one, of the latest school week."""
    from attendctl.casework.policy_lists.make_lists import policy_lists
    from attendctl.reports.policy_lists.lists_dict import lists_dict
    from attendctl.reports.policy_lists.lists_shown import POLICY_LISTS

    def make(book: Ledger, tell: OnProgress) -> dict[str, Any]:
        made = policy_lists(
            book.connection,
            asked.settings,
            today=today(),
            period=asked.period,
            as_of=asked.as_of,
            known=asked.known,
            school=asked.school,
            tell=tell,
        )
        return lists_dict(made)

    POLICY_LISTS.refuse_unfit_form(asked.format, asked.output)
    made_and_shown(asked, make, POLICY_LISTS.show)
