"""Imports point one way through the house: cli, casework and paper, measures, ledger and law."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.house.sources import PACKAGE, imported, name, python_files, tree

FLOORS = [
    {
        *("calendar", "errors", "fonts", "nightly_settings", "not_replaced", "progress", "rates"),
        *("resources", "settings", "temporary_folder", "toml_file", "typesetting"),
        *("word_file", "word_styles"),
    },
    {"rules", "ledger"},
    {"measures", "policies"},
    {"casework", "exports", "letters", "reports"},
    {"frames", "import_files", "nightly"},
    {"cli", "__main__"},
]
FLOOR = {room: floor for floor, rooms in enumerate(FLOORS) for room in rooms}
SAME_FLOOR = {
    # the ground floor stands together; paper is written from what casework decided
    **dict.fromkeys(FLOORS[0], FLOORS[0]),
    "ledger": {"rules"},
    "letters": {"casework"},
    "reports": {"casework"},
    "nightly": {"frames", "import_files"},
    "__main__": {"cli"},
}


def room_of(module: str) -> str | None:
    """Return the room of a dotted module of ours, None for anything else."""
    parts = module.split(".")
    return parts[1] if parts[0] == "attendctl" and len(parts) > 1 else None


def may_import(importing: str, wanted: str) -> bool:
    """Say whether one room may use another."""
    if importing == wanted or wanted == "__version__":
        return True
    return FLOOR[wanted] < FLOOR[importing] or wanted in SAME_FLOOR.get(importing, set())


@pytest.mark.parametrize("path", python_files("attendctl"), ids=name)
def test_imports_point_down(path: Path) -> None:
    room = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if room == "__init__":
        return
    for node in ast.walk(tree(path)):
        for module in imported(node):
            wanted = room_of(module)
            if wanted is not None:
                assert may_import(room, wanted), f"{name(path)}:{node.lineno} imports {module}"


def test_every_room_has_a_floor() -> None:
    rooms = {
        path.name.removesuffix(".py")
        for path in PACKAGE.iterdir()
        if (path.suffix == ".py" or (path / "__init__.py").exists()) and path.name != "__init__.py"
    }
    assert rooms <= set(FLOOR)


def test_the_rule_itself_can_fail() -> None:
    assert not may_import("ledger", "measures")
    assert not may_import("casework", "letters")
    assert not may_import("rules", "policies")
    assert may_import("letters", "casework")
    assert may_import("cli", "errors")
