"""Text as a workbook can hold it."""

from __future__ import annotations

import re

_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def without_control_characters(text: str) -> str:
    """Return text with every character that no workbook may hold shown as ``�``.

    >>> without_control_characters("Zo\\x01ë")
    'Zo�ë'
    """
    return _NOT_IN_XML.sub("\ufffd", text)
