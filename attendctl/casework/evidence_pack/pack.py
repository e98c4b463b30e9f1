"""An evidence pack: one pupil's case for a penalty notice, with what would get it returned first of all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import duckdb

from attendctl.calendar import academic_year_start, monday_of
from attendctl.casework.earlier_letters import WITHDRAWAL
from attendctl.casework.evidence_pack.chronology import (
    Event,
    chronology_of,
    read_amendments,
    read_letters,
)
from attendctl.casework.evidence_pack.pack_checks import check_pack
from attendctl.casework.evidence_pack.pack_extract import (
    RegisterExtract,
    RegisterMark,
    extracts_of,
    read_open_sessions,
    read_register,
)
from attendctl.casework.evidence_pack.pack_facts import Check, PackFacts, Settling
from attendctl.casework.evidence_pack.pack_parents import PackParent, read_pack_parents
from attendctl.casework.evidence_pack.pack_sessions import PackSessions, sessions_of_pack, week_mondays
from attendctl.casework.leave_days import read_school_calendar
from attendctl.casework.letter_titles import titles_of_letters
from attendctl.casework.notices.refusals import Refusal, raise_all
from attendctl.casework.notices.to_pay import law_of_offences
from attendctl.casework.penalties.listed import penalty_list
from attendctl.casework.penalties.penalty_row import PenaltyRow
from attendctl.casework.pupil_meant import pupils_meant, pupils_of
from attendctl.casework.stated_closures import stated_closures
from attendctl.casework.wording import date_in_words
from attendctl.errors import NotFound, WrongUsage
from attendctl.ledger.case_log import case_entries
from attendctl.settings import Settings

_IMPORTS = """
SELECT import_id, file, kind, known_on
FROM import_made
WHERE import_id IN (SELECT unnest($ids::INTEGER[]))
ORDER BY known_on, import_id
"""


@dataclass(frozen=True)
class PackImport:
    """An import that gave marks of the extract."""

    import_id: int
    file: str
    kind: str
    known_on: date


@dataclass(frozen=True)
class EvidencePack:
    """Everything that the pages and sheets of a pack show.

    ``on``: what was written and logged up to this day is in it; marks count up to ``row.as_of``.
    ``is_of_one_parent``: it was asked for about one of the parents only.
    """

    row: PenaltyRow
    on: date
    known: date | None
    is_of_one_parent: bool
    checks: tuple[Check, ...]
    sessions: PackSessions
    meanings: Mapping[tuple[date, int], str]
    extracts: tuple[RegisterExtract, ...]
    chronology: tuple[Event, ...]
    parents: tuple[PackParent, ...]
    facts: PackFacts
    imports: tuple[PackImport, ...]

    @property
    def faults(self) -> int:
        """How many lines of the check list would get the pack returned."""
        return sum(check.status == "fault" for check in self.checks)


def make_pack(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    asked: str,
    *,
    today: date,
    as_of: date | None = None,
    school: str | None = None,
    parent: str | None = None,
    known: date | None = None,
) -> EvidencePack:
    """Put together the pack of one pupil.

    Args:
        connection: has the ledger's reading views.
        settings: name the school, its policy and the authority's code of conduct.
        asked: the pupil: UPN, admission number, MIS id, or forename and surname.
        today: the last day that counts, unless ``as_of`` says otherwise.
        as_of: judge by marks, and by what was written and logged, up to this day, included.
        school: one school, by name, URN or DfE number.
        parent: whom the request is about: a name, a relationship or a contact's number; None: all.
        known: the day up to which the ledger is read, as the connection was opened.

    Raises:
        NotFound: no such pupil, school or parent, or no mark up to that day.
        WrongUsage: several pupils or parents go by that word.
        NoticeRefused: no session of the pupil counts.
    """
    pupil_id, identity = _child(connection, asked)
    listed = penalty_list(connection, settings, today=today, as_of=as_of, school=school, pupil_id=pupil_id)
    row = next((row for row in listed.rows if row.pupil.pupil_id == pupil_id), None)
    if row is None:
        raise NotFound(
            f"The register has no mark of {identity} up to {listed.as_of}.",
            remedy="Import the marks, or give a later day as --as-of.",
        )
    on = as_of or today
    parents = read_pack_parents(connection, row, parent, on=on)
    mondays = week_mondays(connection, school_id=row.school.school_id, pupil_id=pupil_id)
    sessions = sessions_of_pack(row, mondays, [one.parent.named for one in parents], on=on)
    if not sessions.free and not sessions.used:
        _refuse_an_empty_pack(row, identity)
    made = _made(connection, settings, row, sessions, parents, on=on, known=known)
    return replace(made, is_of_one_parent=parent is not None)


def _made(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    row: PenaltyRow,
    sessions: PackSessions,
    parents: Sequence[PackParent],
    *,
    on: date,
    known: date | None,
) -> EvidencePack:
    pupil_id, as_of = row.pupil.pupil_id, row.as_of
    weeks = {*sessions.mondays, *(one.monday for one in (*sessions.free, *sessions.used))}
    first = min(weeks)
    register = read_register(
        connection, pupil_id, from_day=min(first, academic_year_start(as_of)), to_day=as_of
    )
    schools = {mark.school_id for mark in register}
    names = dict(connection.execute("SELECT school_id, name FROM school").fetchall())
    names[row.school.school_id] = row.school.name
    opened = read_open_sessions(connection, schools, from_day=first, to_day=as_of)
    extracts = extracts_of(register, opened, weeks, names, as_of=as_of)
    marks = [mark for mark in register if monday_of(mark.day) in weeks]
    titles = titles_of_letters(row.school.policy, settings)
    letters = read_letters(connection, pupil_id, titles, withdrawal=WITHDRAWAL, upto=on)
    logged = [entry for entry in case_entries(connection, pupil_id=pupil_id) if entry.happened_on <= on]
    last = max(weeks) + timedelta(days=6)
    changed = read_amendments(connection, pupil_id, from_day=first, to_day=last, upto=on)
    facts = PackFacts(
        row=row,
        on=on,
        sessions=sessions,
        marks=marks,
        extracts=extracts,
        parents=[one.parent for one in parents],
        notice_law=law_of_offences(on),
        letters=letters,
        logged=logged,
        amendments=[one for one in changed if monday_of(one.day) in weeks],
        settling=_settling(connection, settings, row, marks),
    )
    return EvidencePack(
        row=row,
        on=on,
        known=known,
        is_of_one_parent=False,
        checks=check_pack(facts),
        sessions=sessions,
        meanings={mark.place: mark.meaning for mark in marks},
        extracts=extracts,
        chronology=chronology_of(
            letters,
            logged,
            facts.amendments,
            _lines_crossed(row, sessions),
            since=academic_year_start(first),
        ),
        parents=tuple(parents),
        facts=facts,
        imports=_imports(connection, marks),
    )


def _child(connection: duckdb.DuckDBPyConnection, asked: str) -> tuple[int, str]:
    """Return the one child that a word means, of whichever schools, and the number a message may say."""
    found = pupils_meant(pupils_of(connection), asked, option="PUPIL")
    if len({pupil.pupil_id for pupil in found}) > 1:
        raise WrongUsage(f"{len(found)} pupils go by what PUPIL says.", remedy="Name the pupil by UPN.")
    return found[0].pupil_id, found[-1].identity


def _refuse_an_empty_pack(row: PenaltyRow, identity: str) -> None:
    law = row.law
    raise_all(
        f"There is nothing to put into a pack about {identity}",
        [
            Refusal(
                f"no session that counts ({', '.join(law.codes)}) lies in the {law.school_weeks} school "
                f"weeks up to {date_in_words(row.as_of)}; the threshold is {law.sessions}.",
                "Who is near it: attendctl penalties. For an earlier window, give a day of it as --as-of.",
                law.reference,
            )
        ],
    )


def _settling(
    connection: duckdb.DuckDBPyConnection, settings: Settings, row: PenaltyRow, marks: Sequence[RegisterMark]
) -> Settling | None:
    """Return the longest time in which a reason must be found by the policy, statutory steps first."""
    policy, unexplained = row.school.policy, set(row.law.unexplained_codes)
    steps = [step for step in policy.steps if step.kind == "unsettled" and unexplained & set(step.codes)]
    if not steps:
        return None
    step = max(steps, key=lambda step: (step.statutory, step.school_days or 0))
    closed = stated_closures(settings.calendar)
    calendar = read_school_calendar(connection, row.school.school_id, closed, upto=row.as_of)
    days = {mark.day for mark in marks if mark.code in unexplained}
    allowed = step.school_days or 0
    return Settling(
        allowed, policy.reference_of(step.source), {day: calendar.nth_after(day, allowed) for day in days}
    )


def _lines_crossed(row: PenaltyRow, sessions: PackSessions) -> list[tuple[date, str]]:
    if sessions.met_on is None:
        return []
    what = f"Threshold met: {row.law.sessions} sessions in {row.law.school_weeks} school weeks"
    return [(sessions.met_on, what if sessions.is_firm else f"{what}, with some whose reason is not known")]


def _imports(connection: duckdb.DuckDBPyConnection, marks: Sequence[RegisterMark]) -> tuple[PackImport, ...]:
    ids = sorted({mark.import_id for mark in marks})
    return tuple(PackImport(*row) for row in connection.execute(_IMPORTS, {"ids": ids}).fetchall())
