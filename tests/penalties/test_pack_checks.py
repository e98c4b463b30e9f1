"""The check list of an evidence pack: each thing that gets a pack returned, one below, at and one above."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from attendctl.casework.penalties.pack_checks import CHECKS
from attendctl.casework.penalties.refusals import NoticeRefused
from attendctl.errors import NotFound
from attendctl.settings import Settings
from tests.ledger.registers import File, Row, take_in
from tests.penalties.pack_school import (
    FATHER,
    MONDAYS,
    MOTHER,
    ZOE,
    AshPrimary,
    Place,
    a_whole_week,
    line,
    lines,
)

WEEK = date(2025, 11, 10)  # five school days, all absent in most of these tests
AWAY = a_whole_week(WEEK, "O")
HOLIDAY = a_whole_week(WEEK, "G")
FRIDAY = WEEK + timedelta(days=4)
AFTER = date(2025, 11, 24)
MONDAY_AM: Place = (WEEK, 0)


def in_order(school: AshPrimary) -> AshPrimary:
    """Log and write all that a pack about ten sessions O needs."""
    school.letter("penalty-warning", date(2025, 10, 6))
    school.log("meeting", date(2025, 10, 8), "held")
    school.log("penalty-decision", date(2025, 11, 17), "proceed", details={"answers": {"support": "given"}})
    return school


def faults(school: AshPrimary, **asked: Any) -> set[str]:
    return {check.name for check in school.pack(AFTER, **asked).checks if check.status == "fault"}


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


# the people


def test_no_contact_at_all_is_a_fault_and_the_pack_is_made(tmp_path: Path) -> None:
    school = in_order(AshPrimary(tmp_path, AWAY, contacts=()))
    assert faults(school) == {"parents"}
    assert school.pack(AFTER).parents == ()


def test_a_parent_elsewhere_without_an_address_is_a_fault(tmp_path: Path) -> None:
    father = {**FATHER, "lives_with_pupil": False, "address": None, "postcode": None}
    school = in_order(AshPrimary(tmp_path, AWAY, contacts=[MOTHER, father]))
    assert line(school.pack(AFTER), "address").items == ("Mr Olaf Åsberg (Father)",)


def test_only_the_parent_asked_about_is_looked_at(tmp_path: Path) -> None:
    father = {**FATHER, "lives_with_pupil": False, "address": None, "postcode": None}
    school = in_order(AshPrimary(tmp_path, AWAY, contacts=[MOTHER, father]))
    assert faults(school, parent="mother") == set()
    assert faults(school, parent="father") == {"address"}


def test_a_wrong_parent_is_refused_without_a_name(tmp_path: Path) -> None:
    school = AshPrimary(tmp_path, AWAY)
    with pytest.raises(NotFound) as fault:
        school.pack(AFTER, parent="Olaf")
    assert "Olaf" not in str(fault.value)


def test_parental_responsibility_that_is_not_stated_is_a_fault(tmp_path: Path) -> None:
    mother = {**MOTHER, "parental_responsibility": None}
    assert faults(in_order(AshPrimary(tmp_path, AWAY, contacts=[mother]))) == {"parental_responsibility"}


def test_no_date_of_birth_is_a_fault(tmp_path: Path) -> None:
    school = in_order(AshPrimary(tmp_path, AWAY, pupil={"date_of_birth": None}))
    assert faults(school) == {"date_of_birth"}


def test_a_child_who_is_five_since_the_first_of_september_is_not_of_age(tmp_path: Path) -> None:
    # 5 on 1 September: of compulsory school age from 31 December
    school = in_order(
        AshPrimary(tmp_path, AWAY, pupil={"date_of_birth": date(2020, 9, 1), "year_group": "R"})
    )
    assert len(line(school.pack(AFTER), "age").items) == 10


def test_a_child_who_is_five_since_the_last_of_august_is_of_age(tmp_path: Path) -> None:
    school = in_order(
        AshPrimary(tmp_path, AWAY, pupil={"date_of_birth": date(2020, 8, 31), "year_group": "1"})
    )
    assert faults(school) == set()


def test_a_looked_after_child_is_a_fault_by_the_model_code(tmp_path: Path) -> None:
    school = in_order(AshPrimary(tmp_path, AWAY, pupil={"lac": True}))
    assert faults(school) == {"looked_after"}


def test_special_needs_and_a_social_worker_are_to_be_weighed(tmp_path: Path) -> None:
    school = in_order(AshPrimary(tmp_path, AWAY, pupil={"sen": "K", "social_worker": True}))
    pack = school.pack(AFTER)
    assert [check.status for check in lines(pack, "to_weigh")] == ["judge", "judge"]
    assert pack.faults == 0


def test_a_hold_is_to_be_weighed(tmp_path: Path) -> None:
    school = in_order(AshPrimary(tmp_path, AWAY))
    school.log("hold", date(2025, 11, 20), until=date(2025, 12, 1), note="bereavement")
    (check,) = lines(school.pack(AFTER), "to_weigh")
    assert (check.status, "bereavement" in check.what) == ("judge", True)


# earlier notices


def test_a_third_notice_within_three_years_is_a_fault_that_says_what_else(tmp_path: Path) -> None:
    school = in_order(AshPrimary(tmp_path, AWAY))
    for on in (date(2024, 10, 1), date(2025, 2, 3)):
        number = school.notice(on, {}, elsewhere=True)
        school.log("penalty-notice", on, "paid", details={"notice": number, "amount": 80})
    check = line(school.pack(AFTER), "cap")
    assert check.status == "fault"
    assert "no other is possible before 1 October 2027" in check.what
    assert "attendance contract" in check.remedy


def test_a_withdrawn_notice_leaves_room_for_another(tmp_path: Path) -> None:
    school = in_order(AshPrimary(tmp_path, AWAY))
    for on, became in ((date(2024, 10, 1), "withdrawn"), (date(2025, 2, 3), "paid")):
        number = school.notice(on, {}, elsewhere=True)
        school.log("penalty-notice", on, became, details={"notice": number})
    pack = school.pack(AFTER)
    assert line(pack, "cap").status == "fulfilled"
    assert pack.parents[0].left == 1


def test_a_notice_that_still_runs_is_a_fault(tmp_path: Path) -> None:
    school = in_order(AshPrimary(tmp_path, {**AWAY, **a_whole_week(MONDAYS[0], "O")}))
    school.notice(date(2025, 11, 3), a_whole_week(MONDAYS[0], "O"))
    assert "running_notice" in faults(school)


def test_sessions_in_a_standing_notice_are_left_out_and_listed(tmp_path: Path) -> None:
    early = a_whole_week(date(2025, 9, 22), "O")
    school = in_order(AshPrimary(tmp_path, {**early, **AWAY}))
    number = school.notice(date(2025, 10, 6), early)
    school.log("penalty-notice", date(2025, 10, 10), "paid", details={"notice": number, "amount": 80})
    pack = school.pack(AFTER)
    assert {one.date for one in pack.sessions.free} == {day for day, _ in AWAY}
    assert len(pack.sessions.used) == 0 or {one.cited_in for one in pack.sessions.used} == {(number,)}
    assert pack.faults == 0


def test_a_notice_to_the_father_does_not_use_the_sessions_for_the_mother(tmp_path: Path) -> None:
    school = in_order(AshPrimary(tmp_path, AWAY, contacts=[MOTHER, FATHER]))
    school.notice(date(2025, 11, 18), AWAY, parent={"name": "Mr Olaf Åsberg"})
    assert len(school.pack(AFTER, parent="mother").sessions.free) == 10
    assert len(school.pack(AFTER, parent="father").sessions.free) == 0
    assert len(school.pack(AFTER, parent="father").sessions.used) == 10


def test_a_notice_before_its_own_sessions_is_a_fault(tmp_path: Path) -> None:
    school = in_order(AshPrimary(tmp_path, {**AWAY, (AFTER, 0): "O"}))
    number = school.notice(FRIDAY, {(AFTER, 0): "O"})
    school.log("penalty-notice", date(2025, 11, 20), "paid", details={"notice": number, "amount": 80})
    assert line(school.pack(AFTER), "notice_dates").items == ("Monday 24 November 2025, AM",)


# warning, request, decision


def test_a_warning_of_the_day_before_the_last_session_is_in_time(tmp_path: Path) -> None:
    school = AshPrimary(tmp_path, AWAY)
    school.letter("penalty-warning", FRIDAY - timedelta(days=1))
    assert line(school.pack(AFTER), "warning").status == "fulfilled"


def test_a_warning_of_the_day_of_the_last_session_is_too_late(tmp_path: Path) -> None:
    school = AshPrimary(tmp_path, AWAY)
    school.letter("penalty-warning", FRIDAY)
    pack = school.pack(AFTER)
    assert line(pack, "warning").status == "fault"
    assert line(pack, "told_of_request").status == "fulfilled"


def test_a_warning_that_was_taken_back_is_none(tmp_path: Path) -> None:
    school = AshPrimary(tmp_path, AWAY)
    reference = school.letter("penalty-warning", date(2025, 10, 6))
    with_withdrawal = school.pack(AFTER)
    assert line(with_withdrawal, "warning").status == "fulfilled"
    from attendctl.ledger.book import open_ledger_to_write  # the record of the letter that takes it back

    with open_ledger_to_write(school.path, wait_seconds=0) as ledger:
        ledger.connection.execute(
            "INSERT INTO ledger.letter SELECT * REPLACE ('BBBB-0002' AS reference, 'withdrawal' AS letter, "
            "$1 AS occasion, DATE '2025-10-13' AS written_on) FROM ledger.letter WHERE reference = $1",
            [reference],
        )
    pack = school.pack(AFTER)
    assert line(pack, "warning").status == "fault"
    assert any(event.what.startswith("Letter taken back") for event in pack.chronology)


def test_talk_alone_before_the_last_session_is_to_be_judged(tmp_path: Path) -> None:
    school = AshPrimary(tmp_path, AWAY)
    school.log("call", FRIDAY - timedelta(days=1), "reached")
    assert line(school.pack(AFTER), "warning").status == "judge"


def test_a_call_that_nobody_answered_is_no_contact(tmp_path: Path) -> None:
    school = AshPrimary(tmp_path, AWAY)
    school.log("call", FRIDAY - timedelta(days=1), "no-answer")
    assert line(school.pack(AFTER), "warning").status == "fault"


@pytest.mark.parametrize(
    ("on", "outcome", "status"),
    [
        (FRIDAY - timedelta(days=1), "proceed", "fault"),
        (FRIDAY, "proceed", "fulfilled"),
        (FRIDAY + timedelta(days=3), "support", "fault"),
        (AFTER, "proceed", "fulfilled"),
        (AFTER + timedelta(days=1), "proceed", "fault"),  # has not happened yet
    ],
)
def test_the_decision_is_to_proceed_and_not_from_before_the_threshold(
    tmp_path: Path, on: date, outcome: str, status: str
) -> None:
    school = AshPrimary(tmp_path, AWAY)
    school.log("penalty-decision", on, outcome)
    assert line(school.pack(AFTER), "decision").status == status


# notices to improve


def test_a_notice_to_improve_that_is_over_without_an_outcome_is_a_fault(tmp_path: Path) -> None:
    school = in_order(AshPrimary(tmp_path, AWAY))
    school.improve(date(2025, 10, 6), AFTER - timedelta(days=1))
    assert faults(school) == {"improvement_outcome"}


def test_a_notice_to_improve_that_ends_today_still_runs(tmp_path: Path) -> None:
    school = in_order(AshPrimary(tmp_path, AWAY))
    school.improve(date(2025, 10, 6), AFTER)
    pack = school.pack(AFTER)
    assert (line(pack, "improvement").status, pack.faults) == ("judge", 0)


def test_a_notice_to_improve_that_was_not_met_is_in_order(tmp_path: Path) -> None:
    school = in_order(AshPrimary(tmp_path, AWAY))
    number = school.improve(date(2025, 10, 6), date(2025, 11, 14))
    school.log("notice-to-improve", date(2025, 11, 17), "not-met", details={"notice": number})
    check = line(school.pack(AFTER), "improvement")
    assert (check.status, check.what.endswith("not met.")) == ("fulfilled", True)


@pytest.mark.parametrize(("second", "overlap"), [(date(2025, 11, 14), True), (date(2025, 11, 15), False)])
def test_two_notices_to_improve_may_not_overlap(tmp_path: Path, second: date, overlap: bool) -> None:
    school = in_order(AshPrimary(tmp_path, AWAY))
    first = school.improve(date(2025, 10, 6), date(2025, 11, 14))
    school.improve(second, second + timedelta(weeks=6))
    school.log("notice-to-improve", date(2025, 11, 17), "not-met", details={"notice": first})
    assert bool(lines(school.pack(AFTER), "improvement_dates")) is overlap


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
