"""The commands, run as an officer would, in a folder of their own."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from attendctl.cli import import_command
from attendctl.cli.main import app
from tests.ledger.made_once import made_once

TODAY = date(2025, 9, 26)


@dataclass(frozen=True)
class Desk:
    """A folder with a ledger to come. The commands take TODAY for the present day."""

    folder: Path

    @property
    def ledger(self) -> Path:
        return self.folder / "attendance.duckdb"

    def run(self, *words: str | Path) -> Result:
        """Run one command; a fault of the program itself fails the test."""
        result = CliRunner().invoke(
            app, [str(word) for word in ("--ledger", self.ledger, *words)], catch_exceptions=False
        )
        assert "Traceback" not in result.output
        return result

    def take_in(self, *words: str | Path) -> None:
        """Import files; the same import into the same ledger is run once, and its result copied."""
        take_in_once(self.folder, self.ledger, self.run, *words)

    def json(self, *words: str | Path, exit_code: int = 0) -> dict[str, Any]:
        """Run one command with --format json; its standard output is JSON and nothing else."""
        result = self.run(*words, "--format", "json")
        assert result.exit_code == exit_code, result.output
        value: dict[str, Any] = json.loads(result.stdout)
        return value

    def write(self, name: str, *lines: str) -> Path:
        """Write a CSV file of marks; the header is given here."""
        path = self.folder / name
        path.write_text(
            "\n".join(("UPN,Surname,Forename,Date,Session,Mark", *lines)) + "\n", encoding="utf-8"
        )
        return path


def take_in_once(folder: Path, ledger: Path, run: Callable[..., Result], *words: str | Path) -> None:
    """Bring a ledger to where attendctl import brings it; the same import is run once and then copied.

    Args:
        folder: its CSV and TOML files are all that the import reads.
        ledger: the ledger file.
        run: runs a command.
        words: what follows ``attendctl import``.
    """
    files = sorted(path for path in folder.iterdir() if path.suffix in (".csv", ".toml"))
    read = tuple((path.name, path.read_bytes()) for path in files)
    said = tuple(Path(word).name for word in words)

    def make() -> None:
        result = run("import", *words)
        assert result.exit_code == 0, result.output

    made_once(ledger, (read, said, import_command.today()), make)


def at_a_desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Make a desk, with today() fixed and no configuration in reach."""
    monkeypatch.chdir(tmp_path)
    for name in ("ATTENDCTL_CONFIG", "ATTENDCTL_LEDGER"):
        monkeypatch.delenv(name, raising=False)
    for command in ("amend_command", "check_command", "import_command", "undo_command"):
        monkeypatch.setattr(f"attendctl.cli.{command}.today", lambda: TODAY)
    return Desk(tmp_path)
