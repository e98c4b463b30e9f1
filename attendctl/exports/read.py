"""Read one export: from a file to typed marks, pupils and contacts in the workbench."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.errors import InputRefused
from attendctl.exports.contacts import ContactBook, contact_columns
from attendctl.exports.containers.source import FoundTable, Source, open_source
from attendctl.exports.ctf import read_ctf
from attendctl.exports.doubles import settle_doubles
from attendctl.exports.findings import Findings
from attendctl.exports.headers import header_book
from attendctl.exports.layouts import Layout, all_layouts, layout_named
from attendctl.exports.pupil_fields import FLAGS
from attendctl.exports.pupils import PupilBook
from attendctl.exports.reading import Reading
from attendctl.exports.recognise import Recognised, Recogniser
from attendctl.exports.refusals import LayoutAmbiguous, LayoutUnknown, NoMarks, NothingInIt
from attendctl.exports.rows import join_pupils, pupil_columns
from attendctl.exports.sense import warn_of_odd_codes, warn_of_odd_days, warn_of_other_totals
from attendctl.exports.shapes import day_rows, mark_rows, mark_string, week_columns, wide
from attendctl.exports.shapes.long import BESIDE_A_MARK, LongMarks, Staged
from attendctl.exports.typed_marks import MarkTable
from attendctl.exports.weeks import year_start_in
from attendctl.ledger.incoming import Incoming, Kind, create_incoming_tables
from attendctl.rules.attendance_codes import load_attendance_codes
from attendctl.settings import Settings


def read_export(
    path: Path,
    workbench: duckdb.DuckDBPyConnection,
    *,
    schema: str,
    settings: Settings,
    layout: str | None = None,
    school: str | None = None,
    week_of: date | None = None,
    today: date | None = None,
    accept_partial: bool = False,
) -> Incoming:
    """Read one file into the three incoming tables of a new schema of the workbench.

    Args:
        path: the export.
        workbench: an in-memory DuckDB connection.
        schema: a schema that does not exist yet; holds the tables when done.
        settings: ``[import]`` of ``attendctl.toml``: own columns, layouts, words.
        layout: ``--layout``; else the layout is recognised from the columns.
        school: ``--school``, handed on.
        week_of: ``--date``: any day of the week (or academic year) that a
            table without dates is of.
        today: marks after this day are warned of.
        accept_partial: refused rows will be left out rather than the file
            refused; handed on as an option of the reading.

    Returns:
        The file with its refusals (rows left out of the tables, each with its
        physical line) and warnings. Unless partial files are accepted, a file
        with refusals must not be merged.

    Raises:
        InputRefused: the whole file cannot be read; the classes and their
            codes are in ``exports.refusals`` and ``exports.containers.refusals``.
        WrongUsage: there is no such layout, or ``[import]`` is not right.
    """
    layouts = all_layouts(settings.imports.layouts)
    chosen = layout_named(layout, layouts) if layout else None
    own_columns = dict(settings.imports.columns)
    book = header_book(own_columns | {key: value for one in layouts for key, value in one.columns.items()})
    source = open_source(path, looks_like_header=book.score)
    codes = load_attendance_codes()
    findings = Findings()
    findings.take(source.warnings)
    reading = Reading(
        path.name, workbench, schema, settings.imports, codes, findings,
        PupilBook(findings, settings.imports.blank_flag_means_no), ContactBook(findings), today,
        source.dates_from_1904,
    )  # fmt: skip
    create_incoming_tables(workbench, schema)
    if source.container == "xml":
        found, rows_read = [], _read_xml(reading, path, chosen)
    else:
        found = _recognise(reading, source, layouts, own_columns, chosen, week_of)
        rows_read = _read_tables(reading, found, week_of)
    holds_marks = not found or any(one.layout.holds_marks for one in found)
    first, last = _finish(reading, marks=holds_marks, column=_mark_column(found))
    options = {
        "layout": layout,
        "date": str(week_of) if week_of else None,
        "accept_partial": "yes" if accept_partial else None,
        "settings": settings.imports.digest,
    }
    return Incoming(
        workbench=workbench,
        schema=schema,
        file=path.name,
        sha256=source.sha256,
        kind=_kind(found, reading),
        layout="+".join(dict.fromkeys(one.layout.name for one in found)) or "ctf",
        rows_read=rows_read,
        first_date=first,
        last_date=last,
        school=school,
        options={name: value for name, value in options.items() if value},
        refusals=findings.all_refusals(),
        warnings=findings.warnings(),
    )


def _recognise(
    reading: Reading,
    source: Source,
    layouts: Iterable[Layout],
    own_columns: dict[str, str],
    chosen: Layout | None,
    week_of: date | None,
) -> list[Recognised]:
    """Return the visible tables with their layouts. Raises the first fault if none has any."""
    found: list[Recognised] = []
    faults: list[tuple[FoundTable, InputRefused]] = []
    codes = frozenset(entry.code for entry in reading.codes.entries)
    for table in source.tables:
        if table.hidden:
            reading.findings.warn("W115", f"Hidden sheet {table.sheet!r}: not read.")
            continue
        year_from = academic_year_start(week_of) if week_of else _year_of(table, reading.file)
        recogniser = Recogniser(list(layouts), own_columns, codes, chosen, year_from)
        try:
            found.append(recogniser.recognise(table, reading.file))
        except InputRefused as fault:
            if isinstance(fault, LayoutAmbiguous):
                raise
            faults.append((table, fault))
    if not found and faults:
        raise faults[0][1]
    if not found:
        raise NothingInIt(
            f"{reading.file}: there is no visible table in it.", remedy="Export it again, or show the sheet."
        )
    for table, of_sheet in faults:
        reading.findings.warn("W116", f"Sheet {table.sheet!r} is not read. {of_sheet.message}")
    return found


def _year_of(table: FoundTable, file: str) -> date | None:
    above = [" ".join(cell for cell in cells if cell) for _, cells in table.preamble]
    return year_start_in(above) or year_start_in([table.sheet or ""]) or year_start_in([file])


def _read_tables(reading: Reading, found: list[Recognised], week_of: date | None) -> int:
    """Stage and read each table; return the count of rows."""
    beside = {
        name for one in found if one.layout.holds_marks for name in BESIDE_A_MARK if one.binding.has(name)
    }
    marks = MarkTable(reading, [name for name in BESIDE_A_MARK if name in beside and name != "subcode"])
    marks.create()
    rows_read = 0
    for number, recognised in enumerate(found):
        name = f"{reading.schema}.table{number}"
        sheet = recognised.table.sheet if len(found) > 1 else None
        staged_table = recognised.table.stage(reading.workbench, name, _columns_read(recognised))
        rows_read += staged_table.rows
        reading.findings.take(staged_table.warnings)
        for skipped in staged_table.skipped:
            reading.findings.warn("W117", f"Rows that hold no data, left out: {skipped.why}.", skipped.rows)
        for header in recognised.binding.repeated:
            reading.findings.warn(
                "W118",
                f"Several columns are headed {header!r}: the first is used. "
                f'Another is named in attendctl.toml, [import.columns] "{header}#2" = "field".',
            )
        join = join_pupils(reading, name, recognised.binding, sheet=sheet)
        if recognised.layout.holds_marks:
            staged = Staged(name, recognised, join, sheet)
            marks.add(_long(reading, staged, week_of), staged=name, sheet=sheet)
    if rows_read == 0:
        raise NothingInIt(
            f"{reading.file}: the table has a header and no row below it.",
            remedy="Export it again for dates and pupils that have marks.",
        )
    return rows_read


def _long(reading: Reading, staged: Staged, week_of: date | None) -> LongMarks:
    shape = staged.recognised.layout.shape
    if shape == "week-columns":
        return week_columns.long_marks(reading, staged, week_of=week_of)
    if shape == "mark-string":
        return mark_string.long_marks(reading, staged, week_of=week_of)
    by_shape: dict[str, Callable[[Reading, Staged], LongMarks]] = {
        "mark-rows": mark_rows.long_marks,
        "day-rows": day_rows.long_marks,
        "wide": wide.long_marks,
    }
    return by_shape[shape](reading, staged)


def _columns_read(recognised: Recognised) -> list[int]:
    """Return the places of the columns that this layout reads."""
    binding, layout = recognised.binding, recognised.layout
    columns = [column for group in pupil_columns(binding).values() for column in group]
    columns += [c for parts in contact_columns(binding).values() for group in parts.values() for c in group]
    places = {column.index for column in columns}
    if layout.holds_marks:
        names = (
            "date",
            "session",
            "period",
            "mark",
            "am_mark",
            "pm_mark",
            "week_start",
            "week_end",
            "week_marks",
        )
        places |= {c.index for name in (*names, *BESIDE_A_MARK) if (c := binding.first(name))}
    if layout.shape == "wide":
        places |= {column.index for column in binding.dated}
    if layout.shape == "week-columns":
        places |= {column.index for column in binding.slots}
    return sorted(places)


def _read_xml(reading: Reading, path: Path, chosen: Layout | None) -> int:
    if chosen and chosen.shape != "ctf":
        raise LayoutUnknown(
            f"{reading.file}: XML is not of the layout {chosen.name!r}.", remedy="Leave --layout out."
        )
    marks = MarkTable(reading, [])
    marks.create()
    long, pupils = read_ctf(reading, path)
    marks.add(long, staged=f"{reading.schema}.ctf", sheet=None)
    return pupils


def _finish(reading: Reading, *, marks: bool, column: str | None) -> tuple[date | None, date | None]:
    """Settle doubles, fill the pupils' and contacts' tables, and look at the whole."""
    table = f"{reading.schema}.typed_mark"
    settle_doubles(reading, table, column)
    first, last = warn_of_odd_days(reading, table)
    codes = warn_of_odd_codes(reading, table)
    if marks and not codes and not reading.findings.refusals:
        raise NoMarks(
            f"{reading.file}: there is no mark in it, every session is empty.",
            remedy="Export it again for dates on which registers were taken.",
        )
    warn_of_other_totals(reading, table)
    reading.pupils.report()
    reading.pupils.stage(reading.workbench, reading.schema)
    if first is not None:  # a list of pupils says nothing of the days that its totals are of
        reading.pupils.stage_totals(reading.workbench, reading.schema)
    reading.contacts.stage(reading.workbench, reading.schema)
    _tidy(reading)
    return first, last


def _tidy(reading: Reading) -> None:
    """Drop the helper tables: a long file's would keep their memory while the ledger works."""
    helpers = reading.workbench.execute(
        """
        SELECT table_type, table_name FROM information_schema.tables
        WHERE table_schema = ? AND table_name NOT LIKE 'incoming%' AND table_name <> 'typed_mark'
        ORDER BY table_type DESC
        """,
        [reading.schema],
    ).fetchall()
    for kind, name in helpers:
        reading.workbench.execute(f'DROP {"VIEW" if kind == "VIEW" else "TABLE"} {reading.schema}."{name}"')


def _mark_column(found: list[Recognised]) -> str | None:
    """Return the header of the column of marks, where there is only one."""
    bindings = [one.binding for one in found]
    columns = [column for one in bindings if (column := one.first("mark") or one.first("week_marks"))]
    return columns[0].header if len(found) == len(columns) == 1 else None


def _kind(found: list[Recognised], reading: Reading) -> Kind:
    """Say what the file holds. Names and classes beside marks are still only marks."""
    if not found:
        return "marks"
    marks = any(one.layout.holds_marks for one in found)
    contacts = len(reading.contacts) > 0
    roll = any(
        one.layout.shape == "pupils" or (one.layout.holds_marks and any(map(one.binding.has, FLAGS)))
        for one in found
    )
    kinds: tuple[tuple[Kind, bool], ...] = (("marks", marks), ("pupils", roll), ("contacts", contacts))
    held = [kind for kind, there in kinds if there]
    return held[0] if len(held) == 1 else "mixed" if held else "contacts"
