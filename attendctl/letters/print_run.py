"""Prepared letters to PDF files: each by itself, and all of them as one file to print."""

from __future__ import annotations

import os
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

from attendctl.casework.decision import Decision
from attendctl.letters.pdf import NoFontHasThis, pdf_of
from attendctl.letters.prepare import Envelope, PreparedLetter, hold_back_for_characters

PRINT_ALL = "print-all.pdf"
_MOST_THREADS = 4


@dataclass(frozen=True)
class PrintRun:
    """Files by name, the letters in them, and those no font could print."""

    files: dict[str, bytes]
    letters: tuple[PreparedLetter, ...]
    held_back: tuple[tuple[str, Decision], ...]  # with the name of the school


def print_letters(letters: Sequence[PreparedLetter], *, written_on: date) -> PrintRun:
    """Set every letter. Nothing is written to disk.

    Args:
        letters: in the order of printing.
        written_on: the date of every document.
    """
    printed: list[PreparedLetter] = []
    held_back: list[tuple[str, Decision]] = []
    if not letters:
        return PrintRun({}, (), ())
    files: dict[str, bytes] = {}
    with ThreadPoolExecutor(min(os.cpu_count() or 1, _MOST_THREADS)) as threads:
        # The long job first, so that the short ones fill the other threads beside it.
        everything = threads.submit(_print_all, letters, written_on)
        waiting = [
            (letter, [threads.submit(_single, letter, envelope, written_on) for envelope in letter.envelopes])
            for letter in letters
        ]
        for letter, futures in waiting:
            try:
                done = _bytes_by_name(letter.envelopes, futures)
            except NoFontHasThis as fault:
                decision = hold_back_for_characters(letter, fault.characters)
                held_back.append((letter.occasion.school.name, decision))
            else:
                files |= done
                printed.append(letter)
    if printed:
        files[PRINT_ALL] = _print_all(printed, written_on) if held_back else everything.result()
    return PrintRun(files, tuple(printed), tuple(held_back))


def _single(letter: PreparedLetter, envelope: Envelope, written_on: date) -> bytes:
    return pdf_of([envelope.sheet], title=letter.title, written_on=written_on)


def _print_all(letters: Sequence[PreparedLetter], written_on: date) -> bytes:
    return pdf_of(
        [envelope.sheet for letter in letters for envelope in letter.envelopes],
        title=f"Attendance letters of {written_on.isoformat()}",
        written_on=written_on,
    )


def _bytes_by_name(envelopes: Sequence[Envelope], futures: Sequence[Future[bytes]]) -> dict[str, bytes]:
    return {envelope.file_name: future.result() for envelope, future in zip(envelopes, futures, strict=True)}
