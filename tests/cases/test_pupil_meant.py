"""Which pupil a word means: numbers before names, and nobody's name in a message."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from attendctl.casework.pupil_meant import PupilMeant, pupils_meant, pupils_of, the_pupil_meant
from attendctl.errors import AttendctlError, NotFound, WrongUsage
from attendctl.ledger.book import open_ledger
from tests.ledger.registers import AM, File, Row, take_in

MONDAY, FRIDAY = date(2025, 9, 8), date(2025, 9, 12)
ZOE = PupilMeant(1, 1, "A999200000010", "00417", "9001", "Åsberg", "Zoë", "Lind", "Zo")
BEN = PupilMeant(1, 2, "A999200000020", None, "9002", "Quill", "Ben")
OTHER_BEN = PupilMeant(1, 3, None, "512", None, "Quill", "Ben")
BEN_ELSEWHERE = PupilMeant(2, 2, "A999200000020", None, None, "Quill", "Ben")
NUMBERED_ELSEWHERE = PupilMeant(2, 4, "A999200000040", "417", None, "Moss", "Ida")
NAMELESS = PupilMeant(1, 5, None, "600", None, None, None)
SCHOOL = [ZOE, BEN, NAMELESS]


@pytest.mark.parametrize(
    "word",
    [
        "A999200000010",
        " a999200000010 ",
        "00417",
        "417",
        "9001",
        "Zoë Åsberg",
        "zoe asberg",
        "Åsberg, Zoë",
        "Åsberg  Zoë",
        "ÅSBERG",
        "Zo Lind",
        "Lind",
        "Zoë Lind",
    ],
)
def test_every_way_to_name_a_pupil(word: str) -> None:
    assert the_pupil_meant(SCHOOL, word) == ZOE


@pytest.mark.parametrize("word", ["", "  ", ",", "Zoë", "Zoë Quill", "4", "0417x", "A99920000001", "None"])
def test_what_is_nobodys(word: str) -> None:
    with pytest.raises(NotFound) as fault:
        pupils_meant(SCHOOL, word)
    assert fault.value.exit_status == 4


def test_a_number_comes_before_a_name() -> None:
    named_like_a_number = PupilMeant(1, 9, None, None, "X1", "417", "Al")
    assert pupils_meant([named_like_a_number, ZOE], "417") == [ZOE]


def test_several_pupils_of_one_name_are_not_guessed_between() -> None:
    with pytest.raises(WrongUsage, match="2 pupils go by what --pupil says"):
        pupils_meant([BEN, OTHER_BEN], "Ben Quill")
    assert the_pupil_meant([BEN, OTHER_BEN], "512") == OTHER_BEN


def test_a_number_may_mean_a_pupil_of_each_school() -> None:
    both = [ZOE, NUMBERED_ELSEWHERE]
    assert pupils_meant(both, "417") == both
    with pytest.raises(WrongUsage, match="2 pupils go") as fault:
        the_pupil_meant(both, "417")
    assert "--school" in fault.value.remedy


@pytest.mark.parametrize("word", ["A999200000020", "Ben Quill"])
def test_a_pupil_of_two_schools_is_one_pupil(word: str) -> None:
    both = [BEN, BEN_ELSEWHERE]
    assert pupils_meant(both, word) == both
    with pytest.raises(WrongUsage, match="2 schools have the pupil") as fault:
        the_pupil_meant(both, word)
    assert "--school" in fault.value.remedy


@pytest.mark.parametrize(
    ("pupils", "word"),
    [(SCHOOL, "Mystery Person"), ([BEN, OTHER_BEN], "Ben Quill"), ([BEN, BEN_ELSEWHERE], "Ben Quill")],
)
def test_no_message_says_a_name(pupils: list[PupilMeant], word: str) -> None:
    with pytest.raises(AttendctlError) as fault:
        the_pupil_meant(pupils, word)
    said = str(fault.value)
    assert not [name for name in ("Mystery", "Ben", "Quill") if name in said]
    assert "PUPIL" in said


def test_the_ledgers_pupils_by_school_and_by_every_number_an_import_gave(tmp_path: Path) -> None:
    path = tmp_path / "attendance.duckdb"
    upn = "A999200000010"
    stated = {upn: {"surname": "Åsberg", "forename": "Zoë", "admission_number": "00417", "mis_id": "9001"}}
    rows = (Row(upn, MONDAY, AM, "/"),)
    take_in(path, File("a.csv", rows, pupils=stated, school="Ash Primary"), known_on=MONDAY)
    renamed = {upn: {"preferred_surname": "Lind"}}
    take_in(path, File("b.csv", rows, pupils=renamed, school="Beech Primary"), known_on=FRIDAY)
    with open_ledger(path) as book:
        pupils = pupils_of(book.connection)
        assert [pupil.school_id for pupil in pupils_meant(pupils, upn)] == [1, 2]
        ash = pupils_of(book.connection, {1})
        assert the_pupil_meant(ash, "417").identity == upn
        assert [the_pupil_meant(ash, word).school_id for word in ("9001", "Zoe Asberg")] == [1, 1]
    with open_ledger(path, known=MONDAY) as book:
        assert [pupil.school_id for pupil in pupils_of(book.connection)] == [1]


@pytest.mark.parametrize(("pupil", "said"), [(ZOE, "A999200000010"), (OTHER_BEN, "512")])
def test_a_message_may_say_the_number(pupil: PupilMeant, said: str) -> None:
    assert pupil.identity == said
