"""Taking in a newer download of the Department's table, beside ``attendctl.toml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from attendctl.calendar import academic_year_start
from attendctl.casework.school_benchmarks import own_benchmarks
from attendctl.errors import InputRefused, WrongUsage
from attendctl.rules.benchmark_files import table_files
from attendctl.rules.benchmarks import BenchmarkTable, load_tables
from attendctl.rules.published_rows import PublishedRow
from attendctl.rules.published_table import NotPublishedFigures, read_download
from attendctl.rules.reader import RuleFileWrong
from attendctl.settings import Settings


class OlderThanHeld(InputRefused):
    """The download counts fewer sessions than the table of that year that is held."""

    code = "I051"


@dataclass(frozen=True)
class TakenIn:
    """What a download became. ``files`` is empty where nothing changed, as with the same file again."""

    file: str
    academic_year: int
    rows: int
    suppressed: int
    folder: Path
    files: Mapping[str, bytes]


def take_in(
    path: Path,
    settings: Settings,
    *,
    today: date,
    from_day: date | None = None,
    to_day: date | None = None,
) -> TakenIn:
    """Read and check a download; the caller writes its files.

    Args:
        path: the CSV file as it was downloaded.
        settings: say where the school's own tables are.
        today: noted as the day it was taken in.
        from_day: the first day its sessions are of, which the file does not say.
        to_day: the last.

    Raises:
        NotPublishedFigures: it is no such table, or does not add up.
        OlderThanHeld: a later download of the same year is held.
        WrongUsage: a day is not of the table's academic year.
    """
    year, rows = read_download(path)
    for name, day in (("--from", from_day), ("--to", to_day)):
        if day is not None and academic_year_start(day).year != year:
            raise WrongUsage(
                f"{name} {day} is not in the academic year of {path.name}, {year}/{(year + 1) % 100:02}.",
                remedy="Give the days that the download is of, or leave them out.",
            )
    if from_day is not None and to_day is not None and to_day < from_day:
        raise WrongUsage(f"--to {to_day} is before --from {from_day}.", remedy="Give the earlier day first.")
    folder = own_benchmarks(settings)
    held = _held(folder, year)
    suppressed = sum(row.is_suppressed for row in rows)
    done = TakenIn(path.name, year, len(rows), suppressed, folder, {})
    if held is not None:
        if _sessions(rows) < _sessions(held.rows):
            raise OlderThanHeld(
                f"{path.name} counts fewer sessions of {held.head.year_name} than the table that is held: "
                "it is an older download. Nothing was saved.",
                remedy="Download the table again.",
            )
        if held.rows == rows and _days_are_known(held, from_day, to_day):
            return done
    files = table_files(
        rows, academic_year=year, taken_from=path.name, checked_on=today, from_day=from_day, to_day=to_day
    )
    return TakenIn(path.name, year, len(rows), suppressed, folder, files)


def _held(folder: Path, year: int) -> BenchmarkTable | None:
    try:
        return next((table for table in load_tables(folder) if table.head.academic_year == year), None)
    except (NotPublishedFigures, RuleFileWrong):
        return None  # cut short while it was saved, or changed by hand: the download mends it


def _days_are_known(held: BenchmarkTable, from_day: date | None, to_day: date | None) -> bool:
    return from_day in (None, held.head.from_day) and to_day in (None, held.head.to_day)


def _sessions(rows: tuple[PublishedRow, ...]) -> int:
    return sum(row.possible or 0 for row in rows if (row.level, row.phase) == ("national", "Total"))
