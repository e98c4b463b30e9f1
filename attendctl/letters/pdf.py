"""Letters to PDF: archival and accessible, the same bytes every time (``attendctl.typesetting``)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from importlib.resources import files

from attendctl.letters.sheet import Sheet, sheet_as_values
from attendctl.typesetting import NoFontHasThis as NoFontHasThis
from attendctl.typesetting import typeset


def pdf_of(sheets: Sequence[Sheet], *, title: str, written_on: date) -> bytes:
    """Set one or more letters as one PDF, each starting on a new sheet of paper.

    Args:
        sheets: in the order of printing.
        title: of the document, read out by screen readers. Holds no pupil's name.
        written_on: the date of the document; nothing in it depends on the clock.

    Raises:
        NoFontHasThis: neither our font nor one of the machine has a character.
    """
    batch = {
        "title": title,
        "author": sheets[0].letterhead.name,
        "letters": [sheet_as_values(sheet) for sheet in sheets],
    }
    return typeset(_layout(), "letters", batch, dated=written_on)


@lru_cache(maxsize=1)
def _layout() -> bytes:
    return files("attendctl.letters").joinpath("letter.typ").read_bytes()
