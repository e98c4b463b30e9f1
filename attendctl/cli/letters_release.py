"""``attendctl letters --release``: the drafts of the night that are still due, written and recorded."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from attendctl.cli.options import OutputFormat
from attendctl.cli.progress import progress

if TYPE_CHECKING:
    from datetime import date

    from attendctl.letters.release import Release
    from attendctl.settings import Settings


def release_letters(
    settings: Settings,
    files: str | None,
    output: Path | None,
    *,
    today: date,
    dry_run: bool,
    format: OutputFormat,
) -> Path | None:
    """Write and record the drafts that are still due, then remove the drafts.

    Returns:
        The folder of the letters; None where none was written.
    """
    from attendctl.ledger.book import open_ledger, open_ledger_to_write
    from attendctl.letters.drafts import read_drafts, remove_drafts
    from attendctl.letters.file_kinds import file_kinds
    from attendctl.letters.release import decide_release
    from attendctl.letters.save_run import folder_for, save_run
    from attendctl.nightly.one_at_a_time import the_only_run
    from attendctl.nightly.places import Places

    place = Places.of(settings, today).drafts
    asked: dict[str, Any] = {"today": today, "kinds": file_kinds(files or "pdf")}
    path, wait = settings.ledger_path, settings.ledger.wait_seconds
    with progress(format=format.value) as tell:
        if dry_run:
            with open_ledger(path, wait_seconds=wait) as book:
                release = decide_release(book, settings, read_drafts(place), tell=tell, **asked)
            folder = None
        else:
            with the_only_run(path, wait_seconds=wait):  # the night would make the drafts anew meanwhile
                drafts = read_drafts(place)
                with open_ledger_to_write(path, wait_seconds=wait) as book:
                    release = decide_release(book, settings, drafts, tell=tell, **asked)
                    folder = folder_for(settings, output, release.run) if release.run.letters else None
                    if folder is not None:
                        save_run(release.run, book, folder, known_on=today)
                remove_drafts(place)
    _show(release, folder, format)
    _say(release, folder, dry_run=dry_run)
    return folder


def _show(release: Release, folder: Path | None, format: OutputFormat) -> None:
    contract = release.as_json(folder)
    if format is OutputFormat.json:
        from attendctl.letters.letters_json import letters_json

        typer.echo(letters_json(contract), nl=False)
    elif format is OutputFormat.csv:
        from attendctl.reports.letters_shown import letters_csv

        typer.echo(letters_csv(contract), nl=False)
    else:
        from rich.console import Console

        from attendctl.reports.letters_shown import print_letters_table
        from attendctl.reports.output import PLAIN

        print_letters_table(contract, Console(**PLAIN))


def _say(release: Release, folder: Path | None, *, dry_run: bool) -> None:
    number = len(release.run.letters)
    letters = f"{number} letter{'' if number == 1 else 's'}"
    if dry_run:
        said = f"{letters} would be released. Nothing was written or recorded."
    elif folder is None:
        said = "No draft is still due: none was released. The drafts are removed."
    else:
        said = f"{letters} released: written to {folder}. The drafts are removed."
    typer.echo(said, err=True)
    if release.changed:
        typer.echo(f"{len(release.changed)} with newer figures or addresses than the draft.", err=True)
    if release.written_before:
        typer.echo(f"{len(release.written_before)} written before, and not again.", err=True)
    for reference, why in release.no_longer_due.items():
        typer.echo(f"{reference} is no longer due: {why}", err=True)
    for reference in release.taken_out:
        typer.echo(f"{reference} was taken out of the drafts: not released.", err=True)
