"""A register that is corrected after the fact: the count follows it, and says what was known before."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.cli.command_line import Desk, at_a_desk
from tests.penalties.register_at_desk import TAMSIN, listed, take_in, take_in_weeks, weeks_from

WEEKS = weeks_from(date(2025, 9, 1), 3)
FRIDAY = date(2025, 9, 19)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return at_a_desk(tmp_path, monkeypatch)


def corrected(desk: Desk, code: str, known: str) -> None:
    take_in(desk, f"{code}.csv", [f"Ash Primary,{TAMSIN},2025-09-09,AM,{code}"], "--known", known)


def test_unauthorised_to_illness_takes_the_threshold_away_and_what_was_known_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = at_a_desk(tmp_path, monkeypatch)
    monkeypatch.setattr("attendctl.cli.import_command.today", lambda: date(2025, 9, 26))
    take_in_weeks(desk, WEEKS, {2: "OOOOOOOOOO"}, "--known", "2025-09-20")
    corrected(desk, "I", "2025-09-26")
    now, then = listed(desk, FRIDAY), listed(desk, FRIDAY, "--known", "2025-09-25")
    assert now is not None
    assert then is not None
    assert (then["reached_on"], then["sessions_in_window"]) == ("2025-09-12", 10)
    assert (now["reached_on"], now["sessions_in_window"], now["sessions_until_threshold"]) == (None, 9, 1)


def test_illness_to_unauthorised_reaches_it_on_the_day_of_the_tenth_session(desk: Desk) -> None:
    take_in_weeks(desk, WEEKS, {2: "OOIOOOOOOO"})
    before = listed(desk, FRIDAY)
    corrected(desk, "O", "2025-09-26")
    after = listed(desk, FRIDAY)
    assert before is not None
    assert after is not None
    assert (before["reached_on"], before["sessions_in_window"]) == (None, 9)
    assert (after["reached_on"], after["sessions_in_window"]) == ("2025-09-12", 10)


def test_an_unexplained_mark_counts_while_it_is_one_and_is_not_firm(desk: Desk) -> None:
    take_in_weeks(desk, WEEKS, {2: "OONOOOOOOO", 3: "O"})
    pupil = listed(desk, FRIDAY)
    assert pupil is not None
    assert (pupil["sessions_in_window"], pupil["of_which_unexplained"]) == (11, 1)
    assert (pupil["reached_on"], pupil["firm_reached_on"]) == ("2025-09-12", "2025-09-15")
    corrected(desk, "M", "2025-09-26")
    pupil = listed(desk, FRIDAY)
    assert pupil is not None
    assert (pupil["sessions_in_window"], pupil["of_which_unexplained"]) == (10, 0)
    assert (pupil["reached_on"], pupil["firm_reached_on"]) == ("2025-09-15", "2025-09-15")
