"""A file that is not the Department's table, or does not add up, is refused whole with one message."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendctl.rules.published_rows import compact_csv, read_compact
from attendctl.rules.published_table import NotPublishedFigures, read_download
from tests.benchmark_figures.downloads import DOWNLOAD, Row, changed_copy, download_rows, is_row

CHECKED = (
    "possible_sessions",
    "overall_attendance",
    "overall_absence",
    "authorised_absence",
    "unauthorised_absence",
    "present_sessions",
    "approved_educational_activity",
    "late_sessions",
    "reason_present",
    "reason_present_am",
    "reason_l_present_late_before_registers_closed",
    "reason_g_unauthorised_holiday",
    "reason_o_other_unauthorised",
    "reason_k_aea_education_arranged_by_la",
)


def changing(area: str, phase: str, column: str, value: str) -> Callable[[list[Row]], list[Row]]:
    def change(rows: list[Row]) -> list[Row]:
        return [row | {column: value} if is_row(row, area, phase) else row for row in rows]

    return change


def without(column: str) -> Callable[[list[Row]], list[Row]]:
    return lambda rows: [{name: cell for name, cell in row.items() if name != column} for row in rows]


FAULTS: dict[str, tuple[Callable[[list[Row]], list[Row]], str]] = {
    "no column": (without("pa_perc"), "column pa_perc"),
    "no England": (lambda rows: [row for row in rows if row["region_name"]], "must have England"),
    "a row twice": (lambda rows: [*rows, rows[0]], "is in it twice"),
    "two years": (
        lambda rows: [rows[0] | {"time_period": "202425"}, *rows[1:]],
        "2 periods",
    ),
    "a term": (
        lambda rows: [row | {"time_identifier": "Autumn term"} for row in rows],
        "time_identifier is 'Autumn term'",
    ),
    "no such year": (lambda rows: [row | {"time_period": "202527"} for row in rows], "not one academic year"),
    "a level": (changing("Hartlepool", "Primary", "geographic_level", "School"), "geographic_level"),
    "a phase": (changing("Hartlepool", "Primary", "education_phase", "Nursery"), "education_phase"),
    "no number": (changing("England", "Total", "possible_sessions", "many"), "is not a number"),
    "negative": (changing("England", "Total", "late_sessions", "-1"), "cannot be"),
    "a part of a session": (changing("England", "Total", "late_sessions", "1.5"), "cannot be"),
    "infinite": (changing("England", "Total", "pa_perc", "Infinity"), "cannot be"),
    "over a hundred": (changing("England", "Total", "pa_perc", "100.1"), "over a hundred"),
    "suppressed in part": (changing("England", "Total", "pa_perc", "c"), "suppressed in part"),
    "another percentage": (
        changing("England", "Primary", "attendance_perc", "94.7233"),
        "attendance_perc is not overall_attendance",
    ),
    "no region": (changing("Hartlepool", "Primary", "region_name", ""), "region_name"),
    "phases do not add up": (
        lambda rows: [row for row in rows if not is_row(row, "Hartlepool", "Special")],
        "the phases do not add up",
    ),
}


@pytest.mark.parametrize(("change", "said"), FAULTS.values(), ids=FAULTS)
def test_a_changed_table_is_refused(
    change: Callable[[list[Row]], list[Row]], said: str, tmp_path: Path
) -> None:
    path = changed_copy(tmp_path / "table.csv", change)
    with pytest.raises(NotPublishedFigures, match=said) as refused:
        read_download(path)
    assert "Nothing was saved" in refused.value.message
    assert refused.value.exit_status == 3


@pytest.mark.parametrize(
    "content",
    [b"", b"\x00\xff\xfe", b"UPN,Mark\nA,/\n", b'a,"b\n', "é".encode("latin-1"), b"\n\n"],
)
def test_any_other_file_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "other.csv"
    path.write_bytes(content)
    with pytest.raises(NotPublishedFigures):
        read_download(path)


def test_no_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotPublishedFigures, match="no file"):
        read_download(tmp_path / "none.csv")
    with pytest.raises(NotPublishedFigures):
        read_download(tmp_path)


ROWS = download_rows()
PLACES = [place for place, row in enumerate(ROWS) if row["possible_sessions"] != "c"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.sampled_from(PLACES), column=st.sampled_from(CHECKED), by=st.integers(1, 10**6))
def test_no_number_can_be_changed_by_itself(place: int, column: str, by: int, tmp_path: Path) -> None:
    def change(rows: list[Row]) -> list[Row]:
        rows[place] |= {column: str(int(rows[place][column]) + by)}
        return rows

    with pytest.raises(NotPublishedFigures, match=f"line {place + 2}"):
        read_download(changed_copy(tmp_path / "table.csv", change))


def test_rows_are_kept_whole_and_in_one_order(tmp_path: Path) -> None:
    year, rows = read_download(DOWNLOAD)
    assert year == 2025
    assert read_compact(compact_csv(rows)) == rows
    backwards = changed_copy(tmp_path / "table.csv", lambda given: given[::-1])
    assert read_download(backwards) == (year, rows)
