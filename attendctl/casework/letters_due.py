"""Who is due a letter: every pupil of every school, judged by the school's own policy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.casework.attendance_report import NOT_STATED, natural_order
from attendctl.casework.chosen_schools import ChosenSchool, choose_schools
from attendctl.casework.decision import Decision, SchoolYear
from attendctl.casework.ladder import judge
from attendctl.casework.october_half_term import october_half_term_is_over_from
from attendctl.casework.report_period import as_of_year
from attendctl.casework.standing import PupilStanding, Sessions, WrittenLetter
from attendctl.errors import NotFound
from attendctl.measures.attendance import Period, measure_attendance
from attendctl.measures.engine import prepare_register, rows_of
from attendctl.measures.school_weeks import read_school_days
from attendctl.settings import Settings

_STANDINGS = """
SELECT y.school_id, y.pupil_id, p.upn, p.mis_id, p.admission_number,
       coalesce(p.preferred_surname, p.surname) AS surname,
       coalesce(p.preferred_forename, p.forename) AS forename, p.year_group, p.class AS class_name,
       y.year_possible, y.year_authorised, y.year_unauthorised, y.severe_absence,
       y.year_late AS late, y.year_late_after_close AS late_after_close,
       y.year_minutes_late AS minutes_late,
       y.status = 'leaver' AS is_leaver, p.salutation, p.addressee, p.address, p.postcode
FROM pupil_year AS y
LEFT JOIN pupil AS p ON y.school_id = p.school_id AND y.pupil_id = p.pupil_id
ORDER BY strip_accents(lower(surname)), strip_accents(lower(forename)), p.upn, y.pupil_id
"""

_LETTERS_WRITTEN = """
SELECT school_id, as_of, pupil_id, policy, letter, reference, written_on
FROM letter_written
ORDER BY written_on, reference
"""

_SCHOOL_WEEKS = "SELECT DISTINCT school_id, monday FROM school_session WHERE possible > 0 ORDER BY monday"


@dataclass(frozen=True)
class SchoolDecisions:
    """One school's pupils, each with the letter due or why there is none, in class order."""

    school: ChosenSchool
    as_of: date
    decisions: tuple[Decision, ...]


@dataclass(frozen=True)
class Earlier:
    """A letter written before: of which school, and by marks up to which day."""

    school_id: int
    as_of: date
    letter: WrittenLetter


def letters_written(connection: duckdb.DuckDBPyConnection) -> list[Earlier]:
    """Return every letter the ledger says was written, oldest first."""
    rows = connection.execute(_LETTERS_WRITTEN).fetchall()
    return [Earlier(school_id, as_of, WrittenLetter(*letter)) for school_id, as_of, *letter in rows]


def letters_due(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    *,
    today: date,
    as_of: date | None = None,
    school: str | None = None,
    letter_by_hand: str | None = None,
    earlier: Sequence[Earlier] | None = None,
) -> list[SchoolDecisions]:
    """Judge every pupil of the ledger, or of one school.

    Args:
        connection: has the ledger's reading views.
        settings: name each school's policy, and the October half term if stated.
        today: the day letters carry, and the last day that counts, unless ``as_of`` says otherwise.
        as_of: judge by marks dated up to this day, this day included, and date the letters so.
        school: one school, by name, URN or DfE number; None for all.
        letter_by_hand: the letter the officer named: "not before" does not hold it back.
        earlier: every letter written before; None reads them from ``connection``.

    Raises:
        NotFound: no such school, or no marks up to that day.
    """
    schools = choose_schools(connection, settings, school)
    prepare_register(connection, [chosen.school_id for chosen in schools] if school else None)
    days = read_school_days(connection)
    if not days.days:
        raise NotFound("The ledger holds no marks.", remedy="Import a register first: attendctl import FILE")
    last_day = as_of_year(days, as_of=as_of, today=today)
    measure_attendance(connection, Period(last_day))
    september = academic_year_start(last_day)
    earlier = [
        one
        for one in (letters_written(connection) if earlier is None else earlier)
        if academic_year_start(one.as_of) == september
    ]
    since = _sessions_since(connection, earlier, as_of=last_day)
    written: dict[tuple[int, int, str], list[WrittenLetter]] = defaultdict(list)
    for one in earlier:
        written[one.school_id, one.letter.pupil_id, one.letter.policy].append(one.letter)
    standings = _standings(connection)
    if not standings:
        raise NotFound(
            f"The ledger holds no marks from {september} to {last_day}.",
            remedy=f"It holds marks from {days.days[0]} to {days.days[-1]}: choose a day with --as-of.",
        )
    weeks = _school_weeks(connection)
    return [
        SchoolDecisions(
            chosen,
            last_day,
            tuple(
                decision
                for standing, is_severe in standings[chosen.school_id]
                if (
                    decision := judge(
                        standing,
                        chosen.policy,
                        _school_year(chosen, weeks[chosen.school_id], settings, last_day, letter_by_hand),
                        is_severely_absent=is_severe,
                        written=written[chosen.school_id, standing.pupil_id, chosen.policy.key],
                        since=since,
                    )
                )
            ),
        )
        for chosen in schools
    ]


def _school_year(
    chosen: ChosenSchool,
    weeks: Sequence[date],
    settings: Settings,
    as_of: date,
    letter_by_hand: str | None,
) -> SchoolYear:
    return SchoolYear(
        as_of=as_of,
        school_weeks=weeks,
        half_term_over_from=october_half_term_is_over_from(
            weeks,
            chosen.policy.october_half_term,
            as_of=as_of,
            stated=settings.calendar.october_half_term,
        ),
        letter_by_hand=letter_by_hand,
    )


def _standings(
    connection: duckdb.DuckDBPyConnection,
) -> Mapping[int, Sequence[tuple[PupilStanding, bool]]]:
    result = connection.execute(_STANDINGS)
    columns = [column[0] for column in result.description or []]
    by_school: dict[int, list[tuple[PupilStanding, bool]]] = defaultdict(list)
    for values in result.fetchall():
        row: dict[str, Any] = dict(zip(columns, values, strict=True))
        year = Sessions(row.pop("year_possible"), row.pop("year_authorised"), row.pop("year_unauthorised"))
        is_severe = bool(row.pop("severe_absence"))
        is_leaver = bool(row.pop("is_leaver"))
        by_school[row["school_id"]].append((PupilStanding(**row, year=year, is_leaver=is_leaver), is_severe))
    for of_school in by_school.values():
        of_school.sort(key=lambda one: _place_in_class_order(one[0]))
    return by_school


def _place_in_class_order(pupil: PupilStanding) -> Any:
    return natural_order(pupil.year_group or NOT_STATED), natural_order(pupil.class_name or NOT_STATED)


def _school_weeks(connection: duckdb.DuckDBPyConnection) -> Mapping[int, Sequence[date]]:
    weeks: dict[int, list[date]] = defaultdict(list)
    for school_id, monday in connection.execute(_SCHOOL_WEEKS).fetchall():
        weeks[school_id].append(monday)
    return weeks


def _sessions_since(
    connection: duckdb.DuckDBPyConnection, earlier: Sequence[Earlier], *, as_of: date
) -> dict[str, Sessions]:
    if not earlier:
        return {}
    connection.execute(
        "CREATE OR REPLACE TEMP TABLE earlier_letter AS SELECT unnest($1::VARCHAR[]) AS reference, "
        "unnest($2::INTEGER[]) AS school_id, unnest($3::INTEGER[]) AS pupil_id, "
        "unnest($4::DATE[]) AS written_on",
        [
            [one.letter.reference for one in earlier],
            [one.school_id for one in earlier],
            [one.letter.pupil_id for one in earlier],
            [one.letter.written_on for one in earlier],
        ],
    )
    return {
        str(row.pop("reference")): Sessions(**{name: int(str(value)) for name, value in row.items()})
        for row in rows_of(connection, "sessions_since_letter", as_of=as_of)
    }
