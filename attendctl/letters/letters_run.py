"""One run of letters: decided, filled and set in memory, before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from attendctl.casework.chosen_letters import Wanted, choose_decisions, refuse_unknown_bands_and_letters
from attendctl.casework.chosen_schools import choose_schools
from attendctl.casework.contacts import contacts_of, holds_addresses
from attendctl.casework.decision import Decision, Outcome
from attendctl.casework.earlier_letters import Earlier
from attendctl.casework.steps_due import SchoolDecisions, letters_due
from attendctl.letters.delivery import Delivery
from attendctl.letters.fields import Occasion
from attendctl.letters.file_kinds import FileKind
from attendctl.letters.prepare import PreparedLetter, prepare_letters
from attendctl.letters.print_run import PrintRun, print_letters
from attendctl.letters.templates import LetterTemplates
from attendctl.letters.withdrawal import withdrawal_due
from attendctl.progress import OnProgress, tell_nobody
from attendctl.settings import Settings


@dataclass(frozen=True)
class NotWritten:
    """A decision without a letter, and the school it is about."""

    school: str
    decision: Decision


@dataclass(frozen=True)
class LettersRun:
    """What a run wrote or would write, and what it held back."""

    as_of: date
    written_on: date
    policies: tuple[tuple[str, str], ...]  # key and version, of the schools asked about
    letters: tuple[PreparedLetter, ...]
    not_written: tuple[NotWritten, ...]
    files: dict[str, bytes]  # by name, as they go to the output folder
    kinds: tuple[FileKind, ...] = (FileKind.pdf,)  # asked for

    @property
    def some_lack_something(self) -> bool:
        """Whether a letter was held back for something the officer must add."""
        return any(one.decision.is_fault for one in self.not_written)


def run_letters(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    *,
    today: date,
    as_of: date | None = None,
    school: str | None = None,
    wanted: Wanted = Wanted(),  # noqa: B008 - frozen
    earlier: Sequence[Earlier] | None = None,
    kinds: tuple[FileKind, ...] = (FileKind.pdf,),
    only: Collection[str] | None = None,
    tell: OnProgress = tell_nobody,
) -> LettersRun:
    """Decide who is due a letter, check every field of all of them, and set them. Writes nothing.

    Args:
        connection: has the ledger's reading views.
        settings: the schools, their policies and templates.
        today: the day letters carry, unless ``as_of`` is given.
        as_of: judge by marks dated up to this day, this day included, and date the letters so.
        school: one school; None for all.
        wanted: band, letter or pupil asked for.
        earlier: every letter written before; None reads them from ``connection``.
        kinds: the files to make.
        only: of the letters that are due, those with these references; None for all.
        tell: is told how far the work has come.

    Raises:
        NotFound: no such school, band, letter, pupil or template; no marks up to that day.
        WrongUsage: a template is not right.
    """
    refuse_unknown_bands_and_letters(
        wanted, [chosen.policy for chosen in choose_schools(connection, settings, school)]
    )
    tell("Deciding who is due a letter")
    asked: dict[str, Any] = {"today": today, "as_of": as_of, "school": school, "earlier": earlier}
    if wanted.withdraw is not None:
        decided = withdrawal_due(connection, settings, wanted.withdraw, **asked)
    else:
        decided = letters_due(connection, settings, letter_by_hand=wanted.letter, **asked)
    written_on = as_of or today
    templates = LetterTemplates(settings.folder / settings.letters.templates)
    prepared: list[PreparedLetter] = []
    not_written: list[NotWritten] = []
    for one in choose_decisions(connection, decided, wanted):
        tell(f"Filling in the letters of {one.school.name}")
        by_hand = settings.letters.by_hand or not holds_addresses(connection, one.school.school_id)
        delivery = Delivery(kinds, by_hand=by_hand)
        letters, held_back = _letters_of(connection, one, templates, written_on, delivery)
        prepared += letters
        waiting = [decision for decision in one.decisions if decision.outcome is not Outcome.DUE]
        not_written += [NotWritten(one.school.name, decision) for decision in [*waiting, *held_back]]
    if only is not None:
        prepared = [letter for letter in prepared if letter.reference in only]
    printed: PrintRun = print_letters(prepared, written_on=written_on, kinds=kinds, tell=tell)
    not_written += [NotWritten(name, decision) for name, decision in printed.held_back]
    return LettersRun(
        as_of=decided[0].as_of,
        written_on=written_on,
        policies=tuple(dict.fromkeys((one.school.policy.key, one.school.policy.version) for one in decided)),
        letters=printed.letters,
        not_written=tuple(not_written),
        files=printed.files,
        kinds=kinds,
    )


def _letters_of(
    connection: duckdb.DuckDBPyConnection,
    one: SchoolDecisions,
    templates: LetterTemplates,
    written_on: date,
    delivery: Delivery,
) -> tuple[list[PreparedLetter], list[Decision]]:
    due = [decision for decision in one.decisions if decision.outcome is Outcome.DUE]
    term = one.year.term.name if one.year and one.year.term else None
    occasion = Occasion(one.school.policy, one.school.settings, one.as_of, written_on, term)
    contacts = contacts_of(connection, one.school.school_id, [decision.pupil.pupil_id for decision in due])
    return prepare_letters(due, contacts, occasion, templates, delivery)
