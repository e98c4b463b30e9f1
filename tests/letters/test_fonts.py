"""Letters for every name: our own font, a font that is installed for more, and none at all."""

from __future__ import annotations

import io
from datetime import date

import pytest
from pypdf import PdfReader

from attendctl.casework.decision import Outcome
from attendctl.casework.standing import Sessions
from attendctl.letters.pdf import NoFontHasThis, pdf_of
from attendctl.letters.print_run import PRINT_ALL, print_letters
from tests.letters.example_letters import prepared

MONDAY = date(2025, 11, 10)
NOBODY_HAS_THIS = "\U0010fffd"  # the last private character: no font gives it a shape


def fonts_of(pdf: bytes) -> set[str]:
    return {
        str(font.get_object()["/BaseFont"]).partition("+")[2]
        for page in PdfReader(io.BytesIO(pdf)).pages
        for font in page["/Resources"]["/Font"].values()  # type: ignore[index]
    }


def test_a_chinese_name_is_written_and_the_rest_stays_in_our_own_font() -> None:
    letter = prepared("greenhill", "1a", Sessions(90, 5, 0), forename="小明", surname="王")
    run = print_letters([letter], written_on=MONDAY)
    assert run.held_back == ()
    for pdf in run.files.values():
        assert "小明 王" in PdfReader(io.BytesIO(pdf)).pages[0].extract_text()
        names = fonts_of(pdf)
        assert any(name.startswith("Arimo") for name in names)
        assert any("NotoSansSC" in name for name in names)


def test_a_name_of_our_own_font_needs_no_other() -> None:
    letter = prepared("greenhill", "1a", Sessions(90, 5, 0), forename="Łukasz", surname="Nguyễn")
    pdf = pdf_of([letter.envelopes[0].sheet], title=letter.title, written_on=MONDAY)
    assert all(name.startswith("Arimo") for name in fonts_of(pdf))


def test_a_name_that_no_font_has_is_held_back_and_the_others_are_written() -> None:
    good = prepared("greenhill", "1a", Sessions(90, 5, 0))
    bad = prepared("greenhill", "1a", Sessions(90, 5, 0), upn="B999000000002", surname=NOBODY_HAS_THIS)
    with pytest.raises(NoFontHasThis):
        pdf_of([bad.envelopes[0].sheet], title="x", written_on=MONDAY)
    run = print_letters([bad, good], written_on=MONDAY)
    assert [letter.reference for letter in run.letters] == [good.reference]
    assert set(run.files) == {good.envelopes[0].file_name, PRINT_ALL}
    ((school, decision),) = run.held_back
    assert school == "Hillside School"
    assert decision.outcome is Outcome.HELD_BACK
    assert decision.is_fault
    assert "U+10FFFD" in decision.why


def test_the_same_letter_gives_the_same_bytes_in_any_thread_and_order() -> None:
    letters = [
        prepared("greenhill", "1a", Sessions(90, 5, 0), upn=f"A99900000{number:04}") for number in range(12)
    ]
    first = print_letters(letters, written_on=MONDAY).files
    again = print_letters(letters, written_on=MONDAY).files
    assert first == again
    turned = print_letters(letters[::-1], written_on=MONDAY).files
    del first[PRINT_ALL], turned[PRINT_ALL]
    assert first == turned
