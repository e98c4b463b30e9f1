"""The options that the commands of ``attendctl notice`` share, and how each saves and prints what it did."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from attendctl.cli.case_options import LoggedFormat
from attendctl.cli.options import day

if TYPE_CHECKING:
    from attendctl.casework.notices.notice_log import NoticeLogged
    from attendctl.ledger.book import Ledger
    from attendctl.settings import Settings

NoticeArgument = Annotated[
    int, typer.Argument(metavar="NOTICE", help="The number that attendctl notice show gives.")
]
ParentOption = Annotated[
    str,
    typer.Option(
        "--parent",
        metavar="WORD",
        help="To whom: a name, a relationship such as mother, or the contact's number.",
    ),
]
SessionsOption = Annotated[
    str,
    typer.Option(
        "--sessions",
        metavar="LIST",
        help="Those it rests on, as 2025-10-01:AM,2025-10-02. auto: of the window that met the threshold.",
    ),
]
BelowThresholdOption = Annotated[
    str | None,
    typer.Option(
        "--below-threshold",
        metavar="REASON",
        help="Why, although there are fewer sessions than the threshold.",
        show_default=False,
    ),
]
ReasonOption = Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why: it is kept with it.")]
ReceivedOption = Annotated[
    date | None,
    typer.Option(
        "--received",
        parser=day,
        metavar="DATE",
        help="The day the parent received it, day 1 of the time to pay. Default: the day of issue.",
        show_default=False,
    ),
]


def log_notice(
    settings: Settings, make: Callable[[Ledger], NoticeLogged], format: LoggedFormat, dry_run: bool
) -> None:
    """Log what ``make`` returns, in one transaction, and print it. A dry run keeps nothing."""
    from attendctl.ledger.attach import NothingToKeep
    from attendctl.ledger.book import open_ledger_to_write
    from attendctl.reports.notice_shown import logged_dict, logged_text
    from attendctl.reports.printed import json_text, print_or_write

    done: NoticeLogged | None = None
    try:
        with open_ledger_to_write(settings.ledger_path, wait_seconds=settings.ledger.wait_seconds) as book:
            done = make(book)
            if dry_run:
                raise NothingToKeep
    except NothingToKeep:
        pass
    assert done is not None
    saved = not dry_run
    if format is LoggedFormat.json:
        print_or_write(json_text(logged_dict(done, saved=saved)), None)
    else:
        print_or_write(logged_text(done, saved=saved), None)
