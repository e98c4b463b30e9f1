"""attendctl penalties decide: the questions of the framework, answered by name and position, and kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.cli.command_line import Desk
from tests.penalties.notice_desk import (
    ANNA,
    ANSWERS,
    BEN,
    FIRST_MONDAY,
    TEXTS,
    notice_desk,
    refused,
    whole_days,
)

ON = ("--on", "2025-09-15")
QUESTIONS = ("support", "best-tool", "equality", "public-interest")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Anna: eight O and two N in the first week. Ben: nine O."""
    ten = whole_days(FIRST_MONDAY, 5) | whole_days(date(2025, 9, 12), 1, "N")
    return notice_desk(
        tmp_path, monkeypatch, {ANNA: ten, BEN: dict(list(whole_days(FIRST_MONDAY, 5).items())[:9])}
    )


def test_the_decision_is_kept_with_its_answers_and_who_gave_them(desk: Desk) -> None:
    who = ("--by", "B. Person", "--position", "Deputy Head")
    made = desk.json("penalties", "decide", ANNA, "--outcome", "support", *ON, *who, *ANSWERS)
    (entry,) = desk.json("case", "show")["entries"]
    assert (entry["kind"], entry["outcome"], entry["happened_on"]) == (
        "penalty-decision",
        "support",
        "2025-09-15",
    )
    assert (entry["by_name"], entry["by_position"]) == ("B. Person", "Deputy Head")
    assert entry["details"]["answers"] == {
        "threshold": "10 sessions in the latest 10 school weeks, of them 2 without a known reason; the "
        "threshold is 10. The threshold was reached on 12 September 2025 (not yet by known reasons alone).",
        "support": "Breakfast club offered twice",
        "best-tool": "Nothing else has worked",
        "equality": "Looked at; nothing speaks against it",
        "public-interest": "Yes",
    }
    assert (entry["details"]["reached_on"], entry["details"]["sessions"]) == ("2025-09-12", 10)
    assert made["entry"]["step"] == entry["step"]


@pytest.mark.parametrize(
    "outcome", ["proceed", "support", "notice-to-improve", "other-action", "do-not-proceed"]
)
def test_every_outcome_is_an_answer(desk: Desk, outcome: str) -> None:
    assert desk.json("penalties", "decide", ANNA, "--outcome", outcome, *ON, *ANSWERS)["saved"]


def test_without_answers_the_questions_are_shown_and_how_to_answer(desk: Desk) -> None:
    message = refused(desk, "penalties", "decide", ANNA, "--outcome", "proceed", *ON)
    for name in QUESTIONS:
        assert f"  {name}: " in message
        assert f"--answer {name}=" in message
    assert "Equality Act 2010" in message
    assert "threshold:" not in message


@pytest.mark.parametrize("missing", QUESTIONS)
def test_each_question_is_answered_in_words(desk: Desk, missing: str) -> None:
    given = [f"--answer={name}=Yes" for name in QUESTIONS if name != missing]
    for words in (given, [*given, f"--answer={missing}= "]):
        message = refused(desk, "penalties", "decide", ANNA, "--outcome", "proceed", *ON, *words)
        assert f"Answer with: --answer {missing}=" in message


def test_an_answer_to_no_question_lists_those_there_are(desk: Desk) -> None:
    words = ("--outcome", "proceed", *ON, *ANSWERS, "--answer", "money=None")
    message = refused(desk, "penalties", "decide", ANNA, *words)
    assert "threshold, support, best-tool, equality, public-interest" in message


def test_an_answer_without_words_is_refused(desk: Desk) -> None:
    message = refused(desk, "penalties", "decide", ANNA, "--outcome", "proceed", *ON, "--answer", "support")
    assert "has no answer" in message


def test_a_question_is_answered_once(desk: Desk) -> None:
    words = ("--outcome", "proceed", *ON, *ANSWERS, "--answer", "support=Something else")
    message = refused(desk, "penalties", "decide", ANNA, *words)
    assert "--answer support stands twice" in message


def test_to_proceed_says_which_time_to_improve_still_runs(desk: Desk) -> None:
    improve = ("notice", "improve", ANNA, "--parent", "mother", "--below-threshold", "Agreed", *ON, *TEXTS)
    number = desk.json(*improve)["notice"]["notice"]
    for outcome, says in (("proceed", True), ("support", False)):
        result = desk.run("penalties", "decide", ANNA, "--outcome", outcome, *ON, *ANSWERS, "--dry-run")
        said = " ".join(result.output.split())
        assert (f"attendctl notice review {number}" in said) is says
        assert (
            f"The notice to improve {number}, until 26 October 2025, has not been reviewed" in said
        ) is says


def test_an_outcome_there_is_not_lists_those_there_are(desk: Desk) -> None:
    message = refused(desk, "penalties", "decide", ANNA, "--outcome", "fine", *ON, *ANSWERS, status=4)
    assert "proceed, support, notice-to-improve, other-action, do-not-proceed" in message


def test_below_the_threshold_nothing_is_decided_without_a_reason(desk: Desk) -> None:
    words = ("penalties", "decide", BEN, "--outcome", "support", *ON, *ANSWERS)
    message = refused(desk, *words)
    assert "9 sessions in the latest 10 school weeks; the threshold is 10." in message
    assert "--below-threshold REASON" in message
    made = desk.json(*words, "--below-threshold", "The family asked")
    assert made["entry"]["details"]["below_threshold"] == "The family asked"
    assert made["entry"]["details"]["reached_on"] is None


def test_the_officer_may_answer_the_first_question_too(desk: Desk) -> None:
    words = ("--outcome", "support", *ON, *ANSWERS, "--answer", "threshold=Two are still open")
    made = desk.json("penalties", "decide", ANNA, *words)
    assert made["entry"]["details"]["answers"]["threshold"] == "Two are still open"


def test_the_same_decision_twice_is_nothing_new_and_a_dry_run_saves_nothing(desk: Desk) -> None:
    words = ("penalties", "decide", ANNA, "--outcome", "support", *ON, *ANSWERS)
    assert not desk.json(*words, "--dry-run")["saved"]
    assert desk.json("case", "show")["entries"] == []
    assert desk.json(*words)["is_new"]
    assert not desk.json(*words)["is_new"]


def test_the_log_sends_to_the_command_of_its_own(desk: Desk) -> None:
    message = refused(desk, "case", "log", "penalty-decision", ANNA, "--outcome", "proceed")
    assert "Use: attendctl penalties decide" in message


def test_what_the_family_is_told_is_kept_apart_from_the_note_and_stands_in_the_letter(desk: Desk) -> None:
    words = (
        "--outcome",
        "do-not-proceed",
        "--tell",
        "the holiday was booked before the move",
        "--note",
        "ours",
    )
    made = desk.json("penalties", "decide", ANNA, *words, *ON, *ANSWERS)
    assert made["saved"]
    run = desk.json(
        "letters",
        "--letter",
        "penalty-not-proceeding",
        "--as-of",
        "2025-09-26",
        "--output",
        "out",
        exit_code=6,  # the father has no address
    )
    (letter,) = [one for one in run["letters"] if one["letter"] == "penalty-not-proceeding"]
    text = desk.run("letters", "--reprint", letter["reference"], "--files", "html", "--output", "again")
    assert text.exit_code == 0, text.output
    page = next((desk.folder / "again").glob("*.html")).read_text(encoding="utf-8")
    assert "the holiday was booked before the move" in page
    assert "Kept here" not in page


def test_the_family_is_told_a_reason_only_where_nothing_follows(desk: Desk) -> None:
    words = ("penalties", "decide", ANNA, "--outcome", "support", "--tell", "help first", *ON, *ANSWERS)
    assert "--tell goes with do-not-proceed" in refused(desk, *words)
