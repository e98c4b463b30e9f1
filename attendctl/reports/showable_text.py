"""Text as a workbook can hold it and a terminal can print it: no control characters."""

from __future__ import annotations

import re

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def showable_text(text: str) -> str:
    """Return text with every control character shown as ``�``; tabs and line breaks stay.

    >>> showable_text("Zo\\x1bë")
    'Zo�ë'
    """
    return _CONTROL.sub("\ufffd", text)
