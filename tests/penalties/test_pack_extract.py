"""The register extract of an evidence pack, against weeks written and added up by hand."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from attendctl.casework.evidence_pack.pack_extract import (
    Place,
    RegisterExtract,
    RegisterMark,
    RegisterSums,
    extracts_of,
    read_open_sessions,
    read_register,
)
from attendctl.ledger.book import open_ledger
from attendctl.measures.engine import prepare_register
from tests.ledger.registers import File, Row, take_in

ANN, BEN = "A999200000010", "A999200000020"
MONDAY, TUESDAY, WEDNESDAY = date(2025, 11, 3), date(2025, 11, 4), date(2025, 11, 5)
NEXT = date(2025, 11, 10)
AM, PM = 0, 1

# Monday and Tuesday of two weeks. Ann's marks, half by half:
#              Mon AM  Mon PM  Tue AM  Tue PM    possible attended authorised unauthorised
#  3 November    /       O       I       X           3        1         1          1
# 10 November    N       -       L      (none)       2        1         0          1
#                                                 ------------------------------------------
#                                                    5        2         1          2
BY_HAND = [
    ((MONDAY, AM), "/"),
    ((MONDAY, PM), "O"),
    ((TUESDAY, AM), "I"),
    ((TUESDAY, PM), "X"),
    ((NEXT, AM), "N"),
    ((NEXT, PM), "-"),
    ((date(2025, 11, 11), AM), "L"),
]


def register(
    tmp_path: Path, *files: File, as_of: date = date(2025, 11, 16), from_day: date = date(2025, 9, 1)
) -> tuple[tuple[RegisterMark, ...], dict[int, set[Place]], dict[int, str]]:
    path = tmp_path / "attendance.duckdb"
    for number, file in enumerate(files):
        take_in(path, file, known_on=date(2025, 12, 1 + number))
    with open_ledger(path, wait_seconds=0) as book:
        connection = book.connection
        prepare_register(connection, None)
        pupil = connection.execute("SELECT DISTINCT pupil_id FROM pupil WHERE upn = $1", [ANN]).fetchone()
        assert pupil is not None
        marks = read_register(connection, pupil[0], from_day=from_day, to_day=as_of)
        schools = {mark.school_id for mark in marks}
        opened = read_open_sessions(connection, schools, from_day=from_day, to_day=as_of)
        names = dict(connection.execute("SELECT school_id, name FROM school").fetchall())
    return marks, opened, names


def of_ash(*more: Row, left_out: Place | None = None) -> File:
    rows = [Row(ANN, day, half, code) for (day, half), code in BY_HAND if (day, half) != left_out]
    every_day = [MONDAY, TUESDAY, NEXT, date(2025, 11, 11)]
    rows += [Row(BEN, day, half, "/") for day in every_day for half in (AM, PM)]
    return File("ash.csv", (*rows, *more), school="Ash Primary")


def the_extract(
    tmp_path: Path, file: File, *mondays: date, as_of: date = date(2025, 11, 16)
) -> RegisterExtract:
    marks, opened, names = register(tmp_path, file, as_of=as_of)
    (found,) = extracts_of(marks, opened, mondays, names, as_of=as_of)
    return found


def test_the_sums_are_those_added_up_by_hand(tmp_path: Path) -> None:
    extract = the_extract(tmp_path, of_ash(), MONDAY, NEXT)
    assert [week.sums for week in extract.weeks] == [RegisterSums(3, 1, 1, 1), RegisterSums(2, 1, 0, 1)]
    assert extract.sums == extract.year == RegisterSums(5, 2, 1, 2)
    assert (extract.year_from, extract.year_to) == (date(2025, 9, 1), date(2025, 11, 16))


def test_each_session_has_its_code(tmp_path: Path) -> None:
    first, second = the_extract(tmp_path, of_ash(), MONDAY, NEXT).weeks
    assert first.codes == {(0, AM): "/", (0, PM): "O", (1, AM): "I", (1, PM): "X"}
    assert second.codes == {(0, AM): "N", (0, PM): "", (1, AM): "L"}


def test_a_row_without_a_mark_is_owed_and_what_follows_the_last_row_is_not(tmp_path: Path) -> None:
    assert the_extract(tmp_path, of_ash(), MONDAY, NEXT).without_mark == ((NEXT, PM),)


def test_no_row_while_school_was_open_is_owed(tmp_path: Path) -> None:
    extract = the_extract(tmp_path, of_ash(left_out=(TUESDAY, AM)), MONDAY, NEXT)
    assert extract.without_mark == ((TUESDAY, AM), (NEXT, PM))
    assert extract.weeks[0].codes[1, AM] == ""


def test_before_the_first_mark_nothing_is_owed(tmp_path: Path) -> None:
    joined = the_extract(tmp_path, of_ash(left_out=(MONDAY, AM)), MONDAY)
    assert joined.without_mark == ()


def test_only_the_weeks_asked_for_are_shown_and_the_year_counts_all(tmp_path: Path) -> None:
    extract = the_extract(tmp_path, of_ash(), NEXT)
    assert [week.monday for week in extract.weeks] == [NEXT]
    assert extract.sums == RegisterSums(2, 1, 0, 1)
    assert extract.year == RegisterSums(5, 2, 1, 2)


def test_marks_after_the_day_judged_are_not_shown(tmp_path: Path) -> None:
    extract = the_extract(tmp_path, of_ash(), MONDAY, NEXT, as_of=MONDAY)
    assert [week.monday for week in extract.weeks] == [MONDAY]
    assert extract.sums == RegisterSums(2, 1, 0, 1)


def test_the_year_begins_on_the_first_of_september(tmp_path: Path) -> None:
    summer = [Row(ANN, date(2025, 7, 7), AM, "O"), Row(ANN, date(2025, 9, 1), AM, "O")]
    file = of_ash(*summer)
    marks, opened, names = register(tmp_path, file, from_day=date(2025, 7, 1))
    (extract,) = extracts_of(marks, opened, [date(2025, 7, 7)], names, as_of=date(2025, 11, 16))
    assert extract.sums == RegisterSums(1, 0, 0, 1)
    assert extract.year == RegisterSums(6, 2, 1, 3)


def test_the_key_has_each_code_once_in_the_order_of_the_law(tmp_path: Path) -> None:
    key = the_extract(tmp_path, of_ash(), MONDAY).key
    assert [code for code, _, _ in key] == ["/", "I", "O", "X"]
    assert {code: counts for code, _, counts in key} == {
        "/": "attended",
        "I": "authorised absence",
        "O": "unauthorised absence",
        "X": "not possible, not counted",
    }


def test_a_child_who_moved_has_an_extract_of_each_school(tmp_path: Path) -> None:
    at_beech = File("beech.csv", (Row(ANN, date(2025, 11, 17), AM, "O"),), school="Beech Primary")
    as_of = date(2025, 11, 23)
    marks, opened, names = register(tmp_path, of_ash(), at_beech, as_of=as_of)
    weeks = [MONDAY, NEXT, date(2025, 11, 17)]
    ash, beech = extracts_of(marks, opened, weeks, names, as_of=as_of)
    assert (ash.school, ash.sums) == ("Ash Primary", RegisterSums(5, 2, 1, 2))
    assert (beech.school, beech.sums) == ("Beech Primary", RegisterSums(1, 0, 0, 1))
    assert beech.year == beech.sums


@pytest.mark.parametrize("comment", [None, "in Spain"])
def test_a_mark_keeps_its_comment(tmp_path: Path, comment: str | None) -> None:
    file = File("ash.csv", (Row(ANN, MONDAY, AM, "O", comment=comment),), school="Ash Primary")
    (mark,) = register(tmp_path, file)[0]
    assert (mark.comment, mark.place, mark.counts_as) == (comment, (MONDAY, AM), "unauthorised")
