"""The order of the print run: by postcode, street, house and name; worked by hand."""

from __future__ import annotations

import random

from attendctl.casework.standing import Sessions
from attendctl.letters.postal_order import in_postal_order, postal_place
from tests.letters.example_letters import prepared

IN_ORDER = [
    ["Ms Roe", "4 Beck Lane", "QW1 1AA"],  # QW before QX
    ["Mr Lee", "2 Ash Road", "QX2 3AB"],  # district 2 before 10
    ["Mr Lee", "10 Ash Road", "qx2  3ab"],  # house 2 before 10, however it is typed
    ["Ms Zito", "10 Ash Road", "QX2 3AB"],  # by name at one house
    ["Mr Lee", "1 Oak Road", "QX2 3AB"],  # by street before house
    ["Mr Lee", "1 Ash Road", "QX2 3AD"],
    ["Mr Lee", "1 Ash Road", "QX10 3AB"],
    ["Mr Lee", "9 Elm Row", "Hilltown"],  # without a postcode
    ["The parent or carer of Ada"],  # without an address
]


def test_a_bundle_lies_in_the_order_of_the_post() -> None:
    shuffled = IN_ORDER[:]
    random.Random(4).shuffle(shuffled)
    assert sorted(shuffled, key=postal_place) == IN_ORDER


def test_letters_for_one_home_lie_together_in_the_order_given() -> None:
    letters = [
        prepared("greenhill", "1a", Sessions(90, 5, 0), upn=f"A99900000000{number}", address=address)
        for number, address in enumerate(["9 Low Lane", "3 Low Lane", "9 Low Lane", "3 Low Lane"])
    ]
    found = [envelope.paper.stem for envelope in in_postal_order(letters)]
    assert found == [letters[place].envelopes[0].paper.stem for place in (1, 3, 0, 2)]
