"""Letters that the register no longer supports: a correction since has taken away what they rested on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

import duckdb

from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.decision import Case, Decision, Outcome, SchoolYear
from attendctl.casework.earlier_letters import Earlier
from attendctl.casework.notices.no_longer_supported import changed_sessions, is_too_little
from attendctl.casework.notices.notice import Notice, read_notices
from attendctl.casework.penalties.rows_by_pupil import PenaltyRows, are_asked_for, penalty_rows
from attendctl.casework.steps.ended import ended_periods
from attendctl.casework.steps.facts import PupilFacts
from attendctl.casework.steps.gather import gather_facts
from attendctl.casework.steps.held_back import HOLDING
from attendctl.casework.steps.judge import judge
from attendctl.casework.wording import sessions_in_words
from attendctl.ledger.case_log import LoggedEntry, case_entries
from attendctl.measures.attendance import Period, measure_attendance
from attendctl.policies import Step
from attendctl.rules.penalty_threshold import penalty_threshold
from attendctl.rules.reader import NoRuleInForce
from attendctl.settings import Settings

_Key = tuple[str, int]  # the reference of a letter, and a pupil it is about

# What a register says has nothing to do with these.
_NOT_BY_THE_REGISTER = frozenset({"logged", "after"})

_CORRECTIONS = """
SELECT a.school_id, a.pupil_id, a.date, a.session, a.code_from, a.code_to, a.seen_on
FROM amendment AS a
WHERE a.pupil_id IN (SELECT unnest($1::INTEGER[]))
ORDER BY a.date, a.session, a.seen_on
"""


@dataclass(frozen=True)
class Correction:
    """One mark that was changed after a letter was written."""

    day: date
    session: int  # 0 morning, 1 afternoon
    code_from: str
    code_to: str
    seen_on: date


@dataclass(frozen=True)
class UnsupportedLetter:
    """A letter written that would not be due by what the register says now of the days it was judged by."""

    earlier: Earlier
    decision: Decision  # why it would not be due
    corrections: tuple[Correction, ...]


def letters_no_longer_supported(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    years: Sequence[tuple[ChosenSchool, SchoolYear]],
    earlier: Sequence[Earlier],
    logged: Sequence[LoggedEntry],
) -> list[UnsupportedLetter]:
    """Judge again every letter whose pupil's marks were corrected since, up to the day it was judged by.

    Args:
        connection: after the facts of ``years`` were gathered. The measures on it are made anew for
            other days and fewer pupils: whatever else is read from them must have been read before.
        settings: name each school's code of conduct and calendar.
        years: the schools asked about.
        earlier: this academic year's letters, oldest first.
        logged: this academic year's entries of the case log.
    """
    corrected = _corrected_since(connection, earlier)
    if not corrected:
        return []
    found: list[UnsupportedLetter] = []
    schools = {school.school_id: (school, year) for school, year in years}
    by_day: dict[date, list[Earlier]] = defaultdict(list)
    for one in earlier:
        if _key(one) in corrected and one.school_id in schools and not one.is_withdrawn:
            by_day[one.as_of].append(one)
    for as_of, letters in sorted(by_day.items()):
        then = [(school, _as_of(year, as_of)) for school, year in schools.values()]
        rows: PenaltyRows = {}
        if any(are_asked_for(one.letter.letter, ()) for one in letters):
            until = [entry for entry in case_entries(connection) if entry.happened_on <= as_of]
            rows = penalty_rows(connection, settings, today=as_of, as_of=as_of, school=None, logged=until)
        _measure_only(connection, {one.letter.pupil_id for one in letters}, as_of)
        for one in letters:
            decision = _judged_again(connection, one, then, earlier, logged, rows)
            if decision is not None:
                found.append(UnsupportedLetter(one, decision, corrected[_key(one)]))
    return sorted(found, key=lambda one: (one.earlier.letter.written_on, one.earlier.letter.reference))


def _corrected_since(
    connection: duckdb.DuckDBPyConnection, earlier: Sequence[Earlier]
) -> dict[_Key, tuple[Correction, ...]]:
    pupils = sorted({one.letter.pupil_id for one in earlier})
    if not pupils:
        return {}
    corrections: dict[tuple[int, int], list[Correction]] = defaultdict(list)
    for school_id, pupil_id, *rest in connection.execute(_CORRECTIONS, [pupils]).fetchall():
        corrections[school_id, pupil_id].append(Correction(*rest))
    found = {}
    for one in earlier:
        since = tuple(
            correction
            for correction in corrections[one.school_id, one.letter.pupil_id]
            if correction.day <= one.as_of and correction.seen_on >= min(one.known_on, one.letter.written_on)
        )
        if since:
            found[_key(one)] = since
    return found


def _key(one: Earlier) -> _Key:
    """Of a letter about siblings each is judged for themselves."""
    return one.letter.reference, one.letter.pupil_id


def _judged_again(
    connection: duckdb.DuckDBPyConnection,
    letter: Earlier,
    years: Sequence[tuple[ChosenSchool, SchoolYear]],
    earlier: Sequence[Earlier],
    logged: Sequence[LoggedEntry],
    penalties: PenaltyRows,
) -> Decision | None:
    """Return why a letter would not be due today by the marks of its own day; None where it would.

    A letter about a notice is judged by the sessions that the notice cites.
    """
    (school, year), *_ = [one for one in years if one[0].school_id == letter.school_id]
    step = school.policy.step_for(letter.letter.letter)
    if step is None:
        return None
    about = _notice_of(letter, logged)
    if about is None and step.kind in _NOT_BY_THE_REGISTER:
        return None
    before = [
        one
        for one in earlier
        if one.letter.reference != letter.letter.reference
        and (one.letter.written_on, one.letter.reference)
        <= (letter.letter.written_on, letter.letter.reference)
    ]
    entries = [entry for entry in logged if entry.happened_on <= letter.as_of and entry.kind not in HOLDING]
    year = replace(year, letter_by_hand=step.name)
    (facts,) = gather_facts(connection, [(school, year)], before, entries)
    pupil = next((one for one in facts.pupils if one.pupil.pupil_id == letter.letter.pupil_id), None)
    if pupil is None:
        return None
    if about is not None:
        return _notice_judged_again(connection, about, pupil, school, year, step)
    pupil = replace(pupil, penalty=penalties.get((letter.school_id, letter.letter.pupil_id)))
    decisions = [
        decision
        for decision in judge(pupil, school.policy, year, explain=True)
        if decision.step is None or decision.step.name == step.name
    ]
    if any(decision.outcome is not Outcome.NOT_DUE for decision in decisions):
        return None
    if decisions:
        return replace(decisions[0], step=step, letter=step.name)
    # The step is of another band than the pupil's is by now: the ladder of that band does not name it.
    case = Case(
        pupil, school.policy, year, school.policy.band_of(pupil.pupil.year.tenths) or school.policy.bands[0]
    )
    return case.decide(Outcome.NOT_DUE, step, case.standing)


def _notice_of(letter: Earlier, logged: Sequence[LoggedEntry]) -> Notice | None:
    """Return the notice that a letter hands over, if it cites sessions."""
    entry = next((one for one in logged if f"entry {one.entry_id}" == letter.letter.occasion), None)
    if entry is None or not entry.details.get("sessions"):
        return None
    return next(iter(read_notices([entry])), None)


def _notice_judged_again(
    connection: duckdb.DuckDBPyConnection,
    notice: Notice,
    pupil: PupilFacts,
    school: ChosenSchool,
    year: SchoolYear,
    step: Step,
) -> Decision | None:
    try:
        law = penalty_threshold().in_force(year.as_of)
    except NoRuleInForce:
        return None
    gone = changed_sessions(connection, [notice], law)[notice.number]
    if not is_too_little(notice, gone, law):
        return None
    case = Case(
        pupil, school.policy, year, school.policy.band_of(pupil.pupil.year.tenths) or school.policy.bands[0]
    )
    left = sessions_in_words(len(notice.sessions) - len(gone))
    why = f"{left} of the {len(notice.sessions)} that it cites are still unauthorised absence."
    return case.decide(Outcome.NOT_DUE, step, why, entry=notice.issue)


def _as_of(year: SchoolYear, as_of: date) -> SchoolYear:
    days = [day for day in year.school_days if day <= as_of]
    return replace(
        year,
        as_of=as_of,
        ended=ended_periods(year.school_days, year.terms, as_of=as_of) if year.terms else {},
        improved={},
        school_days=days,
    )


def _measure_only(connection: duckdb.DuckDBPyConnection, pupil_ids: set[int], as_of: date) -> None:
    numbers = ", ".join(str(int(one)) for one in sorted(pupil_ids))
    connection.execute(
        f"CREATE OR REPLACE TEMP VIEW register_mark AS SELECT * FROM mark WHERE pupil_id IN ({numbers})"
    )
    measure_attendance(connection, Period(as_of))
