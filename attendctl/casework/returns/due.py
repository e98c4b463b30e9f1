"""Of whom the local authority is due to be told on a day, by law: every pupil, every duty in force."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.casework.chosen_schools import choose_schools
from attendctl.casework.report_period import as_of_year
from attendctl.casework.returns.absence import Absence
from attendctl.casework.returns.corrections import no_longer_supported
from attendctl.casework.returns.duties import ILLNESS, duties_on, step_of
from attendctl.casework.returns.expected import expected_illness
from attendctl.casework.returns.illness import Illness, illness_of_the_year
from attendctl.casework.returns.last_made import last_made
from attendctl.casework.returns.made import (
    EXPECTED,
    Logged,
    answers,
    by_pupil,
    expectations,
    latest_of,
    returns_made,
)
from attendctl.casework.returns.pupils import first_day_of_age, pupils_returned
from attendctl.casework.returns.returns_list import ReturnLine, ReturnsList, in_order
from attendctl.casework.returns.without_leave import missing_education, spells_without_leave
from attendctl.ledger.case_log import case_entries
from attendctl.measures.engine import prepare_register
from attendctl.measures.evidence import sessions_of
from attendctl.measures.school_weeks import SchoolDays, read_school_days
from attendctl.settings import Settings


def returns_due(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    *,
    today: date,
    as_of: date | None = None,
    school: str | None = None,
) -> ReturnsList:
    """Return of whom the authority is to be told, was told, and is perhaps to be told.

    Spells of this academic year are looked at, and those that ended in the last month of school
    before it, of which the return may be outstanding.

    Args:
        connection: has the ledger's reading views.
        settings: name each school's policy.
        today: the day of a return, and the last day that counts, unless ``as_of`` says otherwise.
        as_of: judge by marks and entries dated up to this day, this day included.
        school: one school, by name, URN or DfE number; None for all.

    Raises:
        NotFound: no such school, or no marks up to that day.
    """
    schools = {one.school_id: one for one in choose_schools(connection, settings, school)}
    prepare_register(connection, list(schools) if school else None)
    days = read_school_days(connection)
    last_day = as_of_year(days, as_of=as_of, today=today)
    returned_on = as_of or today
    duties = duties_on(last_day)
    logged = [
        entry
        for entry in case_entries(connection)
        if entry.school_id in schools and entry.happened_on <= returned_on
    ]
    absences = spells_without_leave(connection, duties, logged, schools, as_of=last_day)
    absences += missing_education(connection, logged, as_of=last_day)
    law = duties[ILLNESS].law if ILLNESS in duties else None
    illness = illness_of_the_year(connection, law, schools, as_of=last_day) if law else Illness()
    absences += illness.reached
    made = returns_made(logged, list(schools.values()), duties)
    said = expectations(logged)
    words, told_of = by_pupil(said), by_pupil(made)
    since = _first_day_looked_at(days, last_day)
    absences = [one for one in absences if one.last_day >= since or one.is_open]
    expected = expected_illness(said, illness, absences)
    pupils = pupils_returned(
        connection,
        {one.pupil for one in [*absences, *expected, *illness.on_the_way]} | {one.pupil for one in made},
    )

    def line(absence: Absence) -> ReturnLine:
        chosen, pupil, duty = schools[absence.school_id], pupils[absence.pupil], duties[absence.duty]
        step = step_of(chosen.policy, duty)
        return ReturnLine(
            chosen,
            pupil,
            duty,
            absence,
            due_on=first_day_of_age(pupil, absence),
            step=step.name if step else None,
            said=_said_of(absence, latest_of(words, absence)),
        )

    told = answers(made, [*absences, *expected], duties)
    lines = [
        replace(line(absence), made=entry)
        for absence, entry in zip([*absences, *expected], told, strict=True)
    ]
    asked = [line(one) for one in illness.on_the_way]
    asked = [one for one in asked if latest_of(told_of, one.absence) is None]
    lines, asked = _with_codes(connection, lines), _with_codes(connection, asked)
    open_lines = [one for one in lines if one.made is None and not _is_needless(one, last_day)]
    return ReturnsList(
        as_of=last_day,
        returned_on=returned_on,
        schools=tuple(schools.values()),
        duties=duties,
        due=in_order(_from_the_day_said(one) for one in open_lines if one.due_on is not None),
        proposed=in_order(
            one
            for one in asked
            if one.due_on is not None and one.said is None and not one.pupil.has_left_by(last_day)
        ),
        not_expected=in_order(
            one for one in asked if one.said is not None and one.said.entry.outcome != EXPECTED
        ),
        made=in_order(one for one in lines if one.made is not None),
        not_of_age=in_order(one for one in open_lines if one.due_on is None),
        no_longer_supported=tuple(
            no_longer_supported(
                connection, made, absences, illness, duties, schools, pupils, since=since, as_of=last_day
            )
        ),
        last_made=tuple(last_made(connection, schools.values(), duties, made, lines, last_day, returned_on)),
    )


def _first_day_looked_at(days: SchoolDays, as_of: date) -> date:
    """Return 1 September, or the first of the last month of school before it."""
    september = academic_year_start(as_of)
    last = days.last(upto=september - timedelta(days=1))
    return last.replace(day=1) if last and academic_year_start(last).year == september.year - 1 else september


def _said_of(absence: Absence, word: Logged | None) -> Logged | None:
    """Return what is expected of an absence: no more than it is once the days are counted.

    A no is about one illness: of the next, which may make the same days in all, it says nothing.
    """
    if absence.reached_on is not None or word is None or word.spell_from is None or word.spell_to is None:
        return None
    is_of_another = not absence.is_of_the_days(word.spell_from, word.spell_to)
    return None if is_of_another and word.entry.outcome != EXPECTED else word


def _from_the_day_said(line: ReturnLine) -> ReturnLine:
    return replace(line, due_on=line.said.on) if line.said is not None else line


def _is_needless(line: ReturnLine, as_of: date) -> bool:
    """Whether nobody is to be looked for: the pupil is back, or off the roll already."""
    return line.duty.is_enquiry and (not line.absence.is_open or line.pupil.has_left_by(as_of))


def _with_codes(connection: duckdb.DuckDBPyConnection, lines: Sequence[ReturnLine]) -> list[ReturnLine]:
    """Put the codes of each absence beside it, those most sessions have first."""
    if not lines:
        return []
    sessions = sessions_of(
        connection,
        [one.pupil.pupil_id for one in lines],
        {code for one in lines if one.duty.law for code in one.duty.law.codes},
        min(one.absence.first_day for one in lines),
        max(one.absence.last_day for one in lines),
    )
    of_pupil: dict[tuple[int, int], list[tuple[date, str]]] = {}
    for one in sessions:
        of_pupil.setdefault((one.school_id, one.pupil_id), []).append((one.date, one.code))
    return [replace(line, codes=_codes(line, of_pupil)) for line in lines]


def _codes(
    line: ReturnLine, of_pupil: Mapping[tuple[int, int], Sequence[tuple[date, str]]]
) -> tuple[tuple[str, int], ...]:
    wanted = set(line.duty.law.codes) if line.duty.law else set()
    counted = Counter(
        code
        for day, code in of_pupil.get((line.school.school_id, line.pupil.pupil_id), ())
        if code in wanted and line.absence.first_day <= day <= line.absence.last_day
    )
    return tuple(sorted(counted.items(), key=lambda pair: (-pair[1], pair[0])))
