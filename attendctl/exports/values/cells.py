"""What every cell goes through first: is anything stated in it at all?"""

from __future__ import annotations

_NULLS = frozenset({"", "null", "none", "nan", "n/a", "na", "#n/a", "(null)", "not stated"})


def stated(text: str | None) -> str | None:
    """Return the cell's text without surrounding space, or None where nothing is stated.

    >>> stated("  4B "), stated(" "), stated("NULL")
    ('4B', None, None)
    """
    if text is None:
        return None
    trimmed = " ".join(text.replace("\u00a0", " ").split())
    return None if trimmed.casefold() in _NULLS else trimmed
