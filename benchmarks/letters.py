"""500 letters as single PDFs beside Typst setting the same pages alone.

``python -m benchmarks.letters record FILE COMMAND…`` runs the letters command and
keeps its calls to Typst; ``python -m benchmarks.letters run FILE`` makes them
again with nothing of attendctl loaded.
"""

from __future__ import annotations

import pickle
import shutil
import sys
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.whole_process import Pair, run_in_turn, run_once

ATTENDCTL = [sys.executable, "-m", "attendctl"]
PUPILS = 500

# Every thirteenth session missed: 92.3% attendance, amber in the national policy.
_ALL_AMBER = """
COPY (
    SELECT 'A' || lpad((800000000000 + p)::VARCHAR, 12, '0') AS UPN, 'Surname' || p AS Surname,
           'Forename' || p AS Forename, 'Year 7' AS Year, '7A' AS "Reg Group",
           strftime(DATE '2025-09-01' + (day // 5 * 7 + day % 5)::INTEGER, '%d/%m/%Y') AS "Date",
           CASE half WHEN 0 THEN 'AM' ELSE 'PM' END AS "Session",
           CASE WHEN (day * 2 + half + p) % 13 = 0 THEN 'I' WHEN half = 0 THEN '/' ELSE chr(92) END AS Mark
    FROM range({pupils}) AS t(p), range(60) AS u(day), range(2) AS v(half)
    ORDER BY day, p, half
) TO '{path}' (HEADER, DELIMITER ',')
"""


def letters_beside_typst(work: Path) -> Pair:
    """Time the letters command and the bare compiler in turn.

    Args:
        work: folder for the register, the ledger and the letters.
    """
    work.mkdir(parents=True, exist_ok=True)
    register, imported, ledger = work / "amber.csv", work / "amber.imported", work / "amber.duckdb"
    output, calls = work / "letters", work / "letters.calls"
    with duckdb.connect() as engine:
        engine.execute(_ALL_AMBER.format(pupils=PUPILS, path=register))
    imported.unlink(missing_ok=True)
    run_once([*ATTENDCTL, "import", str(register), "--ledger", str(imported)])
    command = ["letters", "--band", "amber", "--ledger", str(ledger), "--output", str(output)]

    def as_before() -> None:
        shutil.copy(imported, ledger)
        shutil.rmtree(output, ignore_errors=True)

    as_before()
    recorded = [sys.executable, "-m", "benchmarks.letters"]
    run_once([*recorded, "record", str(calls), *command])
    return run_in_turn([*ATTENDCTL, *command], [*recorded, "run", str(calls)], times=3, before_each=as_before)


def record(into: Path, command: list[str]) -> None:
    """Run the command in this process and keep the calls that set one letter each."""
    import typst
    from typer.testing import CliRunner

    from attendctl.cli.main import app

    calls: list[tuple[Any, dict[str, Any]]] = []
    compiler = typst.Compiler

    class Recorder:
        def __init__(self, *given: Any, **named: Any) -> None:
            self._compiler = compiler(*given, **named)

        def compile(self, source: Any, **named: Any) -> Any:
            calls.append((source, named))
            return self._compiler.compile(source, **named)

    typst.Compiler = Recorder
    try:
        result = CliRunner().invoke(app, command)
    finally:
        typst.Compiler = compiler
    if result.exit_code != 0:
        raise SystemExit(f"{' '.join(command)}: {result.output}")
    into.write_bytes(pickle.dumps(calls[:PUPILS]))


def run(recorded: Path) -> None:
    """Set the recorded pages, one compiler for all of them."""
    import typst

    folders = [str(files(package)) for package in ("fontpkg_arimo", "pylopdf_fonts_zh_cn")]
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    compiler = typst.Compiler(font_paths=fonts)
    for source, named in pickle.loads(recorded.read_bytes()):
        compiler.compile(source, **named)


if __name__ == "__main__":
    what, file, *words = sys.argv[1:]
    record(Path(file), words) if what == "record" else run(Path(file))
