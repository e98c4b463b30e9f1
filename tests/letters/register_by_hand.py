"""A register written by hand: a pupil's year as a rule a reader can check with a pencil."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import duckdb

PRESENT, ILL = "/", "I"

# The invented school year: Mondays of its weeks, each Monday to Friday, ten sessions.
# Half terms: the weeks of 27 October 2025 and 16 February 2026.
SCHOOL_WEEKS = [
    *(date(2025, 9, 8) + timedelta(weeks=n) for n in range(7)),  # 8 September to 20 October
    *(date(2025, 11, 3) + timedelta(weeks=n) for n in range(7)),  # 3 November to 15 December
    *(date(2026, 1, 5) + timedelta(weeks=n) for n in range(6)),  # 5 January to 9 February
    *(date(2026, 2, 23) + timedelta(weeks=n) for n in range(5)),  # 23 February to 23 March
]

Absences = Callable[[int], int]
"""For the number of a school week (1 the first), how many of its ten sessions the pupil misses."""


@dataclass
class Pupil:
    """One pupil of the register. Absences fall on the first sessions of a week."""

    upn: str
    absences: Absences
    surname: str = "Okoro"
    forename: str = "Ada"
    code: str = ILL
    attributes: dict[str, Any] = field(default_factory=dict)
    contacts: Sequence[dict[str, Any]] = ()
    last_week: int = 99


def register(pupils: Sequence[Pupil], *, weeks: int = 25, school: str = "Hillside School") -> Any:
    """Return a connection with the reading views of a ledger, as plain tables."""
    connection = duckdb.connect(":memory:")
    connection.execute(
        "CREATE TABLE mark (school_id SMALLINT, pupil_id INTEGER, date DATE, session UTINYINT, code VARCHAR, "
        "minutes_late SMALLINT, comment VARCHAR, import_id INTEGER, line UINTEGER)"
    )
    connection.execute(
        "CREATE TABLE pupil (school_id SMALLINT, pupil_id INTEGER, upn VARCHAR, mis_id VARCHAR, "
        "admission_number VARCHAR, surname VARCHAR, forename VARCHAR, preferred_surname VARCHAR, "
        "preferred_forename VARCHAR, date_of_birth DATE, sex VARCHAR, year_group VARCHAR, class VARCHAR, "
        "house VARCHAR, sen VARCHAR, pp BOOLEAN, pp_recipient BOOLEAN, fsm BOOLEAN, fsm_ever6 BOOLEAN, "
        "eal BOOLEAN, lac BOOLEAN, social_worker BOOLEAN, service_child BOOLEAN, traveller BOOLEAN, "
        "enrolment VARCHAR, admission_date DATE, leaving_date DATE, salutation VARCHAR, addressee VARCHAR, "
        "address VARCHAR, postcode VARCHAR)"
    )
    connection.execute(
        "CREATE TABLE contact (school_id SMALLINT, pupil_id INTEGER, position INTEGER, priority INTEGER, "
        "title VARCHAR, forename VARCHAR, surname VARCHAR, name VARCHAR, relationship VARCHAR, "
        "parental_responsibility BOOLEAN, lives_with_pupil BOOLEAN, may_be_written_to BOOLEAN, "
        "email VARCHAR, telephone VARCHAR, address VARCHAR, postcode VARCHAR)"
    )
    connection.execute(
        "CREATE TABLE school (school_id SMALLINT, name VARCHAR, urn VARCHAR, dfe_number VARCHAR)"
    )
    connection.execute("INSERT INTO school VALUES (1, ?, '999002', NULL)", [school])
    connection.execute(
        "CREATE TABLE letter_written (school_id SMALLINT, as_of DATE, pupil_id INTEGER, policy VARCHAR, "
        "letter VARCHAR, reference VARCHAR, written_on DATE, known_on DATE, occasion VARCHAR)"
    )
    connection.execute(
        "CREATE VIEW letter_pupil AS "
        "SELECT reference, school_id, pupil_id, NULL::VARCHAR AS figures FROM letter_written"
    )
    connection.execute(
        "CREATE TABLE case_entry_all (entry_id INTEGER, school_id SMALLINT, pupil_id INTEGER, kind VARCHAR, "
        "happened_on DATE, until DATE, step VARCHAR, outcome VARCHAR, sessions INTEGER, note VARCHAR, "
        "details VARCHAR, by_name VARCHAR, by_position VARCHAR, known_on DATE, withdraws INTEGER, "
        "withdrawn_by INTEGER)"
    )
    for number, pupil in enumerate(pupils, start=1):
        _add(connection, number, pupil, weeks)
    return connection


def _add(connection: Any, pupil_id: int, pupil: Pupil, weeks: int) -> None:
    marks = []
    for week, monday in enumerate(SCHOOL_WEEKS[: min(weeks, pupil.last_week)], start=1):
        missed = pupil.absences(week)
        for place in range(10):
            day, session = monday + timedelta(days=place // 2), place % 2
            marks.append((1, pupil_id, day, session, pupil.code if place < missed else PRESENT))
    columns = list(zip(*marks, strict=True))
    connection.execute(
        "INSERT INTO mark BY NAME SELECT unnest($1::SMALLINT[]) AS school_id, "
        "unnest($2::INTEGER[]) AS pupil_id, "
        "unnest($3::DATE[]) AS date, unnest($4::UTINYINT[]) AS session, unnest($5::VARCHAR[]) AS code",
        [list(column) for column in columns],
    )
    stated = {
        "school_id": 1,
        "pupil_id": pupil_id,
        "upn": pupil.upn,
        "surname": pupil.surname,
        "forename": pupil.forename,
        "year_group": "4",
        "class": "4K",
        **pupil.attributes,
    }
    _insert(connection, "pupil", stated)
    for position, contact in enumerate(pupil.contacts, start=1):
        _insert(
            connection, "contact", {"school_id": 1, "pupil_id": pupil_id, "position": position, **contact}
        )


def _insert(connection: Any, table: str, row: dict[str, Any]) -> None:
    names = ", ".join(row)
    places = ", ".join("?" * len(row))
    connection.execute(f"INSERT INTO {table} ({names}) VALUES ({places})", list(row.values()))


def fridays() -> list[date]:
    """Return the Friday of every school week."""
    return [monday + timedelta(days=4) for monday in SCHOOL_WEEKS]
