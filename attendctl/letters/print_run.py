"""Prepared letters to files: each copy by itself, and all of them as one PDF to print."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

from attendctl.casework.decision import Decision
from attendctl.letters.file_kinds import FileKind
from attendctl.letters.paper import files_of
from attendctl.letters.pdf import NoFontHasThis, pdf_of
from attendctl.letters.postal_order import in_postal_order
from attendctl.letters.prepare import PreparedLetter, hold_back_for_characters
from attendctl.progress import OnProgress, tell_nobody

PRINT_ALL = "print-all.pdf"
_MOST_THREADS = 4


@dataclass(frozen=True)
class PrintRun:
    """Files by name, the letters in them, and those no font could print."""

    files: dict[str, bytes]
    letters: tuple[PreparedLetter, ...]
    held_back: tuple[tuple[str, Decision], ...]  # with the name of the school


def print_letters(
    letters: Sequence[PreparedLetter],
    *,
    written_on: date,
    kinds: Sequence[FileKind] = (FileKind.pdf,),
    tell: OnProgress = tell_nobody,
) -> PrintRun:
    """Make the files of every letter. Nothing is written to disk.

    Args:
        letters: in the order of the result; what is printed lies in postal order.
        written_on: the date of the document that holds all of them.
        kinds: the files asked for. Without ``pdf`` there is none to print all.
        tell: is told how many are set.
    """
    printed: list[PreparedLetter] = []
    held_back: list[tuple[str, Decision]] = []
    files: dict[str, bytes] = {}
    with ThreadPoolExecutor(min(os.cpu_count() or 1, _MOST_THREADS)) as threads:
        # The long job first, so that the short ones fill the other threads beside it.
        everything = threads.submit(_print_all, letters, written_on, kinds)
        waiting = [
            (letter, [threads.submit(files_of, envelope.paper, kinds) for envelope in letter.envelopes])
            for letter in letters
        ]
        for number, (letter, futures) in enumerate(waiting):
            tell("Setting the letters", number, len(waiting))
            try:
                made = [future.result() for future in futures]
            except NoFontHasThis as fault:
                school = letter.occasion.school.name
                held_back += [(school, one) for one in hold_back_for_characters(letter, fault.characters)]
            else:
                for one in made:
                    files |= one
                printed.append(letter)
    tell("Setting all letters in one file")
    bundle = _print_all(printed, written_on, kinds) if held_back else everything.result()
    if bundle:
        files[PRINT_ALL] = bundle
    return PrintRun(files, tuple(printed), tuple(held_back))


def _print_all(letters: Sequence[PreparedLetter], written_on: date, kinds: Sequence[FileKind]) -> bytes:
    """Return all pages as one PDF, or nothing. A letter of the school's own is printed from Word."""
    sheets = [envelope.sheet for envelope in in_postal_order(letters) if envelope.paper.word is None]
    if FileKind.pdf not in kinds or not sheets:
        return b""
    title = f"Attendance letters of {written_on.isoformat()}"
    return pdf_of(sheets, title=title, written_on=written_on)
