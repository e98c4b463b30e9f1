"""Text as a workbook can hold it and a terminal can print it: no control characters."""

from __future__ import annotations

import re
from typing import Any

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def showable_text(text: str) -> str:
    """Return text with every control character shown as ``�``; tabs and line breaks stay.

    >>> showable_text("Zo\\x1bë")
    'Zo�ë'
    """
    return _CONTROL.sub("\ufffd", text)


def showable_values(value: Any) -> Any:
    """Return plain values with every text in their lists and dictionaries made showable.

    >>> showable_values({"names": ["Zo\\x1bë", 7]})
    {'names': ['Zo�ë', 7]}
    """
    if isinstance(value, str):
        return showable_text(value)
    if isinstance(value, dict):
        return {name: showable_values(each) for name, each in value.items()}
    return [showable_values(each) for each in value] if isinstance(value, list) else value
