"""Why a pupil has a band, a step, a letter or a count, and why not: the sessions, the rule, the way out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.casework.chosen_schools import ChosenSchool, choose_schools
from attendctl.casework.decision import Case, Decision
from attendctl.casework.explained.band import BandExplained, explain_band
from attendctl.casework.explained.law import LawExplained, explain_law
from attendctl.casework.explained.letters import (
    LetterExplained,
    LetterWritten,
    MarksKnown,
    explain_letters,
    letters_about,
)
from attendctl.casework.explained.marks import ExplainedMark, explain_marks
from attendctl.casework.explained.protections import ProtectionExplained, explain_protections
from attendctl.casework.explained.rests_on import read_pupil_register
from attendctl.casework.explained.steps import StepExplained, explain_steps
from attendctl.casework.late_marks import LateMark, late_marks_to_check
from attendctl.casework.penalties.rows_by_pupil import penalty_rows
from attendctl.casework.pupil_meant import PupilMeant, pupils_of, the_pupil_meant
from attendctl.casework.standing import PupilStanding
from attendctl.casework.steps.facts import PupilFacts
from attendctl.casework.steps.judge import judge
from attendctl.casework.steps_due import school_facts
from attendctl.errors import NotFound
from attendctl.ledger.book import Ledger
from attendctl.ledger.case_log import case_entries
from attendctl.measures.attendance import Period
from attendctl.measures.evidence import MarkedSession, sessions_of
from attendctl.settings import Settings


@dataclass(frozen=True)
class Only:
    """What is asked about, where it is not everything: a step by name, or a letter by its reference."""

    step: str | None = None
    reference: str | None = None


@dataclass(frozen=True)
class Explanation:
    """Everything about one pupil by the marks up to ``as_of``.

    ``marks`` are those of the academic year, oldest first. ``band`` None: no session was
    possible yet, and nothing is decided.
    """

    school: ChosenSchool
    pupil: PupilStanding
    as_of: date
    known: date | None
    marks: tuple[ExplainedMark, ...]
    band: BandExplained | None
    law: tuple[LawExplained, ...]
    steps: tuple[StepExplained, ...]
    letters: tuple[LetterExplained, ...]
    only: Only = Only()
    protections: tuple[ProtectionExplained, ...] = ()
    late_marks: tuple[LateMark, ...] = ()  # those to be looked at


def explain_pupil(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    asked: str,
    *,
    today: date,
    as_of: date | None = None,
    known: date | None = None,
    school: str | None = None,
    only: Only = Only(),
    marks_then: Callable[[PupilMeant], MarksKnown] | None = None,
) -> Explanation:
    """Explain one pupil.

    Args:
        connection: has the ledger's reading views.
        settings: name each school's policy, and its calendar as far as stated.
        asked: the pupil: UPN, admission number, MIS id, or forename and surname.
        today: the last day that counts, unless ``as_of`` says otherwise.
        as_of: judge by marks dated up to this day, this day included.
        known: the day whose knowledge ``connection`` has; None: all there is. It is only passed on.
        school: one school, by name, URN or DfE number.
        only: one step or one letter; None in both: everything.
        marks_then: for the pupil, reads marks as known on a day; None: as known now.

    Raises:
        NotFound: no such pupil, school, step or letter; or no mark of the pupil in the year.
        WrongUsage: several pupils go by that word.
    """
    schools = {one.school_id: one for one in choose_schools(connection, settings, school)}
    pupil = the_pupil_meant(pupils_of(connection, schools), asked)
    chosen = schools[pupil.school_id]
    if only.step is not None and chosen.policy.step_for(only.step) is None:
        names = ", ".join(step.name for step in chosen.policy.steps)
        raise NotFound(
            f"The policy {chosen.policy.key} has no step {only.step!r}.", remedy=f"Its steps are: {names}."
        )
    case, decisions, as_of = _judged(connection, settings, chosen, pupil, today=today, as_of=as_of)
    september = academic_year_start(as_of)
    read = _reader(connection, pupil)
    # an absence may have begun in the year before, and the steps look back so far
    marks = explain_marks(read(as_of, september.replace(year=september.year - 1), as_of))
    year = case.pupil.year
    of_year = tuple(mark for mark in marks if mark.day >= september)
    late = late_marks_to_check(connection, [chosen], Period(as_of), pupil_id=pupil.pupil_id) or ()
    return Explanation(
        school=chosen,
        pupil=case.pupil,
        as_of=as_of,
        known=known,
        marks=of_year,
        band=explain_band(chosen.policy, year, since=case.facts.band_since),
        law=explain_law(year, on=as_of),
        steps=tuple(
            step
            for step in explain_steps(case, decisions, read_pupil_register(connection, case, marks))
            if only.step in (None, step.step.name)
        )
        if year.possible
        else (),
        letters=explain_letters(
            _letters_asked(letters_about(connection, pupil.school_id, pupil.pupil_id), as_of, only),
            case,
            marks_now=read,
            marks_then=marks_then(pupil) if marks_then else read,
        ),
        only=only,
        protections=explain_protections(
            chosen.policy, of_year, lambda from_day, to_day: explain_marks(read(as_of, from_day, to_day))
        ),
        late_marks=tuple(mark for mark in late if mark.school_id == pupil.school_id),
    )


def marks_as_known(ledger: Ledger) -> Callable[[PupilMeant], MarksKnown]:
    """Return what reads a pupil's marks as a ledger knew them on a day, while the ledger is open."""

    def of_pupil(pupil: PupilMeant) -> MarksKnown:
        def read(known: date, from_day: date, to_day: date) -> Sequence[MarkedSession]:
            with ledger.as_known_on(known) as book:
                then = [one for one in pupils_of(book.connection, [pupil.school_id]) if _is_same(one, pupil)]
                return _marks(
                    book.connection, pupil.school_id, {one.pupil_id for one in then}, from_day, to_day
                )

        return read

    return of_pupil


def _judged(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    school: ChosenSchool,
    pupil: PupilMeant,
    *,
    today: date,
    as_of: date | None,
) -> tuple[Case, list[Decision], date]:
    asked = school.urn or school.dfe_number or school.name
    logged = case_entries(connection)
    rows = penalty_rows(
        connection,
        settings,
        today=today,
        as_of=as_of,
        school=asked,
        logged=logged,
        pupil_id=pupil.pupil_id,
    )
    facts = next(
        one
        for one in school_facts(
            connection,
            settings,
            today=today,
            as_of=as_of,
            school=asked,
            logged=logged,
            penalties=rows,
        )
        if one.school.school_id == school.school_id
    )
    of_pupil: PupilFacts | None = next(
        (one for one in facts.pupils if one.pupil.pupil_id == pupil.pupil_id), None
    )
    if of_pupil is None:
        raise NotFound(
            f"The register has no mark of {pupil.identity} from "
            f"{academic_year_start(facts.year.as_of)} to {facts.year.as_of}.",
            remedy="Choose another day with --as-of.",
        )
    policy = facts.school.policy
    band = policy.band_of(of_pupil.pupil.year.tenths) or policy.bands[0]
    case = Case(of_pupil, policy, facts.year, band, explain=True)
    return case, judge(of_pupil, policy, facts.year, explain=True), facts.year.as_of


def _letters_asked(written: Sequence[LetterWritten], as_of: date, only: Only) -> list[LetterWritten]:
    if only.reference is not None:
        found = [one for one in written if one.reference.casefold() == only.reference.strip().casefold()]
        if not found:
            raise NotFound(
                f"No letter about this pupil has the reference {only.reference}.",
                remedy="Its letters: attendctl explain PUPIL",
            )
        return found
    september = academic_year_start(as_of)
    return [
        one
        for one in written
        if academic_year_start(one.as_of) == september
        and one.written_on <= max(as_of, one.as_of)
        and only.step in (None, one.letter)
    ]


def _reader(connection: duckdb.DuckDBPyConnection, pupil: PupilMeant) -> MarksKnown:
    def read(known: date, from_day: date, to_day: date) -> Sequence[MarkedSession]:
        return _marks(connection, pupil.school_id, {pupil.pupil_id}, from_day, to_day)

    return read


def _marks(
    connection: duckdb.DuckDBPyConnection, school_id: int, pupil_ids: set[int], from_day: date, to_day: date
) -> list[MarkedSession]:
    connection.execute("CREATE OR REPLACE TEMP VIEW register_mark AS SELECT * FROM mark")
    marks = sessions_of(connection, pupil_ids, None, from_day, to_day)
    return [mark for mark in marks if mark.school_id == school_id]


def _is_same(one: PupilMeant, pupil: PupilMeant) -> bool:
    """Whether two statements are of one pupil: the ledger's own number may have been another by then."""
    if one.upn and pupil.upn:
        return one.upn == pupil.upn
    return one.pupil_id == pupil.pupil_id or bool(one.numbers & pupil.numbers)
