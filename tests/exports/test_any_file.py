"""Whatever is in a file, reading it ends in tables or in a refusal, never in a fault of ours."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attendctl.errors import AttendctlError
from attendctl.exports.layouts import shipped_layouts
from attendctl.exports.read import read_export
from attendctl.settings import Settings

FIXTURES = sorted(Path(__file__).with_name("fixtures").iterdir())
NAMES = [None, *(layout.name for layout in shipped_layouts() if layout.shape != "refused")]
CELLS = (
    "",
    "/",
    "\\",
    "-",
    "AM",
    "31/02/2025",
    "09/13/2025",
    "Q9",
    "=1",
    "'",
    '"',
    "{",
    "%s",
    "NULL",
    "1E+9",
    "é",
)

edits = st.lists(
    st.tuples(st.integers(0, 30), st.integers(0, 12), st.sampled_from(CELLS)), min_size=0, max_size=4
)


def read_damaged(path: Path, changes: list[tuple[int, int, str]], layout: str | None, week: bool) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")
    for line, cell, text in changes:
        cells = lines[line % len(lines)].split(",")
        cells[cell % len(cells)] = text
        lines[line % len(lines)] = ",".join(cells)
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as workbench:
        damaged = Path(folder) / path.name
        damaged.write_text("\n".join(lines), encoding="utf-8", newline="")
        week_of = date(2025, 11, 5) if week else None
        try:
            read_export(
                damaged, workbench, schema="file", settings=Settings(), layout=layout, week_of=week_of
            )
        except AttendctlError:
            return
        doubles = workbench.execute(
            "SELECT count(*) - count(DISTINCT (who, date, session)) FROM file.incoming_mark"
        ).fetchone()
        holes = workbench.execute(
            "SELECT count(*) FROM file.incoming_mark WHERE who IS NULL OR date IS NULL OR code IS NULL"
        ).fetchone()
        assert (doubles, holes) == ((0,), (0,))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(FIXTURES), edits, st.sampled_from(NAMES), st.booleans())
def test_a_damaged_export_is_read_or_refused(path, changes, layout, week):
    read_damaged(path, changes, layout, week)


@pytest.mark.soak
@settings(max_examples=5000, deadline=None)
@given(st.sampled_from(FIXTURES), edits, st.sampled_from(NAMES), st.booleans())
def test_soak_damaged_exports(path, changes, layout, week):
    read_damaged(path, changes, layout, week)
