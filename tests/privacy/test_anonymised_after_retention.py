"""A copy about nobody of a ledger from which rows were removed because they were old: it is sound, too."""

from __future__ import annotations

from pathlib import Path

import pytest

from attendctl.ledger.anonymised import anonymise
from attendctl.ledger.book import open_ledger
from attendctl.ledger.chain_check import check_chain
from attendctl.ledger.counts_check import imports_miscounted
from tests.privacy.seven_years import long_kept_desk


def test_imports_whose_old_marks_are_gone_are_not_taken_for_damaged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = long_kept_desk(tmp_path, monkeypatch)
    done = desk.json("retention", "--confirm", "--backup", desk.folder / "before.zip")
    assert done["totals"]["marks"] > 0
    anonymise(desk.ledger, desk.folder / "copy.duckdb", secret=b"of one test")
    for path in (desk.ledger, desk.folder / "copy.duckdb"):
        with open_ledger(path) as book:
            assert check_chain(book.connection).faults == ()
            assert imports_miscounted(book.connection) == ()
            (marks, counted) = book.connection.execute(
                "SELECT (SELECT count(*) FROM ledger.mark), sum(marks_new) FROM ledger.import_made"
            ).fetchone() or (0, 0)
            assert marks < counted  # there is something that could be taken for damage
