"""Pages to PDF with Typst: archival and accessible (PDF/A-2a and PDF/UA-1), the same bytes every time.

One compiler a thread serves a whole run, so fonts are read once.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from attendctl.errors import WrongUsage
from attendctl.fonts import FONT_FAMILIES, all_fonts, own_fonts

_LONGEST_REASON = 200
_STANDARDS = ["a-2a", "ua-1"]
_OF_THREAD = threading.local()
_WRITTEN_AS_NUMBER = re.compile(r"\\u\{([0-9a-f]+)\}")  # how Typst quotes what it cannot show
_NOT_DISPLAYED = re.compile(r"the text `\"(.+?)\"` could not be displayed")


class NoFontHasThis(Exception):
    """No font of this machine can print some characters.

    ``characters`` are the ones without a shape. Caught where the paper is held back or refused.
    """

    def __init__(self, characters: Sequence[str]) -> None:
        self.characters = sorted(set("".join(characters)))
        super().__init__(f"no font for {' '.join(self.characters)}")


def typeset(layout: bytes, name: str, values: Mapping[str, Any], *, dated: date) -> bytes:
    """Set values as a PDF, in our own fonts; in those of the machine too where ours lack a character.

    Args:
        layout: the Typst source. It reads the values as JSON, and with them ``fonts`` and ``fallback``
            for its text and ``date`` (year, month, day) for the document.
        name: what the layout calls the values among ``sys.inputs``.
        values: plain values for JSON.
        dated: the date of the document; nothing in it depends on the clock.

    Raises:
        NoFontHasThis: neither our font nor one of the machine has a character.
        WrongUsage: the pages cannot be set, such as for a heading of a hundred thousand letters.
    """
    try:
        return _set(layout, name, values, dated, fallback=False)
    except NoFontHasThis:
        return _set(layout, name, values, dated, fallback=True)


def _set(layout: bytes, name: str, values: Mapping[str, Any], dated: date, *, fallback: bool) -> bytes:
    import typst

    given = {
        **values,
        "date": [dated.year, dated.month, dated.day],
        "fonts": list(FONT_FAMILIES if fallback else FONT_FAMILIES[:1]),
        "fallback": fallback,
    }
    try:
        compiled: bytes = _compiler(fallback).compile(
            layout,
            format="pdf",
            pdf_standards=_STANDARDS,
            sys_inputs={name: json.dumps(given, ensure_ascii=False)},
            timestamp=int(datetime(dated.year, dated.month, dated.day, tzinfo=UTC).timestamp()),
        )
    except typst.TypstError as fault:
        texts = _NOT_DISPLAYED.findall(str(fault.diagnostic))
        if texts:
            raise NoFontHasThis([_WRITTEN_AS_NUMBER.sub(_character, text) for text in texts]) from None
        why = next(iter(str(fault).splitlines()), "").removesuffix(".")
        raise WrongUsage(
            f"The pages cannot be set as PDF: {why[:_LONGEST_REASON]}.",
            remedy="Look for a text that is very long, or write another kind of file.",
        ) from None
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
