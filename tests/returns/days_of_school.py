"""A school's days written by hand, and pupils who are at school on all of them but those that are said.

From 2 June 2025 to 27 March 2026, Monday to Friday, with the holidays below. 3 September 2025 is a Wednesday.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import duckdb

from attendctl.casework.returns.due import returns_due
from attendctl.casework.returns.returns_list import ReturnsList
from attendctl.settings import SchoolSettings, Settings
from tests.letters.register_by_hand import register

FIRST, LAST = date(2025, 6, 2), date(2026, 3, 27)
HOLIDAYS = [
    (date(2025, 7, 23), date(2025, 9, 2)),
    (date(2025, 10, 27), date(2025, 10, 31)),
    (date(2025, 12, 22), date(2026, 1, 2)),
    (date(2026, 2, 16), date(2026, 2, 20)),
]
SCHOOL_DAYS = [
    day
    for day in (FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1))
    if day.weekday() < 5 and not any(first <= day <= last for first, last in HOLIDAYS)
]
BORN = date(2017, 5, 4)
HOME = "1 Mill Lane, Fernbrook"
SETTINGS = Settings(school=[SchoolSettings(name="Hillside School", urn="999002")])

Marks = Mapping[date, Sequence[str]]


def school_days(first: date, number: int) -> list[date]:
    """The first so many school days from a day on."""
    return [day for day in SCHOOL_DAYS if day >= first][:number]


def away(first: date, number: int, *codes: str) -> dict[date, Sequence[str]]:
    """So many school days away from a day on, morning and afternoon; several codes take turns."""
    days = school_days(first, number)
    return {day: (codes[place % len(codes)],) * 2 for place, day in enumerate(days)}


@dataclass
class Child:
    """One child; ``marks`` are the days on which anything but present twice is marked."""

    upn: str
    marks: Marks = field(default_factory=dict)
    born: date | None = BORN
    first: date = FIRST
    last: date = LAST
    stated: dict[str, Any] = field(default_factory=dict)


def school_of(*children: Child) -> duckdb.DuckDBPyConnection:
    """A register with one child who is always there, so that every day is a school day, and these."""
    connection: duckdb.DuckDBPyConnection = register([])
    for number, child in enumerate((Child("P999000000099"), *children), start=1):
        rows = [
            (number, day, half, code)
            for day in SCHOOL_DAYS
            if child.first <= day <= child.last
            for half, code in enumerate(child.marks.get(day, ("/", "/")))
            if code
        ]
        columns = [list(column) for column in zip(*rows, strict=True)]
        connection.execute(
            "INSERT INTO mark BY NAME SELECT 1 AS school_id, unnest($1::INTEGER[]) AS pupil_id, "
            "unnest($2::DATE[]) AS date, unnest($3::UTINYINT[]) AS session, unnest($4::VARCHAR[]) AS code",
            columns,
        )
        said = {
            "school_id": 1,
            "pupil_id": number,
            "upn": child.upn,
            "surname": "Okoro",
            "forename": "Ada",
            "year_group": "4",
            "class": "4K",
            "date_of_birth": child.born,
            "address": HOME,
            **child.stated,
        }
        names = ", ".join(said)
        places = ", ".join("?" * len(said))
        connection.execute(f"INSERT INTO pupil ({names}) VALUES ({places})", list(said.values()))
    return connection


def log(connection: duckdb.DuckDBPyConnection, kind: str, on: date, *, pupil_id: int = 2, **said: Any) -> int:
    """Put an entry into the case log, as the ledger's view shows it; return its number."""
    row = connection.execute("SELECT count(*) + 1 FROM case_entry_all").fetchone()
    assert row is not None
    values = {
        "entry_id": row[0],
        "school_id": 1,
        "pupil_id": pupil_id,
        "kind": kind,
        "happened_on": on,
        "known_on": on,
        "by_name": "J. Ashby",
        "by_position": "Attendance Officer",
        **said,
    }
    names, places = ", ".join(values), ", ".join("?" * len(values))
    connection.execute(f"INSERT INTO case_entry_all ({names}) VALUES ({places})", list(values.values()))
    return int(row[0])


def returns_on(connection: duckdb.DuckDBPyConnection, day: date) -> ReturnsList:
    """The list of a day."""
    return returns_due(connection, SETTINGS, today=day, as_of=day)


def said(lines: Iterable[Any], duty: str) -> list[tuple[str | None, date, date, float]]:
    """UPN, first and last day and school days of the lines of a duty."""
    return [
        (one.pupil.upn, one.absence.first_day, one.absence.last_day, one.absence.half_days / 2)
        for one in lines
        if one.duty.name == duty
    ]
