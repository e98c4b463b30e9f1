"""attendctl notice improve: how long it may be, what it has to say, and when it is not used."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendctl.casework.leave_days import SchoolCalendar
from attendctl.casework.notices.improvement_time import SCHOOL_WEEKS, improvement_time
from tests.cli.command_line import Desk
from tests.penalties.notice_desk import (
    ANNA,
    BEN,
    FIRST_MONDAY,
    HALF_TERM,
    TEXTS,
    notice_desk,
    notices,
    refused,
    whole_days,
)

TEN = whole_days(FIRST_MONDAY, 5)
LATER = "2025-09-15"  # a Monday
NEVER_CLOSED = SchoolCalendar({}, frozenset())
WITH_HALF_TERM = SchoolCalendar({}, frozenset(HALF_TERM + timedelta(days=n) for n in range(7)))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Anna: ten O in the first week. Ben: ten G in it."""
    return notice_desk(tmp_path, monkeypatch, {ANNA: TEN, BEN: whole_days(FIRST_MONDAY, 5, "G")})


def under(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> Desk:
    return notice_desk(tmp_path, monkeypatch, {ANNA: TEN}, code=code)


def improve(desk: Desk, *words: str, on: str = LATER, parent: str = "mother") -> dict[str, object]:
    made: dict[str, object] = desk.json(
        "notice", "improve", ANNA, "--parent", parent, "--on", on, *words, *TEXTS
    )
    return made


def improve_refused(desk: Desk, *words: str, upn: str = ANNA, on: str = LATER) -> str:
    return refused(desk, "notice", "improve", upn, "--parent", "mother", "--on", on, *words)


@pytest.mark.parametrize(
    ("first", "weeks", "weeks_are", "closed", "last"),
    [
        (date(2025, 11, 3), 6, "weeks", NEVER_CLOSED, date(2025, 12, 14)),
        (date(2025, 11, 5), 3, "weeks", NEVER_CLOSED, date(2025, 11, 25)),
        (date(2025, 10, 20), 3, "weeks", WITH_HALF_TERM, date(2025, 11, 9)),
        (date(2025, 11, 3), 6, "school weeks", NEVER_CLOSED, date(2025, 12, 12)),
        (date(2025, 11, 5), 6, "school weeks", NEVER_CLOSED, date(2025, 12, 16)),
        (date(2025, 10, 20), 3, "school weeks", WITH_HALF_TERM, date(2025, 11, 14)),
        (date(2025, 10, 22), 3, "school weeks", WITH_HALF_TERM, date(2025, 11, 18)),
        (date(2025, 10, 25), 3, "school weeks", WITH_HALF_TERM, date(2025, 11, 21)),  # a Saturday
        (date(2025, 10, 29), 3, "school weeks", WITH_HALF_TERM, date(2025, 11, 21)),  # in half term
    ],
)
def test_the_last_day(first: date, weeks: int, weeks_are: str, closed: SchoolCalendar, last: date) -> None:
    time = improvement_time(first, weeks, weeks_are=weeks_are, act_after_weeks=None, calendar=closed)
    assert time.last == last


@given(
    start=st.integers(0, 60),
    weeks=st.integers(3, 6),
    closed=st.sets(st.integers(0, 30), max_size=6),
)
def test_school_weeks_hold_as_many_school_days_as_they_would_without_holidays(
    start: int, weeks: int, closed: set[int]
) -> None:
    monday = date(2025, 9, 1)
    first = monday + timedelta(days=start)
    calendar = SchoolCalendar(
        {}, frozenset(monday + timedelta(weeks=week, days=day) for week in closed for day in range(7))
    )
    time = improvement_time(first, weeks, weeks_are=SCHOOL_WEEKS, act_after_weeks=None, calendar=calendar)
    assert (time.school_days, time.sessions) == (5 * weeks, 10 * weeks)
    assert calendar.sessions_on(time.last) == 2


def test_it_is_logged_with_its_time_and_its_texts(desk: Desk) -> None:
    words = ("--parent", "mother", "--weeks", "4", "--on", LATER, *TEXTS)
    result = desk.run("notice", "improve", ANNA, *words)
    assert result.exit_code == 0, result.output
    assert result.stdout == (
        "Entry 1 is logged: notice-to-improve, offered, on 15 September 2025, until 12 October 2025 "
        f"({ANNA}).\n"
        "  Cited: 10 sessions (5 days) from 8 September 2025 to 12 September 2025, all that can be cited\n"
        "  of 10 school weeks. By them the threshold was met on 12 September 2025.\n"
        "  4 weeks, 15 September 2025 to 12 October 2025, both included: 20 school days, 40 sessions on a\n"
        "  full timetable.\n"
    )
    (entry,) = desk.json("case", "show")["entries"]
    assert {
        name: entry["details"][name] for name in ("weeks", "improvement_period", "offences_in_words")
    } == {
        "weeks": 4,
        "improvement_period": "4 weeks",
        "offences_in_words": "10 sessions (5 days)",
    }
    assert entry["details"]["support_on_offer"] == "The bus pass"
    (shown,) = notices(desk, "--on", LATER)
    assert (shown["kind"], shown["status"], shown["to_pay"]) == ("notice-to-improve", "running", None)


def test_offered_twice_is_nothing_new(desk: Desk) -> None:
    assert improve(desk)["is_new"]
    assert not improve(desk)["is_new"]
    assert "has not been reviewed" in improve_refused(desk, *TEXTS, on="2025-09-16")


def test_the_usual_time_is_that_of_the_code(desk: Desk) -> None:
    made = improve(desk)
    assert made["notice"]["until"] == "2025-10-26"  # type: ignore[index]


@pytest.mark.parametrize(("weeks", "is_allowed"), [(2, False), (3, True), (6, True), (7, False)])
def test_three_to_six_weeks(desk: Desk, weeks: int, is_allowed: bool) -> None:
    if is_allowed:
        assert improve(desk, "--weeks", str(weeks))["is_new"]
    else:
        message = improve_refused(desk, "--weeks", str(weeks), *TEXTS)
        assert "3 to 6 weeks" in message
        assert "Working together" in message


@pytest.mark.parametrize("weeks", ["5", "3"])
def test_the_code_may_have_one_length_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, weeks: str
) -> None:
    desk = under(tmp_path, monkeypatch, "norfolk")
    message = improve_refused(desk, "--weeks", weeks, *TEXTS)
    assert "the code of conduct has for a notice to improve: 6 school weeks" in message


def test_six_school_weeks_go_round_half_term(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = under(tmp_path, monkeypatch, "norfolk")
    made = improve(desk, on="2025-09-22")
    assert made["notice"]["until"] == "2025-11-07"  # type: ignore[index]
    assert "30 school days, 60 sessions" in " ".join(made["said"])  # type: ignore[call-overload]


def test_beyond_the_register_it_asks_for_the_holidays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = under(tmp_path, monkeypatch, "norfolk")
    made = improve(desk, on="2025-12-01")
    said = " ".join(made["said"])  # type: ignore[call-overload]
    assert "The register ends on 19 December 2025" in said
    assert "Are the holidays stated?" in said


def test_a_missing_text_is_named(desk: Desk) -> None:
    message = improve_refused(desk, "--say", "support_so_far=Talks")
    for name in ("support_on_offer", "improvement_means", "early_end_grounds"):
        assert name in message
    assert "support_so_far (" not in message
    assert "--say support_on_offer=" in message


def test_a_text_for_no_field_of_letters_is_refused(desk: Desk) -> None:
    assert "is not FIELD=TEXT" in improve_refused(desk, "--say", "support=Talks")


def test_it_is_not_used_for_a_holiday(desk: Desk) -> None:
    message = improve_refused(desk, *TEXTS, upn=BEN)
    assert "every session cited is holiday without leave" in message.casefold()
    assert "A penalty notice needs none before it" in message


def test_below_the_threshold_it_needs_a_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = notice_desk(tmp_path, monkeypatch, {ANNA: dict(list(TEN.items())[:9])})
    assert "9 sessions that can be cited" in improve_refused(desk, *TEXTS)
    made = improve(desk, "--below-threshold", "Agreed with the authority")
    assert len(made["notice"]["sessions"]) == 9  # type: ignore[index]


def test_a_child_below_compulsory_age_gets_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    young = {ANNA: {"born": "2020-09-20", "year": "R"}}
    desk = notice_desk(tmp_path, monkeypatch, {ANNA: TEN}, pupils=young)
    assert "was not of compulsory school age" in improve_refused(desk, *TEXTS)
