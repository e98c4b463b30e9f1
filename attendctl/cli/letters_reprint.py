"""``attendctl letters --reprint``: the files of one letter, made again from the ledger."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from attendctl.settings import Settings


def reprint_letter(
    settings: Settings,
    reference: str,
    files: str | None,
    output: Path | None,
    *,
    known: date | None,
    as_json: bool,
) -> Path:
    """Write one letter's files again, say whether they are what they were, and return their folder."""
    from attendctl.ledger.book import open_ledger
    from attendctl.letters.file_kinds import file_kinds
    from attendctl.letters.reprint import reprint
    from attendctl.letters.save_run import write_files
    from attendctl.reports.printed import json_text

    kinds = file_kinds(files) if files is not None else None
    wait = settings.ledger.wait_seconds
    with open_ledger(settings.ledger_path, wait_seconds=wait, known=known) as book:
        again = reprint(book.connection, reference, kinds)
    folder = (
        output.absolute()
        if output is not None
        else (settings.folder / settings.letters.output).absolute() / f"reprint-{again.reference}"
    )
    write_files(folder, again.files, is_alone=False)
    if as_json:
        typer.echo(json_text(again.as_values(folder)), nl=False)
    number = f"{len(again.files)} file{'' if len(again.files) == 1 else 's'}"
    said = f"Letter {again.reference}: {number} written to {folder}."
    if again.changed:
        said += (
            f" Not the same bytes as when it was written: {', '.join(again.changed)}. "
            "The words are the same; another version of the program or of Typst set the page."
        )
    typer.echo(said, err=True)
    return folder
