"""Pages that no font can print are refused with the characters' numbers, never their text."""

from __future__ import annotations

import pytest

from attendctl.errors import WrongUsage
from attendctl.reports.pages_set import pages_set

LAYOUT = b"""
#let page-of = json(bytes(sys.inputs.page))
#set document(title: "Page", author: "attendctl", date: datetime(year: 2025, month: 11, day: 7))
#set text(font: page-of.fonts, fallback: page-of.fallback, lang: "en")
#page-of.text
"""


def test_pages_are_set_and_the_same_each_time() -> None:
    made = [pages_set("The page", LAYOUT, "page", {"text": "Åsberg"}, dated="2025-11-07") for _ in range(2)]
    assert made[0].startswith(b"%PDF")
    assert made[0] == made[1]


def test_a_character_that_no_font_has_is_named_by_its_number() -> None:
    with pytest.raises(WrongUsage) as fault:
        pages_set("The page", LAYOUT, "page", {"text": "A\U0010fffd"}, dated="2025-11-07")
    assert fault.value.message == "The page cannot be printed: no font of this machine has U+10FFFD."
    assert "Nothing was written" in fault.value.remedy
