"""The pupils who reached an award: those of whom the policy's own step says that a certificate is due.

The steps are judged by the very functions that ``attendctl letters`` judges them by, on the period asked
for, whether or not a certificate was written before.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import duckdb

from attendctl.calendar import academic_year_start, monday_of
from attendctl.casework.case_groups import KIND as GROUP
from attendctl.casework.celebration.celebrated_pupil import CelebratedPupil
from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.decision import Case, Outcome, SchoolYear
from attendctl.casework.facts_on_a_day import school_year_on
from attendctl.casework.report_lines import AttendanceReport
from attendctl.casework.standing import PupilStanding, Sessions
from attendctl.casework.steps.ended import EndedPeriod
from attendctl.casework.steps.facts import PupilFacts
from attendctl.casework.steps.figures import period_figures
from attendctl.casework.steps.held_back import HOLDING
from attendctl.casework.steps.periods import at_the_end, find_most_improved, most_improved
from attendctl.ledger.case_log import LoggedEntry
from attendctl.policies import Step
from attendctl.policies.celebration import Award
from attendctl.settings import Settings

Entries = Mapping[tuple[int, int], Sequence[LoggedEntry]]


@dataclass(frozen=True)
class SchoolAwards:
    """The awards of one school for its pupils, each with the step that decides it; and its year so far.

    ``year`` has the period asked for as the last of its kind that ended; ``ended`` is that period, None
    while it goes on.
    """

    school: ChosenSchool
    year: SchoolYear
    ended: EndedPeriod | None
    steps: Sequence[tuple[Award, Step]]


@dataclass(frozen=True)
class Reached:
    """The pupils who reached awards, in the order of the policy; and how many were held back, by why."""

    pupils: tuple[tuple[Award, CelebratedPupil], ...]
    on_hold: int  # reached it, and letters to the family are on hold
    without_name: int


def school_awards(
    school: ChosenSchool,
    days: Sequence[date],
    settings: Settings,
    report: AttendanceReport,
    *,
    upto: date,
) -> SchoolAwards:
    """Find the awards for pupils that the period of a report may bring, and whether it has ended.

    Args:
        school: with its policy.
        days: its school days.
        settings: its calendar, as far as stated.
        report: on any period.
        upto: the day on which it is asked, this day included.
    """
    judged = _day_judged(report, upto)
    known = [day for day in days if day <= upto]
    year = school_year_on(school, known, settings, judged, acting_on=upto)
    ended = list(year.ended.get(report.kind, ()))
    place = next(
        (
            place
            for place, one in enumerate(ended)
            if _is_of(report, school, one) and _is_in_register(year, one, report.kind)
        ),
        None,
    )
    steps = [
        (award, (school.policy.step_for(award.step) if award.step else None) or award.as_step())
        for award in school.policy.awards
        if award.to == "pupil" and award.every == report.kind
    ]
    upto_here = () if place is None else tuple(ended[: place + 1])
    return SchoolAwards(
        replace(school, policy=school.policy.model_copy(update={"steps": tuple(step for _, step in steps)})),
        replace(year, ended={report.kind: upto_here}),
        None if place is None else ended[place],
        steps,
    )


def entries_that_count(logged: Sequence[LoggedEntry], *, upto: date, on: date) -> Entries:
    """Return the entries that awards go by, by school and pupil: holds, and groups of this academic year."""
    found: dict[tuple[int, int], list[LoggedEntry]] = {}
    for entry in logged:
        of_year = academic_year_start(entry.happened_on) == academic_year_start(on)
        if entry.happened_on <= upto and (entry.kind in HOLDING or (entry.kind == GROUP and of_year)):
            found.setdefault((entry.school_id, entry.pupil_id), []).append(entry)
    return found


def reached_awards(
    connection: duckdb.DuckDBPyConnection,
    schools: Sequence[SchoolAwards],
    pupils: Sequence[CelebratedPupil],
    entries: Entries,
) -> dict[int, Reached]:
    """Return who reached which award, by school. Of a period that goes on, nobody.

    Args:
        connection: as the report left it.
        schools: those of the report.
        pupils: of the report.
        entries: of ``entries_that_count``.
    """
    over = [one for one in schools if one.ended is not None and one.steps]
    figures = period_figures(connection, [(one.school, one.year) for one in over], entries) if over else {}
    found = {}
    for one in over:
        school_id = one.school.school_id
        facts = [
            (
                pupil,
                PupilFacts(
                    _standing(pupil),
                    logged=entries.get(pupil.key, ()),
                    periods=figures.get(pupil.key, {}),
                ),
            )
            for pupil in pupils
            if pupil.row.school_id == school_id
        ]
        found[school_id] = _reached(one, facts)
    return found


def _reached(awards: SchoolAwards, pupils: Sequence[tuple[CelebratedPupil, PupilFacts]]) -> Reached:
    policy, reached, held = awards.school.policy, [], []
    for award, step in awards.steps:
        year = replace(awards.year, letter_by_hand=step.name)  # however long ago the period ended
        if step.kind == "most_improved":
            improved = find_most_improved(
                [facts for _, facts in pupils], step, year.ended.get(award.every, ())
            )
            year = replace(year, improved={step.name: improved})
        for pupil, facts in pupils:
            band = policy.band_of(facts.pupil.year.tenths)
            if band is None:
                continue
            decide = most_improved if step.kind == "most_improved" else at_the_end
            decision = decide(Case(facts, policy, year, band), step)
            if decision is None or facts.pupil.is_leaver:
                continue
            names_nobody = award.published == "number" and decision.outcome is Outcome.HELD_BACK
            if decision.outcome is Outcome.DUE or names_nobody:
                reached.append((award, pupil))
            elif decision.outcome is Outcome.HELD_BACK:
                held.append(decision.is_fault)
    return Reached(tuple(reached), len(held) - sum(held), sum(held))


def _standing(pupil: CelebratedPupil) -> PupilStanding:
    row, line = pupil.row, pupil.line
    return PupilStanding(
        school_id=row.school_id, pupil_id=row.pupil_id, upn=line.upn, mis_id=None, admission_number=None,
        surname=pupil.surname, forename=pupil.forename, year_group=line.year_group,
        class_name=line.class_name,
        year=Sessions(line.year.possible, line.year.authorised, line.year.unauthorised),
        is_leaver=line.status == "leaver",
    )  # fmt: skip


def _is_of(report: AttendanceReport, school: ChosenSchool, ended: EndedPeriod) -> bool:
    if report.week is not None:
        return ended.from_day == report.week.monday
    if report.period is None:
        return True  # an academic year has one year
    return ended.from_day == report.period.of_schools.get(school.school_id, (None, None))[0]


def _is_in_register(year: SchoolYear, ended: EndedPeriod, kind: str) -> bool:
    """Whether the register goes on to the last week of a period: a part of one shows nobody who reached it.

    A term that is proposed ends with the last marks: it is over once school goes on, or in summer.
    """
    last = max(year.school_days, default=None)
    term = year.terms.term_of(ended.to_day) if year.terms else None
    if kind == "week" or last is None or term is None or last > ended.to_day:
        return True
    return last >= monday_of(ended.to_day) and (term.is_stated or term.name == "summer")


def _day_judged(report: AttendanceReport, upto: date) -> date:
    """Return the day by which the period may have ended: a week that is past has, whatever its last marks."""
    if report.week is not None:
        return report.week.sunday if upto >= report.week.sunday else report.as_of
    september = academic_year_start(report.as_of)
    return min(upto, september.replace(year=september.year + 1) - timedelta(days=1))
