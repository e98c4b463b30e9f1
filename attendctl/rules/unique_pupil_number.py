"""Unique pupil numbers: their form, their check letter, and temporary ones.

Source: python-stdnum's ``stdnum.gb.upn`` and govtalk's UniquePupilNumber-2-0.
"""

from __future__ import annotations

import re
from typing import Literal

_LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # no I, O, S
_FORM = re.compile(rf"[{_LETTERS}]\d{{11}}[\d{_LETTERS}]")

Doubt = Literal["check-letter", "temporary", "form"]


def check_letter(last_twelve: str) -> str:
    """Return the letter that characters 2 to 13 of a UPN call for.

    >>> check_letter("801200005001"), check_letter("207000016049"), check_letter("80120000500A")
    ('B', 'P', 'M')
    """
    values = [int(c) if c.isdigit() else _LETTERS.index(c) for c in last_twelve]
    return _LETTERS[sum(place * value for place, value in enumerate(values, start=2)) % len(_LETTERS)]


def doubt_about(upn: str) -> Doubt | None:
    """Return what is doubtful about a UPN in capitals without spaces; None of one that checks and lasts.

    A temporary number ends in a letter.

    >>> [doubt_about(upn) for upn in ("B801200005001", "A801200005001", "M80120000500A", "B8012")]
    [None, 'check-letter', 'temporary', 'form']
    """
    if not _FORM.fullmatch(upn):
        return "form"
    if upn[0] != check_letter(upn[1:]):
        return "check-letter"
    return "temporary" if upn[-1].isalpha() else None
