"""What each school of a report celebrates, by its own policy: the numbers of the newsletter."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import duckdb

from attendctl.casework.attendance_report import attendance_report, natural_order
from attendctl.casework.celebration.celebrated_pupil import CelebratedPupil, celebrated_pupils
from attendctl.casework.celebration.contestants import (
    Judged,
    classes_competing,
    houses_competing,
    judged_sessions,
)
from attendctl.casework.celebration.percentages import ClassFigure, class_figures, total, with_sessions
from attendctl.casework.celebration.races import NotInRace, Race, races_of
from attendctl.casework.celebration.rewarded import (
    Entries,
    Reached,
    SchoolAwards,
    entries_that_count,
    reached_awards,
    school_awards,
)
from attendctl.casework.chosen_schools import ChosenSchool, choose_schools
from attendctl.casework.report_lines import AttendanceReport
from attendctl.casework.reporting_period import PeriodAsked
from attendctl.ledger.case_log import case_entries
from attendctl.measures.school_weeks import SchoolDays, read_school_days_by_school
from attendctl.measures.sums import Sums
from attendctl.policies.celebration import Award
from attendctl.progress import OnProgress, tell_nobody
from attendctl.rules.key_stages import key_stages
from attendctl.rules.small_numbers import small_numbers
from attendctl.settings import Settings

_NOBODY = Reached((), 0, 0)


@dataclass(frozen=True)
class SchoolCelebration:
    """One school in the period.

    Attributes:
        school: with its policy.
        pupils: with a possible session in the period.
        sums: of all of them, leavers included.
        is_withheld: whether the school's own percentage would be a child's.
        classes: that had a session, as a school lists them.
        is_over: whether the period has ended: before, nobody has reached an award.
        races: of classes and houses, by award and key stage.
        not_in_race: who does not compete, and why.
        reached: the pupils who reached an award, in the order of the policy, the class and the name.
        house_numbers: by award of which the number alone is published, and by house.
        without_house: pupils here of whom no house is stated, where an award goes by house.
    """

    school: ChosenSchool
    pupils: int
    sums: Sums
    is_withheld: bool
    classes: tuple[ClassFigure, ...]
    is_over: bool
    races: tuple[Race, ...]
    not_in_race: tuple[NotInRace, ...]
    reached: Reached
    house_numbers: tuple[tuple[Award, str, int], ...]
    without_house: int

    @property
    def published_tenths(self) -> int | None:
        """The school's attendance in tenths of a percent; None where it is withheld or there is none."""
        return None if self.is_withheld else self.sums.attendance_tenths


@dataclass(frozen=True)
class Celebrated:
    """What the schools of a report celebrate: those with a session in the period. ``sums`` are of all."""

    report: AttendanceReport
    schools: tuple[SchoolCelebration, ...]
    pupils: int
    sums: Sums

    @property
    def published_tenths(self) -> int | None:
        """Attendance of all the schools; None where one of them is withheld: the rest would tell."""
        return None if any(one.is_withheld for one in self.schools) else self.sums.attendance_tenths


def celebrated(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    *,
    period: PeriodAsked,
    today: date,
    as_of: date | None = None,
    known: date | None = None,
    school: str | None = None,
    tell: OnProgress = tell_nobody,
) -> Celebrated:
    """Return what every school celebrates, or one of them.

    Args:
        connection: has the ledger's reading views.
        settings: name each school's policy, and its calendar as far as stated.
        period: a week, a half term, a term, the year; or any days, for which there are no awards.
        today: no mark after this day counts unless ``as_of`` says so.
        as_of: judge by marks dated up to this day, this day included.
        known: stated in the report; the connection is already limited to it.
        school: one school, by name, URN or DfE number; None for all.
        tell: is told how far the work has come.

    Raises:
        NotFound: no such school, no marks, no such term, or no school in that period.
    """
    report = attendance_report(
        connection,
        settings,
        today=today,
        period=period,
        as_of=as_of,
        known=known,
        by=("class",),
        school=school,
        tell=tell,
    )
    tell("Finding what there is to celebrate")
    upto = as_of or today
    chosen = choose_schools(connection, settings, school)
    days, none = read_school_days_by_school(connection), SchoolDays(())
    awards = [
        school_awards(one, days.get(one.school_id, none).days, settings, report, upto=upto) for one in chosen
    ]
    everybody = celebrated_pupils(connection, report)
    entries = entries_that_count(case_entries(connection), upto=upto, on=report.as_of)
    reached = reached_awards(connection, awards, everybody, entries)
    pupils: dict[int, list[CelebratedPupil]] = defaultdict(list)
    for pupil in everybody:
        pupils[pupil.row.school_id].append(pupil)
    return Celebrated(
        report,
        tuple(
            _of_school(connection, one, of_school, pupils[one.school_id], reached, report, entries)
            for one, of_school in zip(chosen, awards, strict=True)
            if with_sessions(pupils[one.school_id])
        ),
        with_sessions(everybody),
        total(pupil.sums for pupil in everybody),
    )


def _of_school(
    connection: duckdb.DuckDBPyConnection,
    school: ChosenSchool,
    awards: SchoolAwards,
    pupils: Sequence[CelebratedPupil],
    reached: dict[int, Reached],
    report: AttendanceReport,
    entries: Entries,
) -> SchoolCelebration:
    small = small_numbers().in_force(report.as_of)
    raced = [one for one in school.policy.awards if one.to != "pupil" and one.every == report.kind]
    of_race = {
        award.name: judged_sessions(connection, school, award, pupils, report, entries) for award in raced
    }
    classes = class_figures(pupils, small, on=report.as_of)
    races, _ = _races(raced, of_race, pupils, classes, report.as_of)
    winners = {one.name for race in races if race.award.to == "class" for one in race.winners}
    classes = class_figures(pupils, small, on=report.as_of, winners=winners)
    races, left = _races(raced, of_race, pupils, classes, report.as_of)
    of_pupils = reached.get(school.school_id, _NOBODY)
    by_house = [*raced, *(award for award, _ in awards.steps)]
    goes_by_house = any(one.to == "house" or one.published == "number" for one in by_house)
    return SchoolCelebration(
        school=school,
        pupils=with_sessions(pupils),
        sums=total(pupil.sums for pupil in pupils),
        is_withheld=small.is_small(with_sessions(pupils)),
        classes=tuple(classes),
        is_over=awards.ended is not None,
        races=tuple(races),
        not_in_race=tuple(left),
        reached=replace(
            of_pupils, pupils=tuple(sorted(of_pupils.pupils, key=_in_order(school.policy.awards)))
        ),
        house_numbers=_house_numbers(of_pupils),
        without_house=sum(not one.house and one.line.status != "leaver" for one in pupils)
        if goes_by_house
        else 0,
    )


def _races(
    raced: Sequence[Award],
    of_race: Mapping[str, Judged],
    pupils: Sequence[CelebratedPupil],
    classes: Sequence[ClassFigure],
    on: date,
) -> tuple[list[Race], list[NotInRace]]:
    small, stages = small_numbers().in_force(on), key_stages().in_force(on)
    races: list[Race] = []
    left: list[NotInRace] = []
    for award in raced:
        judged = of_race[award.name]
        competing = (
            classes_competing(classes, pupils, judged)
            if award.to == "class"
            else houses_competing(pupils, judged, stages, in_stages=award.within == "key_stage")
        )
        found, not_in_race = races_of(award, competing, stages, small)
        races, left = [*races, *found], [*left, *not_in_race]
    return races, left


def _house_numbers(reached: Reached) -> tuple[tuple[Award, str, int], ...]:
    awards = {award.name: award for award, _ in reached.pupils if award.published == "number"}
    counted = Counter(
        (award.name, pupil.house)
        for award, pupil in reached.pupils
        if award.published == "number" and pupil.house
    )
    ordered = sorted(counted.items(), key=lambda one: (list(awards).index(one[0][0]), one[0][1] or ""))
    return tuple((awards[name], house or "", number) for (name, house), number in ordered)


def _in_order(awards: Sequence[Award]) -> Callable[[tuple[Award, CelebratedPupil]], Any]:
    places = {award.name: place for place, award in enumerate(awards)}

    def place(one: tuple[Award, CelebratedPupil]) -> Any:
        award, pupil = one
        class_name = natural_order(pupil.line.class_name or "")
        return places[award.name], class_name, pupil.shown.casefold(), pupil.surname.casefold(), pupil.key

    return place
