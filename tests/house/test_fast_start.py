"""attendctl --help loads nothing heavy: it must answer at once."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

# not pydantic: Typer itself loads it for the types of options
HEAVY = (
    "pandas",
    "duckdb",
    "numpy",
    "openpyxl",
    "lxml",
    "typst",
    "jinja2",
    "python_calamine",
    "docx",
    "docxtpl",
)
PROGRAM = """
import sys
from attendctl.cli.main import app
try:
    app(sys.argv[1:])
except SystemExit:
    pass
print(sorted({module.split(".")[0] for module in sys.modules}), file=sys.stderr)
"""


COMMANDS = ("import", "report", "letters", "explain", "pupil", "leave", "returns")


@pytest.mark.parametrize("words", [["--help"], ["--version"], *([command, "--help"] for command in COMMANDS)])
def test_help_loads_nothing_heavy(words: list[str]) -> None:
    done = subprocess.run([sys.executable, "-c", PROGRAM, *words], capture_output=True, text=True, check=True)
    loaded = done.stderr
    assert [module for module in HEAVY if f"'{module}'" in loaded] == []


IMPORTED = """
import sys
from attendctl.cli.main import app
try:
    app(sys.argv[1:])
except SystemExit:
    pass
modules = [name.removeprefix("attendctl.cli.") for name in sys.modules]
print(sorted(name for name in modules if name.endswith("_command")), file=sys.stderr)
"""


@pytest.mark.parametrize(
    ("words", "modules"),
    [
        (["--help"], []),
        (["--version"], []),
        (["undo", "--help"], ["undo_command"]),
        (["penalties", "--help"], ["penalties_command"]),
        (["penalties", "decide", "--help"], ["penalties_command"]),
    ],
)
def test_only_the_command_that_is_named_is_imported(words: list[str], modules: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED, *words], capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == str(modules)


def test_no_installed_package_is_searched_for_plugins_of_pydantic() -> None:
    code = (
        "import attendctl.cli.main, importlib.metadata\n"
        "importlib.metadata.distributions = None\n"
        "from pydantic.plugin._loader import get_plugins\n"
        "assert list(get_plugins()) == []\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=_without_our_variable())


def _without_our_variable() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name != "PYDANTIC_DISABLE_PLUGINS"}
