"""attendctl notice issue: what is cited, what is to pay, and every refusal with its rule and its way out."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.command_line import Desk
from tests.penalties.notice_desk import (
    ANNA,
    BEN,
    FIRST_MONDAY,
    decide,
    elsewhere,
    issue,
    notice_desk,
    notices,
    refused,
    whole_days,
)

TEN = whole_days(FIRST_MONDAY, 5)  # 8 to 12 September: met on Friday 12
MET_ON = date(2025, 9, 12)
LATER = date(2025, 9, 15)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Anna: ten O in the first week, and four days more from 10 November. Ben: nine O."""
    nine = dict(list(TEN.items())[:9])
    return notice_desk(tmp_path, monkeypatch, {ANNA: TEN | whole_days(date(2025, 11, 10), 4), BEN: nine})


def issue_refused(desk: Desk, on: date | str, *words: str, upn: str = ANNA, parent: str = "mother") -> str:
    return refused(desk, "notice", "issue", upn, "--parent", parent, "--on", str(on), *words)


def test_a_notice_says_what_it_cites_and_what_is_to_pay(desk: Desk) -> None:
    decide(desk, LATER)
    words = ("--on", "2025-09-16", "--received", "2025-09-18")
    result = desk.run("notice", "issue", ANNA, "--parent", "mother", *words)
    assert result.exit_code == 0, result.output
    assert result.stdout == (
        "Entry 2 is logged: penalty-notice, issued, on 16 September 2025, until 15 October 2025 "
        f"({ANNA}).\n"
        "  Cited: 10 sessions (5 days) from 8 September 2025 to 12 September 2025, all that can be cited\n"
        "  of 10 school weeks. By them the threshold was met on 12 September 2025.\n"
        "  The local authority issues it; this is the school's record that it did.\n"
        "  Notice number 1 to this parent about this child.\n"
        "  To pay: £80 until 8 October 2025 (day 21), then £160 until 15 October 2025 (day 28). Day 1 is\n"
        "  18 September 2025, the day it is received.\n"
    )
    (shown,) = notices(desk)
    assert shown["until"] == "2025-10-15"
    assert [one["date"] for one in shown["sessions"]] == sorted(day.isoformat() for day, _ in TEN)
    assert shown["parent"] == {"name": "Ms Nia Sorrel", "relationship": "Mother"}


def test_the_same_notice_twice_is_nothing_new(desk: Desk) -> None:
    decide(desk, LATER)
    first = issue(desk, "2025-09-16")
    again = issue(desk, "2025-09-16")
    assert (first["is_new"], first["saved"]) == (True, True)
    assert (again["is_new"], again["saved"]) == (False, False)
    assert again["notice"]["notice"] == first["notice"]["notice"]
    assert len(notices(desk)) == 1


def test_a_dry_run_says_the_same_and_saves_nothing(desk: Desk) -> None:
    decide(desk, LATER)
    tried = issue(desk, "2025-09-16", ANNA, "mother", "--dry-run")
    assert (tried["saved"], tried["notice"]["notice"], tried["entry"]["entry_id"]) == (False, None, None)
    assert notices(desk) == []


def test_nine_sessions_are_refused_and_ten_are_not(desk: Desk) -> None:
    message = issue_refused(desk, LATER, upn=BEN)
    assert "9 sessions that can be cited in the latest 10 school weeks; the threshold is 10." in message
    assert "Working together to improve school attendance" in message
    assert "--below-threshold REASON" in message


def test_below_the_threshold_needs_a_reason_and_a_decision(desk: Desk) -> None:
    reason = ("--below-threshold", "The authority takes a lateness of a year")
    assert "nobody has decided" in issue_refused(desk, LATER, *reason, upn=BEN)
    words = ("--outcome", "proceed", "--on", str(LATER), *reason)
    answers = [f"--answer={name}=Yes" for name in ("support", "best-tool", "equality", "public-interest")]
    assert desk.run("penalties", "decide", BEN, *words, *answers).exit_code == 0
    made = issue(desk, LATER, BEN, "mother", *reason)
    assert len(made["notice"]["sessions"]) == 9
    assert made["entry"]["details"]["below_threshold"] == "The authority takes a lateness of a year"


def test_a_decision_to_proceed_comes_first(desk: Desk) -> None:
    message = issue_refused(desk, LATER)
    assert "since the threshold was met, 12 September 2025" in message
    assert f"attendctl penalties decide {ANNA} --outcome proceed" in message


@pytest.mark.parametrize("outcome", ["support", "notice-to-improve", "other-action", "do-not-proceed"])
def test_another_decision_is_not_one_to_proceed(desk: Desk, outcome: str) -> None:
    decide(desk, LATER)
    decide(desk, "2025-09-16", outcome=outcome)
    message = issue_refused(desk, "2025-09-16")
    assert f"entry 2 of 16 September 2025, is {outcome}" in message
    decide(desk, "2025-09-17")
    assert issue(desk, "2025-09-17")["is_new"]


def test_a_decision_of_the_day_it_was_met_counts_and_one_before_does_not(desk: Desk) -> None:
    words = ("--on", "2025-09-11", "--below-threshold", "The family is leaving")
    answers = [f"--answer={name}=Yes" for name in ("support", "best-tool", "equality", "public-interest")]
    assert desk.run("penalties", "decide", ANNA, "--outcome", "proceed", *words, *answers).exit_code == 0
    assert "nobody has decided" in issue_refused(desk, LATER)
    decide(desk, MET_ON)
    assert issue(desk, LATER)["is_new"]


def test_a_notice_uses_the_sessions_for_its_parent_alone(desk: Desk) -> None:
    decide(desk, LATER)
    issue(desk, "2025-09-16")
    message = issue_refused(desk, "2025-09-17")
    assert "0 sessions that can be cited" in message
    assert "10 sessions up to 12 September 2025 stand in a notice to this parent already" in message
    father = issue(desk, "2025-09-17", ANNA, "father")
    assert (father["notice"]["rank"], len(father["notice"]["sessions"])) == (1, 10)


def test_a_first_notice_that_can_still_be_paid_stands_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = notice_desk(tmp_path, monkeypatch, {ANNA: TEN | whole_days(date(2025, 9, 22), 5)})
    decide(desk, LATER)
    issue(desk, "2025-09-15")  # to pay until 12 October
    decide(desk, "2025-09-29")
    assert "notice 2 to this parent can still be paid, until 12 October 2025" in issue_refused(
        desk, "2025-10-12"
    )
    over = issue_refused(desk, "2025-10-13")
    assert "could be paid until 12 October 2025, and the case log does not say what became of it" in over
    assert "attendctl notice pay, unpaid, prosecute or withdraw 2" in over
    assert desk.run("notice", "unpaid", "2", "--on", "2025-10-13").exit_code == 0
    second = issue(desk, "2025-10-13")
    assert (second["notice"]["rank"], len(second["notice"]["sessions"])) == (2, 10)
    assert "To pay: £160 until 9 November 2025 (day 28)." in second["said"][3]


def test_a_second_notice_needs_a_decision_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = notice_desk(tmp_path, monkeypatch, {ANNA: TEN | whole_days(date(2025, 9, 22), 5)})
    decide(desk, "2025-09-26")
    words = ("--sessions", ",".join(sorted({str(day) for day, _ in TEN})))
    issue(desk, "2025-09-26", ANNA, "mother", *words)
    assert desk.run("notice", "pay", "2", "--amount", "80", "--on", "2025-09-29").exit_code == 0
    assert "since notice 2 to this parent, 26 September 2025" in issue_refused(desk, "2025-09-30")
    decide(desk, "2025-09-30")
    assert issue(desk, "2025-09-30")["notice"]["rank"] == 2


def test_an_unexplained_session_is_settled_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    unknown = {(date(2025, 9, 12), "PM"): "N"}
    desk = notice_desk(tmp_path, monkeypatch, {ANNA: TEN | unknown})
    decide(desk, LATER)
    message = issue_refused(desk, LATER)
    assert "9 sessions that can be cited" in message
    assert "12 September 2025 PM is still coded N" in message
    assert "within 5 school days, the last by 19 September 2025" in message
    named = issue_refused(desk, LATER, "--sessions", "2025-09-12:PM", "--below-threshold", "So it is")
    assert "12 September 2025 PM is still coded N" in named
    corrected = "UPN,Date,Session,Mark\n" + f"{ANNA},2025-09-12,PM,O\n"
    Path("settled.csv").write_text(corrected, encoding="utf-8")
    assert desk.run("import", "settled.csv").exit_code == 0
    assert len(issue(desk, LATER)["notice"]["sessions"]) == 10


def test_sessions_can_be_named_and_must_be_there(desk: Desk) -> None:
    decide(desk, "2025-11-17")
    message = issue_refused(desk, "2025-11-17", "--sessions", "2025-09-15:AM")
    assert "has no unauthorised absence there" in message
    assert "attendctl penalties --pupil" in message
    few = issue_refused(desk, "2025-11-17", "--sessions", "2025-09-08,2025-09-09")
    assert "4 sessions, where the threshold is 10 within 10 school weeks" in few
    made = issue(
        desk,
        "2025-11-17",
        ANNA,
        "mother",
        "--sessions",
        "2025-09-08,2025-09-09,2025-11-10,2025-11-11,2025-11-12",
    )
    assert [one["date"][5:] for one in made["notice"]["sessions"]][::2] == [
        "09-08",
        "09-09",
        "11-10",
        "11-11",
        "11-12",
    ]


def test_a_session_is_not_named_twice(desk: Desk) -> None:
    decide(desk, LATER)
    issue(desk, LATER)
    assert desk.run("notice", "pay", "2", "--amount", "80", "--on", "2025-09-20").exit_code == 0
    words = ("--sessions", "2025-09-12", "--below-threshold", "One more time")
    message = issue_refused(desk, "2025-09-22", *words)
    assert "12 September 2025 AM, 12 September 2025 PM are cited in notice 2 to this parent" in message


@pytest.mark.parametrize(
    ("born", "says"),
    [
        ("2020-09-20", "was not of compulsory school age"),  # five on 20 September: from 31 December
        ("2020-08-31", None),  # five on 31 August: that day
        ("2020-09-01", "was not of compulsory school age"),
    ],
)
def test_a_child_below_compulsory_age_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, born: str, says: str | None
) -> None:
    young = {ANNA: {"born": born, "year": "R"}}
    desk = notice_desk(tmp_path, monkeypatch, {ANNA: TEN}, pupils=young)
    words = ("--sessions", ",".join(sorted({str(day) for day, _ in TEN})))
    for message in (issue_refused(desk, LATER), issue_refused(desk, LATER, *words)):
        assert ("was not of compulsory school age" in message) is (says is not None)
        assert ("Education Act 1996, section 8" in message) is (says is not None)


@pytest.mark.parametrize(("year", "is_known"), [("1", True), ("10", True), ("R", False), ("", False)])
def test_without_a_date_of_birth_the_year_group_may_tell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, year: str, is_known: bool
) -> None:
    desk = notice_desk(tmp_path, monkeypatch, {ANNA: TEN}, pupils={ANNA: {"born": "", "year": year}})
    decide(desk, LATER)
    if is_known:
        assert issue(desk, LATER)["is_new"]
    else:
        assert "Import the pupil list with dates of birth" in issue_refused(desk, LATER)


def test_a_looked_after_child_is_refused_where_the_code_does_not_fine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = notice_desk(tmp_path, monkeypatch, {ANNA: TEN}, pupils={ANNA: {"looked_after": "Yes"}})
    message = issue_refused(desk, LATER)
    assert "the child is looked after" in message.casefold()
    assert "Speak to the virtual school" in message


def test_a_third_notice_is_refused_with_what_else_can_be_done(desk: Desk) -> None:
    elsewhere(desk, "2024-10-01")
    elsewhere(desk, "2025-03-03")
    for number, day in ((1, "2024-10-05"), (2, "2025-03-05")):
        amount = "80" if number == 1 else "160"
        assert desk.run("notice", "pay", str(number), "--amount", amount, "--on", day).exit_code == 0
    decide(desk, LATER)
    message = issue_refused(desk, LATER)
    assert "number 3 to this parent about this child in 3 years, and the law allows 2" in message
    assert "notice 1 of 1 October 2024, 2 of 3 March 2025" in message
    assert "Another is possible from 1 October 2027" in message
    assert "an education supervision order" in message
    assert "SI 2024/210" in message


def test_a_hold_is_respected_unless_somebody_says_why_not(desk: Desk) -> None:
    decide(desk, LATER)
    assert desk.run("case", "hold", ANNA, "--reason", "A bereavement", "--on", "2025-09-14").exit_code == 0
    message = issue_refused(desk, LATER)
    assert "a hold is in force (entry 2 of the case log)" in message
    assert "--despite-hold REASON" in message
    made = issue(desk, LATER, ANNA, "mother", "--despite-hold", "Agreed with the family")
    assert made["entry"]["details"]["despite_hold"] == "Agreed with the family"


def test_an_aunt_is_no_parent(desk: Desk) -> None:
    words = ("--parent", "aunt", "--on", str(LATER))
    message = refused(desk, "notice", "issue", ANNA, *words, status=4)
    assert "section 576" in message
    assert "1 (Mother), 2 (Father)" in message


def test_all_reasons_are_said_at_once(desk: Desk) -> None:
    assert desk.run("case", "hold", BEN, "--reason", "Illness", "--on", "2025-09-14").exit_code == 0
    message = issue_refused(desk, LATER, upn=BEN)
    assert "The notice cannot be issued, for 2 reasons." in message
    assert "  1. The threshold is not met" in message
    assert "  2. A hold is in force" in message


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("--received", "2025-09-14"), "--received 2025-09-14 is before"),
        (("--sessions", "tomorrow"), "is no session"),
        (("--below-threshold", " "), "--below-threshold is empty"),
        (("--elsewhere", ""), "--elsewhere is empty"),
    ],
)
def test_what_cannot_be_right_is_said(desk: Desk, words: tuple[str, ...], says: str) -> None:
    assert says in issue_refused(desk, LATER, *words)


def test_a_day_to_come_is_not_logged(desk: Desk) -> None:
    decide(desk, LATER)
    assert "what is to come is not logged" in issue_refused(desk, "2025-09-16", "--known", "2025-09-15")


def test_a_session_before_the_framework_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = notice_desk(tmp_path, monkeypatch, {ANNA: TEN})
    rows = ["UPN,Date,Session,Mark"]
    for day in (date(2024, 7, 8) + timedelta(days=n) for n in range(5)):
        rows += [f"{ANNA},{day},AM,O", f"{ANNA},{day},PM,O"]
    Path("older.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert desk.run("import", "older.csv").exit_code == 0
    message = issue_refused(
        desk, LATER, "--sessions", "2024-07-08,2024-07-09,2024-07-10,2024-07-11,2024-07-12"
    )
    assert "2024-07-08" in message or "8 July 2024" in message


def test_a_notice_withdrawn_on_its_day_can_be_issued_again(desk: Desk) -> None:
    decide(desk, LATER)
    issue(desk, LATER)
    assert desk.run("notice", "withdraw", "2", "--reason", "Wrong name", "--on", str(LATER)).exit_code == 0
    again = issue(desk, LATER)
    assert (again["is_new"], again["notice"]["notice"], again["notice"]["rank"]) == (True, 4, 1)
    assert [one["status"] for one in notices(desk)] == ["withdrawn", "running"]


def test_a_mistyped_notice_is_taken_back_and_never_was(desk: Desk) -> None:
    decide(desk, LATER)
    issue(desk, LATER)
    assert desk.run("case", "withdraw", "2", "--reason", "Typed for the wrong child").exit_code == 0
    assert notices(desk) == []
    assert issue(desk, LATER)["notice"]["rank"] == 1


@pytest.mark.parametrize(
    ("entered", "parent", "says"),
    [
        ("2022-09-26", "mother", False),  # before the framework: it does not count
        ("2024-09-02", "mother", True),
        ("2024-09-02", "father", False),
        ("2025-09-16", "mother", False),  # the later of the two
    ],
)
def test_an_earlier_notice_that_becomes_known_late_says_which_number_it_changes(
    desk: Desk, entered: str, parent: str, says: bool
) -> None:
    decide(desk, LATER)
    number = issue(desk, LATER)["notice"]["notice"]
    said = " ".join(elsewhere(desk, entered, ANNA, parent)["said"])
    assert (f"Notice {number} of 15 September 2025 was logged as number 1 to this parent" in said) is says


def test_a_notice_from_elsewhere_is_entered_as_it_was(desk: Desk) -> None:
    made = elsewhere(desk, "2025-09-15", ANNA, "mother", "--sessions", "2025-09-08:AM:O,2025-09-08:PM:O")
    assert made["notice"]["elsewhere"]
    assert made["notice"]["issued_by"] == "Moorshire"
    assert len(made["notice"]["sessions"]) == 2
    decide(desk, "2025-09-15")
    message = issue_refused(desk, "2025-09-16")
    assert "8 sessions that can be cited" in message
    assert "2 sessions up to 8 September 2025 stand in a notice to this parent" in message


def test_the_log_sends_to_the_command_of_its_own(desk: Desk) -> None:
    message = refused(desk, "case", "log", "penalty-notice", ANNA, "--outcome", "issued")
    assert "Use: attendctl notice" in message
