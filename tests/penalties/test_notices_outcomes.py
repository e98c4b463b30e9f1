"""What becomes of notices, in which order, and on which days."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.command_line import Desk
from tests.penalties.notice_desk import (
    ANNA,
    FIRST_MONDAY,
    TEXTS,
    decide,
    elsewhere,
    issue,
    notice_desk,
    notices,
    refused,
    whole_days,
)

ISSUED = "2025-09-15"  # day 21 is 5 October, day 28 is 12 October
PENALTY, IMPROVEMENT = "2", "3"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Anna's mother has penalty notice 2, her father notice to improve 3, until 5 October."""
    return notice_desk(tmp_path, monkeypatch, {ANNA: whole_days(FIRST_MONDAY, 5)}, first=two_notices)


def two_notices(desk: Desk) -> None:
    decide(desk, ISSUED)
    issue(desk, ISSUED)
    desk.json("notice", "improve", ANNA, "--parent", "father", "--on", ISSUED, "--weeks", "3", *TEXTS)


def become(desk: Desk, command: str, number: str, on: str, *words: str) -> dict[str, object]:
    made: dict[str, object] = desk.json("notice", command, number, "--on", on, *words)
    return made


def status(desk: Desk, number: str, on: str = "2028-01-01") -> str:
    (found,) = [one for one in notices(desk, "--on", on) if one["notice"] == int(number)]
    return str(found["status"])


@pytest.mark.parametrize(
    ("on", "right", "wrong"),
    [
        ("2025-10-05", "80", "160"),
        ("2025-10-06", "160", "80"),
        ("2025-10-12", "160", "159"),
        ("2025-09-15", "80", "79"),
    ],
)
def test_the_amount_is_that_of_the_day(desk: Desk, on: str, right: str, wrong: str) -> None:
    message = refused(desk, "notice", "pay", PENALTY, "--amount", wrong, "--on", on)
    assert f"£{wrong} does not settle notice 2" in message
    assert f"£{right} is due" in message
    assert "SI 2024/210" in message
    become(desk, "pay", PENALTY, on, "--amount", right)
    assert status(desk, PENALTY) == "paid"


def test_after_day_28_it_cannot_be_paid(desk: Desk) -> None:
    message = refused(desk, "notice", "pay", PENALTY, "--amount", "160", "--on", "2025-10-13")
    assert "day 29: the 28 days to pay ended on 2025-10-12" in message
    assert "attendctl notice unpaid 2" in message


def test_it_is_unpaid_only_after_its_last_day(desk: Desk) -> None:
    assert "can be paid until 12 October 2025" in refused(
        desk, "notice", "unpaid", PENALTY, "--on", "2025-10-12"
    )
    become(desk, "unpaid", PENALTY, "2025-10-13")
    assert status(desk, PENALTY) == "unpaid"


def test_the_same_outcome_twice_is_nothing_new(desk: Desk) -> None:
    assert become(desk, "pay", PENALTY, "2025-10-01", "--amount", "80")["is_new"]
    assert not become(desk, "pay", PENALTY, "2025-10-01", "--amount", "80")["is_new"]


def test_paid_twice_is_refused(desk: Desk) -> None:
    become(desk, "pay", PENALTY, "2025-10-01", "--amount", "80")
    message = refused(desk, "notice", "pay", PENALTY, "--amount", "80", "--on", "2025-10-02")
    assert "Notice 2 is paid since 1 October 2025 (entry 4): it cannot become paid" in message
    assert "attendctl case withdraw 4" in message


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (("withdraw", "--reason", "Wrong"), ("pay", "--amount", "80")),
        (("withdraw", "--reason", "Wrong"), ("unpaid",)),
        (("withdraw", "--reason", "Wrong"), ("prosecute", "--result", "pending")),
        (("withdraw", "--reason", "Wrong"), ("withdraw", "--reason", "Again")),
        (("pay", "--amount", "80"), ("unpaid",)),
        (("pay", "--amount", "80"), ("prosecute", "--result", "pending")),
    ],
)
def test_what_cannot_follow_is_refused(desk: Desk, first: tuple[str, ...], second: tuple[str, ...]) -> None:
    become(desk, first[0], PENALTY, "2025-10-01", *first[1:])
    message = refused(desk, "notice", second[0], PENALTY, "--on", "2025-10-20", *second[1:])
    assert "it cannot become" in message


def test_what_was_paid_and_is_withdrawn_is_given_back(desk: Desk) -> None:
    become(desk, "pay", PENALTY, "2025-10-01", "--amount", "80")
    made = become(desk, "withdraw", PENALTY, "2025-10-02", "--reason", "The child was ill")
    assert made["said"] == [
        "Its sessions are free again, and it does not count toward the cap.",
        "It was paid: what was paid is given back.",
    ]


@pytest.mark.parametrize(
    ("command", "words"),
    [
        ("pay", ("--amount", "80")),
        ("unpaid", ()),
        ("withdraw", ("--reason", "Wrong")),
        ("prosecute", ("--result", "pending")),
    ],
)
def test_nothing_becomes_of_it_before_it_was_issued(desk: Desk, command: str, words: tuple[str, ...]) -> None:
    message = refused(desk, "notice", command, PENALTY, "--on", "2025-09-14", *words)
    assert "--on 2025-09-14 is before 2025-09-15, when notice 2 was issued" in message


def test_a_prosecution_waits_ends_and_stays(desk: Desk) -> None:
    early = refused(desk, "notice", "prosecute", PENALTY, "--result", "pending", "--on", "2025-10-12")
    assert "it goes to court after that day only" in early
    become(desk, "unpaid", PENALTY, "2025-10-13")
    become(desk, "prosecute", PENALTY, "2025-11-03", "--result", "pending")
    again = refused(desk, "notice", "prosecute", PENALTY, "--result", "pending", "--on", "2025-11-04")
    assert "went to court already, with the result pending" in again
    become(desk, "prosecute", PENALTY, "2026-01-12", "--result", "guilty")
    after = refused(desk, "notice", "prosecute", PENALTY, "--result", "not-guilty", "--on", "2026-02-01")
    assert "with the result guilty" in after
    withdrawn = refused(desk, "notice", "withdraw", PENALTY, "--reason", "Late", "--on", "2026-02-01")
    assert "it cannot become withdrawn" in withdrawn
    (found,) = [one for one in notices(desk, "--on", "2026-02-02") if one["notice"] == 2]
    assert [one["result"] for one in found["events"]] == [None, "pending", "guilty"]
    assert found["counts_toward_cap"]


def test_not_guilty_does_not_count(desk: Desk) -> None:
    made = become(desk, "prosecute", PENALTY, "2025-11-03", "--result", "not-guilty")
    assert made["said"] == ["Found not guilty: it does not count toward the cap. Its sessions stay used."]
    (found,) = [one for one in notices(desk, "--on", "2026-02-02") if one["notice"] == 2]
    assert not found["counts_toward_cap"]


def test_a_notice_from_elsewhere_is_paid_like_any_other(desk: Desk) -> None:
    made = elsewhere(desk, "2025-01-06", ANNA, "father")
    number = str(made["notice"]["notice"])
    become(desk, "pay", number, "2025-01-26", "--amount", "80")
    assert status(desk, number) == "paid"


@pytest.mark.parametrize("outcome", ["met", "not-met"])
def test_a_review_is_on_the_last_day_or_later(desk: Desk, outcome: str) -> None:
    early = refused(desk, "notice", "review", IMPROVEMENT, "--outcome", outcome, "--on", "2025-10-04")
    assert "runs until 5 October 2025" in early
    assert "attendctl notice end 3" in early
    become(desk, "review", IMPROVEMENT, "2025-10-05", "--outcome", outcome)
    assert status(desk, IMPROVEMENT) == outcome


def test_it_is_ended_early_up_to_its_last_day(desk: Desk) -> None:
    late = refused(desk, "notice", "end", IMPROVEMENT, "--reason", "Absent again", "--on", "2025-10-06")
    assert "ended by itself on 5 October 2025" in late
    become(desk, "end", IMPROVEMENT, "2025-09-24", "--reason", "Absent again")
    assert status(desk, IMPROVEMENT) == "ended-early"
    over = refused(desk, "notice", "review", IMPROVEMENT, "--outcome", "met", "--on", "2025-10-06")
    assert "it cannot become met" in over


def test_a_running_notice_to_improve_stands_in_the_way_of_a_penalty_notice(desk: Desk) -> None:
    words = ("notice", "issue", ANNA, "--parent", "father", "--on")
    assert "runs until 5 October 2025" in refused(desk, *words, "2025-10-05")
    over = refused(desk, *words, "2025-10-06")
    assert "ended on 5 October 2025, and it was not reviewed" in over
    become(desk, "review", IMPROVEMENT, "2025-10-06", "--outcome", "not-met")
    assert issue(desk, "2025-10-06", ANNA, "father")["is_new"]


def test_one_that_was_met_asks_for_a_new_decision(desk: Desk) -> None:
    become(desk, "review", IMPROVEMENT, "2025-10-06", "--outcome", "met")
    message = refused(desk, "notice", "issue", ANNA, "--parent", "father", "--on", "2025-10-07")
    assert "since the notice to improve 3 was met, 6 October 2025" in message


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("pay", "3", "--amount", "80"), "Notice 3 is a notice to improve"),
        (("review", "2", "--outcome", "met"), "Notice 2 is a penalty notice"),
        (("unpaid", "1"), "no notice 1"),
        (("withdraw", "99", "--reason", "Wrong"), "no notice 99"),
    ],
)
def test_a_number_that_is_no_such_notice(desk: Desk, words: tuple[str, ...], says: str) -> None:
    message = refused(desk, "notice", *words, "--on", "2025-10-20", status=4)
    assert says in message
    assert "N012" in message


def test_a_reason_is_needed(desk: Desk) -> None:
    assert "--reason is empty" in refused(
        desk, "notice", "withdraw", PENALTY, "--reason", " ", "--on", "2025-09-20"
    )
