"""Write the published figures that travel with attendctl anew from the Department's table.

The same bytes every time. With a folder as the first word it writes there instead, for a comparison.
"""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from attendctl.rules.benchmark_files import table_files  # noqa: E402
from attendctl.rules.benchmarks import SHIPPED  # noqa: E402
from attendctl.rules.published_table import read_download  # noqa: E402

DOWNLOAD = ROOT / "tests/benchmark_figures/published/dfe_attendance_ytd_2025_26.csv"


def write_benchmarks(folder: Path) -> list[Path]:
    """Write the table's two files into a folder and return them."""
    year, rows = read_download(DOWNLOAD)
    files = table_files(
        rows,
        academic_year=year,
        taken_from="dfe-analytical-services/attendance-data-dashboard, commit 8f4979c of 23 July 2026, "
        "file data/EES_ytd_data.csv",
        checked_on=date(2026, 11, 22),
        from_day=date(2025, 9, 8),
        to_day=date(2026, 7, 10),
        note="From the schools that share their daily data; the year was not yet final. Persistent absence "
        "is of enrolments, so a pupil who changed school counts at both.",
    )
    for name, content in files.items():
        (folder / name).write_bytes(content)
    return [folder / name for name in files]


if __name__ == "__main__":
    for path in write_benchmarks(Path(sys.argv[1]) if len(sys.argv) > 1 else SHIPPED):
        print(f"{path.stat().st_size:,} bytes, {path}")
