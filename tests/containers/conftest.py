"""What the tests of this room share: known heading names, and a way to open and stage a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import duckdb
import pytest

from attendctl.exports.containers.source import FoundTable, Source, StagedTable, open_source

KNOWN = frozenset(
    {"school", "upn", "surname", "forename", "name", "class", "year", "date", "session", "mark", "comment"}
    | {"am", "pm", "sex", "contact", "email", "house", "/", "\\", "b", "c1", "l"}
    | {day + half for day in ("mon", "tue", "wed", "thu", "fri") for half in ("am", "pm")}
)


def known_names(cells: Sequence[str]) -> int:
    """Stands in for the layouts: counts known headings, codes, and days written dd/mm/yyyy."""

    def known(cell: str) -> bool:
        day = cell.strip().split("/")
        return cell.strip().lower() in KNOWN or (len(day) == 3 and all(part.isdigit() for part in day))

    return sum(1 for cell in cells if known(cell))


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., Source]:
    """Write bytes (or take a path) and open them as an export."""

    def open_it(content: bytes | str | Path, name: str = "export.csv") -> Source:
        path = content if isinstance(content, Path) else tmp_path / name
        if not isinstance(content, Path):
            path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)
        return open_source(path, looks_like_header=known_names)

    return open_it


@pytest.fixture
def workbench() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA file")
        yield connection


@pytest.fixture
def staged(
    workbench: duckdb.DuckDBPyConnection,
) -> Callable[..., tuple[StagedTable, list[tuple[object, ...]]]]:
    """Stage a found table and give its rows, in order of lines, empty cells as ``""``."""
    count = iter(range(1000))

    def stage(table: FoundTable, columns: Sequence[int] | None = None):
        columns = range(len(table.header)) if columns is None else columns
        result = table.stage(workbench, f"file.t{next(count)}", columns)
        shown = ", ".join(["line", *(f"coalesce(c{at}::VARCHAR, '')" for at in columns)])
        rows = workbench.execute(f"SELECT {shown} FROM {result.name} ORDER BY line").fetchall()
        assert len(rows) == result.rows
        return result, rows

    return stage
