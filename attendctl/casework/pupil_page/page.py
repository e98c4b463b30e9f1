"""The page on one pupil: where attendance stands and can go, and the year that led there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.casework.letter_titles import titles_of_letters
from attendctl.casework.outlook.pupil_outlook import PupilOutlook, pupil_outlook
from attendctl.casework.patterns.levels import pattern_levels
from attendctl.casework.pupil_page.amendments import AmendmentOfPage, read_amendments_of
from attendctl.casework.pupil_page.sessions import PupilSession, read_marks, read_year
from attendctl.casework.pupil_page.spells import SpellsOfPage, spells_of
from attendctl.casework.pupil_page.steps import StepMarked, read_steps, with_figures
from attendctl.casework.pupil_page.weeks import WeekdayOfPage, WeekOfPage, weekdays_of, weeks_of
from attendctl.measures.school_weeks import SchoolDays, read_school_days_by_school
from attendctl.settings import Settings


@dataclass(frozen=True)
class PupilPage:
    """One pupil's academic year from 1 September to the day judged, both included.

    ``sessions`` are all of it, oldest first; ``steps`` go up to ``steps_upto``, which is today where no
    other day was asked for: what was done since the last mark is there too. ``step_weeks`` are the most
    school weeks that are put on either side of a step.
    """

    outlook: PupilOutlook
    from_day: date
    sessions: tuple[PupilSession, ...]
    weeks: tuple[WeekOfPage, ...]
    weekdays: tuple[WeekdayOfPage, ...]
    spells: SpellsOfPage
    steps: tuple[StepMarked, ...]
    steps_upto: date
    step_weeks: int
    amendments: tuple[AmendmentOfPage, ...]


def pupil_page(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    asked: str,
    *,
    today: date,
    until: date | None = None,
    as_of: date | None = None,
    known: date | None = None,
    school: str | None = None,
) -> PupilPage:
    """Return the page on one pupil of one school. Arguments and faults are those of ``pupil_outlook``."""
    outlook = pupil_outlook(
        connection, settings, asked, today=today, until=until, as_of=as_of, known=known, school=school
    )
    school_id, pupil_id = outlook.pupil.school_id, outlook.pupil.pupil_id
    last_day, steps_upto = outlook.as_of, as_of or today
    from_day = academic_year_start(last_day)
    sessions = read_year(connection, school_id, pupil_id, from_day=from_day, to_day=last_day)
    step_weeks = pattern_levels().step_weeks
    titles = titles_of_letters(outlook.school.policy, settings)
    steps = read_steps(
        connection,
        school_id,
        pupil_id,
        titles,
        policy=outlook.school.policy.key,
        from_day=from_day,
        upto=steps_upto,
    )
    year_before = from_day.replace(year=from_day.year - 1)  # a step in September has weeks of July before it
    marks = read_marks(connection, school_id, pupil_id, from_day=year_before, to_day=last_day)
    school_weeks = read_school_days_by_school(connection).get(school_id, SchoolDays(())).weeks(upto=last_day)
    return PupilPage(
        outlook=outlook,
        from_day=from_day,
        sessions=tuple(sessions),
        weeks=weeks_of(sessions),
        weekdays=weekdays_of(sessions),
        spells=spells_of(connection, school_id, pupil_id, sessions, as_of=last_day),
        steps=tuple(
            with_figures(
                step,
                [week for week in school_weeks if week.monday >= year_before],
                marks,
                school_id=school_id,
                most_weeks=step_weeks,
                as_of=last_day,
            )
            for step in steps
        ),
        steps_upto=steps_upto,
        step_weeks=step_weeks,
        amendments=read_amendments_of(connection, school_id, pupil_id, from_day=from_day, to_day=last_day),
    )
