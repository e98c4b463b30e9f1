"""Unique pupil numbers: form, check letter, temporary numbers, and damage by spreadsheets.

Source: python-stdnum's ``stdnum.gb.upn`` and govtalk's UniquePupilNumber-2-0.
A doubtful number is warned of and never blocks; a number that a spreadsheet
has rounded is gone and is refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from attendctl.exports.values.cells import stated

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # no I, O, S
_FORM = re.compile(rf"[{_LETTERS}]\d{{11}}[\d{_LETTERS}]")
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:[.,]\d+)?E[+-]?\d+", re.IGNORECASE)


@dataclass(frozen=True)
class UpnReading:
    """One UPN cell: ``upn`` normalised or None, and what is to be said about it."""

    upn: str | None
    note: str | None = None  # "check-letter", "temporary", "not-a-upn" or "form"
    rounded: bool = False  # a spreadsheet turned it into 1.23E+12: the number is lost


def check_letter(last_twelve: str) -> str:
    """Return the letter that characters 2 to 13 of a UPN call for.

    >>> check_letter("801200005001"), check_letter("207000016049"), check_letter("80120000500A")
    ('B', 'P', 'M')
    """
    values = [int(c) if c.isdigit() else _LETTERS.index(c) for c in last_twelve]
    return _LETTERS[sum(place * value for place, value in enumerate(values, start=2)) % len(_LETTERS)]


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
    if _FORM.fullmatch(number):
        if number[0] != check_letter(number[1:]):
            return UpnReading(number, "check-letter")
        return UpnReading(number, "temporary" if number[-1].isalpha() else None)
    if number.startswith("TEMP") or not any(c.isdigit() for c in number):
        return UpnReading(None, "not-a-upn")
    return UpnReading(number, "form")
