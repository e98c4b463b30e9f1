"""Open an export file: decide by its content what it is, and find its tables."""

from __future__ import annotations

from pathlib import Path

from attendctl.exports.containers.byte_scan import scan_bytes
from attendctl.exports.containers.content_kind import content_kind
from attendctl.exports.containers.delimited import find_delimiter
from attendctl.exports.containers.digest import Digest
from attendctl.exports.containers.header_rows import HeaderScore
from attendctl.exports.containers.steady_file import SteadyFile
from attendctl.exports.containers.table import (
    Container,
    FoundTable,
    SkippedRow,
    Source,
    StagedTable,
    TableBody,
)
from attendctl.exports.containers.text_encoding import decide_encoding, wide_encoding
from attendctl.exports.containers.text_table import find_text_table

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


def open_source(path: Path, *, looks_like_header: HeaderScore) -> Source:
    """Open an export file and find its tables.

    Args:
        path: the file. What it holds decides how it is read, not its name.
        looks_like_header: how many cells of a row are known header names.

    Returns:
        The file's tables as text. XML is only detected: it has no tables here.

    Raises:
        InputRefused: one of ``attendctl.exports.containers.refusals``.
    """
    file = SteadyFile(path)
    kind = content_kind(file)
    digest = Digest(file)
    if kind == "text":
        source = _open_text(file, digest, looks_like_header)
    elif kind == "xml":
        source = Source(path, digest, "xml", None, None, [], [])
    elif kind == "html":
        from attendctl.exports.containers.html_page import open_html

        source = open_html(file, digest, looks_like_header)
    else:
        from attendctl.exports.containers.workbook import open_workbook

        source = open_workbook(file, digest, looks_like_header, zipped=kind == "zip")
    file.check_unchanged()
    return source


def _open_text(file: SteadyFile, digest: Digest, score: HeaderScore) -> Source:
    scan = scan_bytes(file, wide=wide_encoding(file.head) is not None)
    encoding, warnings = decide_encoding(file, scan)
    text = find_delimiter(file, encoding, score)
    table = find_text_table(file, text, scan, score)
    return Source(file.path, digest, "csv", encoding, text.delimiter, [table], warnings)
