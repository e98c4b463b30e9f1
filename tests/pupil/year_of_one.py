"""One pupil on the register of ``register_by_hand``, with the terms stated up to the summer.

Twenty school weeks up to Friday 13 February 2026: 200 sessions. Still to come are 23 February to 27 March,
five weeks; 13 April to 22 May, six weeks without the first Monday of May; 1 June to 17 July, seven weeks:
50 + 58 + 70 = 178 sessions.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from attendctl.casework.outlook.pupil_outlook import PupilOutlook, pupil_outlook
from attendctl.settings import CalendarSettings, SchoolSettings, Settings
from tests.letters.register_by_hand import ILL, Pupil, register

UPN, OTHER = "A999000000001", "A999000000002"
FRIDAY = date(2026, 2, 13)
TO_COME = 178
TERMS: dict[str, Any] = {
    "terms": [
        {"name": "autumn", "from": date(2025, 9, 8), "to": date(2025, 12, 19)},
        {
            "name": "spring",
            "from": date(2026, 1, 5),
            "to": date(2026, 3, 27),
            "half_term_from": date(2026, 2, 16),
            "half_term_to": date(2026, 2, 20),
        },
        {
            "name": "summer",
            "from": date(2026, 4, 13),
            "to": date(2026, 7, 17),
            "half_term_from": date(2026, 5, 25),
            "half_term_to": date(2026, 5, 29),
        },
    ],
    "closed_days": [date(2026, 5, 4)],
}


def ten_of_200(week: int) -> int:
    return 5 if week <= 2 else 0


def thirty_of_200(week: int) -> int:
    return 10 if week <= 3 else 0


def outlook_of(
    absences: Callable[[int], int],
    *,
    until: date | None = None,
    as_of: date | None = None,
    today: date = FRIDAY,
    weeks: int = 20,
    last_week: int = 99,
    code: str = ILL,
    calendar: dict[str, Any] | None = None,
    leaving_date: date | None = None,
    entered_ahead: date | None = None,
    policy: str = "greenhill",
) -> PupilOutlook:
    """Look ahead for the one pupil; another, who misses nothing, shows when there was school."""
    stated = {"leaving_date": leaving_date}
    one = Pupil(UPN, absences, code=code, last_week=last_week, attributes=stated)
    connection = register([one, Pupil(OTHER, lambda week: 0)], weeks=weeks)
    if entered_ahead is not None:
        connection.execute(
            "INSERT INTO mark (school_id, pupil_id, date, session, code) VALUES (1, 2, ?, 0, 'C')",
            [entered_ahead],
        )
    settings = Settings(
        school=[SchoolSettings(name="Hillside School", urn="999002", policy=policy)],
        calendar=CalendarSettings(**(TERMS if calendar is None else calendar)),
    )
    return pupil_outlook(connection, settings, UPN, today=today, until=until, as_of=as_of)
