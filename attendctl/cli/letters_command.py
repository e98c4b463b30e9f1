"""``attendctl letters``: who is due a letter, and the letters as PDF."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from attendctl.cli.open_result import remember_written
from attendctl.cli.options import (
    AsOfOption,
    ConfigOption,
    FormatOption,
    KnownOption,
    LedgerOption,
    OutputFormat,
    SchoolOption,
    settings_for,
    today,
)
from attendctl.cli.progress import progress

if TYPE_CHECKING:
    from attendctl.letters.letters_run import LettersRun

BandOption = Annotated[
    str | None,
    typer.Option("--band", metavar="COLOUR", help="Only pupils in this band.", show_default=False),
]
LetterOption = Annotated[
    str | None,
    typer.Option(
        "--letter",
        metavar="NAME",
        help="Only this letter, such as 1a, and earlier in the year than the policy's own date if need be.",
        show_default=False,
    ),
]
PupilOption = Annotated[
    str | None,
    typer.Option(
        "--pupil",
        metavar="PUPIL",
        help="Only this pupil, by UPN, admission number or name; says why not, too.",
        show_default=False,
    ),
]
DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help="Show what is due. Writes and records nothing.")
]
FolderOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        metavar="DIR",
        help="The folder for the letters. Default: a new one for each run, under [letters] output.",
        show_default=False,
    ),
]
FilesOption = Annotated[
    str | None,
    typer.Option(
        "--files",
        metavar="KINDS",
        help="What to write: pdf, docx, html, eml (e-mail drafts), with commas between them. Default: pdf.",
        show_default=False,
    ),
]
WithdrawOption = Annotated[
    str | None,
    typer.Option(
        "--withdraw",
        metavar="REFERENCE",
        help="Write the letter that takes back one the register no longer supports.",
        show_default=False,
    ),
]
ReprintOption = Annotated[
    str | None,
    typer.Option(
        "--reprint",
        metavar="REFERENCE",
        help="Write the files of a letter written before once more, the same as they were.",
        show_default=False,
    ),
]
ReleaseOption = Annotated[
    bool,
    typer.Option("--release", help="Write and record the drafts of attendctl nightly that are still due."),
]


def letters(
    context: typer.Context,
    band: BandOption = None,
    letter: LetterOption = None,
    pupil: PupilOption = None,
    school: SchoolOption = None,
    files: FilesOption = None,
    dry_run: DryRunOption = False,
    withdraw: WithdrawOption = None,
    reprint: ReprintOption = None,
    release: ReleaseOption = False,
    as_of: AsOfOption = None,
    known: KnownOption = None,
    format: FormatOption = OutputFormat.table,
    output: FolderOption = None,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Write the letters that are due: a file each, one PDF to print all, and letters.json."""
    from attendctl.casework.chosen_letters import Wanted
    from attendctl.errors import DONE_WITH_SOME_SET_ASIDE, WrongUsage
    from attendctl.letters.file_kinds import file_kinds
    from attendctl.letters.letters_json import letters_dict
    from attendctl.letters.print_run import PRINT_ALL

    if format is OutputFormat.xlsx:
        raise WrongUsage("Letters have no workbook.", remedy="Use --format csv, which spreadsheets open.")
    settings = settings_for(context, config, ledger)
    if reprint is not None:
        from attendctl.cli.letters_reprint import reprint_letter

        if any((band, letter, pupil, school, dry_run, withdraw, release, as_of)):
            raise WrongUsage(
                "--reprint makes one letter again; nothing else is asked for with it.",
                remedy="Give --reprint REFERENCE, and --files and --output if you like.",
            )
        as_json = format is OutputFormat.json
        remember_written(
            context, reprint_letter(settings, reprint, files, output, known=known, as_json=as_json)
        )
        return
    if release:
        from attendctl.cli.letters_release import release_letters

        if any((band, letter, pupil, school, withdraw, as_of, known)):
            raise WrongUsage(
                "--release writes the drafts that are still due; nothing else is asked for with it.",
                remedy="To leave one out, take its file out of the folder of the drafts.",
            )
        folder = release_letters(settings, files, output, today=today(), dry_run=dry_run, format=format)
        if folder is not None:
            remember_written(context, folder)
        return
    asked: dict[str, Any] = {
        "today": today(),
        "as_of": as_of,
        "school": school,
        "wanted": Wanted(band, letter, pupil, withdraw),
        "kinds": file_kinds(files or "pdf"),
    }
    with progress(format=format.value) as tell:
        asked["tell"] = tell
        run, folder = _shown(settings, asked, known) if dry_run else _written(settings, asked, known, output)
    if folder is not None:
        remember_written(context, folder / PRINT_ALL if PRINT_ALL in run.files else folder)
    _show(letters_dict(run, folder), format, with_reasons=pupil is not None)
    _say_what_was_done(run, folder, dry_run=dry_run)
    if run.some_lack_something:
        raise typer.Exit(DONE_WITH_SOME_SET_ASIDE)


def _shown(settings: Any, asked: dict[str, Any], known: Any) -> tuple[LettersRun, None]:
    from attendctl.ledger.book import open_ledger
    from attendctl.letters.letters_run import run_letters

    wait = settings.ledger.wait_seconds
    with open_ledger(settings.ledger_path, wait_seconds=wait, known=known) as book:
        return run_letters(book.connection, settings, **asked), None


def _written(
    settings: Any, asked: dict[str, Any], known: Any, output: Path | None
) -> tuple[LettersRun, Path | None]:
    from attendctl.casework.earlier_letters import letters_written
    from attendctl.ledger.book import create_views, open_ledger_to_write
    from attendctl.letters.letters_run import run_letters
    from attendctl.letters.save_run import folder_for, save_run

    with open_ledger_to_write(settings.ledger_path, wait_seconds=settings.ledger.wait_seconds) as book:
        # Marks are read as known on a day; letters written since are letters all the same.
        earlier = letters_written(book.connection)
        if known is not None:
            create_views(book.connection, known=known)
        run = run_letters(book.connection, settings, **asked, earlier=earlier)
        if not run.letters:
            return run, None
        folder = folder_for(settings, output, run)
        save_run(run, book, folder, known_on=asked["today"])
        return run, folder


def _show(contract: dict[str, Any], format: OutputFormat, *, with_reasons: bool) -> None:
    if format is OutputFormat.table:
        from rich.console import Console

        from attendctl.reports.letters_shown import print_letters_table
        from attendctl.reports.output import PLAIN

        print_letters_table(contract, Console(**PLAIN), with_reasons=with_reasons)
    elif format is OutputFormat.csv:
        from attendctl.reports.letters_shown import letters_csv

        typer.echo(letters_csv(contract), nl=False)
    else:
        from attendctl.letters.letters_json import letters_json

        typer.echo(letters_json(contract), nl=False)


def _say_what_was_done(run: LettersRun, folder: Path | None, *, dry_run: bool) -> None:
    from attendctl.letters.letters_json import without_draft
    from attendctl.letters.print_run import PRINT_ALL

    number = f"{len(run.letters)} letter{'' if len(run.letters) == 1 else 's'}"
    missing = sum(one.decision.is_fault for one in run.not_written)
    if not run.letters:
        said = "No letter is due that has not been written. Nothing was written."
    elif dry_run:
        said = f"{number} would be written. Nothing was written or recorded."
    else:
        said = f"{number} written to {folder}."
        if PRINT_ALL in run.files:
            said += f" To print them all: {PRINT_ALL}"
    if missing:
        said += f" {missing} held back because something is missing: see held_back in the result."
    without = sum(len(without_draft(one, run.kinds)) for one in run.letters)
    if without:
        people = "person has" if without == 1 else "people have"
        said += f" {without} {people} no e-mail address that can be used and got no draft: see without_email."
    in_word = sum(one.envelopes[0].paper.word is not None for one in run.letters)
    if in_word:
        said += f" {in_word} made from your own Word template: print from Word."
    if run.as_of < run.written_on:
        said += f" Marks count up to {run.as_of}, the last school day in the ledger."
    typer.echo(said, err=True)
