"""attendctl demo does the main job on the sample school, and a second time changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from attendctl.cli.main import app

LEDGER = "attendance.duckdb"


def _demo(folder: Path) -> Result:
    return CliRunner().invoke(app, ["demo", str(folder)])


def _files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != LEDGER
    }


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_demo_does_the_main_job_and_changes_nothing_the_second_time(
    empty_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_the_environment = empty_folder / "mine.duckdb"  # left alone: the demo has a ledger of its own
    monkeypatch.setenv("ATTENDCTL_LEDGER", str(of_the_environment))
    folder = empty_folder / "demo"
    first = _demo(folder)
    assert first.exit_code == 0, first.output
    assert "51,432" in first.stdout
    assert "week 2026-W13" in first.stdout
    assert "print-all.pdf" in first.stdout
    letters = list((folder / "letters").rglob("*.pdf"))
    assert len(letters) > 50
    before = _files(folder)

    second = _demo(folder)
    assert second.exit_code == 0, second.output
    assert "Nothing changed." in second.stdout
    assert "Nothing was written." in second.stderr
    assert _files(folder) == before
    assert (folder / LEDGER).exists()
    assert not of_the_environment.exists()


def test_demo_keeps_out_of_the_folder_of_a_real_school(empty_folder: Path) -> None:
    (empty_folder / "attendctl.toml").write_text('[school]\nname = "A Real School"\n', encoding="utf-8")
    result = _demo(empty_folder)
    assert result.exit_code == 2
    assert "not the sample's" in result.stderr
    assert sorted(_files(empty_folder)) == ["attendctl.toml"]
