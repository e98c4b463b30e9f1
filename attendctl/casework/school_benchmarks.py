"""Which published figures a school is compared with, by its phase, local authority and region."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from attendctl.calendar import academic_year_start
from attendctl.rules.benchmarks import (
    Benchmark,
    BenchmarkTable,
    NoBenchmark,
    benchmark_for,
    newest,
    phase_named,
    region_of,
)
from attendctl.rules.published_rows import PHASES, Phase
from attendctl.settings import CONFIG_NAME, SchoolSettings, Settings

OWN_FOLDER = "benchmarks"


@dataclass(frozen=True)
class SchoolBenchmarks:
    """The figures for one school: England, then its region and its local authority where they are known.

    ``notes`` say what was not stated, not found or is of another year, one sentence each.
    """

    school: str
    phase: Phase
    table: BenchmarkTable
    figures: tuple[Benchmark, ...]
    notes: tuple[str, ...]


def own_benchmarks(settings: Settings) -> Path:
    """Return the folder of the school's own downloads: beside ``attendctl.toml``, else beside the ledger."""
    beside = settings.folder if (settings.folder / CONFIG_NAME).is_file() else settings.ledger_path.parent
    return beside / OWN_FOLDER


def school_benchmarks(
    school: SchoolSettings, tables: Sequence[BenchmarkTable], *, as_of: date | None = None
) -> SchoolBenchmarks:
    """Choose the published figures for a school.

    Args:
        school: its ``phase``, ``local_authority`` and ``region`` choose.
        tables: of ``attendctl.rules.benchmarks.load_tables``.
        as_of: the day the school's own figures are of; None for the newest table.

    >>> from attendctl.rules.benchmarks import load_tables
    >>> ash = SchoolSettings(name="Ash", phase="infant", local_authority="Norfolk County Council")
    >>> chosen = school_benchmarks(ash, load_tables())
    >>> [(figure.row.area, figure.attendance_percent) for figure in chosen.figures]
    [('England', 94.7), ('East of England', 94.7), ('Norfolk', 94.5)]
    """
    table = newest(tables, as_of=as_of)
    notes: list[str] = []
    if as_of is not None and academic_year_start(as_of).year != table.head.academic_year:
        notes.append(f"No table of the year of {as_of} is held: the figures are of {table.head.year_name}.")
    phase = _phase(school, notes)
    figures = [benchmark_for(table, phase)]
    authority = _found(table, phase, notes, "local_authority", school.local_authority)
    within = region_of(table, authority.row.authority) if authority else None
    region = _found(table, phase, notes, "region", school.region or within)
    if authority and region and region.row.region != within:
        notes.append(f"{authority.row.area} lies in {within}, not in {region.row.area}.")
    figures += [figure for figure in (region, authority) if figure]
    if not school.local_authority and not school.region:
        notes.append("No local_authority or region is stated in attendctl.toml: the figures are of England.")
    notes += [
        f"The Department withholds the figures of {figure.row.area} ({figure.row.phase.lower()})."
        for figure in figures
        if figure.row.is_suppressed
    ]
    return SchoolBenchmarks(school.name, phase, table, tuple(figures), tuple(notes))


def asked_benchmarks(
    table: BenchmarkTable, phase: str | None, *, region: str | None, authority: str | None
) -> SchoolBenchmarks:
    """Return the figures of the areas asked for by name, England before them.

    Raises:
        NoBenchmark: no such phase or area, or no schools of the phase in it.
    """
    of_phase: Phase = "Total"
    if phase is not None and phase.strip().casefold() not in ("total", "all"):
        named = phase_named(phase)
        if named is None:
            raise NoBenchmark(
                f"There are no figures of the phase {phase!r}.",
                remedy="Choose from: " + ", ".join(PHASES).lower() + ".",
            )
        of_phase = named
    figures = [benchmark_for(table, of_phase)]
    chosen = benchmark_for(table, of_phase, authority=authority) if authority else None
    within = region_of(table, chosen.row.authority) if chosen else None
    if region or within:
        figures.append(benchmark_for(table, of_phase, region=region or within))
    figures += [chosen] if chosen else []
    return SchoolBenchmarks("", of_phase, table, tuple(figures), ())


def _phase(school: SchoolSettings, notes: list[str]) -> Phase:
    if school.phase is None:
        notes.append("No phase is stated in attendctl.toml: the figures are of all phases together.")
        return "Total"
    phase = phase_named(school.phase)
    if phase is None:
        notes.append(
            f"The phase {school.phase!r} has no figures of its own: they are of all phases together."
        )
    return phase or "Total"


def _found(
    table: BenchmarkTable, phase: Phase, notes: list[str], key: str, name: str | None
) -> Benchmark | None:
    if not name:
        return None
    try:
        if key == "region":
            return benchmark_for(table, phase, region=name)
        return benchmark_for(table, phase, authority=name)
    except NoBenchmark as fault:
        notes.append(f"{key} in attendctl.toml: {fault.message}")
        return None
