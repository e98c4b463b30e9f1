"""``--open``: every command that writes a file has it; only the start of the other program is put aside."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner, Result

from attendctl.cli import open_result
from attendctl.cli.main import app
from tests.cli.command_line import take_in_once
from tests.house.sources import ROOT
from tests.report.hand_worked import fernbrook
from tests.report.test_report_command import write_marks

opened: list[Path] = []


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a small ledger; what would be opened is noted instead."""
    monkeypatch.chdir(tmp_path)
    write_marks(tmp_path / "marks.csv", fernbrook())
    take_in_once(tmp_path, tmp_path / "attendance.duckdb", run, "marks.csv")
    opened.clear()
    monkeypatch.setattr(open_result, "show_with_own_program", lambda path: opened.append(path) or True)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, list(words))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("report --week --format xlsx", "week.xlsx"),
        ("report --format json", "year.json"),
        ("actions", "due.txt"),
        ("penalties", "near.txt"),
        ("case show", "log"),
    ],
)
def test_the_file_named_by_output_is_opened(folder: Path, words: str, name: str) -> None:
    result = run(*words.split(), "--output", name, "--open")
    assert result.exit_code == 0, result.output
    assert opened == [folder / name]
    assert (folder / name).stat().st_size > 0


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("words", ["report", "actions", "penalties", "case show", "import marks.csv"])
def test_without_a_file_it_is_refused_before_any_work(words: str) -> None:
    result = run(*words.split(), "--open")
    assert (result.exit_code, result.stdout, opened) == (2, "", [])
    assert "without --output nothing is written" in result.stderr


def test_nothing_is_opened_after_a_fault(folder: Path) -> None:
    (folder / "bad.csv").write_text("nothing\n", encoding="utf-8")
    assert run("import", "bad.csv", "--output", "said.txt", "--open").exit_code == 3
    assert run("report", "--term", "winter", "--output", "report.txt", "--open").exit_code == 2
    assert opened == []


@pytest.fixture
def sample(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, folder: Path) -> Path:
    """The sample school, imported, in a folder below."""
    assert folder == tmp_path
    school = tmp_path / "school"
    school.mkdir()
    for name in ("attendctl.toml", "marks.csv", "pupils.csv", "contacts.csv"):
        (school / name).write_bytes((ROOT / "sample_data" / name).read_bytes())
    monkeypatch.chdir(school)
    take_in_once(school, school / "attendance.duckdb", run, "pupils.csv", "contacts.csv", "marks.csv")
    return school


def test_letters_open_the_file_to_print_all_of_them(sample: Path) -> None:
    words = ["letters", "--band", "amber", "--as-of", "2026-03-27", "--open"]
    dry = run(*words, "--dry-run")
    assert dry.exit_code in (0, 6), dry.output
    assert (opened, "nothing to open" in dry.stderr) == ([], True)
    done = run(*words)
    assert done.exit_code in (0, 6), done.output
    assert [path.name for path in opened] == ["print-all.pdf"]
    assert opened[0].is_file()
    again = run(*words)  # none is due any more
    assert "nothing to open" in again.stderr
    assert len(opened) == 1


def test_a_machine_without_a_program_is_said_and_changes_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(open_result, "show_with_own_program", lambda path: False)
    result = run("report", "--output", "report.txt", "--open")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "names no program to open report.txt" in result.stderr
    assert (folder / "report.txt").is_file()


@pytest.mark.parametrize(
    ("platform", "started"), [("linux", ["xdg-open", "/a b/-x.pdf"]), ("darwin", ["open", "/a b/-x.pdf"])]
)
def test_the_machines_own_program_is_started_and_not_waited_for(
    platform: str, started: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[Any] = []
    monkeypatch.setattr("sys.platform", platform)
    monkeypatch.setattr("subprocess.Popen", lambda words, **how: calls.append(words))
    assert open_result.show_with_own_program(Path("/a b/-x.pdf"))
    assert calls == [started]


def test_no_such_program_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert not open_result.show_with_own_program(Path("/nowhere.pdf"))


def test_every_command_with_an_output_can_open_it() -> None:
    lacking = []
    commands = [((), typer.main.get_command(app))]
    for path, command in commands:
        below: dict[str, Any] = getattr(command, "commands", {})
        commands += [((*path, name), one) for name, one in below.items()]
        options = {option for parameter in command.params for option in parameter.opts}
        if "--output" in options and "--open" not in options:
            lacking.append(path)
    assert lacking == []
    assert len(commands) > 20
