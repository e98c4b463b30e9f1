"""The files of the project, parsed once, for the tests that read them."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "attendctl"
WRITTEN_BY_HAND = ("attendctl", "tests", "scripts", "benchmarks")


def python_files(*folders: str) -> list[Path]:
    """Return the Python files below folders of the project, in order."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py") if _is_ours(path))


def files(suffix: str, *folders: str) -> list[Path]:
    """Return the files with a suffix below folders of the project, in order."""
    return sorted(
        path for folder in folders for path in (ROOT / folder).rglob(f"*{suffix}") if _is_ours(path)
    )


def _is_ours(path: Path) -> bool:
    return not {"__pycache__", "_shipped", "work"} & set(path.relative_to(ROOT).parts)


@cache
def tree(path: Path) -> ast.Module:
    """Return a parsed Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def name(path: Path) -> str:
    """Return a path as it is written in a message."""
    return path.relative_to(ROOT).as_posix()


def imported(node: ast.AST) -> list[str]:
    """Return the modules an import statement names, nothing for another statement."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, "relative imports hide where a name comes from"
        return [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []
