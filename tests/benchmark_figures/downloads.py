"""The Department's table as downloaded, and changed copies of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

DOWNLOAD = Path(__file__).parent / "published" / "dfe_attendance_ytd_2025_26.csv"
Row = dict[str, str]


def download_rows() -> list[Row]:
    """Return every row of the download by column."""
    with DOWNLOAD.open(newline="", encoding="utf-8-sig") as lines:
        return list(csv.DictReader(lines))


def is_row(row: Row, area: str, phase: str) -> bool:
    """Say whether a row is of an area, by its name, and a phase."""
    return (row["la_name"] or row["region_name"] or "England", row["education_phase"]) == (area, phase)


def changed_copy(to: Path, change: Callable[[list[Row]], list[Row]]) -> Path:
    """Write the download with its rows changed."""
    rows = change(download_rows())
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    to.write_text(text.getvalue(), encoding="utf-8")
    return to
