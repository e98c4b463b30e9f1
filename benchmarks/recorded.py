"""The bare queries of a report: the statements attendctl runs, recorded and run again by DuckDB alone.

``python -m benchmarks.recorded record FILE COMMAND…`` runs an attendctl command
with a connection that writes down each statement and its parameters;
``python -m benchmarks.recorded run FILE`` runs them in a process that imports
DuckDB and nothing of attendctl, and fetches every row.
"""

from __future__ import annotations

import pickle
import sys
from pathlib import Path
from typing import Any

import duckdb


class _Recorder:
    """A connection that keeps what it is asked."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, statements: list[tuple[str, Any]]) -> None:
        self._connection = connection
        self._statements = statements

    def execute(self, query: str, parameters: Any = None) -> Any:
        self._statements.append((query, parameters))
        return self._connection.execute(query, parameters) if parameters else self._connection.execute(query)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)

    def __enter__(self) -> _Recorder:
        return self

    def __exit__(self, *fault: object) -> None:
        self._connection.close()


def record(into: Path, command: list[str]) -> None:
    """Run an attendctl command in this process and keep its statements in a file."""
    from typer.testing import CliRunner

    from attendctl.cli.main import app

    statements: list[tuple[str, Any]] = []
    connect = duckdb.connect

    def recording(*args: Any, **named: Any) -> Any:
        return _Recorder(connect(*args, **named), statements)

    duckdb.connect = recording
    try:
        result = CliRunner().invoke(app, command)
    finally:
        duckdb.connect = connect
    if result.exit_code != 0:
        raise SystemExit(f"{' '.join(command)}: {result.output}")
    into.write_bytes(pickle.dumps(statements))


def run(recorded: Path) -> None:
    """Run the recorded statements in order on one connection."""
    connection = duckdb.connect()
    for query, parameters in pickle.loads(recorded.read_bytes()):
        done = connection.execute(query, parameters) if parameters else connection.execute(query)
        done.fetchall()


if __name__ == "__main__":
    what, file, *words = sys.argv[1:]
    record(Path(file), words) if what == "record" else run(Path(file))
