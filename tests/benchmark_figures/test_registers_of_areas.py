"""Registers with the published sessions of England, a region or an authority report its published figures."""

from __future__ import annotations

from datetime import date
from typing import cast

from attendctl.casework.attendance_report import attendance_report
from attendctl.rates import percent
from attendctl.reports.benchmarks_shown import benchmark_dict
from attendctl.reports.report_json import report_dict
from attendctl.rules.benchmarks import benchmark_for, load_tables, newest
from attendctl.rules.published_rows import Phase
from attendctl.settings import Settings
from tests.benchmark_figures.downloads import DOWNLOAD
from tests.measures.register_tables import RegisterTables
from tests.report.published_registers import fill_register, read_published, two_decimals


def test_reports_on_registers_of_every_area_give_its_benchmark() -> None:
    published = read_published(DOWNLOAD)
    assert len(published) == 643  # England, regions and authorities, by phase and in total
    register = RegisterTables(schools={number: row.name for number, row in enumerate(published)})
    connection = register.connection()
    fill_register(connection, published)
    report = report_dict(attendance_report(connection, Settings(), today=date(2026, 8, 1), by=["school"]))
    sums_by_name = {group["name"]: group["year"] for group in report["groups"]}
    table = newest(load_tables())
    regions = {row.region for row in table.rows if row.level == "regional"}
    compared = 0
    for row in published:
        area, _, phase = row.name.rpartition(" ")
        where = {"region": area} if area in regions else {} if area == "England" else {"authority": area}
        figures = benchmark_dict(benchmark_for(table, cast(Phase, phase), **where))
        sums = sums_by_name[row.name]
        possible = sums["sessions_possible"]
        for name, kind in (("attendance", "attended"), ("authorised", "authorised")):
            found = float(two_decimals(sums[f"sessions_{kind}"], possible))
            assert found == figures["to_two_decimals"][f"{name}_percent"], row.name
        # scaled to two decimals, a percentage may still round the other way to one: by a tenth, never more
        assert sums["attendance_percent"] == percent(sums["sessions_attended"], possible)
        assert abs(sums["attendance_percent"] - figures["attendance_percent"]) < 0.11, row.name
        compared += 1
    assert compared == 643
