"""The pupils to talk about this week, and why: each reason a sentence with its figure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import duckdb

from attendctl.calendar import Week
from attendctl.casework.actions import actions_due
from attendctl.casework.attendance_report import NOT_STATED, natural_order
from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.penalties.listed import penalty_list
from attendctl.casework.report_lines import AttendanceReport, PupilLine
from attendctl.casework.web_page.page_lines import TALK_KINDS, Reason, TalkKind, TalkLine
from attendctl.errors import NotFound
from attendctl.measures.attendance import PupilRow
from attendctl.measures.sums import Sums
from attendctl.policies.policy import Policy
from attendctl.rates import percent_text
from attendctl.rules.absence_thresholds import AbsenceThreshold, persistent_absence, severe_absence
from attendctl.rules.reader import NoRuleInForce, Rule
from attendctl.settings import Settings

Reasons = dict[tuple[int, int], list[Reason]]  # by school and pupil


def pupils_to_talk_about(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    report: AttendanceReport,
    rows: Sequence[PupilRow],
    schools: Sequence[ChosenSchool],
    *,
    school: str | None,
) -> tuple[TalkLine, ...]:
    """Return the pupils to talk about in the week of the last day counted, by school and class.

    Who has left is not on the list. What goes by a percentage waits for the policy's least number of
    sessions: on the first day of a year one absence would be severe.

    Args:
        connection: has the ledger's reading views.
        settings: name each school's policy and code of conduct.
        report: judged on the same day; its pupils are in the order of ``rows``.
        rows: of ``attendctl.measures.attendance.pupil_rows``.
        schools: of the report.
        school: the one school asked about; None for all.
    """
    week = Week.containing(report.as_of)
    here = {
        (row.school_id, row.pupil_id): (row, line)
        for row, line in zip(rows, report.pupils, strict=True)
        if line.status != "leaver"
    }
    reasons: Reasons = defaultdict(list)
    policies = {chosen.school_id: chosen.policy for chosen in schools}
    for key, (row, line) in here.items():
        policy = policies[row.school_id]
        if row.year.possible >= policy.minimum_sessions:
            reasons[key] += _absence(row, report)
            reasons[key] += _moved_down(line, policy)
    for key, reason in [
        *_at_the_threshold(connection, settings, report, week, school),
        *_due(connection, settings, report, week, school),
    ]:
        reasons[key].append(reason)
    lines = [
        (row, TalkLine(line.school, line.surname, line.forename, line.year_group, line.class_name, why))
        for key, (row, line) in here.items()
        if (why := _gravest_first(reasons[key]))
    ]
    return tuple(line for _, line in sorted(lines, key=lambda pair: _place(pair[1])))


def _place(line: TalkLine) -> tuple[object, ...]:
    """Sort by school and class, who has the gravest and the most reasons first in each."""
    gravest = TALK_KINDS.index(line.reasons[0].kind)
    return line.school, natural_order(line.class_name or NOT_STATED), gravest, -len(line.reasons)


def _gravest_first(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    return tuple(sorted(dict.fromkeys(reasons), key=lambda reason: TALK_KINDS.index(reason.kind)))


def _absence(row: PupilRow, report: AttendanceReport) -> list[Reason]:
    rules: Mapping[TalkKind, tuple[str, Rule[AbsenceThreshold]]] = {
        "newly_severe": ("severely", severe_absence()),
        "newly_persistent": ("persistently", persistent_absence()),
    }
    before = row.before_possible - row.before_attended
    found = []
    for kind, (how, rule) in rules.items():
        try:
            threshold = rule.in_force(report.as_of)
        except NoRuleInForce:
            continue
        was = threshold.is_reached(absent=before, possible=row.before_possible)
        if not was and threshold.is_reached(absent=row.year.absent, possible=row.year.possible):
            found.append(Reason(kind, f"Newly {how} absent: {_missed(row.year)}."))
    return found


def _missed(sums: Sums) -> str:
    percent = percent_text(sums.absent, sums.possible)
    return f"missed {sums.absent} of {sums.possible} sessions this year ({percent}%)"


def _moved_down(line: PupilLine, policy: Policy) -> list[Reason]:
    bands = [band.name for band in policy.bands]  # best first
    if line.band is None or line.band_previous_week is None or line.band == line.band_previous_week:
        return []
    if bands.index(line.band) < bands.index(line.band_previous_week):
        return []
    year = line.year
    percent = percent_text(year.attended, year.possible)
    text = (
        f"Down from {line.band_previous_week} to {line.band}: attended {year.attended} of {year.possible} "
        f"sessions this year ({percent}%)."
    )
    return [Reason("moved_down", text)]


def _at_the_threshold(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    report: AttendanceReport,
    week: Week,
    school: str | None,
) -> list[tuple[tuple[int, int], Reason]]:
    """Return who has a counting session in this week and is at the penalty threshold, or half way to it."""
    try:
        listed = penalty_list(connection, settings, today=report.as_of, as_of=report.as_of, school=school)
    except NotFound:  # no threshold was in force yet on that day
        return []
    found = []
    for row in listed.rows:
        new = [one for one in row.sessions if week.monday <= one.date and not one.cited_in]
        if not new or 2 * row.sessions_in_window < row.law.sessions:
            continue
        kind: TalkKind = "at_penalty_threshold" if row.is_at_threshold else "near_penalty_threshold"
        where = "At" if row.is_at_threshold else "Near"
        unexplained = f", {row.of_which_unexplained} of them unexplained" if row.of_which_unexplained else ""
        text = (
            f"{where} the penalty threshold of {row.law.sessions} sessions: {row.sessions_in_window} in "
            f"{row.law.school_weeks} school weeks{unexplained}; {len(new)} this week."
        )
        found.append(((row.school.school_id, row.pupil.pupil_id), Reason(kind, text)))
    return found


def _due(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    report: AttendanceReport,
    week: Week,
    school: str | None,
) -> list[tuple[tuple[int, int], Reason]]:
    """Return what came due in this week by policy and law."""
    listed = actions_due(connection, settings, today=report.as_of, as_of=report.as_of, school=school)
    return [
        ((chosen.school_id, decision.pupil.pupil_id), Reason("action_due", _sentence(decision.step.title)))
        for chosen, decision in listed.actions
        if decision.step and (decision.due_on or listed.as_of) >= week.monday
    ]


def _sentence(title: str) -> str:
    return f"Due: {title}" if title[-1:] in ".?!" else f"Due: {title}."
