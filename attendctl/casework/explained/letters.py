"""The letters written about a pupil: the sessions each rested on then, and what they are now."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.casework.decision import Case
from attendctl.casework.explained.marks import ExplainedMark, explain_marks, sessions_in
from attendctl.casework.standing import Sessions
from attendctl.casework.steps.measured_rules import codes_of, first_day_within
from attendctl.measures.evidence import MarkedSession
from attendctl.policies import Step

MarksKnown = Callable[[date, date, date], Sequence[MarkedSession]]
"""From what the ledger had been told by a day: the pupil's marks between two days, both included."""

_WRITTEN = """
SELECT w.reference, w.letter, w.band, w.as_of, w.written_on, w.known_on, w.policy, w.policy_version,
       w.template_sha256, w.reason,
       coalesce(json_extract_string(p.figures, '$.occasion'), w.occasion, '') AS occasion
FROM letter_written AS w
JOIN letter_pupil AS p USING (reference)
WHERE p.school_id = $1 AND p.pupil_id = $2
ORDER BY w.written_on, w.reference
"""


@dataclass(frozen=True)
class LetterWritten:
    """A letter as the ledger records it: by marks up to ``as_of``, told to the ledger on ``known_on``."""

    reference: str
    letter: str
    band: str | None
    as_of: date
    written_on: date
    known_on: date
    policy: str
    policy_version: str | None
    template_sha256: str | None
    reason: str
    reason_source: str
    occasion: str


@dataclass(frozen=True)
class ChangedMark:
    """One session whose mark was another when the letter was written; None: there was, or is, no row."""

    day: date
    session: int
    then: ExplainedMark | None
    now: ExplainedMark | None


@dataclass(frozen=True)
class LetterExplained:
    """A letter, the sums of its year up to its day and the sessions it rested on: then, and now."""

    written: LetterWritten
    year_then: Sessions
    year_now: Sessions
    marks_then: tuple[ExplainedMark, ...]
    marks_now: tuple[ExplainedMark, ...]
    changed: tuple[ChangedMark, ...]


def letters_about(
    connection: duckdb.DuckDBPyConnection, school_id: int, pupil_id: int
) -> list[LetterWritten]:
    """Return every letter about a pupil, oldest first, joint ones too."""
    rows = connection.execute(_WRITTEN, [school_id, pupil_id]).fetchall()
    return [_written(row) for row in rows]


def explain_letters(
    written: Iterable[LetterWritten], case: Case, *, marks_now: MarksKnown, marks_then: MarksKnown
) -> tuple[LetterExplained, ...]:
    """Put beside each letter what it rested on when it was written, and what the register says now.

    Args:
        written: the letters.
        case: of their pupil; its policy says what a step counts.
        marks_now: reads the pupil's marks; its first argument is left unused.
        marks_then: reads them as known on a day.
    """
    return tuple(_explained(one, case, marks_now, marks_then) for one in written)


def _explained(
    written: LetterWritten, case: Case, marks_now: MarksKnown, marks_then: MarksKnown
) -> LetterExplained:
    september = academic_year_start(written.as_of)
    # a spell may have begun in the academic year before
    first_day = min(september, _first_day_of_spell(written) or september)
    days = (first_day, written.as_of)
    then = explain_marks(marks_then(written.known_on, *days))
    now = explain_marks(marks_now(written.known_on, *days))
    step = case.policy.step_for(written.letter) if written.policy == case.policy.key else None
    return LetterExplained(
        written,
        sessions_in(then, september, written.as_of),
        sessions_in(now, september, written.as_of),
        _rested_on(written, step, case, then),
        _rested_on(written, step, case, now),
        _changed(then, now),
    )


def _rested_on(
    written: LetterWritten, step: Step | None, case: Case, marks: Sequence[ExplainedMark]
) -> tuple[ExplainedMark, ...]:
    """Return what a letter counts: the marks of its count, its spell, or every absence of the year."""
    september = academic_year_start(written.as_of)
    of_year = tuple(mark for mark in marks if mark.day >= september)
    if step is None or step.kind not in ("count", "spell", "unsettled"):
        return tuple(mark for mark in of_year if mark.is_absence)
    codes = codes_of(step, written.as_of)
    if step.kind == "spell":
        return _spell_from(_first_day_of_spell(written) or september, codes, marks)
    first_day: date | None = september
    if step.kind == "count" and step.within != "year" and case.year.terms is not None:
        first_day = first_day_within(step, case.year.terms, written.as_of)
    return tuple(mark for mark in of_year if mark.code in codes and first_day and mark.day >= first_day)


def _spell_from(
    first_day: date, codes: Sequence[str], marks: Sequence[ExplainedMark]
) -> tuple[ExplainedMark, ...]:
    spell: list[ExplainedMark] = []
    for mark in marks:
        if mark.day < first_day or not mark.is_possible:
            continue
        if mark.code not in codes:
            break
        spell.append(mark)
    return tuple(spell)


def _first_day_of_spell(written: LetterWritten) -> date | None:
    try:
        return date.fromisoformat(written.occasion)
    except ValueError:
        return None


def _changed(then: Sequence[ExplainedMark], now: Sequence[ExplainedMark]) -> tuple[ChangedMark, ...]:
    before = {(mark.day, mark.session): mark for mark in then}
    after = {(mark.day, mark.session): mark for mark in now}
    return tuple(
        ChangedMark(*place, before.get(place), after.get(place))
        for place in sorted(before.keys() | after.keys())
        if before.get(place) != after.get(place)
    )


def _written(row: Sequence[Any]) -> LetterWritten:
    *head, reason, occasion = row
    reference, letter, band, as_of, written_on, known_on, policy, version, template = head
    said = (
        json.loads(reason) if isinstance(reason, str) and reason.startswith("{") else {"text": reason or ""}
    )
    return LetterWritten(
        reference=reference,
        letter=letter,
        band=band,
        as_of=as_of,
        written_on=written_on,
        known_on=known_on,
        policy=policy,
        policy_version=version,
        template_sha256=template,
        reason=str(said.get("text", "")),
        reason_source=str(said.get("source", "")),
        occasion=occasion,
    )
