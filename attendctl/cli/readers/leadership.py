"""``attendctl report --for leadership``: the workbook of a school or of a whole trust."""

from __future__ import annotations

from attendctl.cli.options import today
from attendctl.cli.progress import progress
from attendctl.cli.report_for import Asked


def show(asked: Asked) -> None:
    """Show the leadership report on the period asked for, without one on the latest school week."""
    from attendctl.casework.leadership.report import leadership_report
    from attendctl.ledger.book import open_ledger
    from attendctl.reports.leadership.contract import leadership_dict
    from attendctl.reports.leadership.shown import show_leadership

    settings, output = asked.settings, asked.output
    wait = settings.ledger.wait_seconds
    with progress(format=asked.format) as tell:
        with open_ledger(settings.ledger_path, wait_seconds=wait, known=asked.known) as book:
            contract = leadership_dict(
                leadership_report(
                    book.connection,
                    settings,
                    today=today(),
                    ledger=book,
                    period=asked.period,
                    as_of=asked.as_of,
                    known=asked.known,
                    school=asked.school,
                    tell=tell,
                )
            )
        if output is not None:
            tell(f"Writing {output.name}")
            show_leadership(contract, asked.format, output)
    if output is None:
        show_leadership(contract, asked.format, output)
