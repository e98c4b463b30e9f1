"""What every reader's pages have in common: the ledger is opened, the contract made, and the pages shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attendctl.cli.progress import progress
from attendctl.cli.report_for import Asked

if TYPE_CHECKING:
    from attendctl.ledger.book import Ledger
    from attendctl.progress import OnProgress

Contract = dict[str, Any]


def say_nothing(_contract: Contract) -> None:
    """Say nothing to the officer beside the pages."""


def made_and_shown(
    asked: Asked,
    make: Callable[[Ledger, OnProgress], Contract],
    show: Callable[[Contract, str, Path | None], None],
    *,
    doing: str = "Writing",
    say_before_printing: Callable[[Contract], None] = say_nothing,
) -> Contract:
    """Make the contract from the ledger, write or print it, and return it.

    Args:
        asked: by the officer.
        make: the contract, from the open ledger.
        show: prints a contract in a format, or writes it to a file.
        doing: what is said while a file is written.
        say_before_printing: says what goes beside the pages, after a file, and before what is printed.
    """
    from attendctl.ledger.book import open_ledger

    settings, output = asked.settings, asked.output
    wait = settings.ledger.wait_seconds
    with progress(format=asked.format) as tell:
        with open_ledger(settings.ledger_path, wait_seconds=wait, known=asked.known) as book:
            contract = make(book, tell)
        if output is not None:
            tell(f"{doing} {output.name}")
            show(contract, asked.format, output)
    say_before_printing(contract)
    if output is None:
        show(contract, asked.format, output)
    return contract
