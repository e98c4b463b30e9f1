"""``attendctl report --for class``: the sheets of each class, for its teacher or for the wall."""

from __future__ import annotations

from attendctl.cli.options import today
from attendctl.cli.progress import progress
from attendctl.cli.report_for import Asked


def show(asked: Asked) -> None:
    """Show the class sheets that end with the week asked for, without one with the latest."""
    from attendctl.casework.class_sheets import class_sheets
    from attendctl.ledger.book import open_ledger
    from attendctl.reports.class_sheets_dict import class_sheets_dict
    from attendctl.reports.class_sheets_shown import refuse_unfit_form, show_class_sheets

    settings, output = asked.settings, asked.output
    refuse_unfit_form(asked.format, output)
    wait = settings.ledger.wait_seconds
    with progress(format=asked.format) as tell:
        with open_ledger(settings.ledger_path, wait_seconds=wait, known=asked.known) as book:
            sheets = class_sheets(
                book.connection,
                settings,
                today=today(),
                week=asked.period.week,
                as_of=asked.as_of,
                known=asked.known,
                school=asked.school,
                class_name=asked.class_name,
                tell=tell,
            )
        contract = class_sheets_dict(sheets, display=asked.display)
        if output is not None:
            tell(f"Writing {output.name}")
            show_class_sheets(contract, asked.format, output)
    if output is None:
        show_class_sheets(contract, asked.format, output)
