"""The classes and houses of one school that compete, each in its key stage or in the whole school."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.casework.attendance_report import natural_order
from attendctl.casework.celebration.celebrated_pupil import CelebratedPupil
from attendctl.casework.celebration.percentages import ClassFigure
from attendctl.casework.celebration.races import Contestant
from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.left_out import sessions_left_out
from attendctl.casework.report_lines import AttendanceReport
from attendctl.ledger.case_log import LoggedEntry
from attendctl.measures.period_sums import CountedPeriod, period_sums
from attendctl.policies.celebration import Award
from attendctl.rules.key_stages import KeyStage, KeyStages

Judged = Mapping[tuple[int, int], tuple[int, int]]
"""Sessions attended and possible, by school and pupil."""

Placed = list[tuple[KeyStage | None, Contestant]]


def judged_sessions(
    connection: duckdb.DuckDBPyConnection,
    school: ChosenSchool,
    award: Award,
    pupils: Sequence[CelebratedPupil],
    report: AttendanceReport,
    entries: Mapping[tuple[int, int], Sequence[LoggedEntry]],
) -> Judged:
    """Return the sessions of each pupil that a race goes by: all but those that the policy leaves out.

    Args:
        connection: as the report left it.
        school: with its policy.
        award: to classes or houses.
        pupils: of the school.
        report: on the period.
        entries: of the case log, for groups of whom something is left out.
    """
    judged = {pupil.key: (pupil.sums.attended, pupil.sums.possible) for pupil in pupils}
    if not school.policy.left_out_of(award.to):
        return judged
    first, last = _days(report, school.school_id)
    period_sums(connection, [CountedPeriod(award.name, school.school_id, first, last)])
    policies = {school.school_id: school.policy}
    for key, of_period in sessions_left_out(connection, policies, entries, to=award.to).items():
        if key in judged:
            attended, possible = judged[key]
            judged[key] = attended, possible - of_period[award.name].possible
    return judged


def classes_competing(
    classes: Sequence[ClassFigure], pupils: Sequence[CelebratedPupil], judged: Judged
) -> Placed:
    """Return each class with its key stage. A percentage is shown where the class's own is and is the same.

    Beside the class's own percentage another one would tell how much of its absence was illness.
    """
    sessions: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for pupil in pupils:
        sessions[pupil.line.class_name or ""].append(judged[pupil.key])
    placed: Placed = []
    for one in classes:
        attended, possible = _added(sessions[one.name])
        is_own = (attended, possible) == (one.sums.attended, one.sums.possible)
        placed.append(
            (one.stage, Contestant(one.name, one.pupils, attended, possible, is_own and not one.is_withheld))
        )
    return placed


def houses_competing(
    pupils: Sequence[CelebratedPupil], judged: Judged, stages: KeyStages, *, in_stages: bool
) -> Placed:
    """Return each house, in every key stage that its pupils are in, or once. Pupils without one are left out.

    Args:
        pupils: of the school.
        judged: their sessions.
        stages: of the national curriculum.
        in_stages: whether a house competes in each key stage by itself.
    """
    found: dict[tuple[str, str], list[CelebratedPupil]] = defaultdict(list)
    of_name = {stage.name: stage for stage in stages.stages}
    for pupil in pupils:
        if pupil.house and pupil.sums.possible:
            stage = stages.of(pupil.line.year_group) if in_stages else None
            found[stage.name if stage else "", pupil.house].append(pupil)
    return [
        (of_name.get(stage), Contestant(house, len(of_house), *_added([judged[one.key] for one in of_house])))
        for (stage, house), of_house in sorted(found.items(), key=lambda one: natural_order(one[0][1]))
    ]


def _days(report: AttendanceReport, school_id: int) -> tuple[date, date]:
    if report.week is not None:
        return report.week.monday, report.as_of
    if report.period is None:
        return academic_year_start(report.as_of), report.as_of
    whole = report.period.from_day, report.period.to_day
    first, last = report.period.of_schools.get(school_id, whole)
    return first, min(last, report.as_of)


def _added(pairs: Sequence[tuple[int, int]]) -> tuple[int, int]:
    return sum(attended for attended, _ in pairs), sum(possible for _, possible in pairs)
