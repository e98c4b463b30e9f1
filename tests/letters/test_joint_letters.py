"""Siblings at one home share a letter; parents who live apart each get their own. Worked by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from attendctl.casework.decision import Decision
from attendctl.casework.recipients import Contact
from attendctl.casework.standing import Sessions
from attendctl.letters.file_kinds import FileKind
from attendctl.letters.paper import files_of
from attendctl.letters.prepare import PreparedLetter, prepare_letters
from attendctl.letters.templates import LetterTemplates
from tests.letters.example_letters import MOTHER, decided, occasion_of

FATHER_AT_HOME = Contact(
    2, 2, title="Mr", forename="Sam", surname="Okoro", parental_responsibility=True, lives_with_pupil=True
)
FATHER_APART = replace(
    FATHER_AT_HOME, lives_with_pupil=False, address="9 High Street, Hilltown", postcode="QX1 5CD"
)
ANOTHER_FATHER = replace(FATHER_APART, forename="Jo", surname="Reed", address="1 Mill Row")
LOW, HIGH, MILL = (
    ("3 Low Lane", "Hilltown", "QX1 9ZZ"),
    ("9 High Street", "Hilltown", "QX1 5CD"),
    ("1 Mill Row", "QX1 5CD"),
)
ADA, BEN, CLEO = 7, 8, 9
FORENAMES = {ADA: "Ada", BEN: "Ben", CLEO: "Cleo"}


def due(pupil_id: int, letter: str = "1a", year: Sessions = Sessions(90, 5, 0), **more: Any) -> Decision:  # noqa: B008
    pupil = {"pupil_id": pupil_id, "upn": f"A99900000000{pupil_id}", "forename": FORENAMES[pupil_id]}
    return decided("greenhill", letter, year, **(pupil | more))


def written(
    decisions: Sequence[Decision], contacts: dict[int, Sequence[Contact]], templates: Path | None = None
) -> list[PreparedLetter]:
    letters, held_back = prepare_letters(
        decisions, contacts, occasion_of("greenhill"), LetterTemplates(templates)
    )
    assert held_back == []
    return letters


def told(letters: Sequence[PreparedLetter]) -> list[tuple[str, list[tuple[str, tuple[str, ...]]]]]:
    """Return of each letter who it is about, and who it goes to and where."""
    return [
        (
            "+".join(str(one.pupil.forename) for one in letter.decisions),
            [(envelope.household.salutation, envelope.household.address) for envelope in letter.envelopes],
        )
        for letter in letters
    ]


BOTH = "Mrs Okoro and Mr Okoro"
CASES: list[tuple[str, dict[int, list[Contact]], list[tuple[str, list[tuple[str, tuple[str, ...]]]]]]] = [
    (
        "the same parents at one home",
        {ADA: [MOTHER, FATHER_AT_HOME], BEN: [FATHER_AT_HOME, MOTHER]},
        [("Ada+Ben", [(BOTH, LOW)])],
    ),
    (
        "three of them",
        {ADA: [MOTHER], BEN: [MOTHER], CLEO: [MOTHER]},
        [("Ada+Ben+Cleo", [("Mrs Okoro", LOW)])],
    ),
    (
        "parents who live apart share both children: one letter, two copies",
        {ADA: [MOTHER, FATHER_APART], BEN: [MOTHER, FATHER_APART]},
        [("Ada+Ben", [("Mrs Okoro", LOW), ("Mr Okoro", HIGH)])],
    ),
    (
        "one mother and two fathers: her letter is about both, each father's about his child",
        {ADA: [MOTHER, FATHER_APART], BEN: [MOTHER, ANOTHER_FATHER]},
        [("Ada+Ben", [("Mrs Okoro", LOW)]), ("Ada", [("Mr Okoro", HIGH)]), ("Ben", [("Mr Reed", MILL)])],
    ),
    (
        "the father may not be written to about one of them",
        {ADA: [MOTHER, FATHER_APART], BEN: [MOTHER, replace(FATHER_APART, may_be_written_to=False)]},
        [("Ada+Ben", [("Mrs Okoro", LOW)]), ("Ada", [("Mr Okoro", HIGH)])],
    ),
    (
        "a man at home who is a contact of one of them only",
        {ADA: [MOTHER, FATHER_AT_HOME], BEN: [MOTHER]},
        [("Ada", [(BOTH, LOW)]), ("Ben", [("Mrs Okoro", LOW)])],
    ),
    (
        "two women of one name are told apart by their first names",
        {ADA: [MOTHER], BEN: [replace(MOTHER, forename="Hope")]},
        [("Ada", [("Mrs Okoro", LOW)]), ("Ben", [("Mrs Okoro", LOW)])],
    ),
    (
        "the address typed another way is the same home",
        {ADA: [MOTHER], BEN: [replace(MOTHER, address="3 low lane, hilltown", postcode="qx19zz")]},
        [("Ada+Ben", [("Mrs Okoro", LOW)])],
    ),
    (
        "no contact is known: nobody knows that the people are the same",
        {ADA: [], BEN: []},
        [("Ada", [("parent or carer of Ada Okoro", LOW)]), ("Ben", [("parent or carer of Ben Okoro", LOW)])],
    ),
]


@pytest.mark.parametrize(
    ("contacts", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_who_is_written_to_together(contacts: Any, expected: Any) -> None:
    assert told(written([due(pupil) for pupil in contacts], contacts)) == expected


def test_the_register_s_own_salutation_joins_siblings_too() -> None:
    said = {"salutation": "Dear Mr and Mrs Okoro", "addressee": "Mr and Mrs Okoro"}
    letters = written([due(ADA, **said), due(BEN, **said)], {})
    assert told(letters) == [("Ada+Ben", [("Mr and Mrs Okoro", LOW)])]


def test_siblings_due_different_letters_get_one_each() -> None:
    decisions = [due(ADA), due(BEN, "2a", Sessions(90, 3, 4))]
    assert told(written(decisions, {ADA: [MOTHER], BEN: [MOTHER]})) == [
        ("Ada", [("Mrs Okoro", LOW)]),
        ("Ben", [("Mrs Okoro", LOW)]),
    ]


def test_one_reference_whatever_the_order_and_another_than_each_child_s_own() -> None:
    contacts = {ADA: [MOTHER], BEN: [MOTHER]}
    (joint,) = written([due(ADA), due(BEN)], contacts)
    (turned,) = written([due(BEN), due(ADA)], contacts)
    own = [written([due(pupil)], contacts)[0].reference for pupil in (ADA, BEN)]
    assert joint.reference == turned.reference
    assert len({joint.reference, *own}) == 3


def test_the_letter_names_both_and_gives_each_child_s_figures() -> None:
    year = Sessions(90, 2, 4)
    (letter,) = written([due(ADA), due(BEN, year=year)], {ADA: [MOTHER], BEN: [MOTHER]})
    text = letter.envelopes[0].markdown
    assert "# Attendance of Ada Okoro and Ben Okoro: can we help?" in text
    assert "Please send Ada and Ben to school" in text
    assert "Ada has been in school for 85 of 90 sessions" in text  # 90 - 5
    assert "Ben has been in school for 84 of 90 sessions" in text  # 90 - 2 - 4
    assert "**94.4%**" in text
    assert "**93.3%**" in text
    assert text.count("| Could have been in school | 90 | 45 |") == 2
    assert "If you have not told us the reason" in text  # Ben's four, though Ada has none


def test_a_template_written_for_one_child_is_filled_for_each(tmp_path: Path) -> None:
    (tmp_path / "greenhill").mkdir()
    (tmp_path / "greenhill" / "1a.md").write_text(
        "Dear {{ salutation }},\n\n{{ first_name }} has missed school.\n"
    )
    letters = written([due(ADA), due(BEN)], {ADA: [MOTHER], BEN: [MOTHER]}, tmp_path)
    assert [letter.envelopes[0].markdown.splitlines()[2] for letter in letters] == [
        "Ada has missed school.",
        "Ben has missed school.",
    ]


def test_what_cannot_be_said_of_both_is_said_to_each(tmp_path: Path) -> None:
    """Class names differ, so a letter that prints the class cannot be about both."""
    (tmp_path / "greenhill").mkdir()
    (tmp_path / "greenhill" / "1a.md").write_text(
        "{{ first_name }} {{ has_or_have }} come late. {{ class_name }}"
    )
    contacts = {ADA: [MOTHER], BEN: [MOTHER]}
    apart = written([due(ADA), due(BEN, class_name="5B")], contacts, tmp_path)
    assert [letter.envelopes[0].markdown for letter in apart] == [
        "Ada has come late. 4K\n",
        "Ben has come late. 5B\n",
    ]
    (joint,) = written([due(ADA), due(BEN)], contacts, tmp_path)
    assert joint.envelopes[0].markdown == "Ada and Ben have come late. 4K\n"


def test_an_e_mail_address_that_one_child_s_record_has_holds_for_the_joint_letter() -> None:
    contacts = {ADA: [MOTHER], BEN: [replace(MOTHER, email="g@okoro.example")]}
    (letter,) = written([due(ADA), due(BEN)], contacts)
    assert letter.envelopes[0].paper.emails == (("Mrs Okoro", "g@okoro.example"),)
    assert b"To: Mrs Okoro <g@okoro.example>" in next(
        content for name, content in files_of(letter.envelopes[0].paper, [FileKind.eml]).items()
    )
