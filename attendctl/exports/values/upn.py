"""Cells with unique pupil numbers: as exports write them, and damage by spreadsheets.

A doubtful number is warned of and never blocks; a number that a spreadsheet
has rounded is gone and is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from attendctl.exports.values.cells import stated
from attendctl.rules.unique_pupil_number import doubt_about

_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?E[+-]?\d+", re.IGNORECASE)


@dataclass(frozen=True)
class UpnReading:
    """One UPN cell: ``upn`` normalised or None, and what is to be said about it."""

    upn: str | None
    note: str | None = None  # "check-letter", "temporary", "not-a-upn" or "form"
    rounded: bool = False  # a spreadsheet turned it into 1.23E+12: the number is lost


def read_upn(text: str | None) -> UpnReading:
    """Read a UPN cell: any case, with or without spaces.

    A number of the wrong form is kept with a note (it still tells pupils
    apart); ``TEMP…`` and the like are words in place of a number and are not.

    >>> read_upn(" b8012 0000 5001 ")
    UpnReading(upn='B801200005001', note=None, rounded=False)
    >>> read_upn("A801200005001").note, read_upn("M80120000500A").note, read_upn("TEMP123").upn
    ('check-letter', 'temporary', None)
    >>> read_upn("1.23E+12").rounded
    True
    """
    cell = stated(text)
    if cell is None:
        return UpnReading(None)
    number = re.sub(r"[\s'-]", "", cell).upper()
    if _SCIENTIFIC.fullmatch(re.sub(r"\s", "", cell)):
        return UpnReading(None, rounded=True)
    doubt = doubt_about(number)
    if doubt != "form":
        return UpnReading(number, doubt)
    if number.startswith("TEMP") or not any(c.isdigit() for c in number):
        return UpnReading(None, "not-a-upn")
    return UpnReading(number, "form")
