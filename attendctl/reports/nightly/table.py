"""The night on a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from rich.console import Console
from rich.table import Table

from attendctl.casework.wording import date_in_words
from attendctl.reports.letters_shown import print_letters_table
from attendctl.reports.nightly.words import FILE_COLUMNS, about_inbox, file_cells, in_short
from attendctl.reports.showable_text import showable_text


def print_night(contract: Mapping[str, Any], console: Console) -> None:
    """Print a night: what was done, the files, what is to be looked at.

    Args:
        contract: of ``attendctl.nightly.run.run_night``.
        console: prints text as it is, without markup.
    """
    console.print(f"Night run of {date_in_words(date.fromisoformat(contract['night']))}", style="bold")
    for sentence in in_short(contract):
        console.print(f"  {showable_text(sentence)}")
    if contract["files"]:
        _print_files(contract, console, why=("came before",))
    made = [one["file"] for one in contract["reports"] if one["file"]]
    if made:
        console.print("Reports", style="bold")
        for path in made:
            console.print(f"  {path}")
    console.print("To look at", style="bold")
    for sentence in contract["to_look_at"] or ["Nothing: all is well."]:
        console.print(f"  {showable_text(sentence)}")


def _print_files(contract: Mapping[str, Any], console: Console, *, why: Sequence[str] | None = None) -> None:
    """Print one line a file: what became of it, or would; then why, of those that became one of ``why``."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for number, column in enumerate(FILE_COLUMNS[:-1]):
        right = number in (2, 3, 4)
        table.add_column(column, justify="right" if right else "left", overflow="fold", no_wrap=number == 1)
    for one in contract["files"]:
        table.add_row(*("–" if cell is None else showable_text(str(cell)) for cell in file_cells(one)[:-1]))
    console.print(table)
    for one in contract["files"]:
        if one["why"] and (why is None or one["became"] in why):
            console.print(f"  {showable_text(one['file'])}: {showable_text(one['why'])}")


def print_rehearsal(contract: Mapping[str, Any], console: Console) -> None:
    """Print what a night would do: the files, each letter with its reason, and what is held back and why.

    Args:
        contract: of ``attendctl.nightly.rehearsal.rehearse_night``; it names pupils.
        console: prints names as they are, without markup.
    """
    console.print(
        f"What a run on {date_in_words(date.fromisoformat(contract['night']))} would do", style="bold"
    )
    if not contract["inbox"]["is_there"]:
        console.print(f"  There is no folder {contract['inbox']['folder']}: no file would be taken in.")
    elif not contract["files"]:
        console.print("  No file would be taken in.")
    else:
        _print_files(contract, console)
    for sentence in about_inbox(contract["inbox"]):
        console.print(f"  {showable_text(sentence)}")
    if contract["check"] and not contract["check"]["is_sound"]:
        console.print("The ledger is not what it was told: attendctl check. Nothing more would be done.")
        return
    if contract["no_letters_because"]:
        console.print(f"No letters: {showable_text(contract['no_letters_because'])}")
    else:
        _print_letters(contract, console)
    console.print(f"Reports: {', '.join(contract['reports']) or 'none'}")
    console.print(f"Backup: {'yes' if contract['backup'] else 'no'}")
    if contract["mail"]:
        console.print(f"Mail: to {', '.join(contract['mail']['to'])} by {contract['mail']['server']}")
        if contract["mail"]["why_not"]:
            console.print(f"  It would not go out: {showable_text(contract['mail']['why_not'])}")
    console.print("Nothing was written: this was a dry run.")


def _print_letters(contract: Mapping[str, Any], console: Console) -> None:
    number = len(contract["letters"])
    console.print(f"{number} letter{'' if number == 1 else 's'} due", style="bold")
    for one in contract["letters"]:
        for pupil in one["pupils"]:
            name = f"{pupil['surname'] or '–'}, {pupil['forename'] or '–'} ({pupil['class'] or '–'})"
            console.print(showable_text(f"  {one['letter']}  {name}: {pupil['reason']['text']}"))
    for name, source in {one["letter"]: one["reason"]["source"] for one in contract["letters"]}.items():
        console.print(showable_text(f"  {name} rests on {source}"))
    print_letters_table({**contract, "letters": []}, console)
