"""A management system's own totals, one row a pupil: not a register, but something to compare one with."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb

from attendctl.errors import InputRefused
from attendctl.exports.columns import Binding, bind
from attendctl.exports.containers.source import FoundTable, open_source
from attendctl.exports.findings import Findings
from attendctl.exports.headers import header_book
from attendctl.exports.pupil_fields import TOTALS
from attendctl.exports.pupils import PupilBook, RowRefused
from attendctl.exports.rows import pupil_columns
from attendctl.exports.values.shown import shown
from attendctl.measures.stated_totals import StatedPupil, StatedTotals
from attendctl.rules.attendance_codes import load_attendance_codes
from attendctl.settings import Settings

_SESSIONS = re.compile(r"\d[\d,]*(?:\.0+)?")
_WHO = ("upn", "mis_id", "admission_number", "surname", "forename")


class NoTotals(InputRefused):
    """The file does not state sessions by pupil, or not so that they can be read."""

    code = "I052"


def read_totals(path: Path, settings: Settings) -> StatedTotals:
    """Read the totals that a file states of each pupil.

    Args:
        path: a CSV file or a workbook with a column for the pupil, one for possible sessions, and some of
            attended, authorised and unauthorised ones.
        settings: ``[import.columns]`` may name its headers.

    Raises:
        NoTotals: no table in it has those columns; a total is no whole number; a pupil is in it twice.
        InputRefused: it cannot be opened.
    """
    book = header_book(dict(settings.imports.columns))
    source = open_source(path, looks_like_header=book.score)
    codes = frozenset(entry.code for entry in load_attendance_codes().entries)
    for table in source.tables:
        if table.hidden:
            continue
        binding = bind(table.header_rows, table.header, book, codes=codes)
        if binding.has("pupil") and binding.has("total_possible"):
            return StatedTotals(path.name, _pupils(path.name, table, binding))
    raise NoTotals(
        f"{path.name} does not state totals of sessions by pupil.",
        remedy="It needs a column for the pupil (UPN, admission number or name), one of possible sessions "
        "and one of attended sessions or absences; name its headers in attendctl.toml, [import.columns].",
    )


def _pupils(file: str, table: FoundTable, binding: Binding) -> tuple[StatedPupil, ...]:
    columns = {
        name: found[0] for name, found in pupil_columns(binding).items() if name in (*_WHO, "name", *TOTALS)
    }
    workbench = duckdb.connect()
    workbench.execute("CREATE SCHEMA stated")
    table.stage(workbench, "stated.totals", sorted({column.index for column in columns.values()}))
    listed = ", ".join(f"{column.name}::VARCHAR" for column in columns.values())
    rows = workbench.execute(f"SELECT line, {listed} FROM stated.totals ORDER BY line").fetchall()
    pupils = PupilBook(Findings())
    seen: dict[int, int] = {}
    for line, *cells in rows:
        texts = dict(zip(columns, cells, strict=True))
        for name in TOTALS:
            text = (texts.get(name) or "").strip()
            if text and not _SESSIONS.fullmatch(text):
                raise NoTotals(
                    f"{file}, line {line}, column {columns[name].header}: {shown(text)} is not a number of "
                    "sessions.",
                    remedy="Export the totals again as whole numbers of sessions.",
                )
        try:
            who = pupils.add(texts, line)
        except RowRefused as fault:
            column = f", column {columns[fault.field].header}: the cell" if fault.field in columns else ": it"
            raise NoTotals(
                f"{file}, line {line}{column} {fault.reason}.", remedy="Correct the row."
            ) from None
        if who is None:
            continue
        if who in seen:
            raise NoTotals(
                f"{file}, line {line}: the pupil of line {seen[who]} is in it again.",
                remedy="Export one row a pupil.",
            )
        seen[who] = line
    return tuple(
        StatedPupil(
            pupil.line,
            *(pupil.stated.get(name) for name in _WHO),
            *(pupil.stated.get(name) for name in TOTALS),
        )
        for pupil in pupils.pupils
    )
