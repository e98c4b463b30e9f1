"""``--output`` and ``--format``: a name that says another form is refused before any work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from attendctl.cli.main import _COMMANDS as COMMANDS
from attendctl.cli.main import app


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("report --format pdf --for class --output wall.docx", "Add --format docx, or name it wall.pdf."),
        ("report --format csv --output week.xlsx", "Add --format xlsx, or name it week.csv."),
        ("report --output week.xlsx", "week.xlsx would hold a table in plain text"),
        ("report --format xlsx --output Week.CSV", "Add --format csv, or name it Week.xlsx."),
        ("report --format html --output page.txt", "page.txt would hold html"),
        ("explain ANNA --output why.pdf", "Name it why.txt. This command writes table, json; of them pdf is"),
        ("returns --format json --output due.xlsx", "Add --format xlsx, or name it due.json."),
        ("penalties --format csv --output due.json", "Add --format json"),
    ],
)
def test_a_name_of_another_form_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str, said: str
) -> None:
    monkeypatch.chdir(tmp_path)  # without a ledger: it is refused before one is looked for
    result = CliRunner().invoke(app, words.split(), catch_exceptions=False)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("attendctl: U005: ")
    assert said in result.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "words",
    [
        "report --format html --output page.htm",
        "report --format json --output year.txt",
        "report --format csv --output year",
        "report --output year.list",
        "returns --output due.xlsx",  # of which the name says the form
    ],
)
def test_a_name_that_says_nothing_else_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(app, words.split(), catch_exceptions=False)
    assert (result.exit_code, result.stderr[:17]) == (4, "attendctl: L003: "), result.stderr


def test_every_command_with_both_options_is_held_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    both = [
        words
        for words, command in every_command(COMMANDS)
        if {"format", "output"} <= {one.name for one in command.params} and not is_of_folders(command)
    ]
    assert len(both) > 15, both
    for words in both:
        result = CliRunner().invoke(app, [*words, "--output", "sheet.ods", "--format", "json"])
        wanting = "Missing argument" in result.stderr or "Missing option" in result.stderr
        assert wanting or "U005" in result.stderr, (words, result.stderr)


def every_command(
    commands: Mapping[str, Any], above: tuple[str, ...] = ()
) -> Iterator[tuple[list[str], Any]]:
    """Every command with the words that name it, groups that do something by themselves too."""
    for name, command in commands.items():
        yield [*above, name], command
        yield from every_command(getattr(command, "commands", {}), (*above, name))


def is_of_folders(command: Any) -> bool:
    """Whether its ``--output`` is a folder."""
    return any(one.name == "output" and one.metavar == "DIR" for one in command.params)
