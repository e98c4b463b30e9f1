"""A school of fourteen over two half terms, worked out by hand: every figure its governors may be told.

Fernbrook's weeks begin on 8 and 15 September, 3 and 10 November 2025: ten sessions each, twenty a half term.
October half term is stated. Year 3 is pupils 1 to 6, Year 4 is 7 to 12, Year 5 is 13 and 14; girls are 1 to
7; the premium is for 1 to 4, free meals for 1 to 3. Nothing is stated of languages, care or social workers.

        8 Sept  15 Sept   3 Nov              10 Nov             missed of 40
 1      I x 10  I x 10                                          20  severe: half of them
 2      I x 10                                                  10  persistent
 3                        O x 4 (Mon, Tue)                       4  persistent: one in ten exactly
 5      L                                     U                  1
 6                                            U                  1
 7                                            U                  1
 8                        I x 10                                10  persistent
 9                                            G x 4 (Mon, Tue)   4  persistent
10                        I x 2 (Mon), L (Fri)                   2
11                        I x 2 (Mon), L (Fri)                   2
12                        O x 1 (Mon), L (Fri)                   1
missed  20      10        19                 7                  56 of 560: attendance 90.0
"""

from __future__ import annotations

from datetime import date

import duckdb

from attendctl.casework.governors.paper import governors_paper
from attendctl.casework.governors.paper_lines import GovernorsPaper
from attendctl.casework.reporting_period import PeriodAsked
from attendctl.settings import CalendarSettings, SchoolSettings, Settings
from tests.measures.register_tables import RegisterTables, weekdays

TODAY = date(2025, 11, 22)
WEEKS = [
    weekdays(monday, 5)
    for monday in (date(2025, 9, 8), date(2025, 9, 15), date(2025, 11, 3), date(2025, 11, 10))
]
SETTINGS = Settings(
    school=[SchoolSettings(name="Fernbrook School", policy="cheetwood", phase="primary")],
    calendar=CalendarSettings(october_half_term=date(2025, 10, 27)),
)
THERE, ILL = "/\\", "II"
HALF_TERM = PeriodAsked("half_term")

# What each pupil has in each week, day by day; who is not named was always there.
WEEKS_OF_PUPILS = {
    1: (ILL * 5, ILL * 5, THERE * 5, THERE * 5),
    2: (ILL * 5, THERE * 5, THERE * 5, THERE * 5),
    3: (THERE * 5, THERE * 5, "OOOO" + THERE * 3, THERE * 5),
    5: ("L\\" + THERE * 4, THERE * 5, THERE * 5, "U\\" + THERE * 4),
    6: (THERE * 5, THERE * 5, THERE * 5, "U\\" + THERE * 4),
    7: (THERE * 5, THERE * 5, THERE * 5, "U\\" + THERE * 4),
    8: (THERE * 5, THERE * 5, ILL * 5, THERE * 5),
    9: (THERE * 5, THERE * 5, THERE * 5, "GGGG" + THERE * 3),
    10: (THERE * 5, THERE * 5, ILL + THERE * 3 + "L\\", THERE * 5),
    11: (THERE * 5, THERE * 5, ILL + THERE * 3 + "L\\", THERE * 5),
    12: (THERE * 5, THERE * 5, "O\\" + THERE * 3 + "L\\", THERE * 5),
}

LETTERS = [  # reference, pupil, letter, day: three concern letters, one meeting letter; one earlier
    ("A", 1, "concern", date(2025, 11, 7)),
    ("B", 2, "concern", date(2025, 11, 7)),
    ("C", 3, "concern", date(2025, 11, 14)),
    ("D", 8, "meeting", date(2025, 11, 14)),
    ("E", 1, "concern", date(2025, 9, 19)),
]
STEPS = [  # number, pupil, kind, day, outcome: five calls about four children, and one visit
    (1, 1, "call", date(2025, 11, 3), "reached"),
    (2, 2, "call", date(2025, 11, 4), "no-answer"),
    (3, 3, "call", date(2025, 11, 5), "reached"),
    (4, 8, "call", date(2025, 11, 6), "reached"),
    (5, 8, "call", date(2025, 11, 7), "reached"),
    (6, 8, "visit", date(2025, 11, 10), "seen"),
    (7, 1, "meeting", date(2025, 11, 12), "missed"),
    (8, 1, "hold", date(2025, 11, 12), None),
    (9, 1, "call", date(2025, 9, 10), "reached"),
]


def register() -> RegisterTables:
    """Return the register above."""
    tables = RegisterTables()
    for pupil in range(1, 15):
        weeks = WEEKS_OF_PUPILS.get(pupil, (THERE * 5,) * 4)
        for days, codes in zip(WEEKS, weeks, strict=True):
            tables.days(pupil, days, codes)
        tables.pupils[1, pupil] = {
            "year_group": "3" if pupil <= 6 else "4" if pupil <= 12 else "5",
            "sex": "F" if pupil <= 7 else "M",
            "pp": pupil <= 4,
            "fsm": pupil <= 3,
            "class": f"Class of {pupil}",
            "surname": f"Surname{pupil}",
            "forename": f"Forename{pupil}",
        }
    return tables


def connection(tables: RegisterTables | None = None) -> duckdb.DuckDBPyConnection:
    """Return a connection with the register, the letters and the log."""
    made = (tables or register()).connection()
    made.execute(
        "CREATE TABLE letter_written (reference VARCHAR, school_id SMALLINT, pupil_id INTEGER, "
        "letter VARCHAR, as_of DATE, written_on DATE, policy VARCHAR, occasion VARCHAR, known_on DATE)"
    )
    made.execute(
        "CREATE VIEW letter_pupil AS SELECT reference, school_id, pupil_id, NULL::VARCHAR AS figures "
        "FROM letter_written"
    )
    for reference, pupil, letter, day in LETTERS:
        made.execute(
            "INSERT INTO letter_written VALUES (?, 1, ?, ?, ?, ?, 'cheetwood', NULL, ?)",
            [reference, pupil, letter, day, day, day],
        )
    made.execute(
        "CREATE TABLE case_entry_all (entry_id INTEGER, school_id SMALLINT, pupil_id INTEGER, kind VARCHAR, "
        "happened_on DATE, until DATE, step VARCHAR, outcome VARCHAR, sessions INTEGER, note VARCHAR, "
        "details VARCHAR, by_name VARCHAR, by_position VARCHAR, known_on DATE, withdraws INTEGER, "
        "withdrawn_by INTEGER)"
    )
    for number, pupil, kind, day, outcome in STEPS:
        made.execute(
            "INSERT INTO case_entry_all VALUES (?, 1, ?, ?, ?, NULL, NULL, ?, NULL, NULL, '{}', 'A', 'B', ?, "
            "NULL, NULL)",
            [number, pupil, kind, day, outcome, day],
        )
    return made


def paper(period: PeriodAsked = HALF_TERM, **asked: object) -> GovernorsPaper:
    """Return the paper on a period of the school."""
    return governors_paper(connection(), SETTINGS, today=TODAY, period=period, **asked)  # type: ignore[arg-type]
