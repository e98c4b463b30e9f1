"""The figures that travel with attendctl are those the Department published, row by row."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import cast

import pytest

from attendctl.reports.benchmarks_shown import benchmark_dict
from attendctl.rules.benchmarks import (
    SHIPPED,
    Benchmark,
    NoBenchmark,
    authority_named,
    benchmark_for,
    load_tables,
    newest,
    phase_named,
    region_of,
)
from attendctl.rules.published_rows import Phase
from scripts.make_benchmarks import write_benchmarks
from tests.benchmark_figures.downloads import Row, download_rows

TABLE = newest(load_tables())
COLUMNS = {
    "attendance_percent": "attendance_perc",
    "absence_percent": "overall_absence_perc",
    "authorised_percent": "authorised_absence_perc",
    "unauthorised_percent": "unauthorised_absence_perc",
    "illness_percent": "illness_perc",
    "unauthorised_holiday_percent": "unauth_hol_perc",
    "persistent_absence_percent": "pa_perc",
}


def benchmark_of(row: Row) -> Benchmark:
    phase = cast(Phase, row["education_phase"])
    if row["la_name"]:
        return benchmark_for(TABLE, phase, authority=row["la_name"])
    return benchmark_for(TABLE, phase, region=row["region_name"] or None)


def test_the_script_writes_the_shipped_files_again(tmp_path: Path) -> None:
    written = write_benchmarks(tmp_path)
    assert [path.name for path in written] == [
        "dfe_year_to_date_2025_26.csv",
        "dfe_year_to_date_2025_26.toml",
    ]
    for path in written:
        assert path.read_bytes() == (SHIPPED / path.name).read_bytes()


def test_every_row_has_the_published_percentages() -> None:
    rows = download_rows()
    assert len(rows) == len(TABLE.rows) == 647
    suppressed = []
    for row in rows:
        figures = benchmark_dict(benchmark_of(row))
        assert figures["area"] == (row["la_name"] or row["region_name"] or "England")
        for name, column in COLUMNS.items():
            for found, place in ((figures[name], "0.1"), (figures["to_two_decimals"][name], "0.01")):
                if row[column] == "c":
                    assert found is None
                    continue
                published = Decimal(row[column]).quantize(Decimal(place), ROUND_HALF_UP)
                assert Decimal(str(found)) == published, (figures["area"], row["education_phase"], name)
        if figures["suppressed"]:
            suppressed.append((figures["area"], figures["phase"]))
    assert sorted(suppressed) == [
        ("City of London", "Primary"),
        ("City of London", "Total"),
        ("Isles of Scilly", "Secondary"),
        ("Isles of Scilly", "Total"),
    ]


# Copied by hand from the year-to-date table to two decimals:
# attendance, absence, authorised, unauthorised, persistent absence.
NATIONAL = {
    "Total": (93.12, 6.88, 4.52, 2.36, 18.78),
    "Primary": (94.72, 5.28, 3.73, 1.55, 13.77),
    "Secondary": (91.51, 8.49, 5.22, 3.27, 23.77),
    "Special": (86.83, 13.17, 9.57, 3.60, 36.06),
}


@pytest.mark.parametrize(("phase", "expected"), NATIONAL.items())
def test_national_figures_by_hand(phase: Phase, expected: tuple[float, ...]) -> None:
    found = benchmark_dict(benchmark_for(TABLE, phase))["to_two_decimals"]
    names = ("attendance", "absence", "authorised", "unauthorised", "persistent_absence")
    assert tuple(found[f"{name}_percent"] for name in names) == expected


def test_series_and_period_stand_on_every_figure() -> None:
    for row in download_rows()[::50]:
        figures = benchmark_dict(benchmark_of(row))
        assert "not the accredited statistics" in figures["series"]
        assert figures["period"] == "2025/26, 2025-09-08 to 2026-07-10"
        assert figures["accredited"] is False


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("Manchester City Council", "Manchester"),
        ("London Borough of Tower Hamlets", "Tower Hamlets"),
        ("bristol", "Bristol, City of"),
        ("Hull", "Kingston upon Hull, City of"),
        ("Royal Borough of Kensington & Chelsea", "Kensington and Chelsea"),
        ("Durham County Council", "County Durham"),
        ("Saint Helens", "St. Helens"),
        ("Southend", "Southend-on-Sea"),
        ("City of London Corporation", "City of London"),
        ("City of London", "City of London"),
        ("Bedford", "Bedford"),
        ("Derby", "Derby"),
        ("Derbyshire", "Derbyshire"),
        ("Kingston", None),
        ("Cumbria", None),
        ("Council", None),
        ("", None),
        ("211", "Tower Hamlets"),
        ("e09000030", "Tower Hamlets"),
    ],
)
def test_authorities_as_schools_write_them(written: str, meant: str | None) -> None:
    if meant is None:
        with pytest.raises(NoBenchmark):
            authority_named(TABLE, written)
    else:
        assert authority_named(TABLE, written) == meant


def test_every_authority_is_found_by_its_own_name_and_number() -> None:
    for row in TABLE.rows:
        if row.level == "authority":
            assert authority_named(TABLE, row.authority) == row.authority
            assert authority_named(TABLE, f"{row.authority} Council") == row.authority
            assert authority_named(TABLE, row.authority_number) == row.authority
            assert region_of(TABLE, row.authority) == row.region


@pytest.mark.parametrize(
    ("word", "phase"),
    [
        ("primary", "Primary"),
        ("Infant school", "Primary"),
        ("middle deemed secondary", "Secondary"),
        ("special", "Special"),
        ("all-through", None),
        ("primary and secondary", None),
        ("", None),
    ],
)
def test_phases_as_schools_write_them(word: str, phase: str | None) -> None:
    assert phase_named(word) == phase


def test_an_area_without_schools_of_a_phase_says_which_it_has() -> None:
    with pytest.raises(NoBenchmark, match="no special schools in City of London"):
        benchmark_for(TABLE, "Special", authority="City of London")
