"""The search for patterns over the pupils of some schools, and what was looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import duckdb

from attendctl.calendar import academic_year_start, monday_of
from attendctl.casework.chosen_schools import ChosenSchool, choose_schools
from attendctl.casework.patterns.before_after import StepCompared, compare_steps
from attendctl.casework.patterns.beside_closures import days_beside_closures
from attendctl.casework.patterns.judged import Judged, Judgement, judge
from attendctl.casework.patterns.levels import Levels, pattern_levels
from attendctl.casework.patterns.of_class import patterns_of_classes
from attendctl.casework.patterns.of_pupil import patterns_of_pupil
from attendctl.casework.patterns.pupil_record import (
    WhoIsMeant,
    prepare_days,
    pupils_by_school,
    records_of_school,
)
from attendctl.casework.patterns.shape import AbsenceShape, shape_of
from attendctl.casework.patterns.siblings import (
    DaysAway,
    Home,
    days_away,
    homes_of_pupils,
    patterns_of_siblings,
)
from attendctl.casework.patterns.steps_taken import steps_taken
from attendctl.casework.patterns.tried import Tried
from attendctl.casework.pupil_meant import pupils_meant, pupils_of, refuse_unknown_class
from attendctl.casework.report_period import as_of_year
from attendctl.errors import WrongUsage
from attendctl.measures.engine import prepare_register
from attendctl.measures.school_weeks import SCHOOL_DAYS, read_school_days
from attendctl.progress import OnProgress, tell_nobody
from attendctl.settings import Settings


@dataclass(frozen=True)
class Asked:
    """What to look at; None is everything. Days are included."""

    from_day: date | None = None
    to_day: date | None = None
    school: str | None = None
    class_name: str | None = None
    pupil: str | None = None


@dataclass(frozen=True)
class PatternReport:
    """What a search found, with what it looked at."""

    as_of: date
    from_day: date
    to_day: date
    schools: tuple[ChosenSchool, ...]
    levels: Levels
    judgement: Judgement
    shapes: tuple[AbsenceShape, ...]
    pupils: int
    pupils_with_enough: int
    steps: tuple[StepCompared, ...]
    steps_with_too_few_weeks: int
    of_one_pupil: bool


def find_patterns(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    asked: Asked,
    *,
    today: date,
    as_of: date | None = None,
    tell: OnProgress = tell_nobody,
) -> PatternReport:
    """Look for patterns of absence and of lateness.

    Args:
        connection: has the ledger's reading views.
        settings: name each school's policy, for the bands.
        asked: which pupils and days; by default the academic year so far.
        today: no mark after this day counts unless ``as_of`` says so.
        as_of: judge by marks dated up to this day, this day included.
        tell: is told how far the search has come, pupil by pupil of each school.

    Raises:
        NotFound: no such school, class or pupil, or no marks.
        WrongUsage: the first day is after the last, or several pupils have that name.
    """
    levels = pattern_levels()
    schools = choose_schools(connection, settings, asked.school)
    school_ids = [school.school_id for school in schools]
    prepare_register(connection, school_ids)
    last_day = as_of_year(read_school_days(connection), as_of=as_of, today=today)
    to_day = min(last_day, asked.to_day or last_day)
    from_day = asked.from_day or academic_year_start(to_day)
    if from_day > to_day:
        raise WrongUsage(
            f"The first day, {from_day}, is after the last, {to_day}.",
            remedy="Give --from a day before --to and before the last day with marks.",
        )
    wanted = _wanted(connection, school_ids, asked)
    search = _Search(
        connection, levels, from_day, to_day, wanted, with_classes=asked.pupil is None, tell=tell
    )
    by_school = _school_days(connection, upto=last_day)
    prepare_days(connection, levels.illness_codes, from_day=from_day, to_day=to_day)
    pupils = pupils_by_school(connection)
    for school_id in school_ids:
        search.school(school_id, pupils.get(school_id, {}), by_school.get(school_id, []), asked.class_name)
    search.siblings()
    judged = judge(search.tried, levels)
    steps, too_few = compare_steps(
        connection,
        schools,
        {school: sorted({monday_of(day) for day in days}) for school, days in by_school.items()},
        steps_taken(connection, levels, upto=to_day),
        weeks=levels.step_weeks,
        from_day=from_day,
        as_of=last_day,
        wanted=wanted,
    )
    return PatternReport(
        as_of=last_day,
        from_day=from_day,
        to_day=to_day,
        schools=tuple(schools),
        levels=levels,
        judgement=replace(
            judged,
            too_thin=judged.too_thin + search.too_thin,
            found=tuple(_with_codes(connection, one) for one in judged.found),
            could_be_luck=tuple(_with_codes(connection, one) for one in judged.could_be_luck),
        ),
        shapes=tuple(sorted(search.shapes, key=lambda shape: (-shape.days_away, -shape.spells))),
        pupils=search.pupils,
        pupils_with_enough=search.pupils_with_enough,
        steps=tuple(steps),
        steps_with_too_few_weeks=too_few,
        of_one_pupil=asked.pupil is not None,
    )


class _Search:
    """One run: what was tried, school by school, and the siblings at the end."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        levels: Levels,
        from_day: date,
        to_day: date,
        wanted: Collection[tuple[int, int]] | None,
        *,
        with_classes: bool,
        tell: OnProgress,
    ) -> None:
        self.connection = connection
        self.levels = levels
        self.from_day, self.to_day = from_day, to_day
        self.wanted, self.with_classes, self.tell = wanted, with_classes, tell
        self.tried: list[Tried] = []
        self.too_thin = 0
        self.shapes: list[AbsenceShape] = []
        self.pupils = self.pupils_with_enough = 0
        self._of_homes: list[DaysAway] = []  # who may have siblings: kept when the school is done
        self._homes: dict[tuple[int, int], frozenset[Home]] = {}

    def school(
        self,
        school_id: int,
        pupils: Mapping[int, WhoIsMeant],
        school_days: Sequence[date],
        class_name: str | None,
    ) -> None:
        """Look at one school. ``school_days`` are all that are known, for the holidays beside them."""
        levels = self.levels
        records = records_of_school(self.connection, school_id, pupils, to_day=self.to_day)
        beside = days_beside_closures(school_days, holiday_weekdays=levels.holiday_weekdays)
        lengths = [length for record in records for length in record.lengths]
        of_school = len(lengths), sum(length <= levels.short_days for length in lengths)
        for number, record in enumerate(records, 1):
            if not self._is_wanted(record.who):
                continue
            self.tell("Looking for patterns", number, len(records))
            self.pupils += 1
            self.pupils_with_enough += len(record.spells) >= levels.least_absences
            self._add(patterns_of_pupil(record, beside, levels, spells_of_school=of_school))
            if record.spells:
                self.shapes.append(shape_of(record, levels))
        if self.with_classes:
            looked_at = [day for day in school_days if self.from_day <= day <= self.to_day]
            self._add(
                one
                for one in patterns_of_classes(records, looked_at, levels)
                if class_name is None or one.class_name == class_name
            )
        homes = homes_of_pupils(self.connection, [school_id])
        self._homes.update(homes)
        self._of_homes += [
            days_away(record)
            for record in records
            if len(record.spells) >= levels.least_absences and homes.get((school_id, record.who.pupil_id))
        ]

    def siblings(self) -> None:
        """Look at siblings, across the schools too."""
        self._add(
            one
            for one in patterns_of_siblings(self._of_homes, self._homes, self.levels)
            if any(self._is_wanted(who) for who in one.pupils)
        )

    def _add(self, patterns: Iterable[Tried]) -> None:
        """Keep the patterns that luck could be told from if they were the only one; count the others."""
        for one in patterns:
            if one.luck.least <= self.levels.level:
                self.tried.append(one)
            else:
                self.too_thin += 1

    def _is_wanted(self, who: WhoIsMeant) -> bool:
        return self.wanted is None or (who.school_id, who.pupil_id) in self.wanted


def _wanted(
    connection: duckdb.DuckDBPyConnection, school_ids: Sequence[int], asked: Asked
) -> frozenset[tuple[int, int]] | None:
    found: set[tuple[int, int]] | None = None
    if asked.pupil is not None:
        meant = pupils_meant(pupils_of(connection, school_ids), asked.pupil)
        found = {(one.school_id, one.pupil_id) for one in meant}
    if asked.class_name is not None:
        refuse_unknown_class(connection, asked.class_name)
        rows = connection.execute(
            "SELECT school_id, pupil_id FROM register_pupil WHERE class = $1", [asked.class_name]
        ).fetchall()
        found = set(rows) if found is None else found & set(rows)
    return None if found is None else frozenset(found)


def _school_days(connection: duckdb.DuckDBPyConnection, *, upto: date) -> dict[int, list[date]]:
    found: dict[int, list[date]] = {}
    for day, school_id in connection.execute(SCHOOL_DAYS).fetchall():
        if day <= upto:
            found.setdefault(school_id, []).append(day)
    return found


def _with_codes(connection: duckdb.DuckDBPyConnection, one: Judged) -> Judged:
    """Count the codes of the sessions missed on the days of a pattern, of its first pupil."""
    if not one.tried.pupils or one.tried.kind == "late-weekday":
        return one
    who = one.tried.pupils[0]
    rows = connection.execute(
        "SELECT away_am, away_pm FROM away_day WHERE school_id = $1 AND pupil_id = $2 "
        "AND date IN (SELECT unnest($3::DATE[]))",
        [who.school_id, who.pupil_id, list(one.tried.days)],
    ).fetchall()
    codes = Counter(code for row in rows for code in row if code is not None)
    return replace(one, codes=dict(sorted(codes.items(), key=lambda item: (-item[1], item[0]))))
