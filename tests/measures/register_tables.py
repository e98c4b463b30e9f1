"""Small registers as tables in memory, of the shapes that the ledger gives to everything above it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import duckdb

AM, PM = 0, 1


@dataclass(frozen=True)
class Mark:
    """One mark of a test register."""

    pupil: int
    day: date
    session: int
    code: str
    minutes: int | None = None
    school: int = 1


@dataclass
class RegisterTables:
    """A register in memory: marks, what is stated about pupils, and schools by number."""

    marks: list[Mark] = field(default_factory=list)
    pupils: dict[tuple[int, int], dict[str, Any]] = field(default_factory=dict)  # by (school, pupil)
    schools: Mapping[int, str] = field(default_factory=lambda: {1: "Fernbrook School"})

    def days(self, pupil: int, days: Iterable[date], codes: str, *, school: int = 1) -> None:
        """Give a pupil marks day by day: ``"/\\ I-"`` is two days; a space leaves a session without a row."""
        pairs = [codes[place : place + 2] for place in range(0, len(codes), 2)]
        for day, pair in zip(days, pairs, strict=True):
            for session, code in enumerate(pair):
                if code != " ":
                    self.marks.append(Mark(pupil, day, session, code, school=school))

    def connection(self) -> duckdb.DuckDBPyConnection:
        """Return a connection with the relations mark, pupil and school."""
        connection = duckdb.connect()
        connection.execute(
            "CREATE TABLE mark (school_id SMALLINT, pupil_id INTEGER, date DATE, session UTINYINT,"
            " code VARCHAR, minutes_late SMALLINT, comment VARCHAR, import_id INTEGER, line UINTEGER)"
        )
        connection.execute(
            "CREATE TABLE pupil (school_id SMALLINT, pupil_id INTEGER, upn VARCHAR, mis_id VARCHAR,"
            " admission_number VARCHAR, surname VARCHAR, forename VARCHAR, year_group VARCHAR, class VARCHAR,"
            " house VARCHAR, sex VARCHAR, sen VARCHAR, pp BOOLEAN, fsm BOOLEAN, eal BOOLEAN, lac BOOLEAN,"
            " social_worker BOOLEAN, date_of_birth DATE, leaving_date DATE)"
        )
        connection.execute(
            "CREATE TABLE school (school_id SMALLINT, name VARCHAR, urn VARCHAR, dfe_number VARCHAR)"
        )
        for number, name in self.schools.items():
            connection.execute(
                "INSERT INTO school VALUES (?, ?, ?, ?)", [number, name, f"10000{number}", f"999/400{number}"]
            )
        for school, pupil in sorted({(mark.school, mark.pupil) for mark in self.marks} | set(self.pupils)):
            stated = {
                "upn": f"Z{pupil:012}",
                "surname": f"Name{pupil:03}",
                "forename": "Ann",
            } | self.pupils.get((school, pupil), {})
            columns = ["school_id", "pupil_id", *stated]
            connection.execute(
                f"INSERT INTO pupil ({', '.join(columns)}) VALUES ({', '.join('?' * len(columns))})",
                [school, pupil, *stated.values()],
            )
        if self.marks:
            connection.execute(
                "INSERT INTO mark SELECT unnest($school), unnest($pupil), unnest($day), unnest($session),"
                " unnest($code), unnest($minutes), NULL, 1, 1",
                {
                    "school": [mark.school for mark in self.marks],
                    "pupil": [mark.pupil for mark in self.marks],
                    "day": [mark.day for mark in self.marks],
                    "session": [mark.session for mark in self.marks],
                    "code": [mark.code for mark in self.marks],
                    "minutes": [mark.minutes for mark in self.marks],
                },
            )
        return connection


def weekdays(first: date, count: int) -> list[date]:
    """Return a number of days from one on, Saturdays and Sundays left out."""
    days: list[date] = []
    day = first
    while len(days) < count:
        if day.weekday() < 5:
            days.append(day)
        day += timedelta(days=1)
    return days
