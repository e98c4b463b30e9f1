"""Letters to PDF: archival and accessible (PDF/A-2a and PDF/UA-1), the same bytes every time.

One compiler a thread serves a whole run, so fonts are read once.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Sequence
from datetime import UTC, date, datetime
from functools import lru_cache
from importlib.resources import files
from typing import Any

from attendctl.letters.fonts import FONT_FAMILIES, all_fonts, own_fonts
from attendctl.letters.sheet import Sheet, sheet_as_values

_STANDARDS = ["a-2a", "ua-1"]
_OF_THREAD = threading.local()
_WRITTEN_AS_NUMBER = re.compile(r"\\u\{([0-9a-f]+)\}")  # how Typst quotes what it cannot show
_NOT_DISPLAYED = re.compile(r"the text `\"(.+?)\"` could not be displayed")


class NoFontHasThis(Exception):
    """No font of this machine can print some characters of a letter.

    Caught where letters are held back; ``characters`` are the ones without a shape.
    """

    def __init__(self, characters: Sequence[str]) -> None:
        self.characters = sorted(set("".join(characters)))
        super().__init__(f"no font for {' '.join(self.characters)}")


def pdf_of(sheets: Sequence[Sheet], *, title: str, written_on: date) -> bytes:
    """Set one or more letters as one PDF, each starting on a new sheet of paper.

    Args:
        sheets: in the order of printing.
        title: of the document, read out by screen readers. Holds no pupil's name.
        written_on: the date of the document; nothing in it depends on the clock.

    Raises:
        NoFontHasThis: neither our font nor one of the machine has a character.
    """
    try:
        return _set(sheets, title, written_on, fallback=False)
    except NoFontHasThis:
        return _set(sheets, title, written_on, fallback=True)


def _set(sheets: Sequence[Sheet], title: str, written_on: date, *, fallback: bool) -> bytes:
    import typst

    batch = {
        "title": title,
        "author": sheets[0].letterhead.name,
        "date": [written_on.year, written_on.month, written_on.day],
        "fonts": list(FONT_FAMILIES if fallback else FONT_FAMILIES[:1]),
        "fallback": fallback,
        "letters": [sheet_as_values(sheet) for sheet in sheets],
    }
    try:
        compiled: bytes = _compiler(fallback).compile(
            _layout(),
            format="pdf",
            pdf_standards=_STANDARDS,
            sys_inputs={"letters": json.dumps(batch, ensure_ascii=False)},
            timestamp=int(
                datetime(written_on.year, written_on.month, written_on.day, tzinfo=UTC).timestamp()
            ),
        )
    except typst.TypstError as fault:
        texts = _NOT_DISPLAYED.findall(str(fault.diagnostic))
        if texts:
            raise NoFontHasThis([_WRITTEN_AS_NUMBER.sub(_character, text) for text in texts]) from None
        raise
    return compiled


def _character(number: re.Match[str]) -> str:
    return chr(int(number[1], 16))


def _compiler(fallback: bool) -> Any:
    """Return this thread's compiler: one serves one thread at a time."""
    import typst

    kept: dict[bool, Any] = _OF_THREAD.__dict__.setdefault("compilers", {})
    if fallback not in kept:
        kept[fallback] = typst.Compiler(font_paths=all_fonts() if fallback else own_fonts())
    return kept[fallback]


@lru_cache(maxsize=1)
def _layout() -> bytes:
    return files("attendctl.letters").joinpath("letter.typ").read_bytes()
