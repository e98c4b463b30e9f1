"""Published figures as JSON, as lines and as CSV: never a figure without its series and period."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

from attendctl.casework.benchmarks_update import TakenIn
from attendctl.casework.school_benchmarks import SchoolBenchmarks
from attendctl.reports.plain_text_cell import plain_text_cell
from attendctl.reports.printed import json_text, print_or_write
from attendctl.reports.showable_text import showable_text
from attendctl.rules.benchmarks import Benchmark, BenchmarkTable
from attendctl.rules.published_rows import PublishedRow

COLUMNS = {
    "attendance_percent": "Attendance",
    "absence_percent": "Absence",
    "authorised_percent": "Authorised",
    "unauthorised_percent": "Unauthorised",
    "illness_percent": "Illness",
    "unauthorised_holiday_percent": "Holiday without leave",
    "persistent_absence_percent": "Persistent",
}
_HUNDREDTH = Decimal("0.01")


def table_dict(table: BenchmarkTable) -> dict[str, Any]:
    """Return what is said of a table as plain values."""
    head = table.head
    return {
        "series": head.series,
        "accredited": head.is_accredited,
        "academic_year": head.year_name,
        "from": head.from_day.isoformat() if head.from_day else None,
        "to": head.to_day.isoformat() if head.to_day else None,
        "period": head.period,
        "source": head.source,
        "href": head.href,
        "taken_from": head.taken_from,
        "licence": head.licence,
        "checked_on": head.checked_on.isoformat(),
        "note": head.note,
        "rows": len(table.rows),
        "own": table.is_own,
    }


def benchmark_dict(benchmark: Benchmark) -> dict[str, Any]:
    """Return the figures of one area and phase as plain values; None in those that are withheld.

    >>> from attendctl.rules.benchmarks import benchmark_for, load_tables, newest
    >>> figures = benchmark_dict(benchmark_for(newest(load_tables()), "Primary"))
    >>> figures["attendance_percent"], figures["to_two_decimals"]["attendance_percent"]
    (94.7, 94.72)
    """
    row = benchmark.row
    return {
        "area": row.area,
        "level": row.level,
        "phase": row.phase,
        "series": benchmark.series,
        "period": benchmark.period,
        "accredited": benchmark.table.head.is_accredited,
        "suppressed": row.is_suppressed,
        "sessions_possible": row.possible,
        "attendance_percent": benchmark.attendance_percent,
        "absence_percent": benchmark.absence_percent,
        "authorised_percent": benchmark.authorised_percent,
        "unauthorised_percent": benchmark.unauthorised_percent,
        "illness_percent": benchmark.illness_percent,
        "unauthorised_holiday_percent": benchmark.unauthorised_holiday_percent,
        "persistent_absence_percent": benchmark.persistent_percent,
        "to_two_decimals": _to_two_decimals(row),
    }


def _to_two_decimals(row: PublishedRow) -> dict[str, float | None]:
    absent = None if row.authorised is None or row.unauthorised is None else row.authorised + row.unauthorised
    parts = (row.attended, absent, row.authorised, row.unauthorised, row.illness, row.unauthorised_holiday)
    exact = [
        None if part is None or not row.possible else Decimal(100 * part) / row.possible for part in parts
    ]
    return {
        name: None if value is None else float(value.quantize(_HUNDREDTH, ROUND_HALF_UP))
        for name, value in zip(COLUMNS, [*exact, row.persistent_percent], strict=True)
    }


def benchmarks_dict(chosen: Sequence[SchoolBenchmarks]) -> dict[str, Any]:
    """Return the figures chosen for each school as plain values."""
    return {
        "table": table_dict(chosen[0].table),
        "schools": [
            {
                "school": one.school or None,
                "phase": one.phase,
                "figures": [benchmark_dict(figure) for figure in one.figures],
                "notes": list(one.notes),
            }
            for one in chosen
        ],
    }


def show_benchmarks(contract: dict[str, Any], format: str, output: Path | None) -> None:
    """Print the contract of ``benchmarks_dict`` as a table, JSON or CSV, or write it to a file."""
    if format == "json":
        print_or_write(json_text(contract), output)
    elif format == "csv":
        print_or_write(_csv(contract), output, encoding="utf-8-sig")
    else:
        print_or_write(_table(contract), output)


def _table(contract: dict[str, Any]) -> str:
    table = contract["table"]
    lines = [f"{table['series']}", f"Period: {table['period']}. Percent of possible sessions; "]
    lines[1] += "persistent absence in percent of enrolments."
    for school in contract["schools"]:
        head = f"{showable_text(school['school'])}: " if school["school"] else ""
        lines += ["", f"{head}{_phase_words(school['phase'])}"]
        width = max(len(figure["area"]) for figure in school["figures"])
        lines.append(" " * (width + 2) + "  ".join(COLUMNS.values()))
        for figure in school["figures"]:
            cells = [_cell(figure, name).rjust(len(title)) for name, title in COLUMNS.items()]
            lines.append(f"{figure['area'].ljust(width)}  " + "  ".join(cells))
        lines += [f"  {showable_text(note)}" for note in school["notes"]]
    lines += ["", f"{table['source']}.", f"{table['licence']}. From {table['taken_from']}."]
    lines += [table["note"]] if table["note"] else []
    return "\n".join(lines) + "\n"


def _phase_words(phase: str) -> str:
    return "Primary, secondary and special schools together" if phase == "Total" else f"{phase} schools"


def _cell(figure: dict[str, Any], name: str) -> str:
    value = figure[name]
    return "withheld" if value is None else f"{value:.1f}"


def _csv(contract: dict[str, Any]) -> str:
    text = io.StringIO()
    header = ["school", "area", "level", "phase", "series", "period", "suppressed", "sessions_possible"]
    header += COLUMNS
    writer = csv.DictWriter(text, header, extrasaction="ignore", lineterminator="\r\n")
    writer.writeheader()
    for school in contract["schools"]:
        for figure in school["figures"]:
            row = figure | {"school": school["school"], "suppressed": "yes" if figure["suppressed"] else "no"}
            writer.writerow(
                {
                    name: cell if isinstance(cell := row[name], int | float) else plain_text_cell(cell)
                    for name in header
                }
            )
    return text.getvalue()


def tables_dict(tables: Sequence[BenchmarkTable], *, areas: bool) -> dict[str, Any]:
    """Return every table held as plain values, newest last; with the areas of the newest if wanted."""
    contract: dict[str, Any] = {"tables": [table_dict(table) for table in tables]}
    if areas:
        contract["areas"] = [
            {"region": row.region, "authority": row.authority or None, "number": row.authority_number or None}
            for row in tables[-1].rows
            if row.level != "national" and row.phase == "Total"
        ]
    return contract


def tables_text(contract: dict[str, Any]) -> str:
    """Return the contract of ``tables_dict`` as lines."""
    lines = []
    for table in contract["tables"]:
        whose = "taken in by this school" if table["own"] else "shipped"
        lines += [f"{table['period']}, {table['rows']} rows, {whose}", f"  {table['series']}"]
        lines += [f"  {table['source']}", f"  {table['licence']}. From {showable_text(table['taken_from'])}"]
    for area in contract.get("areas", []):
        if area["authority"] is None:
            lines += ["", area["region"]]
        else:
            lines.append(f"  {area['number']}  {area['authority']}")
    return "\n".join(lines) + "\n"


def taken_in_dict(done: TakenIn, *, saved: bool) -> dict[str, Any]:
    """Return what became of a download as plain values."""
    return {
        "file": done.file,
        "academic_year": f"{done.academic_year}/{(done.academic_year + 1) % 100:02}",
        "rows": done.rows,
        "rows_suppressed": done.suppressed,
        "files": [str(done.folder / name) for name in done.files],
        "changed": bool(done.files),
        "saved": saved,
    }


def taken_in_text(contract: dict[str, Any]) -> str:
    """Return the contract of ``taken_in_dict`` as lines."""
    what = f"{contract['file']}: {contract['rows']} rows of {contract['academic_year']}, all added up"
    if not contract["changed"]:
        return f"{what}. They are held already: nothing changed.\n"
    files = "\n".join(f"  {showable_text(name)}" for name in contract["files"])
    return f"{what}. {'Saved as' if contract['saved'] else 'Not saved: would be'}\n{files}\n"
