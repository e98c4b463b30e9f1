"""``attendctl report --for lists``: the lists of pupils that each school's policy asks for."""

from __future__ import annotations

from attendctl.cli.options import today
from attendctl.cli.progress import progress
from attendctl.cli.report_for import Asked


def show(asked: Asked) -> None:
    """Show the lists of the period asked for; without one, of the latest school week."""
    from attendctl.casework.policy_lists.make_lists import policy_lists
    from attendctl.ledger.book import open_ledger
    from attendctl.reports.policy_lists.lists_dict import lists_dict
    from attendctl.reports.policy_lists.lists_shown import refuse_unfit_form, show_lists

    settings, output = asked.settings, asked.output
    refuse_unfit_form(asked.format, output)
    wait = settings.ledger.wait_seconds
    with progress(format=asked.format) as tell:
        with open_ledger(settings.ledger_path, wait_seconds=wait, known=asked.known) as book:
            made = policy_lists(
                book.connection,
                settings,
                today=today(),
                period=asked.period,
                as_of=asked.as_of,
                known=asked.known,
                school=asked.school,
                tell=tell,
            )
        contract = lists_dict(made)
        if output is not None:
            tell(f"Writing {output.name}")
            show_lists(contract, asked.format, output)
    if output is None:
        show_lists(contract, asked.format, output)
