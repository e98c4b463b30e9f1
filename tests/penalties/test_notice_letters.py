"""Letters about a notice: to the one parent it names, to nobody else, whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command_line import Desk
from tests.penalties.notice_desk import (
    ANNA,
    ANSWERS,
    BEN,
    FIRST_MONDAY,
    TEXTS,
    decide,
    issue,
    notice_desk,
    whole_days,
)

OFFERED = "2025-09-15"
LATER = "2025-09-26"
CONTACTS = (
    "UPN,Priority,Title,Contact Forename,Contact Surname,Relationship,Parental Responsibility,"
    "Lives with Pupil,May be written to,Address,Postcode"
)
MOTHER = f"{ANNA},1,Ms,Nia,Sorrel,Mother,Yes,Yes,Yes,1 Mill Row,QX1 1AA"
FATHER = f"{ANNA},2,Mr,Abel,Tarn,Father,Yes,No,Yes,9 Far Road,QX2 2BB"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Anna and Ben, siblings: ten O each in the first week."""
    ten = whole_days(FIRST_MONDAY, 5)
    return notice_desk(tmp_path, monkeypatch, {ANNA: ten, BEN: ten})


def contacts(desk: Desk, *lines: str) -> None:
    path = desk.folder / "contacts-again.csv"
    path.write_text("\n".join((CONTACTS, *lines)) + "\n", encoding="utf-8")
    assert desk.run("import", path).exit_code == 0


def improve(desk: Desk, parent: str = "mother", upn: str = ANNA) -> int:
    made = desk.json("notice", "improve", upn, "--parent", parent, "--on", OFFERED, *TEXTS)
    number: int = made["entry"]["entry_id"] if "entry_id" in made["entry"] else made["entry"]["number"]
    return number


def letters(desk: Desk, letter: str, *, as_of: str = LATER) -> tuple[list[dict[str, Any]], list[str]]:
    """Write the letters of one name; return them, and why others are held back."""
    result = desk.run("letters", "--as-of", as_of, "--letter", letter, "--format", "json")
    assert result.exit_code in (0, 6), result.output
    run = json.loads(result.stdout)
    held = [one["why"] for one in run["held_back"] if one["letter"] == letter and one["something_is_missing"]]
    return [one for one in run["letters"] if one["letter"] == letter], held


def readers(one: dict[str, Any]) -> list[tuple[str, list[str]]]:
    return [(contact["name"], contact["address"]) for contact in one["addressed_to"]]


def test_it_goes_to_the_one_parent_named(desk: Desk) -> None:
    contacts(desk, MOTHER, FATHER)
    improve(desk)
    ((one,), held) = letters(desk, "notice-to-improve")
    assert readers(one) == [("Ms Sorrel", ["1 Mill Row", "QX1 1AA"])]
    assert held == []
    assert letters(desk, "notice-to-improve") == ([], [])  # it is written once


def test_two_parents_have_two_notices_and_two_letters(desk: Desk) -> None:
    contacts(desk, MOTHER, FATHER)
    improve(desk)
    improve(desk, "father")
    written, held = letters(desk, "notice-to-improve")
    assert [readers(one) for one in written] == [
        [("Ms Sorrel", ["1 Mill Row", "QX1 1AA"])],
        [("Mr Tarn", ["9 Far Road", "QX2 2BB"])],
    ]
    assert len({one["reference"] for one in written}) == 2
    assert held == []


def test_siblings_have_a_letter_each(desk: Desk) -> None:
    improve(desk)
    improve(desk, upn=BEN)
    written, _ = letters(desk, "notice-to-improve")
    assert [[pupil["upn"] for pupil in one["pupils"]] for one in written] == [[ANNA], [BEN]]


def test_a_parent_without_an_address_is_not_written_to(desk: Desk) -> None:
    improve(desk, "father")
    written, (why,) = letters(desk, "notice-to-improve")
    assert written == []
    assert "has no address" in why


def test_a_parent_who_is_no_contact_any_more_is_not_written_to_and_nobody_else_is(desk: Desk) -> None:
    contacts(desk, MOTHER, FATHER)
    number = improve(desk, "father")
    contacts(desk, MOTHER)
    written, (why,) = letters(desk, "notice-to-improve")
    assert written == []
    assert f"The parent whom entry {number} names is not among the pupil's contacts." in why
    assert "Tarn" not in why


def test_a_parent_who_may_not_be_written_to_is_not(desk: Desk) -> None:
    contacts(desk, MOTHER, FATHER)
    number = improve(desk, "father")
    contacts(desk, MOTHER, FATHER.replace("Yes,No,Yes", "Yes,No,No"))
    written, (why,) = letters(desk, "notice-to-improve")
    assert written == []
    assert f"the parent whom entry {number} names may not be written to" in why


def test_the_name_may_be_spelt_otherwise_since(desk: Desk) -> None:
    improve(desk)
    contacts(desk, MOTHER.replace("Ms,Nia", "Mrs,NIA"))
    ((one,), _) = letters(desk, "notice-to-improve")
    assert readers(one) == [("Mrs Sorrel", ["1 Mill Row", "QX1 1AA"])]


def test_well_done_goes_to_the_parent_of_the_notice(desk: Desk) -> None:
    contacts(desk, MOTHER, FATHER)
    number = improve(desk, "father")
    desk.json("notice", "review", str(number), "--outcome", "met", "--on", "2025-10-26")
    ((one,), _) = letters(desk, "notice-to-improve-met", as_of="2025-11-03")
    assert readers(one) == [("Mr Tarn", ["9 Far Road", "QX2 2BB"])]


def test_not_proceeding_is_told_to_every_household(desk: Desk) -> None:
    contacts(desk, MOTHER, FATHER)
    decide(desk, LATER, outcome="do-not-proceed")
    ((one,), _) = letters(desk, "penalty-not-proceeding")
    assert [name for name, _ in readers(one)] == ["Ms Sorrel", "Mr Tarn"]


@pytest.mark.parametrize("address", ["", 'local_authority_address = ["County Hall", "QX9 9ZZ"]'])
def test_the_request_goes_to_the_authority_with_its_address_or_without(desk: Desk, address: str) -> None:
    settings = desk.folder / "attendctl.toml"
    text = settings.read_text(encoding="utf-8").replace("[calendar]", f"{address}\n[calendar]")
    settings.write_text(text, encoding="utf-8")
    decide(desk, LATER)
    ((one,), held) = letters(desk, "penalty-referral")
    assert one["addressed_to"] == []  # nobody of the family
    assert held == []
    again = desk.json("letters", "--reprint", one["reference"], "--output", "again")
    assert again["changed"] == []


def correct(desk: Desk, code: str, *places: str) -> None:
    path = desk.folder / "corrected.csv"
    rows = ["UPN,Date,Session,Mark", *(f"{ANNA},{place},{code}" for place in places)]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    assert desk.run("import", path).exit_code == 0


@pytest.mark.parametrize("code", ["I", "N"])
@pytest.mark.parametrize("is_issued", [False, True])
def test_no_request_is_made_that_the_register_does_not_support(
    desk: Desk, code: str, is_issued: bool
) -> None:
    decide(desk, "2025-09-15")
    if is_issued:
        issue(desk, "2025-09-16")
    correct(desk, code, "2025-09-12,PM")
    written, (why,) = letters(desk, "penalty-referral")
    assert written == []
    assert "9 sessions (4½ days) with a known reason can be asked about; the threshold is 10." in why
    correct(desk, "G", "2025-09-12,PM")
    ((one,), _) = letters(desk, "penalty-referral")
    assert one["upn"] == ANNA


def test_a_later_decision_takes_the_place_of_the_request(desk: Desk) -> None:
    decide(desk, "2025-09-15")
    decide(desk, "2025-09-18", outcome="support")
    assert letters(desk, "penalty-referral") == ([], [])
    decide(desk, "2025-09-19")
    assert letters(desk, "penalty-referral")[0]


def test_a_request_below_the_threshold_rests_on_its_reason(desk: Desk) -> None:
    correct(desk, "I", "2025-09-12,PM")
    words = ("--outcome", "proceed", "--on", LATER, "--below-threshold", "Agreed", *ANSWERS)
    desk.json("penalties", "decide", ANNA, *words)
    assert letters(desk, "penalty-referral")[0]


def test_the_request_lists_what_a_notice_cites_that_was_issued_before_it_was_written(desk: Desk) -> None:
    decide(desk, "2025-09-15")
    issue(desk, "2025-09-16")
    ((one,), held) = letters(desk, "penalty-referral")
    assert one["upn"] == ANNA
    assert held == []
