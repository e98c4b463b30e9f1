"""The whole files that damaged ones are made from: every sample and fixture, long ones cut."""

from __future__ import annotations

import csv
import io
import re
from functools import cache
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]
SAMPLES = REPOSITORY / "sample_data"
ROWS_KEPT = 40
BYTES_KEPT = 9_000
_TEXT_SUFFIXES = (".csv", ".tsv", ".txt")


@cache
def exports() -> dict[str, bytes]:
    """Return every export there is, by name: text, workbooks, pages and transfer files."""
    found: dict[str, bytes] = {}
    for folder in (
        SAMPLES,
        SAMPLES / "layouts",
        SAMPLES / "messy",
        REPOSITORY / "tests" / "exports" / "fixtures",
        REPOSITORY / "tests" / "containers" / "fixtures",
    ):
        for path in sorted(folder.iterdir()):
            if path.is_file() and path.suffix not in (".toml", ".md"):
                found[f"{folder.name}-{path.name}"] = _cut(path.read_bytes())
    return found | {f"{name}.xlsx": _workbook(found[name]) for name in _IN_WORKBOOKS}


def text_tables() -> list[str]:
    """Return the names of exports that are delimited text."""
    return [
        name
        for name, content in exports().items()
        if name.endswith(_TEXT_SUFFIXES) and content[:2] not in (b"PK", b"\xd0\xcf") and b"\0" not in content
    ]


def packages() -> list[str]:
    """Return the names of exports that are ZIP packages."""
    return [
        name for name, content in exports().items() if content.startswith(b"PK") and len(content) < 200_000
    ]


def markup() -> list[str]:
    """Return the names of exports that are XML or HTML."""
    return [name for name, content in exports().items() if content.lstrip()[:1] == b"<"]


_IN_WORKBOOKS = (
    "layouts-arbor_marks.csv", "layouts-wide.csv", "layouts-week_columns.csv", "fixtures-roll.csv",
    "fixtures-week_strings.csv", "fixtures-wide_two_headers.csv", "fixtures-numbered_contacts.csv",
)  # fmt: skip


def _cut(content: bytes) -> bytes:
    """Cut a long text to its first rows: thousands of them are for the benchmarks."""
    if len(content) <= BYTES_KEPT or content[:2] in (b"PK", b"\xd0\xcf"):
        return content if len(content) < 300_000 else b""
    if b"<CTfile" in content[:2000]:
        return _cut_transfer_file(content)
    if content.lstrip()[:1] == b"<":
        rows = content.split(b"</tr>")
        return b"</tr>".join(rows[:ROWS_KEPT]) + b"</tr></table></body></html>"
    return b"".join(content.splitlines(keepends=True)[:ROWS_KEPT])


def _cut_transfer_file(content: bytes) -> bytes:
    pupils = list(re.finditer(rb"<Pupil>.*?</Pupil>", content, re.DOTALL))
    return content[: pupils[3].end()] + content[pupils[-1].end() :]


def _workbook(content: bytes) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for cells in csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")):
        sheet.append([int(cell) if cell.isdecimal() and len(cell) < 5 else cell for cell in cells])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
