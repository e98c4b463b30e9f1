"""Percentages as whole numbers: sums stay integers until they are printed.

A percentage to one decimal is held as *tenths* of a percent (96.3% is 963) and
rounded half up, because ``round(96.25, 1)`` is 96.2 and a letter must not be.
"""

from __future__ import annotations

TENTHS_IN_ONE_HUNDRED_PERCENT = 1000


def percent_in_tenths(part: int, whole: int) -> int | None:
    """Return ``part`` of ``whole`` as tenths of a percent, rounded half up.

    Args:
        part: sessions (or pupils) counted, 0 or more.
        whole: sessions possible (or pupils). 0 gives None: nothing was possible.

    >>> percent_in_tenths(77, 80)        # 96.25 exactly
    963
    >>> percent_in_tenths(1, 0) is None
    True
    """
    if whole == 0:
        return None
    return (2 * TENTHS_IN_ONE_HUNDRED_PERCENT * part + whole) // (2 * whole)


def percent(part: int, whole: int) -> float | None:
    """Return the percentage to one decimal as a number for JSON and sheets.

    >>> percent(77, 80)
    96.3
    """
    tenths = percent_in_tenths(part, whole)
    return None if tenths is None else tenths / 10


def percent_text(part: int, whole: int) -> str:
    """Return the percentage as it is printed; an en dash where nothing was possible.

    >>> percent_text(95, 100), percent_text(0, 0)
    ('95.0', '–')
    """
    tenths = percent_in_tenths(part, whole)
    return "–" if tenths is None else f"{tenths // 10}.{tenths % 10}"


def percent_in_words(tenths: int) -> str:
    """Write tenths of a percent without a needless nought.

    >>> percent_in_words(960), percent_in_words(959)
    ('96%', '95.9%')
    """
    whole, tenth = divmod(tenths, 10)
    return f"{whole}.{tenth}%" if tenth else f"{whole}%"
