"""Three weeks of a small school, worked out by hand: what it celebrates by each policy.

The weeks begin on 3, 10 and 17 November 2025, ten sessions each. The autumn term is stated as the first two,
the spring term as the third: short, so that a pencil is enough.

Pupil      class year house  week 1                      week 2   week 3  remarks
Ann Ash    1A    1    Oak    10/10                       10/10    10/10
Ann Beck   1A    1    Oak     9/10 ill                   10/10    10/10
Cy Cole    1A    1    Elm    10/10, late once            10/10    10/10
Joy Judd   1A    1    Elm     6/6   joins on Wednesday   10/10    10/10
Di Dale    2B    2    Oak    10/10                       10/10    10/10
Ed Eve     2B    2    Oak    10/10                       10/10    10/10
Flo Fox    2B    2    Elm    10/10                       10/10    10/10
Gus Gill   2B    2    Elm     5/6   away once, leaves on Wednesday
Hal Hay    3C    2    Oak    10/10                       10/10    10/10
Ida Ives   3C    3    Oak     6/10 ill                    0/10    10/10   a medical need is noted
Jo Jay     3C    3    Elm     8/10 two at the dentist    10/10    10/10
Kim Kay    4D    4    Oak    10/10                       10/10    10/10
Lee Law    4D    4    Elm    10/10                       10/10    10/10
Max May    4D    4    Oak     8/10 U and O               10/10    10/10
Pip Poe    4D    4    Elm    10/10                       10/10    10/10   letters are on hold
Ned Nye    5E    5    Elm    10/10                       10/10    10/10
Ola Oak    5E    5    none    5/10 ill                   10/10    10/10

Week 1: 1A 35/36, 97.2; 2B 35/36, 97.2; 3C 24/30, 80.0; 4D 38/40, 95.0; 5E 15/20; the school 147/162, 90.7.
5E has two pupils, so its figure is withheld, and that of 3C with it: the smallest that won no race.
Key stage 1: Oak 49/50, 98.0; Elm 31/32, 96.9. Key stage 2: Oak 24/30, 80.0; Elm 38/40, 95.0.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

from attendctl.casework.celebration.celebration import Celebrated, celebrated
from attendctl.casework.reporting_period import PeriodAsked
from attendctl.settings import CalendarSettings, SchoolSettings, Settings
from tests.letters.register_by_hand import register

SCHOOL = "Hillside School"
MONDAYS = (date(2025, 11, 3), date(2025, 11, 10), date(2025, 11, 17))
FRIDAYS = tuple(monday + timedelta(days=4) for monday in MONDAYS)
FULL = "/\\" * 5
STATED = CalendarSettings.model_validate(
    {
        "terms": [
            {"name": "autumn", "from": MONDAYS[0], "to": FRIDAYS[1]},
            {"name": "spring", "from": MONDAYS[2], "to": FRIDAYS[2]},
        ]
    }
)


class Child(NamedTuple):
    """A pupil: names, class, year group, house, and the marks of the weeks; a space is no mark."""

    forename: str
    surname: str
    class_name: str | None
    year: str
    house: str | None
    weeks: tuple[str, ...]


CHILDREN = {
    1: Child("Ann", "Ash", "1A", "1", "Oak", (FULL, FULL, FULL)),
    2: Child("Ann", "Beck", "1A", "1", "Oak", ("/\\/\\/\\I\\/\\", FULL, FULL)),
    3: Child("Cy", "Cole", "1A", "1", "Elm", ("L\\" + FULL[2:], FULL, FULL)),
    4: Child("Joy", "Judd", "1A", "1", "Elm", ("    " + FULL[4:], FULL, FULL)),
    5: Child("Di", "Dale", "2B", "2", "Oak", (FULL, FULL, FULL)),
    6: Child("Ed", "Eve", "2B", "2", "Oak", (FULL, FULL, FULL)),
    7: Child("Flo", "Fox", "2B", "2", "Elm", (FULL, FULL, FULL)),
    8: Child("Gus", "Gill", "2B", "2", "Elm", ("/\\/\\/O    ", " " * 10, " " * 10)),
    9: Child("Hal", "Hay", "3C", "2", "Oak", (FULL, FULL, FULL)),
    10: Child("Ida", "Ives", "3C", "3", "Oak", ("IIII" + FULL[4:], "I" * 10, FULL)),
    11: Child("Jo", "Jay", "3C", "3", "Elm", ("MM" + FULL[2:], FULL, FULL)),
    12: Child("Kim", "Kay", "4D", "4", "Oak", (FULL, FULL, FULL)),
    13: Child("Lee", "Law", "4D", "4", "Elm", (FULL, FULL, FULL)),
    14: Child("Max", "May", "4D", "4", "Oak", ("U\\/O" + FULL[4:], FULL, FULL)),
    15: Child("Pip", "Poe", "4D", "4", "Elm", (FULL, FULL, FULL)),
    16: Child("Ned", "Nye", "5E", "5", "Elm", (FULL, FULL, FULL)),
    17: Child("Ola", "Oak", "5E", "5", None, ("IIIII" + FULL[5:], FULL, FULL)),
}
GUS, IDA, PIP = 8, 10, 15


def school(children: Mapping[int, Child] = CHILDREN, *, need: str = "medical-need") -> Any:
    """Return a connection with the reading views of a ledger that holds the school."""
    connection = register([])
    marks = [
        (pupil, monday + timedelta(days=place // 2), place % 2, code)
        for pupil, child in children.items()
        for monday, codes in zip(MONDAYS, child.weeks, strict=False)
        for place, code in enumerate(codes)
        if code != " "
    ]
    connection.execute(
        "INSERT INTO mark (school_id, pupil_id, date, session, code) "
        "SELECT 1, unnest($1::INT[]), unnest($2::DATE[]), unnest($3::UTINYINT[]), unnest($4::VARCHAR[])",
        [list(column) for column in zip(*marks, strict=True)],
    )
    connection.executemany(
        "INSERT INTO pupil (school_id, pupil_id, upn, forename, surname, class, year_group, house, "
        "leaving_date) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (
                pupil,
                f"Z{pupil:012}",
                *child[:5],
                date(2025, 11, 5) if children is CHILDREN and pupil == GUS else None,
            )
            for pupil, child in children.items()
        ],
    )
    if children is CHILDREN:
        log(connection, 1, PIP, "hold", date(2025, 10, 1), note="as the family asked")
        log(connection, 2, IDA, "group", date(2025, 10, 1), outcome=need)
    return connection


def log(connection: Any, entry: int, pupil: int, kind: str, on: date, **stated: str) -> None:
    """Put an entry into the case log."""
    row = {
        "entry_id": entry,
        "school_id": 1,
        "pupil_id": pupil,
        "kind": kind,
        "happened_on": on,
        "known_on": on,
        "by_name": "J. Ashby",
        "by_position": "Attendance Officer",
        "details": "{}",
        **stated,
    }
    connection.execute(
        f"INSERT INTO case_entry_all ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})",
        list(row.values()),
    )


def settings_of(policy: str) -> Settings:
    """Return the settings of the school under one policy, its terms stated."""
    return Settings(school=[SchoolSettings(name=SCHOOL, urn="999002", policy=policy)], calendar=STATED)


def celebrate(
    connection: Any, policy: str, kind: str = "week", name: str | None = None, *, on: date, **asked: Any
) -> Celebrated:
    """Celebrate as on one day."""
    period = PeriodAsked(kind, name, **asked)  # type: ignore[arg-type]
    return celebrated(connection, settings_of(policy), period=period, today=on, as_of=on)
