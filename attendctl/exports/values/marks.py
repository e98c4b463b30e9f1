"""One mark cell: an attendance code, one of the ways to say "no mark", or neither.

Codes are data of ``attendctl.rules``; here is only how they are spelled. No
regular expression is ever made from a mark, and no character of a mark is
taken for an escape or a formula.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from attendctl.exports.values.dates import read_date
from attendctl.ledger.incoming import MISSING_MARK

MISSING_FORMS = frozenset({"", "-", "–", "_", "null", "none", "(null)"})

# One-character stand-ins for sub-codes in council mark strings (SIMS 7 "LA mapping").
COUNCIL_CHARACTERS = {
    "+": "X01", "(": "X02", "{": "X06", "}": "X07", "^": "X08", "]": "X09", "=": "I01", ";": "I02",
}  # fmt: skip

_WORDS = frozenset(
    {"present", "late", "absent", "yes", "no", "authorised", "unauthorised", "ill", "true", "false", "here"}
)
_EXCEL_FAULTS = frozenset({"#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#N/A"})
_LONGEST_CODE = 3


@dataclass(frozen=True)
class MarkReading:
    """One spelling of a mark: ``code`` (or MISSING_MARK), or ``fault`` with what to do."""

    code: str | None
    fault: str | None = None
    blank: bool = False  # an empty cell, as against a written "-"
    folded_from: str | None = None  # a school's own sub-code, folded to the code it stands under


def read_mark(
    text: str | None,
    subcode: str | None = None,
    *,
    known: Collection[str],
    words: Mapping[str, str] | None = None,
) -> MarkReading:
    """Read a mark and, where the export has one, its sub-code.

    Args:
        text: the mark's cell; surrounding space does not count.
        subcode: the cell of a sub-code column, ``01`` or ``X01`` beside ``X``.
        known: every code that was ever in force, in capitals.
        words: words the school has said are codes (``[import.mark_words]``).

    Returns:
        A code is not judged by date here: that needs the session's day.

    >>> known = {"/", "L", "X", "X01", "C", "C1"}
    >>> read_mark(" l ", known=known).code, read_mark("_", known=known).code
    ('L', '-')
    >>> read_mark("X", "01", known=known).code, read_mark("C", "1", known=known).code
    ('X01', 'C1')
    """
    cell = " ".join((text or "").replace("\u00a0", " ").split())
    for word, code in (words or {}).items():
        if cell.casefold() == word.strip().casefold():
            return MarkReading(MISSING_MARK if code.strip() in MISSING_FORMS else code.strip().upper())
    if cell.casefold() in MISSING_FORMS:
        return MarkReading(MISSING_MARK, blank=not cell)
    code = cell.upper()
    if (
        subcode
        and (sub := subcode.strip().upper().removesuffix(".0"))
        and sub.casefold() not in MISSING_FORMS
    ):
        return _with_subcode(code, sub, known)
    if code in known:
        return MarkReading(code)
    parent, underscore, _ = code.partition("_")
    if underscore and parent in known:
        return MarkReading(parent, folded_from=code)
    return MarkReading(code if len(code) <= _LONGEST_CODE else None, _fault(cell))


def _with_subcode(code: str, sub: str, known: Collection[str]) -> MarkReading:
    for candidate in (sub, code + sub, code + sub.lstrip("0"), code + sub.rjust(2, "0")):
        if candidate in known and candidate.startswith(code):
            return MarkReading(candidate)
    if code in known:
        own = sub if sub.startswith(f"{code}_") else f"{code}_{sub}"
        return MarkReading(code, folded_from=None if sub == code else own)
    return MarkReading(None, _fault(code))


def _fault(cell: str) -> str:
    if cell.upper() in _EXCEL_FAULTS:
        return "is a spreadsheet's error, not a mark: export again and do not open the file in Excel first"
    if cell.casefold() in _WORDS:
        return (
            f"is a word, not an attendance code: say which code it stands for in attendctl.toml, "
            f'[import.mark_words] "{cell}" = "…"'
        )
    if len(cell) > _LONGEST_CODE and read_date(cell).fault != "not a date":
        return (
            "is a date, not a mark: a spreadsheet changed it; export again and do not open it in Excel first"
        )
    if re.fullmatch(r"\d{2,}", cell):
        return "is a number, not an attendance code: export the mark itself, not its id"
    return "was never an attendance code"
