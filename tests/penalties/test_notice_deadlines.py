"""Deadlines of notices on the list of actions: the day before, on the day, and what answers each."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command_line import Desk
from tests.penalties.notice_desk import (
    ANNA,
    BEN,
    FIRST_MONDAY,
    NAMES,
    TEXTS,
    decide,
    issue,
    notice_desk,
    whole_days,
)

DEADLINES = {
    "notice-to-improve-review",
    "notice-to-improve-early",
    "penalty-payment-over",
    "penalty-unpaid",
}
RECEIVED = "2025-09-16"
LAST_TO_PAY = date(2025, 10, 13)  # day 28, the day it came being day 1
OFFERED = "2025-09-15"
LAST_TO_IMPROVE = date(2025, 10, 5)  # three weeks, both days included


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Anna and Ben: ten O each in the first week; Ben another two on 24 September."""
    ten = whole_days(FIRST_MONDAY, 5)
    return notice_desk(tmp_path, monkeypatch, {ANNA: ten, BEN: ten | whole_days(date(2025, 9, 24), 1)})


def due(desk: Desk, day: date | str) -> list[tuple[str, str, str]]:
    """Return the deadlines due on a day: step, pupil, and the day each came due."""
    return [(one["step"], one["upn"], one["due_on"]) for one in listed(desk, day)]


def listed(desk: Desk, day: date | str) -> list[dict[str, Any]]:
    actions = desk.json("actions", "--as-of", str(day))["actions"]
    return [one for one in actions if one["step"] in DEADLINES]


def fined(desk: Desk) -> str:
    decide(desk, "2025-09-15")
    issue(desk, RECEIVED, ANNA, "mother", "--received", RECEIVED)
    return number_of(desk)


def improving(desk: Desk, upn: str) -> str:
    words = ("notice", "improve", upn, "--parent", "mother", "--on", OFFERED, "--weeks", "3")
    desk.json(*words, *TEXTS)
    return number_of(desk)


def number_of(desk: Desk) -> str:
    return str(desk.json("notice", "show")["notices"][-1]["notice"])


def test_the_time_to_pay_is_over_on_the_day_after_its_last(desk: Desk) -> None:
    number = fined(desk)
    assert due(desk, LAST_TO_PAY) == []
    over = (LAST_TO_PAY + timedelta(days=1)).isoformat()
    ((step, upn, on),) = due(desk, over)
    assert (step, upn, on) == ("penalty-payment-over", ANNA, over)
    (action,) = listed(desk, over)
    assert (action["entry"], action["about"]) == (int(number), f"notice {number}")
    assert action["reason"]["text"].startswith(f"Penalty notice {number} of 16 September 2025 to the mother:")
    assert action["command"].startswith(f"attendctl notice unpaid {number}")
    assert not [name for name in NAMES if name in action["reason"]["text"]]
    assert f"attendctl notice unpaid {number}" in desk.run("actions", "--as-of", over).stdout


@pytest.mark.parametrize(
    "answer",
    [
        ("pay", "--amount", "160", "--on", "2025-10-13"),
        ("withdraw", "--reason", "moved away", "--on", "2025-10-14"),
    ],
)
def test_paid_or_withdrawn_answers_it(desk: Desk, answer: tuple[str, ...]) -> None:
    word, *more = answer
    desk.json("notice", word, fined(desk), *more)
    assert due(desk, "2025-10-20") == []


def test_unpaid_it_waits_for_the_authority_until_that_is_logged(desk: Desk) -> None:
    number = fined(desk)
    desk.json("notice", "unpaid", number, "--on", "2025-10-15")
    assert due(desk, "2025-10-16") == [("penalty-unpaid", ANNA, "2025-10-15")]
    desk.json("notice", "prosecute", number, "--result", "pending", "--on", "2025-11-03")
    assert due(desk, "2025-11-04") == []
    assert due(desk, "2025-11-02") == [("penalty-unpaid", ANNA, "2025-10-15")]


def test_a_notice_to_improve_is_reviewed_from_its_last_day_on(desk: Desk) -> None:
    number = improving(desk, ANNA)
    assert due(desk, LAST_TO_IMPROVE - timedelta(days=1)) == []
    row = ("notice-to-improve-review", ANNA, LAST_TO_IMPROVE.isoformat())
    assert due(desk, LAST_TO_IMPROVE) == [row]
    assert due(desk, "2025-10-20") == [row]
    desk.json("notice", "review", number, "--outcome", "met", "--on", "2025-10-06")
    assert due(desk, "2025-10-20") == []


def test_a_further_offence_in_its_time_lets_it_end_early(desk: Desk) -> None:
    number = improving(desk, BEN)
    assert due(desk, "2025-09-23") == []
    early = ("notice-to-improve-early", BEN, "2025-09-24")
    assert due(desk, "2025-09-24") == [early]
    assert early in due(desk, LAST_TO_IMPROVE)
    # once it is over, it is reviewed: it cannot end early any more
    assert [step for step, *_ in due(desk, LAST_TO_IMPROVE + timedelta(days=1))] == [
        "notice-to-improve-review"
    ]
    desk.json("notice", "end", number, "--reason", "two more days", "--on", "2025-09-25")
    assert due(desk, "2025-09-26") == []


def test_a_hold_does_not_end_a_deadline_of_the_law(desk: Desk) -> None:
    fined(desk)
    desk.json("case", "hold", ANNA, "--reason", "bereavement", "--on", "2025-10-01")
    assert [step for step, *_ in due(desk, "2025-10-14")] == ["penalty-payment-over"]


def test_a_deadline_is_not_lost_over_the_summer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Logged in one academic year, due in the next: on the first school day of a register that goes on."""
    desk = notice_desk(tmp_path, monkeypatch, {ANNA: whole_days(FIRST_MONDAY, 5)})
    fined(desk)
    rows = [
        f"{ANNA},Sorrel,Anna,{day},{half},/" for day in ("2026-09-07", "2026-09-08") for half in ("AM", "PM")
    ]
    assert desk.run("import", desk.write("next-year.csv", *rows)).exit_code == 0
    assert due(desk, "2026-09-08") == [("penalty-payment-over", ANNA, "2025-10-14")]


def test_the_decision_at_the_threshold_settles_the_step_of_the_policy(desk: Desk) -> None:
    def considered(day: str) -> list[str]:
        actions = desk.json("actions", "--as-of", day)["actions"]
        return [one["upn"] for one in actions if one["step"] == "penalty-considered"]

    assert considered("2025-09-15") == [ANNA, BEN]
    decide(desk, "2025-09-15", outcome="support")
    assert considered("2025-09-15") == [BEN]
