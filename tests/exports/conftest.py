"""What the tests of this room share: reading a fixture, and looking at what came out of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

from attendctl.exports.read import read_export
from attendctl.ledger.incoming import Incoming
from attendctl.settings import Settings

FIXTURES = Path(__file__).with_name("fixtures")


@dataclass(frozen=True)
class ReadFile:
    """A file that was read, with its tables as plain Python."""

    path: Path
    incoming: Incoming

    def rows(self, table: str, columns: str, order: str) -> list[tuple[Any, ...]]:
        return self.incoming.workbench.execute(
            f"SELECT {columns} FROM {self.incoming.schema}.{table} ORDER BY {order}"
        ).fetchall()

    @property
    def marks(self) -> list[tuple[str, str, str, str]]:
        """Who (UPN, MIS id or surname), day, AM or PM, code: in that order."""
        schema = self.incoming.schema
        found = self.incoming.workbench.execute(
            f"""
            SELECT coalesce(p.upn, p.mis_id, p.surname), m.date, m.session, m.code
            FROM {schema}.incoming_mark AS m JOIN {schema}.incoming_pupil AS p USING (who) ORDER BY 1, 2, 3
            """
        ).fetchall()
        return [(who, day.isoformat(), ("AM", "PM")[session], code) for who, day, session, code in found]

    def codes(self, who: str) -> str:
        """One pupil's codes in order of time, separated by spaces."""
        return " ".join(code for one, _, _, code in self.marks if one == who)

    def pupils(self, columns: str) -> list[tuple[Any, ...]]:
        return self.rows("incoming_pupil", columns, "who")

    def contacts(self, columns: str) -> list[tuple[Any, ...]]:
        return self.rows("incoming_contact", columns, "who, position")

    def warned(self, code: str) -> int:
        """How many times a warning was counted, 0 if it was not given."""
        return sum(warning.count for warning in self.incoming.warnings if warning.code == code)

    def refused(self) -> dict[int | None, str]:
        """Line → reason."""
        return {refusal.line: refusal.reason for refusal in self.incoming.refusals}

    def physical_line(self, number: int) -> str:
        return self.path.read_text(encoding="utf-8").split("\n")[number - 1]


@pytest.fixture
def read(tmp_path: Path) -> Iterator[Callable[..., ReadFile]]:
    """Read a fixture by name, or a text as a file; keywords as of ``read_export`` and ``[import]``."""
    with duckdb.connect() as workbench:
        numbers = iter(range(100))

        def read_it(
            name: str | Path,
            content: str | None = None,
            *,
            imports: dict[str, Any] | None = None,
            **options: Any,
        ) -> ReadFile:
            path = FIXTURES / name
            if content is not None:
                path = tmp_path / name
                path.write_text(content, encoding="utf-8", newline="")
            settings = Settings.model_validate({"import": imports or {}})
            options.setdefault("today", date(2026, 11, 22))
            incoming = read_export(
                path, workbench, schema=f"file{next(numbers)}", settings=settings, **options
            )
            return ReadFile(path, incoming)

        yield read_it
