"""The sums of a period beside those of the year, against plain loops and a register worked out by hand."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from attendctl.casework.attendance_report import attendance_report
from attendctl.casework.report_lines import AttendanceReport, PupilLine
from attendctl.casework.reporting_period import PeriodAsked
from attendctl.measures.attendance import (
    Period,
    group_rows,
    measure_attendance,
    missing_mark_rows,
    pupil_rows,
)
from attendctl.measures.engine import prepare_register
from attendctl.measures.reported_period import ReportedPeriod
from attendctl.measures.school_weeks import read_school_days
from attendctl.measures.sums import Sums
from attendctl.settings import Settings
from tests.house.examples import examples
from tests.measures import count_by_loops as loops
from tests.measures.register_tables import Mark, RegisterTables, weekdays
from tests.report.hand_worked import TODAY, WEEK_1, WEEK_2, fernbrook

# The end of one school year, and the beginning of the next.
DAYS = [*weekdays(date(2025, 7, 14), 7), *weekdays(date(2025, 9, 3), 8)]
CODES = ["/", "\\", "L", "I", "O", "U", "N", "D", "#", "Z", "-", None, None, "/", "I"]


@st.composite
def registers(draw: st.DrawFn) -> tuple[RegisterTables, list[ReportedPeriod], date]:
    """Draw two schools, the days of the period of each, and the last day counted."""
    register = RegisterTables(schools={1: "Fernbrook School", 2: "Dunmere Primary"})
    for school in (1, 2):
        for pupil in range(draw(st.integers(1, 3))):
            span = sorted((draw(st.integers(0, len(DAYS) - 1)), draw(st.integers(0, len(DAYS) - 1))))
            for day in DAYS[span[0] : span[1] + 1]:
                for session in (0, 1):
                    code = draw(st.sampled_from(CODES))
                    minutes = draw(st.integers(1, 90)) if code in ("L", "U") else None
                    if code is not None:
                        register.marks.append(Mark(10 * school + pupil, day, session, code, minutes, school))
    as_of = draw(st.sampled_from(DAYS))
    periods = [
        ReportedPeriod(
            school, *sorted((draw(st.sampled_from(DAYS)), min(as_of, draw(st.sampled_from(DAYS)))))
        )
        for school in draw(st.sampled_from([(1, 2), (1,), (2,)]))
    ]
    return register, [one._replace(to_day=min(one.to_day, as_of)) for one in periods], as_of


@pytest.mark.law
@settings(
    max_examples=examples(25),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(drawn=registers())
def test_period_counts_what_plain_loops_count(
    drawn: tuple[RegisterTables, list[ReportedPeriod], date],
) -> None:
    register, periods, as_of = drawn
    connection = register.connection()
    prepare_register(connection)
    read_school_days(connection)
    measure_attendance(connection, Period(as_of), reported=periods)

    expected: dict[tuple[int, int], loops.Counted] = {}
    owed: list[tuple[int, int, date, int]] = []
    years = [date(2025, 8, 31), as_of] if as_of >= date(2025, 9, 1) else [as_of]
    for school, first, last in periods:
        for mark in register.marks:
            if mark.school == school and first <= mark.day <= last:
                expected.setdefault((school, mark.pupil), loops.Counted()).add(mark)
        for year_to in years:
            for who, counted in loops.count_all(register.marks, year_to).items():
                inside = [slot for slot in counted.owed if who[0] == school and first <= slot[0] <= last]
                owed += [(*who, *slot) for slot in inside]
    for school, pupil, _, _ in owed:
        if (school, pupil) in expected:
            expected[school, pupil].missing += 1

    found = {(row.school_id, row.pupil_id): row for row in pupil_rows(connection)}
    of_year = loops.count_all(register.marks, as_of)
    assert found.keys() == of_year.keys() | expected.keys()
    nothing = loops.Counted()
    for who, row in found.items():
        assert tuple(row.period) == expected.get(who, nothing).values(), who
        counted_year = of_year.get(who)
        assert tuple(row.year) == (counted_year.year if counted_year else nothing).values(), who
        if counted_year:
            assert row.status == counted_year.status
    listed = [row[:4] for row in missing_mark_rows(connection, since=None)]
    assert sorted(listed) == sorted(owed)
    for row in group_rows(connection, "school"):
        own = [one.period for who, one in found.items() if who[0] == row["school_id"]]
        assert tuple(Sums.of_row(row, "period")) == tuple(map(sum, zip(*own, strict=True)))


def report_on(register: RegisterTables, kind: str, first: date | None, last: date | None) -> AttendanceReport:
    asked = PeriodAsked(kind, from_day=first, to_day=last)  # type: ignore[arg-type]
    return attendance_report(register.connection(), Settings(), today=TODAY, period=asked)


def attended_of_possible(lines: tuple[PupilLine, ...]) -> dict[str, tuple[int, int]]:
    return {
        line.forename or "": (line.period.attended, line.period.possible) for line in lines if line.period
    }


def test_first_and_last_day_of_a_range_are_both_counted() -> None:
    # Thursday of week 1 to Tuesday of week 2: four days, eight sessions
    report = report_on(fernbrook(), "range", WEEK_1[3], WEEK_2[1])
    assert attended_of_possible(report.pupils) == {
        "Ann": (8, 8),
        "Ben": (8, 8),
        "Cai": (2, 2),
        "Dee": (0, 4),  # five unauthorised sessions in week 1, the last four of them on these days
        "Eve": (4, 4),
    }
    assert report.whole_school.period is not None
    assert (report.whole_school.period.attended, report.whole_school.period.possible) == (22, 26)
    assert (report.as_of, report.week, report.kind) == (WEEK_2[1], None, "range")
    one_day = report_on(fernbrook(), "range", WEEK_1[2], WEEK_1[2])
    assert attended_of_possible(one_day.pupils)["Dee"] == (1, 2)


def test_range_of_whole_school_weeks_is_the_sum_of_the_weeks() -> None:
    report = report_on(fernbrook(), "range", date(2025, 10, 18), date(2025, 11, 9))
    assert {line.period for line in report.pupils if line.period != line.year} == set()
    assert {line.period for line in report.groups if line.period != line.year} == set()
    assert [line.date for line in report.missing_marks] == [WEEK_2[3]]
    before = report_on(fernbrook(), "range", WEEK_1[0], WEEK_2[2])
    assert before.missing_marks == ()


def test_a_range_over_the_summer_counts_leavers_of_the_year_before() -> None:
    july, september = weekdays(date(2025, 7, 14), 5), weekdays(date(2025, 9, 3), 5)
    register = RegisterTables()
    register.days(1, [*july, *september], "/\\" * 7 + "II" + "/\\" * 2)
    register.days(2, july, "/\\" * 3 + "OO" + "/-")  # in year 6: left in July
    register.days(3, september, "/\\" * 5)  # joined in September
    for pupil in (1, 2, 3):
        register.pupils[1, pupil] = {"forename": f"P{pupil}", "class": "A"}
    asked = PeriodAsked("range", from_day=july[1], to_day=september[3])
    report = attendance_report(register.connection(), Settings(), today=date(2025, 10, 1), period=asked)
    assert attended_of_possible(report.pupils) == {"P1": (14, 16), "P2": (5, 7), "P3": (8, 8)}
    years = {line.forename: (line.year.attended, line.year.possible) for line in report.pupils}
    assert years == {"P1": (6, 8), "P2": (0, 0), "P3": (8, 8)}
    gone = report.pupils[1]
    assert (gone.status, gone.last_mark, gone.band, gone.persistent_absence) == (
        "leaver",
        july[4],
        None,
        False,
    )
    assert gone.period is not None
    assert gone.period.missing == 1
    assert [(line.upn, line.date, line.session) for line in report.missing_marks] == [
        ("Z000000000002", july[4], "PM")
    ]
    whole = report.whole_school
    assert (whole.pupils, whole.pupils_with_sessions, whole.pupils_persistent) == (3, 2, 1)


@pytest.mark.parametrize("kind", ["week", "year"])
def test_week_and_year_have_no_sums_of_a_period(kind: str) -> None:
    report = report_on(fernbrook(), kind, None, None)
    assert (report.kind, report.period) == (kind, None)
    assert {line.period for line in (*report.pupils, *report.groups, report.whole_school)} == {None}
