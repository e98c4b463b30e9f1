"""Every messy file is refused (or taken) with the message, line and column its index says."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from attendctl.cli.main import app

MESSY = Path(__file__).parents[2] / "sample_data" / "messy"
CASES = tomllib.loads((MESSY / "expected.toml").read_text(encoding="utf-8"))["file"]
REFUSED = 3


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["file"])
def test_messy_file(case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    words = ["import", str(MESSY / case["file"]), "--format", "json", *case.get("options", [])]
    result = CliRunner().invoke(app, words)
    printed = result.stdout + result.stderr
    assert result.exit_code == case["exit"], printed
    assert result.exception is None or isinstance(result.exception, SystemExit), repr(result.exception)
    assert "Traceback" not in printed
    assert re.search(case.get("says", ""), printed), printed
    if case["exit"] == REFUSED:
        assert not (tmp_path / "attendance.duckdb").exists() or _nothing_saved(tmp_path)
        _assert_no_pupil_is_named(result.stderr)
    if "line" in case:
        assert re.search(rf"\bline {case['line']}\b", result.stderr), result.stderr
        assert case.get("column", "") in result.stderr
    if "marks" in case:
        assert json.loads(result.stdout)["files"][0]["marks_new"] == case["marks"]


def _nothing_saved(folder: Path) -> bool:
    result = CliRunner().invoke(app, ["imports", "--format", "json"])
    return result.exit_code == 0 and json.loads(result.stdout)["imports"] == []


def _assert_no_pupil_is_named(message: str) -> None:
    for name in ("O'Neill", "Prydderch", "Okoro", "Zoë", "Siân", "Reuben"):
        assert name not in message, message


def test_every_file_of_the_folder_is_in_the_index() -> None:
    there = {path.name for path in MESSY.iterdir()} - {"expected.toml", "README.md"}
    assert there == {case["file"] for case in CASES}


def test_the_index_tells_the_physical_line_of_the_fault() -> None:
    for case in CASES:
        if "line" in case and case["file"].endswith(".csv") and case["file"] != "two_marks.csv":
            line = (MESSY / case["file"]).read_text(encoding="utf-8").splitlines()[case["line"] - 1]
            pattern = case["says"] if "(?i)" not in case["says"] else "Mair"
            assert re.search(pattern, line), case["file"]
