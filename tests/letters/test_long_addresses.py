"""However long the address or the letterhead, no line of a letter lies over another."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from attendctl.casework.standing import Sessions
from attendctl.letters.pdf import pdf_of
from tests.letters.example_letters import SCHOOL, prepared

LINE_OF_TEXT = 12  # points


def heights(**changes: Any) -> dict[str, float]:
    """Return how far above the foot of the first page each line is printed, in points."""
    letter = prepared("national", "1a", Sessions(90, 5, 0), **changes)
    pdf = pdf_of([letter.envelopes[0].sheet], title="A letter", written_on=date(2025, 11, 10))
    found: dict[str, float] = {}

    def keep(text: str, cm: list[float], tm: list[float], *_: object) -> None:
        if text.strip():
            found[text.strip()] = tm[5] * cm[3] + cm[5]

    PdfReader(io.BytesIO(pdf)).pages[0].extract_text(visitor_text=keep)
    return found


def height_of(found: dict[str, float], start: str) -> float:
    return next(height for text, height in found.items() if text.startswith(start))


@pytest.mark.parametrize("lines", [2, 6, 14])
def test_the_letter_starts_below_the_address(lines: int) -> None:
    address = ", ".join(f"Line {number} of the address" for number in range(1, lines + 1))
    found = heights(address=address, postcode="QX1 9ZZ")
    assert height_of(found, "QX1 9ZZ") - height_of(found, "Dear") >= LINE_OF_TEXT


def test_a_usual_address_stands_in_the_window_of_the_envelope() -> None:
    millimetre, sheet = 72 / 25.4, 297
    found = heights()
    for start in ("Mrs Okoro", "3 Low Lane", "Hilltown", "QX1 9ZZ"):
        assert 50 <= sheet - height_of(found, start) / millimetre <= 85


def test_a_long_letterhead_moves_the_address_down() -> None:
    letterhead = [f"Part {number} of the school" for number in range(1, 12)]
    found = heights(school=SCHOOL.model_copy(update={"address": letterhead}))
    assert height_of(found, "office@hillside.example") - height_of(found, "Mrs Okoro") >= LINE_OF_TEXT
