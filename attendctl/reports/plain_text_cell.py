"""Text that a spreadsheet shows and never runs.

A cell that starts with ``=``, ``+``, ``-``, ``@``, a tab or a line break may be
taken for a formula when a CSV file is opened. Such text is written with an
apostrophe before it, the sign every spreadsheet reads as "text follows". Other
text is written as it is. Numbers are never touched.
"""

from __future__ import annotations

_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def plain_text_cell(text: str | None) -> str:
    """Return text for a cell of a CSV file; nothing for None.

    >>> plain_text_cell("=HYPERLINK(1)"), plain_text_cell("Zoë O'Neill"), plain_text_cell(None)
    ("'=HYPERLINK(1)", "Zoë O'Neill", '')
    """
    if text is None:
        return ""
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text
