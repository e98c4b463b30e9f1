"""The bar: shown late, on a terminal alone, and told by the work that takes long."""

from __future__ import annotations

import io
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from attendctl.casework.attendance_report import attendance_report
from attendctl.cli.progress import LateBar, may_be_shown, progress
from attendctl.import_files import import_files
from attendctl.letters.print_run import print_letters
from attendctl.progress import tell_nobody
from attendctl.settings import Settings
from tests.report.hand_worked import TODAY, fernbrook
from tests.report.test_report_command import write_marks


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("errors", "results", "environment", "format", "shown"),
    [
        (Terminal(), Terminal(), {}, "table", True),
        (Terminal(), io.StringIO(), {}, "table", True),
        (Terminal(), Terminal(), {}, "json", True),
        (Terminal(), io.StringIO(), {}, "json", False),  # to another program
        (io.StringIO(), Terminal(), {}, "table", False),  # a log
        (Terminal(), Terminal(), {"CI": "true"}, "table", False),
        (Terminal(), Terminal(), {"TERM": "dumb"}, "table", False),
    ],
)
def test_a_bar_is_for_a_terminal_alone(
    errors: io.StringIO, results: io.StringIO, environment: dict[str, str], format: str, shown: bool
) -> None:
    assert may_be_shown(errors, results, environment, format=format) is shown


def on_terminal() -> tuple[LateBar, io.StringIO]:
    text = io.StringIO()
    return LateBar(Console(file=text, force_terminal=True, width=100)), text


def test_a_bar_shows_what_it_was_told_before_and_after() -> None:
    bar, text = on_terminal()
    bar.tell("Reading [bold]marks.csv", 1, 3)
    assert text.getvalue() == ""
    bar.show()
    assert "Reading [bold]marks.csv" in text.getvalue()
    assert "1 of 3" in text.getvalue()
    bar.tell("Merging into the ledger")
    bar.close()
    assert "Merging into the ledger" in text.getvalue()


def test_work_that_is_over_first_draws_nothing() -> None:
    bar, text = on_terminal()
    bar.tell("Reading marks.csv", 1, 3)
    bar.close()
    bar.show()
    bar.tell("late")
    assert text.getvalue() == ""


def test_without_a_terminal_nobody_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stderr", io.StringIO())
    with progress() as tell:
        assert tell is tell_nobody


def test_rich_is_not_imported_for_work_that_is_short() -> None:
    code = (
        "import sys\n"
        "sys.stderr.isatty = lambda: True\n"
        "from attendctl.cli.progress import progress\n"
        "with progress(after=3600) as tell:\n"
        "    tell('Working', 1, 2)\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] == 'rich'))\n"
    )
    environment = {"TERM": "xterm", "PATH": ""}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=environment
    )
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_import_report_and_letters_tell_how_far_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told: list[tuple[str, int, int]] = []

    def tell(what: str, done: int = 0, of: int = 0) -> None:
        told.append((what, done, of))

    for name in ("one.csv", "two.csv"):
        write_marks(tmp_path / name, fernbrook())
    files = [tmp_path / "one.csv", tmp_path / "two.csv"]
    import_files(files, Settings(folder=tmp_path), today=TODAY, known_on=TODAY, tell=tell)
    assert told == [
        ("Reading one.csv", 0, 2),
        ("Reading two.csv", 1, 2),
        ("Merging into the ledger", 2, 2),
    ]
    told.clear()
    attendance_report(fernbrook().connection(), Settings(), today=TODAY, tell=tell)
    assert [what for what, _, _ in told] == [
        "Reading the register",
        "Counting the sessions",
        "Listing pupils and groups",
    ]
    told.clear()
    print_letters([], written_on=date(2025, 11, 7), tell=tell)
    assert [what for what, _, _ in told] == ["Setting all letters in one file"]
