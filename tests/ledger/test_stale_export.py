"""An export older than the ledger is told from a correction."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from attendctl.ledger.refused import StaleExport
from tests.ledger.registers import AM, File, Row, read_amendments, read_marks, take_in

ANNA = "A801200000017"
MONDAY, TUESDAY, WEDNESDAY = date(2025, 9, 8), date(2025, 9, 9), date(2025, 9, 10)
FRIDAY, NEXT_FRIDAY, LATER = date(2025, 9, 12), date(2025, 9, 19), date(2025, 9, 26)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Monday's N became I, and the register goes on to Tuesday."""
    path = tmp_path / "attendance.duckdb"
    take_in(path, File("first.csv", (Row(ANNA, MONDAY, AM, "N"),)), known_on=FRIDAY)
    newer = File("newer.csv", (Row(ANNA, MONDAY, AM, "I"), Row(ANNA, TUESDAY, AM, "/")))
    take_in(path, newer, known_on=NEXT_FRIDAY)
    return path


STALE = File("stale.csv", (Row(ANNA, MONDAY, AM, "N", comment="as first exported"),))


def test_a_file_that_ends_earlier_and_turns_an_amendment_back_is_refused(ledger: Path) -> None:
    result = take_in(ledger, STALE, known_on=LATER)
    assert (result.saved, result.exit_status) == (False, 3)
    outcome = result.files[0]
    assert outcome.refused_code == StaleExport.code
    assert "ends on 2025-09-08, the ledger goes on to 2025-09-09" in (outcome.refused_because or "")
    assert "1 mark back" in (outcome.refused_because or "")
    assert "--accept-older" in outcome.remedy
    assert [one.line for one in outcome.refusals] == [2]
    assert f"UPN {ANNA} on 2025-09-08 AM was amended from N to I" in outcome.refusals[0].reason
    assert read_marks(ledger)[ANNA, MONDAY, AM][0] == "I"


def test_with_accept_older_it_is_taken_in(ledger: Path) -> None:
    assert take_in(ledger, STALE, known_on=LATER, accept_older=True).saved
    assert [row[3:5] for row in read_amendments(ledger)] == [("I", "N"), ("N", "I")]


def test_a_file_that_ends_with_the_ledger_may_turn_a_mark_back(ledger: Path) -> None:
    rows = (*STALE.rows, Row(ANNA, TUESDAY, AM, "/"))
    assert take_in(ledger, File("corrected.csv", rows), known_on=LATER).saved


def test_a_file_that_ends_later_may_turn_a_mark_back(ledger: Path) -> None:
    rows = (*STALE.rows, Row(ANNA, WEDNESDAY, AM, "/"))
    assert take_in(ledger, File("corrected.csv", rows), known_on=LATER).saved


def test_a_correction_to_a_new_value_is_no_sign_of_age(ledger: Path) -> None:
    assert take_in(ledger, File("c.csv", (Row(ANNA, MONDAY, AM, "M"),)), known_on=LATER).saved


def test_told_in_its_own_place_an_old_file_turns_nothing_back(ledger: Path) -> None:
    assert take_in(ledger, STALE, known_on=FRIDAY).saved
    assert read_marks(ledger)[ANNA, MONDAY, AM][0] == "I"
