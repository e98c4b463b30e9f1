"""Published figures to compare a school with: by area and phase, always with their series and period.

The Department for Education publishes attendance twice, and the two must never be mixed: year to date from
the daily data that schools share, and the accredited statistics from the school census. Held here is the
first.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from pathlib import Path

from pydantic import Field

from attendctl.calendar import academic_year_start
from attendctl.errors import NotFound
from attendctl.rates import percent
from attendctl.rules.place_names import place_named
from attendctl.rules.published_rows import Phase, PublishedRow, read_compact
from attendctl.rules.published_table import NotPublishedFigures
from attendctl.rules.reader import Strict, checked, read_toml

SHIPPED = Path(__file__).parent / "published_figures"
_PHASE_WORDS: dict[Phase, tuple[str, ...]] = {
    "Primary": ("primary", "infant", "junior", "first"),
    "Secondary": ("secondary", "high", "upper"),
    "Special": ("special",),
}


class NoBenchmark(NotFound):
    """No published figure for that area, phase or year."""

    code = "N020"


class TableHead(Strict):
    """What is said of a table of figures: printed with every one of them."""

    series: str = Field(min_length=1)
    is_accredited: bool
    academic_year: int = Field(gt=0)  # of its September
    from_day: date | None = Field(default=None, alias="from")
    to_day: date | None = Field(default=None, alias="to")
    source: str = Field(min_length=1)
    href: str | None = None
    taken_from: str = Field(min_length=1)
    licence: str = Field(min_length=1)
    checked_on: date
    note: str | None = None
    rows_sha256: str = Field(min_length=64, max_length=64)

    @property
    def year_name(self) -> str:
        """The academic year as it is written: 2025/26."""
        return f"{self.academic_year}/{(self.academic_year + 1) % 100:02}"

    @property
    def period(self) -> str:
        """The days the figures are of, in words."""
        to = f" to {self.to_day}" if self.to_day else " to date; the table does not say to which day"
        from_day = f", {self.from_day}" if self.from_day else ""
        return f"{self.year_name}{from_day}{to}"


@dataclass(frozen=True)
class BenchmarkTable:
    """A table of published figures. ``is_own``: a download the school took in, beside ``attendctl.toml``."""

    head: TableHead
    rows: tuple[PublishedRow, ...]
    path: Path
    is_own: bool


@dataclass(frozen=True)
class Benchmark:
    """The published figures of one area and phase, with the series and the period they are of.

    A percentage is of possible sessions, ``persistent_percent`` of enrolments; to one decimal, half up.
    All are None where the Department suppresses them.
    """

    table: BenchmarkTable
    row: PublishedRow

    @property
    def series(self) -> str:
        """The series: never to be put beside figures of another."""
        return self.table.head.series

    @property
    def period(self) -> str:
        """The days the figures are of, in words."""
        return self.table.head.period

    @property
    def attendance_percent(self) -> float | None:
        """Sessions attended, of possible ones."""
        return self._percent(self.row.attended)

    @property
    def absence_percent(self) -> float | None:
        """Sessions of absence, authorised and unauthorised, of possible ones."""
        authorised, unauthorised = self.row.authorised, self.row.unauthorised
        return self._percent(
            None if authorised is None or unauthorised is None else authorised + unauthorised
        )

    @property
    def authorised_percent(self) -> float | None:
        """Sessions of authorised absence, of possible ones."""
        return self._percent(self.row.authorised)

    @property
    def unauthorised_percent(self) -> float | None:
        """Sessions of unauthorised absence, of possible ones."""
        return self._percent(self.row.unauthorised)

    @property
    def illness_percent(self) -> float | None:
        """Sessions of illness, of possible ones."""
        return self._percent(self.row.illness)

    @property
    def unauthorised_holiday_percent(self) -> float | None:
        """Sessions of holiday without leave, of possible ones."""
        return self._percent(self.row.unauthorised_holiday)

    @property
    def persistent_percent(self) -> float | None:
        """Persistently absent enrolments in a hundred, as published."""
        published = self.row.persistent_percent
        return None if published is None else float(published.quantize(Decimal("0.1"), ROUND_HALF_UP))

    def _percent(self, part: int | None) -> float | None:
        possible = self.row.possible
        return None if part is None or possible is None else percent(part, possible)


def benchmark_for(
    table: BenchmarkTable, phase: Phase, *, region: str | None = None, authority: str | None = None
) -> Benchmark:
    """Return the figures of one area and phase.

    Args:
        table: the table they are taken from.
        phase: ``Total`` is all three phases together.
        region: a region's name; with neither, England.
        authority: a local authority's name as anyone may write it, its number (211) or its code (E09000030).

    Raises:
        NoBenchmark: the table has no such area, several fit the name, or it has no schools of that phase.

    >>> england = benchmark_for(newest(load_tables()), "Primary")
    >>> england.attendance_percent, england.persistent_percent, england.period
    (94.7, 13.8, '2025/26, 2025-09-08 to 2026-07-10')
    """
    if authority is not None:
        found = authority_named(table, authority)
        rows = [row for row in table.rows if row.level == "authority" and row.authority == found]
    elif region is not None:
        found = region_named(table, region)
        rows = [row for row in table.rows if row.level == "regional" and row.region == found]
    else:
        found, rows = "England", [row for row in table.rows if row.level == "national"]
    for row in rows:
        if row.phase == phase:
            return Benchmark(table, row)
    raise NoBenchmark(
        f"The table has no {phase.lower()} schools in {found} ({table.head.year_name}).",
        remedy="Choose another phase: " + ", ".join(row.phase for row in rows) + ".",
    )


def authority_named(table: BenchmarkTable, name: str) -> str:
    """Return the table's own name of a local authority. Raises NoBenchmark.

    >>> table = newest(load_tables())
    >>> authority_named(table, "211"), authority_named(table, "Hull City Council")
    ('Tower Hamlets', 'Kingston upon Hull, City of')
    """
    rows = [row for row in table.rows if row.level == "authority"]
    word = name.strip().casefold()
    for row in rows:
        if word in (row.authority_code.casefold(), row.authority_number):
            return row.authority
    return _only(name, "local authority", [row.authority for row in rows])


def region_named(table: BenchmarkTable, name: str) -> str:
    """Return the table's own name of a region. Raises NoBenchmark.

    >>> region_named(newest(load_tables()), "yorkshire & the humber")
    'Yorkshire and The Humber'
    """
    return _only(name, "region", [row.region for row in table.rows if row.level == "regional"])


def region_of(table: BenchmarkTable, authority: str) -> str:
    """Return the region that the table's local authority lies in."""
    return next(row.region for row in table.rows if row.authority == authority)


def phase_named(text: str) -> Phase | None:
    """Return the phase that a school's own word for it means; None where it is none of the three alone.

    >>> phase_named("Junior school"), phase_named("all-through"), phase_named("SPECIAL")
    ('Primary', None, 'Special')
    """
    found = {phase for phase, words in _PHASE_WORDS.items() if any(word in text.casefold() for word in words)}
    return found.pop() if len(found) == 1 else None


def load_tables(own: Path | None = None) -> tuple[BenchmarkTable, ...]:
    """Read every table there is, oldest year first; of one year the school's own in place of the shipped.

    Args:
        own: the folder of the school's own downloads; it need not be there.

    Raises:
        NotPublishedFigures: the rows of a table were changed by hand.
        RuleFileWrong: what is said of it was.
    """
    by_year = {table.head.academic_year: table for table in _tables_in(SHIPPED)}
    if own is not None and own.is_dir():
        tables = [_read_table(path, is_own=True) for path in sorted(own.glob("*.toml"))]
        by_year |= {table.head.academic_year: table for table in tables}
    return tuple(by_year[year] for year in sorted(by_year))


def newest(tables: Sequence[BenchmarkTable], *, as_of: date | None = None) -> BenchmarkTable:
    """Return the table of the academic year of ``as_of``, else the last before it, else the oldest.

    Args:
        tables: at least one, oldest first.
        as_of: None for the newest there is.
    """
    if as_of is None:
        return tables[-1]
    year = academic_year_start(as_of).year
    upto = [table for table in tables if table.head.academic_year <= year]
    return upto[-1] if upto else tables[0]


def _only(name: str, kind: str, names: Sequence[str]) -> str:
    found = place_named(name, names)
    if len(found) == 1:
        return found[0]
    raise NoBenchmark(
        f"{name!r} could be several: {'; '.join(found)}." if found else f"There is no {kind} {name!r}.",
        remedy="Write the one that is meant." if found else "All of them: attendctl benchmarks list --areas",
    )


@lru_cache(maxsize=1)
def _tables_in(folder: Path) -> tuple[BenchmarkTable, ...]:
    return tuple(_read_table(path, is_own=False) for path in sorted(folder.glob("*.toml")))


def _read_table(path: Path, *, is_own: bool) -> BenchmarkTable:
    head = checked(TableHead, read_toml(path), path)
    rows = path.with_suffix(".csv")
    try:
        content = rows.read_bytes()
    except OSError:
        content = b""
    if hashlib.sha256(content).hexdigest() != head.rows_sha256:
        raise NotPublishedFigures(
            f"{rows.name} is not the file that was taken in: it was changed, or is not there.",
            remedy="Take the download in again: attendctl benchmarks update FILE",
        )
    return BenchmarkTable(head, read_compact(content.decode("utf-8")), path, is_own)
