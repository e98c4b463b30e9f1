"""Open an export file: decide by its content what it is, and find its tables."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from attendctl.exports.containers.table import (
    Container,
    FoundTable,
    SkippedRow,
    Source,
    StagedTable,
    TableBody,
)

__all__ = [
    "Container",
    "FoundTable",
    "HeaderScore",
    "SkippedRow",
    "Source",
    "StagedTable",
    "TableBody",
    "open_source",
]

HeaderScore = Callable[[Sequence[str]], int]
"""How many cells of a row are known header names."""


def open_source(path: Path, *, looks_like_header: HeaderScore) -> Source:
    """Open an export file and find its tables."""
    raise NotImplementedError
