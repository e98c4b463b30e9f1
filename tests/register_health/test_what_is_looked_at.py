"""attendctl check on small registers: each kind of finding, at its edge and just short of it."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from shutil import copyfile

import duckdb
import pytest

from attendctl.casework.register_health.check import Health, check_register
from attendctl.ledger.book import open_ledger, open_ledger_to_write
from attendctl.ledger.letters_record import LetterRecord, record_letters
from attendctl.settings import CalendarSettings, Settings
from tests.ledger.registers import AM, PM, File, Row, take_in

MONDAY = date(2025, 9, 8)
DAYS = [MONDAY + timedelta(days=number) for number in (0, 1, 2, 3, 4, 7, 8, 9)]  # a week, and three days
TODAY = DAYS[-1]
# Twelve pupils of one class; the check letters are right.
UPNS = [f"{letter}99920000{number:04}" for number, letter in enumerate("NCRFVJYMBMBQ", start=1)]


def all_present(but: dict[tuple[int, date, int], str | None] | None = None) -> tuple[Row, ...]:
    """Return a mark a session for every pupil; ``but`` (pupil, day, session) another code, None no row."""
    other = but or {}
    rows = []
    for number, upn in enumerate(UPNS):
        for day in DAYS:
            for session in (AM, PM):
                code = other.get((number, day, session), "/\\"[session])
                if code is not None:
                    rows.append(Row(upn, day, session, code))
    return tuple(rows)


def told(
    folder: Path, *rows: Row, pupils: dict[str, dict[str, object]] | None = None, known_on: date = TODAY
) -> Path:
    path = folder / "attendance.duckdb"
    stated = {upn: {"class": "3A", **(pupils or {}).get(upn, {})} for upn in [*UPNS, *(pupils or {})]}
    take_in(path, File("marks.csv", rows, pupils=stated, school="Ash Primary"), known_on=known_on)
    return path


def look(path: Path, calendar: CalendarSettings | None = None) -> Health:
    with open_ledger(path) as book:
        return check_register(book.connection, Settings(calendar=calendar or CalendarSettings()), today=TODAY)


def found(health: Health, kind: str) -> list[tuple[str | None, list[tuple[date, str]]]]:
    """Return the UPN and the sessions of each finding of a kind."""
    return [
        (
            health.pupils[one.school_id, one.pupil_id].upn if one.pupil_id else None,
            [(session.day, session.half) for session in one.sessions],
        )
        for one in health.findings
        if one.kind == kind
    ]


def test_nothing_is_found_in_a_register_that_is_right(tmp_path: Path) -> None:
    health = look(told(tmp_path, *all_present()))
    assert health.findings == ()
    assert health.is_clean
    assert health.chain.entries == 1


def test_a_missing_mark(tmp_path: Path) -> None:
    health = look(told(tmp_path, *all_present({(1, DAYS[2], PM): "-"})))
    assert found(health, "missing") == [(UPNS[1], [(DAYS[2], "PM")])]
    assert not health.is_clean
    assert health.is_sound


@pytest.mark.parametrize(("place", "is_late"), [(1, True), (2, False)])
def test_an_absence_without_a_reason_after_five_school_days(
    tmp_path: Path, place: int, is_late: bool
) -> None:
    # after the second day there are six school days up to the last, after the third five
    health = look(told(tmp_path, *all_present({(0, DAYS[place], AM): "N"})))
    assert found(health, "unsettled") == ([(UPNS[0], [(DAYS[place], "AM")])] if is_late else [])


@pytest.mark.parametrize(("pupils", "is_odd"), [(1, True), (2, False)])
def test_a_visit_of_one_pupil(tmp_path: Path, pupils: int, is_odd: bool) -> None:
    but = {(number, DAYS[1], AM): "V" for number in range(pupils)}
    assert found(look(told(tmp_path, *all_present(dict(but)))), "trip") == (
        [(UPNS[0], [(DAYS[1], "AM")])] if is_odd else []
    )


@pytest.mark.parametrize(("closed", "is_odd"), [(1, True), (6, True), (7, False), (12, False)])
def test_a_closure_while_half_the_class_was_taught(tmp_path: Path, closed: int, is_odd: bool) -> None:
    but = {(number, DAYS[1], AM): "#" for number in range(closed)}
    pupils = [upn for upn, _ in found(look(told(tmp_path, *all_present(dict(but)))), "closed")]
    assert sorted(map(str, pupils)) == (sorted(UPNS[:closed]) if is_odd else [])


@pytest.mark.parametrize(("there", "is_odd"), [(1, True), (2, False)])
def test_a_session_with_hardly_any_marks(tmp_path: Path, there: int, is_odd: bool) -> None:
    saturday = DAYS[4] + timedelta(days=1)  # 1 of 12 is less than a tenth, 2 of 12 is not
    extra = [Row(upn, saturday, AM, "/") for upn in UPNS[:there]]
    few = found(look(told(tmp_path, *all_present(), *extra)), "few")
    assert few == ([(UPNS[0], [(saturday, "AM")])] if is_odd else [])


def test_marks_on_a_day_that_is_stated_as_closed(tmp_path: Path) -> None:
    health = look(told(tmp_path, *all_present()), CalendarSettings(closed_days=[DAYS[3]]))
    assert found(health, "closed-day") == [(None, [(DAYS[3], "AM"), (DAYS[3], "PM")])]


def test_marks_before_admission_and_after_leaving(tmp_path: Path) -> None:
    pupils = {UPNS[0]: {"admission_date": DAYS[1]}, UPNS[1]: {"leaving_date": DAYS[6]}}
    health = look(told(tmp_path, *all_present(), pupils=dict(pupils)))
    assert found(health, "before") == [(UPNS[0], [(DAYS[0], "AM"), (DAYS[0], "PM")])]
    assert found(health, "after") == [(UPNS[1], [(DAYS[7], "AM"), (DAYS[7], "PM")])]


@pytest.mark.parametrize(("place", "is_late"), [(1, True), (2, False)])
def test_a_mark_changed_late(tmp_path: Path, place: int, is_late: bool) -> None:
    path = told(tmp_path, *all_present(), known_on=DAYS[3])
    changed = File("changed.csv", (Row(UPNS[0], DAYS[place], AM, "I"),), school="Ash Primary")
    take_in(path, changed, known_on=TODAY, accept_older=True)
    late = [one for one in look(path).findings if one.kind == "late-change"]
    assert [(one.code_before, one.code) for finding in late for one in finding.sessions] == (
        [("/", "I")] if is_late else []
    )


@pytest.mark.parametrize(("day", "rests_on_it"), [(DAYS[2], True), (DAYS[3], False)])
def test_a_mark_changed_after_a_letter_that_rests_on_it(tmp_path: Path, day: date, rests_on_it: bool) -> None:
    path = told(tmp_path, *all_present({(0, DAYS[2], AM): "O", (0, DAYS[3], AM): "O"}), known_on=DAYS[3])
    with open_ledger_to_write(path) as book:
        (pupil,) = book.connection.execute("SELECT pupil_id FROM pupil WHERE upn = ?", [UPNS[0]]).fetchall()
        letter = LetterRecord(
            "AB12-CD34", 1, pupil[0], "1a", "amber", DAYS[2], DAYS[3], "greenhill", "1", None, {}, [], DAYS[3]
        )
        record_letters(book, [letter])
    changed = File("changed.csv", (Row(UPNS[0], day, AM, "I"),), school="Ash Primary")
    take_in(path, changed, known_on=DAYS[4], accept_older=True)
    after = [one for one in look(path).findings if one.kind == "after-letter"]
    assert [one.also for one in after] == ([("AB12-CD34",)] if rests_on_it else [])


def test_pupils_who_may_be_one_and_numbers_to_be_corrected(tmp_path: Path) -> None:
    one_name = {"surname": "Quill", "forename": "Ben", "date_of_birth": date(2017, 5, 1)}
    pupils: dict[str, dict[str, object]] = {
        UPNS[0]: dict(one_name),
        UPNS[1]: dict(one_name),
        UPNS[2]: one_name | {"date_of_birth": date(2017, 5, 2)},
        "A999200000001": {},  # N would be right
        "M80120000500A": {},
    }
    extra = [Row(upn, day, half, "/") for upn in list(pupils)[3:] for day in DAYS for half in (AM, PM)]
    health = look(told(tmp_path, *all_present(), *extra, pupils=pupils))
    twins = [one for one in health.findings if one.kind == "twin"]
    assert [{health.pupils[1, one.pupil_id or 0].upn, *one.also} for one in twins] == [set(UPNS[:2])]
    assert found(health, "doubtful-upn") == [("A999200000001", [])]
    assert found(health, "temporary-upn") == [("M80120000500A", [])]


def test_a_mark_flagged_behind_the_programs_back(tmp_path: Path) -> None:
    """The flag of what stands is no part of the chain: it is worked out anew."""
    path = told(tmp_path, *all_present(), known_on=DAYS[3])
    changed = File("changed.csv", (Row(UPNS[0], DAYS[3], AM, "I"),), school="Ash Primary")
    take_in(path, changed, known_on=DAYS[4], accept_older=True)
    assert look(path).is_sound
    for name, change in (
        ("turned", "SET current = NOT current"),
        ("twice", "SET current = TRUE"),
        ("moved", "SET pupil_id = pupil_id % 12 + 1"),
    ):
        copy = tmp_path / f"{name}.duckdb"
        copyfile(path, copy)
        with duckdb.connect(str(copy)) as file:
            file.execute(f"UPDATE mark {change} WHERE date = '{DAYS[3]}' AND session = 0")
        health = look(copy)
        assert not health.is_sound, name
        assert health.chain.faults == ()
