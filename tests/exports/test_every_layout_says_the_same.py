"""One register, written in every layout by plain loops, is read back as the same marks."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from attendctl.exports.read import read_export
from attendctl.settings import Settings

UPNS = ("B801200005001", "A802200106001", "P207000016049")
MONDAY = date(2025, 11, 3)
HALVES = ("AM", "PM")
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri")

Register = list[list[str]]  # one list a pupil: ten codes, Monday AM to Friday PM


def rows_of_marks(register: Register) -> list[list[str]]:
    rows = [["UPN", "Date", "Session", "Mark"]]
    for upn, codes in zip(UPNS, register, strict=True):
        for place, code in enumerate(codes):
            rows.append([upn, f"{_day(place):%d/%m/%Y}", HALVES[place % 2], code])
    return rows


def rows_of_days(register: Register) -> list[list[str]]:
    rows = [["UPN", "Date", "AM", "PM"]]
    for upn, codes in zip(UPNS, register, strict=True):
        rows += [[upn, _day(at).isoformat(), codes[at], codes[at + 1]] for at in range(0, 10, 2)]
    return rows


def rows_of_weeks(register: Register) -> list[list[str]]:
    header = ["UPN", "Week", *(day + half for day in WEEKDAYS for half in HALVES)]
    return [header, *([upn, "03/11/2025", *codes] for upn, codes in zip(UPNS, register, strict=True))]


def rows_of_strings(register: Register) -> list[list[str]]:
    rows = [["UPN", "WeekStart", "WeekMarks"]]
    return rows + [[upn, "2025-11-03", ",".join(codes)] for upn, codes in zip(UPNS, register, strict=True)]


def rows_of_strings_with_weekends(register: Register) -> list[list[str]]:
    rows = [["UPN", "WeekStart", "WeekMarks"]]
    return rows + [
        [upn, "2025-11-03", ",".join([*codes, "", "", "", ""])]
        for upn, codes in zip(UPNS, register, strict=True)
    ]


def rows_with_a_column_a_session(register: Register) -> list[list[str]]:
    header = ["UPN", *(f"{_day(place):%d %b %Y} {HALVES[place % 2]}" for place in range(10))]
    return [header, *([upn, *codes] for upn, codes in zip(UPNS, register, strict=True))]


def rows_under_two_headers(register: Register) -> list[list[str]]:
    days = ["", *(f"{_day(place):%d/%m/%Y}" if place % 2 == 0 else "" for place in range(10))]
    halves = ["UPN", *HALVES * 5]
    return [days, halves, *([upn, *codes] for upn, codes in zip(UPNS, register, strict=True))]


LAYOUTS: list[Callable[[Register], list[list[str]]]] = [
    rows_of_marks,
    rows_of_days,
    rows_of_weeks,
    rows_of_strings,
    rows_of_strings_with_weekends,
    rows_with_a_column_a_session,
    rows_under_two_headers,
]
CODES = st.sampled_from(["/", "\\", "L", "I", "C1", "J1", "Y2", "O", "N", "U", "B", "X", "#", "-"])


@pytest.mark.parametrize("write", LAYOUTS, ids=lambda write: write.__name__)
@settings(max_examples=15, deadline=None)
@given(register=st.lists(st.lists(CODES, min_size=10, max_size=10), min_size=3, max_size=3))
def test_a_register_is_the_same_in_every_layout(write, register):
    register[0][0] = "/"  # a register without a single mark is refused
    text = io.StringIO()
    csv.writer(text).writerows(write(register))
    expected = {
        (upn, _day(place), place % 2, code)
        for upn, codes in zip(UPNS, register, strict=True)
        for place, code in enumerate(codes)
    }
    with tempfile.TemporaryDirectory() as folder, duckdb.connect() as workbench:
        path = Path(folder) / "export.csv"
        path.write_text(text.getvalue(), encoding="utf-8", newline="")
        incoming = read_export(path, workbench, schema="file", settings=Settings())
        found = workbench.execute(
            "SELECT upn, date, session, code FROM file.incoming_mark JOIN file.incoming_pupil USING (who)"
        ).fetchall()
    assert not incoming.refusals
    assert len(found) == len(expected)
    assert set(found) == expected


def _day(place: int) -> date:
    return MONDAY + timedelta(days=place // 2)
