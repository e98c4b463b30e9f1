"""How a module looks: not long, well named, no clock, documented."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house.sources import PACKAGE, WRITTEN_BY_HAND, files, imported, name, python_files, tree

LONGEST = 500
NOT_A_NAME = {"utils", "util", "helpers", "helper", "common", "misc"}
CLOCK = {"today", "now", "utcnow", "time", "monotonic", "localtime"}
MAY_READ_THE_CLOCK = {
    "attendctl/cli/options.py",  # today(), called in that room only
}


@pytest.mark.parametrize(
    "path", [*python_files(*WRITTEN_BY_HAND), *files(".sql", *WRITTEN_BY_HAND)], ids=name
)
def test_module_is_short_and_named_for_what_it_does(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LONGEST, f"{name(path)} has {lines} lines"
    assert path.stem not in NOT_A_NAME
    assert path.parent.name not in NOT_A_NAME


@pytest.mark.parametrize("path", python_files("attendctl"), ids=name)
def test_only_the_command_line_knows_what_day_it_is(path: Path) -> None:
    if name(path) in MAY_READ_THE_CLOCK:
        return
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK:
            owner = ast.unparse(node.func.value)
            # time.monotonic measures a wait; it says nothing of the day
            reads_a_clock = owner in {"date", "datetime", "datetime.date", "datetime.datetime"}
            assert not reads_a_clock, f"{name(path)}:{node.lineno} asks what day it is"
            assert (owner, node.func.attr) != ("time", "time"), f"{name(path)}:{node.lineno}"


@pytest.mark.parametrize("path", files(".sql", "attendctl"), ids=name)
def test_no_statement_asks_the_engine_what_day_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8").lower()
    for clock in ("current_date", "now()", "today()", "current_timestamp", "get_current"):
        assert clock not in text, f"{name(path)}: {clock}"


@pytest.mark.parametrize("path", python_files(*WRITTEN_BY_HAND), ids=name)
def test_pyarrow_is_not_used(path: Path) -> None:
    modules = [module for node in ast.walk(tree(path)) for module in imported(node)]
    assert not [module for module in modules if module.split(".")[0] == "pyarrow"]


@pytest.mark.parametrize("path", python_files("attendctl"), ids=name)
def test_what_is_public_says_what_it_does(path: Path) -> None:
    assert ast.get_docstring(tree(path)), f"{name(path)} does not say what it is"
    for node in tree(path).body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{name(path)}:{node.lineno} {node.name} has no docstring"


def test_code_sets_of_the_law_are_data() -> None:
    """Which codes are absences is in rules/england/: a list of them in code is a second law."""
    absences = set("CEGIMNORSTU")
    for path in python_files("attendctl"):
        if path.is_relative_to(PACKAGE / "rules"):
            continue
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Set | ast.List | ast.Tuple):
                texts = {each.value for each in node.elts if isinstance(each, ast.Constant)}
                found = {text for text in texts if isinstance(text, str)} & absences
                assert len(found) < 3, f"{name(path)}:{node.lineno} lists {sorted(found)}"
    for path in files(".sql", "attendctl"):
        text = path.read_text(encoding="utf-8")
        found = {code for code in absences if f"'{code}'" in text}
        assert len(found) < 3, f"{name(path)} lists {sorted(found)}"
