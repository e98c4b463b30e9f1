"""Who a row is: UPN, MIS id or admission number; links, conflicts and names."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from attendctl.ledger.book import open_ledger
from attendctl.ledger.undo import undo
from tests.ledger.registers import AM, PM, File, Row, read_amendments, read_marks, read_pupils, take_in

ANNA, BEN = "A801200000017", "B801200000025"
TEMPORARY = "A80120000001B"
MONDAY, TUESDAY = date(2025, 9, 8), date(2025, 9, 9)
FRIDAY, NEXT_FRIDAY, LATER = date(2025, 9, 12), date(2025, 9, 19), date(2025, 9, 26)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "attendance.duckdb"


def test_an_admission_number_is_compared_without_leading_zeros(ledger: Path) -> None:
    take_in(ledger, File("a.csv", (Row("", MONDAY, AM, "N", admission_number="000417"),)), known_on=FRIDAY)
    take_in(ledger, File("b.csv", (Row("", MONDAY, AM, "I", admission_number="417"),)), known_on=NEXT_FRIDAY)
    assert read_marks(ledger) == {("417", MONDAY, AM): ("I", None, None, "b.csv")}


def test_a_row_with_two_numbers_makes_one_pupil_of_both(ledger: Path) -> None:
    take_in(ledger, File("a.csv", (Row("", MONDAY, AM, "N", admission_number="417"),)), known_on=FRIDAY)
    take_in(ledger, File("b.csv", (Row(ANNA, MONDAY, AM, "I"),)), known_on=NEXT_FRIDAY)
    assert len(read_marks(ledger)) == 2
    both = File("c.csv", (Row(ANNA, TUESDAY, AM, "/", admission_number="417"),))
    take_in(ledger, both, known_on=LATER)
    assert {slot: said[0] for slot, said in read_marks(ledger).items()} == {
        (ANNA, MONDAY, AM): "I",
        (ANNA, TUESDAY, AM): "/",
    }
    assert [row[3:5] for row in read_amendments(ledger)] == [("N", "I")]
    undo(ledger, 3, undone_on=LATER, wait_seconds=0)
    assert {slot: said[0] for slot, said in read_marks(ledger).items()} == {
        ("417", MONDAY, AM): "N",
        (ANNA, MONDAY, AM): "I",
    }


def test_the_same_admission_number_in_two_schools_is_two_pupils(ledger: Path) -> None:
    row = Row("", MONDAY, AM, "/", admission_number="417")
    result = take_in(
        ledger, File("a.csv", (row,), school="Ash"), File("b.csv", (row,), school="Beech"), known_on=FRIDAY
    )
    assert [outcome.pupils_new for outcome in result.files] == [1, 1]
    assert len(read_pupils(ledger)) == 2


def test_a_permanent_upn_takes_over_from_a_temporary_one(ledger: Path) -> None:
    first = Row(TEMPORARY, MONDAY, AM, "/", admission_number="417")
    take_in(ledger, File("a.csv", (first,)), known_on=FRIDAY)
    second = Row(ANNA, MONDAY, PM, "\\", admission_number="417")
    assert take_in(ledger, File("b.csv", (second,)), known_on=NEXT_FRIDAY).saved
    assert set(read_marks(ledger)) == {(ANNA, MONDAY, AM), (ANNA, MONDAY, PM)}


@pytest.mark.parametrize("past", [TEMPORARY, BEN])
def test_a_system_that_still_exports_a_upn_of_the_past_does_not_bring_it_back(
    ledger: Path, past: str
) -> None:
    take_in(ledger, File("a.csv", (Row(past, MONDAY, AM, "/"),)), known_on=FRIDAY)
    stated = {ANNA: {"former_upn": past}}
    take_in(ledger, File("b.csv", (Row(ANNA, MONDAY, PM, "/"),), pupils=stated), known_on=NEXT_FRIDAY)
    take_in(ledger, File("c.csv", (Row(past, TUESDAY, AM, "/"),)), known_on=LATER)
    assert {number for number, _, _ in read_marks(ledger)} == {ANNA}
    undo(ledger, 2, undone_on=LATER, wait_seconds=0)
    assert {number for number, _, _ in read_marks(ledger)} == {past}


def test_a_stated_former_upn_joins_two_permanent_ones(ledger: Path) -> None:
    take_in(ledger, File("a.csv", (Row(BEN, MONDAY, AM, "/", admission_number="417"),)), known_on=FRIDAY)
    moved = File(
        "b.csv",
        (Row(ANNA, MONDAY, PM, "\\", admission_number="417"),),
        pupils={ANNA: {"former_upn": BEN}},
    )
    assert take_in(ledger, moved, known_on=NEXT_FRIDAY).saved
    assert set(read_marks(ledger)) == {(ANNA, MONDAY, AM), (ANNA, MONDAY, PM)}


def test_two_permanent_upns_of_one_admission_number_are_refused(ledger: Path) -> None:
    take_in(ledger, File("a.csv", (Row(BEN, MONDAY, AM, "/", admission_number="417"),)), known_on=FRIDAY)
    wrong = File("b.csv", (Row(BEN, TUESDAY, AM, "/"), Row(ANNA, MONDAY, AM, "I", admission_number="0417")))
    result = take_in(ledger, wrong, known_on=NEXT_FRIDAY)
    assert (result.saved, result.exit_status) == (False, 3)
    refusal = result.files[0].refusals[0]
    assert (refusal.line, refusal.column, refusal.value) == (3, "Admission number", "417")
    assert f"{ANNA} and {BEN}" in refusal.reason
    assert len(read_marks(ledger)) == 1


def test_with_accept_partial_only_the_conflicting_pupil_is_set_aside(ledger: Path) -> None:
    take_in(ledger, File("a.csv", (Row(BEN, MONDAY, AM, "/", admission_number="417"),)), known_on=FRIDAY)
    wrong = File("b.csv", (Row(BEN, TUESDAY, AM, "/"), Row(ANNA, MONDAY, AM, "I", admission_number="417")))
    result = take_in(ledger, wrong, known_on=NEXT_FRIDAY, accept_partial=True)
    assert (result.saved, result.exit_status) == (True, 6)
    assert set(read_marks(ledger)) == {(BEN, MONDAY, AM), (BEN, TUESDAY, AM)}


def roll(**stated: object) -> File:
    return File(
        "roll.csv",
        pupils={ANNA: {"surname": "Åsberg", "forename": "Zoë", "date_of_birth": "2015-03-04", **stated}},
    )


def nameless_numbers(**stated: object) -> File:
    """A file of marks that knows the pupil by name alone."""
    return File(
        "names.csv",
        (Row("", MONDAY, AM, "/"),),
        pupils={"": {"surname": "Asberg", "forename": "ZOE", "date_of_birth": "2015-03-04", **stated}},
    )


def test_a_name_and_date_of_birth_are_proposed_and_not_assumed(ledger: Path) -> None:
    take_in(ledger, roll(), known_on=FRIDAY)
    result = take_in(ledger, nameless_numbers(), known_on=NEXT_FRIDAY)
    assert result.exit_status == 3
    reason = result.files[0].refusals[0].reason
    assert ANNA in reason
    assert "--match-names" in reason
    assert "sberg" not in reason.casefold()
    assert read_marks(ledger) == {}


def test_with_match_names_one_pupil_that_fits_is_taken(ledger: Path) -> None:
    take_in(ledger, roll(), known_on=FRIDAY)
    assert take_in(ledger, nameless_numbers(), known_on=NEXT_FRIDAY, match_names=True).saved
    assert set(read_marks(ledger)) == {(ANNA, MONDAY, AM)}


@pytest.mark.parametrize(
    ("stated", "why"),
    [
        ({"date_of_birth": None}, "nor a date of birth"),
        ({"date_of_birth": "2015-03-05"}, "no pupil of this name"),
    ],
)
def test_a_name_that_fits_nobody_is_refused(ledger: Path, stated: dict[str, object], why: str) -> None:
    take_in(ledger, roll(), known_on=FRIDAY)
    result = take_in(ledger, nameless_numbers(**stated), known_on=NEXT_FRIDAY, match_names=True)
    assert why in result.files[0].refusals[0].reason


def test_two_pupils_who_fit_are_both_named_by_number_and_refused(ledger: Path) -> None:
    take_in(ledger, roll(), known_on=FRIDAY)
    twin = File("twin.csv", pupils={BEN: roll().pupils[ANNA]})
    take_in(ledger, twin, known_on=FRIDAY)
    result = take_in(ledger, nameless_numbers(), known_on=NEXT_FRIDAY, match_names=True)
    assert f"({ANNA}, {BEN})" in result.files[0].refusals[0].reason


def test_two_marks_for_one_session_of_linked_numbers_are_refused(ledger: Path) -> None:
    take_in(ledger, File("a.csv", (Row(ANNA, MONDAY, PM, "/", admission_number="417"),)), known_on=FRIDAY)
    rows = (Row(ANNA, MONDAY, AM, "/"), Row("", MONDAY, AM, "N", admission_number="417"))
    result = take_in(ledger, File("b.csv", rows), known_on=NEXT_FRIDAY)
    refusals = result.files[0].refusals
    assert [(one.line, one.value) for one in refusals] == [(2, "/"), (3, "N")]
    assert ["line 3" in refusals[0].reason, "line 2" in refusals[1].reason] == [True, True]
    good = (*rows, Row(ANNA, TUESDAY, AM, "/"))
    partial = take_in(ledger, File("d.csv", good), known_on=NEXT_FRIDAY, accept_partial=True)
    assert (partial.files[0].marks.new, len(partial.files[0].refusals)) == (1, 2)
    same = (Row(ANNA, MONDAY, AM, "/"), Row("", MONDAY, AM, "/", admission_number="417"))
    assert take_in(ledger, File("c.csv", same), known_on=NEXT_FRIDAY).files[0].marks.new == 1


@pytest.mark.parametrize("codes", ["/-", "-/"])
def test_a_mark_goes_before_a_row_without_one_of_the_same_pupil(ledger: Path, codes: str) -> None:
    take_in(ledger, File("a.csv", (Row(ANNA, MONDAY, PM, "/", admission_number="417"),)), known_on=FRIDAY)
    rows = (Row(ANNA, MONDAY, AM, codes[0]), Row("", MONDAY, AM, codes[1], admission_number="417"))
    assert take_in(ledger, File("b.csv", rows), known_on=NEXT_FRIDAY).files[0].marks.new == 1
    assert read_marks(ledger)[ANNA, MONDAY, AM][0] == "/"


def test_of_every_attribute_the_latest_stated_holds(ledger: Path) -> None:
    take_in(ledger, roll(sen="K", pp=True), known_on=FRIDAY)
    take_in(ledger, File("b.csv", pupils={ANNA: {"surname": "Åsberg-Wu", "pp": False}}), known_on=NEXT_FRIDAY)
    late = File("c.csv", pupils={ANNA: {"surname": "Oldname", "house": "Red"}})
    outcome = take_in(ledger, late, known_on=date(2025, 9, 1)).files[0]
    assert (outcome.pupils_new, outcome.pupils_changed) == (0, 1)
    query = "SELECT surname, forename, sen, pp, house FROM pupil"
    with open_ledger(ledger, wait_seconds=0) as book:
        assert book.connection.execute(query).fetchall() == [("Åsberg-Wu", "Zoë", "K", False, "Red")]
    undo(ledger, 2, undone_on=LATER, wait_seconds=0)
    with open_ledger(ledger, wait_seconds=0) as book:
        assert book.connection.execute(query).fetchall() == [("Åsberg", "Zoë", "K", True, "Red")]


def test_newer_contacts_replace_the_whole_set(ledger: Path) -> None:
    two = [{"priority": 1, "surname": "Wu"}, {"priority": 2, "surname": "Åsberg"}]
    take_in(ledger, File("a.csv", pupils={ANNA: {}}, contacts={ANNA: two}), known_on=FRIDAY)
    take_in(ledger, File("b.csv", pupils={ANNA: {}}, contacts={ANNA: two[1:]}), known_on=NEXT_FRIDAY)
    take_in(ledger, File("c.csv", pupils={ANNA: {}}), known_on=LATER)
    query = "SELECT surname FROM contact ORDER BY priority"
    with open_ledger(ledger, wait_seconds=0) as book:
        assert book.connection.execute(query).fetchall() == [("Åsberg",)]
    undo(ledger, 2, undone_on=LATER, wait_seconds=0)
    with open_ledger(ledger, wait_seconds=0) as book:
        assert book.connection.execute(query).fetchall() == [("Wu",), ("Åsberg",)]
