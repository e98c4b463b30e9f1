"""Releasing drafts: exactly those that are still due are written and recorded, as the register is now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from attendctl.casework.earlier_letters import letters_written
from attendctl.ledger.book import Ledger
from attendctl.letters.drafts import Drafts
from attendctl.letters.file_kinds import FileKind
from attendctl.letters.letters_json import letters_dict
from attendctl.letters.letters_run import LettersRun, run_letters
from attendctl.progress import OnProgress, tell_nobody
from attendctl.settings import Settings

# What an officer who looked at a draft has seen of it: its figures, its reason, whom it goes to.
_SEEN = ("band", "year", "reason", "addressed_to", "pupils")
_NO_MORE = "The register, a hold or another letter no longer makes it due."


@dataclass(frozen=True)
class Release:
    """A release as it was decided. ``run`` holds the letters to write; the rest is by reference.

    Attributes:
        changed: written, and other than the draft says: marks or contacts came in since.
        written_before: the ledger has them already; nothing is done about them.
        no_longer_due: not written, with the reason.
        taken_out: not written: somebody took a file of theirs out of the folder.
    """

    run: LettersRun
    drafts: Drafts
    changed: tuple[str, ...]
    written_before: tuple[str, ...]
    no_longer_due: Mapping[str, str]
    taken_out: tuple[str, ...]

    def as_json(self, folder: Path | None) -> dict[str, Any]:
        """Return the contract of the letters with what became of the other drafts."""
        drafts = self.drafts.letters
        return letters_dict(self.run, folder) | {
            "held_back": [],
            "changed": list(self.changed),
            "written_before": list(self.written_before),
            "no_longer_due": [_line(drafts[one], why) for one, why in self.no_longer_due.items()],
            "taken_out": [_line(drafts[one], "Its file was taken out.") for one in self.taken_out],
        }


def decide_release(
    book: Ledger,
    settings: Settings,
    drafts: Drafts,
    *,
    today: date,
    kinds: tuple[FileKind, ...] = (FileKind.pdf,),
    tell: OnProgress = tell_nobody,
) -> Release:
    """Decide anew which of the drafts are due, and set those. Writes nothing.

    Args:
        book: the ledger.
        settings: the schools, their policies and templates.
        drafts: the letters that wait.
        today: the day the letters carry.
        kinds: the files to make.
        tell: is told how far the work has come.

    Raises:
        NotFound, WrongUsage: as ``run_letters`` does.
    """
    run = run_letters(book.connection, settings, today=today, kinds=kinds, only=drafts.wanted, tell=tell)
    due = {one["reference"]: one for one in letters_dict(run, None)["letters"]}
    told = {one.letter.reference for one in letters_written(book.connection)}
    not_now = sorted(drafts.wanted - due.keys())
    return Release(
        run=run,
        drafts=drafts,
        changed=tuple(one for one, letter in due.items() if _seen(letter) != _seen(drafts.letters[one])),
        written_before=tuple(one for one in not_now if one in told),
        no_longer_due={one: _why(drafts.letters[one], run) for one in not_now if one not in told},
        taken_out=tuple(sorted(drafts.taken_out)),
    )


def _seen(letter: Mapping[str, Any]) -> Sequence[Any]:
    return [letter.get(name) for name in _SEEN]


def _why(draft: Mapping[str, Any], run: LettersRun) -> str:
    for one in run.not_written:
        pupil = one.decision.pupil
        if one.decision.letter == draft["letter"] and pupil.upn == draft.get("upn") and pupil.upn:
            return one.decision.why
    return _NO_MORE


def _line(draft: Mapping[str, Any], why: str) -> dict[str, Any]:
    return {
        "reference": draft["reference"],
        "upn": draft.get("upn"),
        "admission_number": draft.get("admission_number"),
        "letter": draft.get("letter"),
        "why": why,
    }
