"""The check list of an evidence pack: people, earlier notices, warnings, decision, notices to improve."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from attendctl.errors import NotFound
from attendctl.ledger.book import open_ledger_to_write
from tests.penalties.pack_school import (
    AFTER,
    FATHER,
    FRIDAY,
    MONDAYS,
    MOTHER,
    WEEK,
    AshPrimary,
    a_whole_week,
    faults,
    in_order,
    line,
    lines,
)

AWAY = a_whole_week(WEEK, "O")  # five school days, all absent in most of these tests


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
