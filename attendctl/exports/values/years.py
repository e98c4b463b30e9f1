"""Year groups: ``Year 4``, ``Y4``, ``04``, ``Reception``, ``Year N2`` in one form."""

from __future__ import annotations

import re

from attendctl.exports.values.cells import stated

_PREFIX = re.compile(r"^(?:nc\s*)?(?:year\s*group|year|yr|y)\.?\s*", re.IGNORECASE)
_NUMBER = re.compile(r"0*(\d{1,2})(?:\.0)?")
_NURSERY = re.compile(r"(?:nursery|nurs|n|f1|fs1|foundation 1)\s*([12])?")
_RECEPTION = frozenset({"r", "rec", "reception", "f2", "fs2", "foundation 2", "yr", "0", "00"})
_OLDEST_YEAR = 14


def read_year_group(text: str | None) -> str | None:
    """Return N, N1, N2, R or 1 to 14; other text is kept as it stands, never dropped.

    >>> [read_year_group(text) for text in ("Year 4", "Y4", "04", "4.0", "Yr 1", "Year N2", "0")]
    ['4', '4', '4', '4', '1', 'N2', 'R']
    >>> [read_year_group(text) for text in ("Reception", "YR", "Nursery", "n1", "Year 07", "Mixed")]
    ['R', 'R', 'N', 'N1', '7', 'Mixed']
    """
    cell = stated(text)
    if cell is None:
        return None
    whole = cell.casefold()
    if whole in _RECEPTION:
        return "R"
    word = _PREFIX.sub("", whole).strip()
    if word in _RECEPTION:
        return "R"
    if nursery := _NURSERY.fullmatch(word):
        return f"N{nursery[1] or ''}"
    if (number := _NUMBER.fullmatch(word)) and int(number[1]) <= _OLDEST_YEAR:
        return number[1]
    return cell
