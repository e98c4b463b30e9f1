"""Who a letter goes to: households, worked by hand from what registers state."""

from __future__ import annotations

from typing import Any

import pytest

from attendctl.casework.recipients import Contact, PupilAtHome, households_to_write_to

PUPIL = PupilAtHome("Ada Okoro", "3 Low Lane, Hilltown", "QX1 9ZZ")
HOME = ("3 Low Lane", "Hilltown", "QX1 9ZZ")


def contact(position: int, surname: str, *, pr: bool | None, home: bool | None, **more: Any) -> Contact:
    return Contact(
        position,
        more.pop("priority", position),
        title="Mx",
        surname=surname,
        parental_responsibility=pr,
        lives_with_pupil=home,
        **more,
    )


ELSEWHERE = {"address": "9 High Street\nHilltown", "postcode": "QX1 5CD"}
CASES: list[tuple[str, list[Contact], list[tuple[str, tuple[str, ...]]]]] = [
    (
        "two parents at home share a letter, first priority first",
        [
            contact(1, "Two", pr=True, home=True, priority=2),
            contact(2, "One", pr=True, home=True, priority=1),
        ],
        [("Mx One and Mx Two", HOME)],
    ),
    (
        "the same address typed another way is the same household",
        [
            contact(1, "One", pr=True, home=True, address="3 low lane,  Hilltown,", postcode="qx19zz"),
            contact(2, "Two", pr=True, home=True),
        ],
        [("Mx One and Mx Two", ("3 low lane", "Hilltown", "qx19zz"))],
    ),
    (
        "a parent who lives elsewhere gets a letter of their own, the pupil's home first",
        [contact(1, "One", pr=True, home=False, **ELSEWHERE), contact(2, "Two", pr=True, home=True)],
        [("Mx Two", HOME), ("Mx One", ("9 High Street", "Hilltown", "QX1 5CD"))],
    ),
    (
        "a parent elsewhere without an address is still written to, by name",
        [contact(1, "One", pr=True, home=False), contact(2, "Two", pr=True, home=True)],
        [("Mx Two", HOME), ("Mx One", ())],
    ),
    (
        "somebody without parental responsibility elsewhere is not written to",
        [contact(1, "Gran", pr=False, home=False), contact(2, "Two", pr=True, home=True)],
        [("Mx Two", HOME)],
    ),
    (
        "who lives with the pupil where nobody with parental responsibility does",
        [contact(1, "Carer", pr=False, home=True), contact(2, "Two", pr=True, home=False, **ELSEWHERE)],
        [("Mx Carer", HOME), ("Mx Two", ("9 High Street", "Hilltown", "QX1 5CD"))],
    ),
    (
        "nothing is stated: the first contact",
        [contact(1, "One", pr=None, home=None), contact(2, "Two", pr=None, home=None)],
        [("Mx One", HOME)],
    ),
    (
        "may not be written to",
        [
            contact(1, "One", pr=True, home=True, may_be_written_to=False),
            contact(2, "Two", pr=True, home=True, may_be_written_to=None),
        ],
        [("Mx Two", HOME)],
    ),
    (
        "nobody may be written to",
        [contact(1, "One", pr=True, home=True, may_be_written_to=False)],
        [],
    ),
    ("no contact at all", [], [("parent or carer of Ada Okoro", HOME)]),
]


@pytest.mark.parametrize(
    ("contacts", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_households(contacts: list[Contact], expected: list[tuple[str, tuple[str, ...]]]) -> None:
    found = households_to_write_to(PUPIL, contacts)
    assert [(home.salutation, home.address) for home in found] == expected


def test_the_register_s_own_salutation_is_used_where_there_are_no_contacts() -> None:
    pupil = PupilAtHome("Ada Okoro", salutation="Dear Mr and Mrs Okoro", addressee="Mr and Mrs G Okoro")
    (home,) = households_to_write_to(pupil, [])
    assert (home.salutation, home.addressee, home.contacts) == ("Mr and Mrs Okoro", "Mr and Mrs G Okoro", ())


def test_a_postcode_already_in_the_address_is_not_printed_twice() -> None:
    pupil = PupilAtHome("Ada Okoro", "3 Low Lane, QX1 9ZZ", "QX19ZZ")
    assert households_to_write_to(pupil, [])[0].address == ("3 Low Lane", "QX1 9ZZ")
