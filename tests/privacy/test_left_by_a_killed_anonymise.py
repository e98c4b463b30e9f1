"""What a killed ``attendctl anonymise`` left is a copy with names: the next one removes it alone."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import pytest

from attendctl.ledger.anonymised import anonymise
from attendctl.temporary_folder import temporary_folder
from tests.ledger.registers import AM, File, Row, take_in

UPN, MONDAY = "A999200000010", date(2025, 9, 8)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no lock of a folder: it keeps them")
def test_the_copy_of_a_killed_run_goes_and_that_of_one_at_work_stays(tmp_path: Path) -> None:
    ledger, shared = tmp_path / "attendance.duckdb", tmp_path / "shared"
    take_in(ledger, File("a.csv", (Row(UPN, MONDAY, AM, "/"),)), known_on=MONDAY)
    killed = shared / ".attendctl-anonymise-killed"
    killed.mkdir(parents=True)
    (killed / "changed.duckdb").write_bytes(b"names")
    with temporary_folder(shared, prefix=".attendctl-anonymise-") as of_another:
        (of_another / "changed.duckdb").write_bytes(b"at work")
        anonymise(ledger, shared / "copy.duckdb", secret=b"of one test")
        assert {path.name for path in shared.iterdir()} == {"copy.duckdb", of_another.name}
        assert (of_another / "changed.duckdb").exists()
    assert {path.name for path in shared.iterdir()} == {"copy.duckdb"}
