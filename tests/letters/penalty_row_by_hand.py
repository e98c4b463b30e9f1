"""A row of the penalty list for letters, written by hand: the ten school weeks to 7 November 2025."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import date, timedelta
from typing import Any

from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.penalties.penalty_row import CountedSession, PenaltyPupil, PenaltyRow
from attendctl.policies import load_policy
from attendctl.rules.codes_of_conduct import load_code_of_conduct
from attendctl.rules.penalty_threshold import penalty_threshold
from tests.letters.example_letters import PUPIL, SCHOOL

AS_OF = date(2025, 11, 7)
# Half term is the week of 27 October, so that of 1 September is the first of the ten.
WINDOW = [
    monday for n in range(10) if (monday := date(2025, 9, 1) + timedelta(weeks=n)) != date(2025, 10, 27)
]

Marks = Sequence[tuple[date, int, str]]
"""Day, half (0 in the morning, 1 in the afternoon) and code."""

SIX: Marks = [
    (date(2025, 10, 6), 0, "O"),
    (date(2025, 10, 6), 1, "O"),
    (date(2025, 10, 15), 0, "U"),
    (date(2025, 11, 4), 1, "N"),
    (date(2025, 11, 6), 0, "N"),
    (date(2025, 11, 6), 1, "N"),
]
TWELVE: Marks = [
    *((date(2025, 9, 22) + timedelta(days=n // 2), n % 2, "G") for n in range(10)),
    (date(2025, 10, 15), 0, "U"),
    (date(2025, 11, 4), 1, "O"),
]


def cited(marks: Marks) -> list[list[str]]:
    """Return marks as the details of an entry cite them."""
    return [[day.isoformat(), ("AM", "PM")[half], code] for day, half, code in marks]


def row_of(marks: Marks) -> PenaltyRow:
    """Return the row of the pupil of the example letters."""
    law = penalty_threshold().in_force(AS_OF)
    weeks = {monday: number for number, monday in enumerate(WINDOW, start=1)}
    sessions = tuple(
        CountedSession(
            school_id=1,
            school=SCHOOL.name,
            date=day,
            session=half,
            code=code,
            monday=monday,
            week=weeks[monday],
        )
        for day, half, code in sorted(marks)
        if (monday := day - timedelta(days=day.weekday()))
    )
    conduct = load_code_of_conduct()
    said: dict[str, Any] = dict.fromkeys(field.name for field in fields(PenaltyRow))
    said |= {
        "school": ChosenSchool(1, SCHOOL.name, SCHOOL.urn, None, load_policy("national"), conduct, SCHOOL),
        "pupil": PenaltyPupil(
            pupil_id=PUPIL.pupil_id,
            upn=PUPIL.upn,
            admission_number=PUPIL.admission_number,
            mis_id=None,
            surname=PUPIL.surname or "",
            forename=PUPIL.forename or "",
            date_of_birth=date(2016, 12, 3),
            year_group="4",
            class_name="4K",
            looked_after=False,
            social_worker=False,
            sen="N",
            leaving_date=None,
        ),
        "law": law,
        "conduct": conduct,
        "as_of": AS_OF,
        "sessions_in_window": len(sessions),
        "of_which_unexplained": sum(code == "N" for _, _, code in marks),
        "sessions_with_cited": len(sessions),
        "reached_on": sessions[law.sessions - 1].date if len(sessions) >= law.sessions else None,
        "firm_reached_on": None,
        "window": WINDOW,
        "sessions": sessions,
        "every_session": sessions,
        "eligible": True,
        "why_not_eligible": None,
        "for_judgement": (),
        "countdown": None,
        "notices": (),
        "decisions": (),
    }
    return PenaltyRow(**said)
