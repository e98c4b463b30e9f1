"""The check list of an evidence pack: each thing that gets a pack returned, one below, at and one above."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from attendctl.casework.evidence_pack.pack_checks import CHECKS
from attendctl.casework.notices.refusals import NoticeRefused
from attendctl.settings import Settings
from tests.ledger.registers import File, Row, take_in
from tests.penalties.pack_school import (
    AFTER,
    FRIDAY,
    WEEK,
    ZOE,
    AshPrimary,
    Place,
    a_whole_week,
    faults,
    in_order,
    line,
    lines,
)

AWAY = a_whole_week(WEEK, "O")  # five school days, all absent in most of these tests
HOLIDAY = a_whole_week(WEEK, "G")
MONDAY_AM: Place = (WEEK, 0)


def test_a_case_in_order_has_no_fault(tmp_path: Path) -> None:
    school = in_order(AshPrimary(tmp_path, AWAY))
    pack = school.pack(AFTER)
    assert faults(school) == set()
    assert pack.faults == 0
    assert pack.sessions.met_on == FRIDAY
    assert len(pack.sessions.free) == 10


def test_faults_come_first_and_what_is_in_order_last(tmp_path: Path) -> None:
    states = [check.status for check in AshPrimary(tmp_path, AWAY).pack(AFTER).checks]
    assert states == sorted(states, key=["fault", "judge", "fulfilled"].index)
    assert set(states) == {"fault", "judge", "fulfilled"}


def test_each_check_is_in_the_list_once() -> None:
    assert len(set(CHECKS)) == len(CHECKS) == 25


# the threshold


def test_nine_sessions_are_a_fault(tmp_path: Path) -> None:
    marks = {place: code for place, code in AWAY.items() if place != MONDAY_AM}
    check = line(in_order(AshPrimary(tmp_path, marks)).pack(AFTER), "threshold")
    assert check.status == "fault"
    assert check.what.startswith("9 sessions can be relied on; the threshold is 10 sessions")


def test_nine_in_one_week_and_one_ten_school_weeks_before_are_enough(tmp_path: Path) -> None:
    # from the week of 15 September to that of 24 November: ten school weeks, half term left out
    last = a_whole_week(date(2025, 11, 24), "O")
    marks = {place: code for place, code in last.items() if place != (date(2025, 11, 24), 0)}
    marks[date(2025, 9, 15), 0] = "O"
    school = AshPrimary(tmp_path, marks)
    assert line(school.pack(), "threshold").status == "fulfilled"


def test_nine_in_one_week_and_one_eleven_school_weeks_before_are_not(tmp_path: Path) -> None:
    last = a_whole_week(date(2025, 11, 24), "O")
    marks = {place: code for place, code in last.items() if place != (date(2025, 11, 24), 0)}
    marks[date(2025, 9, 8), 0] = "O"
    assert line(AshPrimary(tmp_path, marks).pack(), "threshold").status == "fault"


def test_ten_sessions_of_which_one_has_no_reason_are_a_fault(tmp_path: Path) -> None:
    pack = in_order(AshPrimary(tmp_path, {**AWAY, MONDAY_AM: "N"})).pack(AFTER)
    threshold = line(pack, "threshold")
    assert threshold.status == "fault"
    assert "9 sessions can be relied on" in threshold.what
    assert threshold.remedy.startswith("Find the reasons first")
    assert line(pack, "unexplained").items == (
        "Monday 10 November 2025, AM: N, to be settled by 17 November 2025 (this day is past)",
    )


def test_no_pack_is_made_where_nothing_counts(tmp_path: Path) -> None:
    school = AshPrimary(tmp_path, a_whole_week(WEEK, "I"))
    with pytest.raises(NoticeRefused, match=r"no session that counts .* 10 school weeks"):
        school.pack(AFTER)


# reasons that are not known


def test_an_n_of_the_friday_before_half_term_is_due_on_the_friday_after_it(tmp_path: Path) -> None:
    before = date(2025, 10, 24)
    school = in_order(AshPrimary(tmp_path, {**AWAY, (before, 1): "N"}))
    on_the_day = line(school.pack(date(2025, 11, 14)), "unexplained")
    assert on_the_day.items == (
        "Friday 24 October 2025, PM: N, to be settled by 7 November 2025 (this day is past)",
    )
    assert "(SI 2024/208)" in on_the_day.rule


def test_an_n_that_may_stand_until_today_is_a_fault_and_not_late(tmp_path: Path) -> None:
    school = AshPrimary(tmp_path, {**AWAY, (FRIDAY, 1): "N", (date(2025, 11, 3), 0): "O"})
    items = line(school.pack(date(2025, 11, 21)), "unexplained").items
    assert items == ("Friday 14 November 2025, PM: N, to be settled by 21 November 2025",)


# marks


def test_a_session_without_a_mark_is_a_fault(tmp_path: Path) -> None:
    gap = (date(2025, 11, 18), 1)
    school = in_order(AshPrimary(tmp_path, {**AWAY, (date(2025, 11, 19), 0): "-"}, left_out=[gap]))
    check = line(school.pack(AFTER), "marks")
    assert check.items == ("Tuesday 18 November 2025, PM", "Wednesday 19 November 2025, AM")


# holidays


def test_an_o_in_refused_leave_is_a_fault(tmp_path: Path) -> None:
    school = in_order(AshPrimary(tmp_path, {**HOLIDAY, MONDAY_AM: "O"}))
    number = school.refuse_leave(WEEK, FRIDAY, told=date(2025, 11, 3))
    check = line(school.pack(AFTER), "holiday_code")
    assert check.status == "fault"
    assert check.items == (
        f"Monday 10 November 2025, AM: O; leave refused (holiday, case log {number}): G is due",
    )


def test_an_illness_in_refused_leave_is_to_be_judged(tmp_path: Path) -> None:
    school = in_order(AshPrimary(tmp_path, {**HOLIDAY, MONDAY_AM: "I", (AFTER, 0): "O"}))
    school.refuse_leave(WEEK, FRIDAY, told=date(2025, 11, 3))
    assert line(school.pack(AFTER), "holiday_code").status == "judge"


def test_a_comment_that_says_holiday_beside_an_o_is_a_fault(tmp_path: Path) -> None:
    school = in_order(AshPrimary(tmp_path, AWAY, comments={MONDAY_AM: "Family Holiday, Spain"}))
    check = line(school.pack(AFTER), "holiday_code")
    assert (check.status, len(check.items)) == ("fault", 1)
    assert "Spain" not in check.items[0]


def test_a_holiday_longer_than_the_leave_refused_is_a_fault(tmp_path: Path) -> None:
    school = in_order(AshPrimary(tmp_path, HOLIDAY))
    school.refuse_leave(WEEK, FRIDAY - timedelta(days=1), told=date(2025, 11, 3))
    check = line(school.pack(AFTER), "leave_dates")
    assert check.status == "fault"
    assert check.items == ("Friday 14 November 2025, AM: G", "Friday 14 November 2025, PM: G")


def test_a_holiday_in_the_leave_refused_is_in_order(tmp_path: Path) -> None:
    school = in_order(AshPrimary(tmp_path, HOLIDAY))
    school.refuse_leave(WEEK, FRIDAY, told=WEEK - timedelta(days=1))
    pack = school.pack(AFTER)
    assert pack.faults == 0
    assert line(pack, "leave_dates").status == line(pack, "told_of_leave").status == "fulfilled"
    assert line(pack, "improvement").what == "A notice to improve is not used for a holiday."


def test_a_parent_told_on_the_first_day_of_the_leave_was_not_told_in_advance(tmp_path: Path) -> None:
    school = in_order(AshPrimary(tmp_path, HOLIDAY))
    school.refuse_leave(WEEK, FRIDAY, told=WEEK)
    assert faults(school) == {"told_of_leave"}


def test_a_holiday_about_which_nothing_is_logged_is_a_fault(tmp_path: Path) -> None:
    check = line(in_order(AshPrimary(tmp_path, HOLIDAY)).pack(AFTER), "told_of_leave")
    assert check.items[0] == "10 November 2025"
    assert len(check.items) == 5


def test_sessions_of_granted_leave_are_a_fault(tmp_path: Path) -> None:
    school = in_order(AshPrimary(tmp_path, AWAY))
    details = {"from": "2025-11-10", "to": "2025-11-10", "kind": "funeral", "code": "C"}
    school.log("leave", date(2025, 11, 3), "granted", until=WEEK, details=details)
    assert [len(check.items) for check in lines(school.pack(AFTER), "leave_granted")] == [2]


# corrections


def test_a_correction_from_o_to_i_after_the_letter_is_a_fault(tmp_path: Path) -> None:
    school = AshPrimary(tmp_path, {**AWAY, (date(2025, 9, 29), 0): "O"}, upto=date(2025, 11, 17))
    school.letter("penalty-warning", date(2025, 11, 17), reference="AAAA-0001")
    school.correct(date(2025, 9, 29), 0, "I", seen_on=date(2025, 11, 18), reason="note came", by="J. Ashby")
    pack = school.pack(date(2025, 11, 24))
    check = line(pack, "letter_dates")
    assert check.items == ("Monday 29 September 2025, AM: O to I, seen on 18 November 2025",)
    assert line(pack, "amendments").status == "fulfilled"


def test_a_correction_from_i_to_o_after_the_letter_is_a_fault_too_and_raises_the_count(
    tmp_path: Path,
) -> None:
    school = AshPrimary(tmp_path, {**AWAY, MONDAY_AM: "I"}, upto=date(2025, 11, 17))
    school.letter("penalty-warning", date(2025, 11, 17))
    assert len(school.pack(date(2025, 11, 17)).sessions.relied_on) == 9
    school.correct(*MONDAY_AM, "O", seen_on=date(2025, 11, 18))
    pack = school.pack(date(2025, 11, 24))
    assert len(pack.sessions.relied_on) == 10
    assert line(pack, "letter_dates").status == "fault"
    assert line(pack, "amendments").status == "judge"  # neither reason nor name


def test_a_correction_before_the_letter_is_none_of_its_business(tmp_path: Path) -> None:
    school = AshPrimary(tmp_path, {**AWAY, MONDAY_AM: "I"}, upto=date(2025, 11, 17))
    school.correct(*MONDAY_AM, "O", seen_on=date(2025, 11, 18))
    school.letter("penalty-warning", date(2025, 11, 18))
    assert line(school.pack(date(2025, 11, 24)), "letter_dates").status == "fulfilled"


# a pupil who moved


def test_a_child_who_moved_has_sessions_of_both_schools_and_an_extract_of_each(tmp_path: Path) -> None:
    at_ash = {place: "O" for place in a_whole_week(date(2025, 11, 3), "O") if place[0] <= date(2025, 11, 5)}
    school = AshPrimary(tmp_path, at_ash, upto=date(2025, 11, 7))
    at_beech = [
        Row(upn, day, half, "O" if upn == ZOE and day <= WEEK + timedelta(days=1) else "/")
        for upn in (ZOE, "A999200000030")
        for day, half in a_whole_week(WEEK, "O")
    ]
    beech = File("beech.csv", tuple(at_beech), school="Beech Primary")
    take_in(school.path, beech, known_on=date(2025, 11, 14))
    pack = school.pack(date(2025, 11, 14))
    assert [(one.school, one.sums.unauthorised) for one in pack.extracts] == [
        ("Ash Primary", 6),
        ("Beech Primary", 4),
    ]
    assert line(pack, "threshold").status == "fulfilled"
    assert pack.sessions.met_on == WEEK + timedelta(days=1)
    assert line(pack, "other_school").what == (
        "The weeks at Ash Primary are certified by the head of that school."
    )
    assert line(pack, "marks").status == "fulfilled"


# the authority's code


def test_the_authoritys_own_list_is_shown_and_its_terms_hold(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(
        """
key = "ours"
title = "The code of Fernshire"
authority = "Fernshire"
follows = "national"
from = 2024-08-19
reference = "Fernshire, code of conduct"
checked_on = 2025-09-01
parent_told_in_advance = false
fines_looked_after = true
fines_first_holiday = false
improvement_act_after_weeks = 3
return_of_packs = ["a form without a signature"]

[[source]]
terms = [
    "parent_told_in_advance", "fines_looked_after", "fines_first_holiday", "return_of_packs",
    "improvement_act_after_weeks",
]
section = "4"
checked_on = 2025-09-01
""",
        encoding="utf-8",
    )
    settings = Settings.model_validate(
        {"folder": tmp_path, "school": [{"name": "Ash Primary", "code_of_conduct": "ours.toml"}]}
    )
    school = AshPrimary(tmp_path, HOLIDAY, pupil={"lac": True})
    pack = school.pack(AFTER, settings)
    assert line(pack, "authority").items == ("a form without a signature",)
    assert line(pack, "looked_after").status == "judge"
    assert line(pack, "first_holiday").status == "fault"
    assert not lines(pack, "told_of_leave")
    assert not lines(pack, "told_of_request")
    school.improve(AFTER - timedelta(weeks=3) + timedelta(days=1), AFTER + timedelta(weeks=3))
    assert line(school.pack(AFTER, settings), "improvement").status == "fault"
