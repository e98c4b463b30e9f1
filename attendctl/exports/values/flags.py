"""Yes-or-no columns in every form that management systems write."""

from __future__ import annotations

from attendctl.exports.values.cells import stated
from attendctl.exports.values.shown import shown

_YES = frozenset(
    {"yes", "y", "t", "true", "1", "1.0", "x", "✓", "✔", "tick", "ticked", "eligible", "recipient"}
)
_NO = frozenset(
    {"no", "n", "f", "false", "0", "0.0", "-", "not eligible", "not applicable", "not a recipient"}
)


def read_flag(text: str | None, *, blank_means_no: bool = False) -> bool | None:
    """Read a yes-or-no cell. A blank is *not stated* unless the school says it means no.

    Raises:
        ValueError: the text says neither yes nor no.

    >>> [read_flag(text) for text in ("Yes", "T", "1", "FALSE", "n", "")]
    [True, True, True, False, False, None]
    >>> read_flag("", blank_means_no=True)
    False
    """
    cell = stated(text)
    if cell is None:
        return False if blank_means_no else None
    word = cell.casefold()
    first = word.split(" - ")[0]
    if word in _YES or first in _YES:
        return True
    if word in _NO or first in _NO:
        return False
    raise ValueError(f"{shown(cell)} is neither yes nor no")
