"""A correction after the letter: what rested on the sessions is listed, with what to do about it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command_line import Desk
from tests.penalties.notice_desk import ANNA, FIRST_MONDAY, TEXTS, decide, issue, notice_desk, whole_days

OFFERED = "2025-09-22"
LATER = "2025-09-26"
TUESDAY = date(2025, 9, 16)
# Twelve sessions: two more than the threshold.
TWELVE = whole_days(FIRST_MONDAY, 6)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return notice_desk(tmp_path, monkeypatch, {ANNA: TWELVE})


def corrected(desk: Desk, changes: Mapping[tuple[date, str], str]) -> None:
    """Take in the changed marks, as a later export has them."""
    name = "corrected-" + "-".join(sorted(set(changes.values()))).replace("/", "present")
    rows = [f"{ANNA},Sorrel,Anna,{day},{half},{code}" for (day, half), code in changes.items()]
    assert desk.run("import", desk.write(f"{name}-{len(rows)}.csv", *rows)).exit_code == 0


def first_sessions(number: int, code: str) -> dict[tuple[date, str], str]:
    return dict.fromkeys(list(TWELVE)[:number], code)


def offer(desk: Desk) -> str:
    desk.json("notice", "improve", ANNA, "--parent", "mother", "--on", OFFERED, *TEXTS)
    return str(desk.json("notice", "show")["notices"][-1]["notice"])


def letter(desk: Desk, name: str) -> str:
    result = desk.run("letters", "--as-of", LATER, "--letter", name, "--format", "json")
    (written,) = json.loads(result.stdout)["letters"]
    reference: str = written["reference"]
    return reference


def actions(desk: Desk) -> dict[str, Any]:
    return desk.json("actions", "--as-of", LATER)


def letters_listed(desk: Desk) -> list[tuple[str, str]]:
    return [(one["letter"], one["reference"]) for one in actions(desk)["no_longer_supported"]]


@pytest.mark.parametrize(("changed", "is_listed"), [(2, False), (3, True), (12, True)])
def test_a_notice_to_improve_needs_the_threshold_of_its_sessions(
    desk: Desk, changed: int, is_listed: bool
) -> None:
    """Of twelve cited sessions ten are enough: with two turned into illness it stands, with three not."""
    number = offer(desk)
    reference = letter(desk, "notice-to-improve")
    assert letters_listed(desk) == []
    corrected(desk, first_sessions(changed, "I"))
    listed = actions(desk)
    assert [(one["letter"], one["reference"]) for one in listed["no_longer_supported"]] == (
        [("notice-to-improve", reference)] if is_listed else []
    )
    assert [str(one["notice"]) for one in listed["notices_no_longer_supported"]] == (
        [number] if is_listed else []
    )


def test_the_letter_is_taken_back_with_one_to_the_same_parent(desk: Desk) -> None:
    number = offer(desk)
    reference = letter(desk, "notice-to-improve")
    corrected(desk, first_sessions(3, "I"))
    (one,) = actions(desk)["no_longer_supported"]
    assert "9 sessions (4½ days) of the 12 that it cites are still unauthorised absence." in one["why"]
    run = desk.json("letters", "--as-of", LATER, "--withdraw", reference)
    (back,) = run["letters"]
    assert [contact["name"] for contact in back["addressed_to"]] == ["Ms Sorrel"]
    desk.json("notice", "withdraw", number, "--reason", "the register was corrected", "--on", LATER)
    after = actions(desk)
    assert after["no_longer_supported"] == []
    assert after["notices_no_longer_supported"] == []


def test_a_warning_is_listed_once_too_few_sessions_are_left(desk: Desk) -> None:
    reference = letter(desk, "penalty-warning")
    corrected(desk, first_sessions(7, "I"))
    assert letters_listed(desk) == []  # five are left
    corrected(desk, first_sessions(8, "I"))
    assert letters_listed(desk) == [("penalty-warning", reference)]
    (one,) = actions(desk)["no_longer_supported"]
    assert (
        "4 sessions (2 days) of unauthorised absence in the window: parents are warned from 5." in one["why"]
    )


@pytest.mark.parametrize("code", ["I", "/", "N"])
def test_a_penalty_notice_is_listed_for_any_of_its_sessions(desk: Desk, code: str) -> None:
    decide(desk, OFFERED)
    issue(desk, OFFERED)
    assert actions(desk)["notices_no_longer_supported"] == []
    corrected(desk, first_sessions(1, code))
    (one,) = actions(desk)["notices_no_longer_supported"]
    assert (one["kind"], one["parent"], one["upn"]) == ("penalty-notice", "Mother", ANNA)
    assert one["changed"] == [{"date": "2025-09-08", "session": "AM", "from": "O", "to": code}]
    assert "Tell the local authority, and ask it to withdraw the notice." in one["why"]
    assert one["command"] == f"attendctl notice withdraw {one['notice']}"
    shown = desk.run("actions", "--as-of", LATER).stdout
    assert "Notices the register no longer supports" in shown
    assert "Nia" not in shown
    assert "no longer supported" in desk.run("actions", "--as-of", LATER, "--format", "csv").stdout
    withdraw = ("notice", "withdraw", str(one["notice"]), "--reason", "corrected", "--on", LATER)
    desk.json(*withdraw)
    assert actions(desk)["notices_no_longer_supported"] == []


def test_another_unauthorised_code_leaves_a_notice_as_it_is(desk: Desk) -> None:
    decide(desk, OFFERED)
    issue(desk, OFFERED)
    corrected(desk, first_sessions(2, "G"))
    assert actions(desk)["notices_no_longer_supported"] == []


def test_illness_that_turns_out_to_be_none_takes_nothing_back_and_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Eight O and two I: with the two turned into O the threshold is reached; the warning stays."""
    eight = whole_days(FIRST_MONDAY, 4)
    ill = whole_days(date(2025, 9, 12), 1, "I")
    desk = notice_desk(tmp_path, monkeypatch, {ANNA: eight | ill})
    letter(desk, "penalty-warning")
    (row,) = desk.json("penalties", "--as-of", LATER)["pupils"]
    assert (row["sessions_in_window"], row["reached_on"]) == (8, None)
    corrected(desk, dict.fromkeys(ill, "O"))
    (row,) = desk.json("penalties", "--as-of", LATER)["pupils"]
    assert (row["sessions_in_window"], row["reached_on"]) == (10, "2025-09-12")
    assert letters_listed(desk) == []
