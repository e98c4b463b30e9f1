"""Whom a notice can be to: by parental responsibility and care, as far as the register tells."""

from __future__ import annotations

import pytest

from attendctl.casework.notices.notice import parent_key
from attendctl.casework.notices.parents import parent_meant, parents_of
from attendctl.casework.recipients import Contact
from attendctl.errors import AttendctlError, NotFound, WrongUsage

MOTHER = Contact(
    1,
    title="Ms",
    forename="Nia",
    surname="Sorrel",
    relationship="Mother",
    parental_responsibility=True,
    lives_with_pupil=True,
)
FATHER = Contact(
    2,
    title="Mr",
    forename="Abel",
    surname="Tarn",
    relationship="Father",
    parental_responsibility=True,
    lives_with_pupil=False,
    address="3 Mill Row",
)
STEPFATHER = Contact(
    3,
    forename="Jude",
    surname="Sorrel",
    relationship="Step-father",
    parental_responsibility=False,
    lives_with_pupil=True,
)
AUNT = Contact(
    4,
    forename="Ines",
    surname="Sorrel",
    relationship="Aunt",
    parental_responsibility=False,
    lives_with_pupil=False,
)
ALL = [MOTHER, FATHER, STEPFATHER, AUNT]
NAMES = ("Nia", "Sorrel", "Abel", "Tarn", "Jude", "Ines")


def positions(contacts: list[Contact]) -> list[int]:
    return [parent.contact.position for parent in parents_of(contacts)]


def test_parents_have_responsibility_or_live_with_the_child() -> None:
    assert positions(ALL) == [1, 2, 3]


@pytest.mark.parametrize(
    ("responsible", "lives", "is_parent"),
    [
        (True, False, True),
        (False, True, True),
        (None, True, True),
        (True, None, True),
        (False, False, False),
        (None, None, False),
        (None, False, False),
        (False, None, False),
    ],
)
def test_where_the_register_says_it_of_one_the_others_need_it_said_too(
    responsible: bool | None, lives: bool | None, is_parent: bool
) -> None:
    other = Contact(9, forename="Bo", parental_responsibility=responsible, lives_with_pupil=lives)
    assert (9 in positions([MOTHER, other])) is is_parent


@pytest.mark.parametrize(
    ("responsible", "lives", "is_possible"),
    [(None, None, True), (False, None, True), (None, False, True), (False, False, False)],
)
def test_where_it_says_it_of_none_those_it_does_not_rule_out_are_possible(
    responsible: bool | None, lives: bool | None, is_possible: bool
) -> None:
    found = parents_of(
        [Contact(1, forename="Bo", parental_responsibility=responsible, lives_with_pupil=lives)]
    )
    assert [parent.is_known for parent in found] == ([False] if is_possible else [])


def test_a_contact_without_a_name_is_left_out() -> None:
    assert positions([Contact(1, title="Mr", parental_responsibility=True), FATHER]) == [2]


def test_a_letter_reaches_them_at_their_own_address_or_the_childs() -> None:
    elsewhere = Contact(5, forename="Al", parental_responsibility=True, lives_with_pupil=False)
    with_home = parents_of([MOTHER, FATHER, elsewhere], pupil_has_address=True)
    without = parents_of([MOTHER, FATHER, elsewhere], pupil_has_address=False)
    assert [parent.has_address for parent in with_home] == [True, True, False]
    assert [parent.has_address for parent in without] == [False, True, False]


@pytest.mark.parametrize(
    ("word", "position"),
    [
        ("mother", 1),
        ("MOTHER", 1),
        ("Nia Sorrel", 1),
        ("ms nia sorrel", 1),
        ("Ms Sorrel", 1),
        ("nia", 1),
        ("1", 1),
        ("2", 2),
        ("Tarn", 2),
        ("step father", 3),
        ("Jude Sorrel", 3),
    ],
)
def test_a_parent_goes_by_name_relationship_or_number(word: str, position: int) -> None:
    assert parent_meant(parents_of(ALL), word, contacts=ALL).contact.position == position


@pytest.mark.parametrize(
    ("word", "fault", "says"),
    [
        ("Sorrel", WrongUsage, "2 parents of the pupil go by"),
        ("aunt", NotFound, "neither parental responsibility nor care"),
        ("4", NotFound, "neither parental responsibility nor care"),
        ("7", NotFound, "No parent of the pupil"),
        ("Nobody", NotFound, "No parent of the pupil"),
        ("", NotFound, "No parent of the pupil"),
    ],
)
def test_a_word_that_means_no_one_parent_is_refused_without_a_name(
    word: str, fault: type[AttendctlError], says: str
) -> None:
    with pytest.raises(fault, match=says) as caught:
        parent_meant(parents_of(ALL), word, contacts=ALL)
    assert "1 (Mother), 2 (Father), 3 (Step-father)" in str(caught.value)
    assert not [name for name in NAMES if name in str(caught.value)]


def test_without_any_parent_the_contacts_are_asked_for() -> None:
    with pytest.raises(NotFound, match="import them"):
        parent_meant(parents_of([AUNT]), "aunt", contacts=[AUNT])


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Ms Nia Sorrel", "NIA  SORREL", True),
        ("Mrs. Zoë O'Brien-Hall", "Zoe OBrien Hall", True),
        ("Dr Abel Tarn", "Mr Abel Tarn", True),
        ("Mr Sorrel", "Ms Sorrel", False),
        ("Nia Sorrel", "Nina Sorrel", False),
        ("Mr A Tarn", "Mr B Tarn", False),
    ],
)
def test_a_parent_stays_the_same_from_one_export_to_the_next(one: str, other: str, same: bool) -> None:
    assert (parent_key(one) == parent_key(other)) is same
