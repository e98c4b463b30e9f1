"""attendctl --help loads nothing heavy: it must answer at once."""

from __future__ import annotations

import subprocess
import sys

import pytest

# not pydantic: Typer itself loads it for the types of options
HEAVY = ("pandas", "duckdb", "numpy", "openpyxl", "lxml", "typst", "jinja2", "python_calamine")
PROGRAM = """
import sys
from attendctl.cli.main import app
try:
    app(sys.argv[1:])
except SystemExit:
    pass
print(sorted({module.split(".")[0] for module in sys.modules}), file=sys.stderr)
"""


@pytest.mark.parametrize("words", [["--help"], ["import", "--help"], ["report", "--help"], ["--version"]])
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM, *words], capture_output=True, text=True, check=True)
    loaded = done.stderr
    assert [module for module in HEAVY if f"'{module}'" in loaded] == []
