"""Sex, special educational needs, enrolment and contact priority in one form each."""

from __future__ import annotations

import re

from attendctl.exports.values.cells import stated

_SEX = {"m": "M", "male": "M", "boy": "M", "f": "F", "female": "F", "girl": "F"}
_SEN = {
    "n": "N", "none": "N", "no": "N", "no sen": "N", "no special educational need": "N",
    "no special educational needs": "N", "no specified special educational need": "N",
    "k": "K", "sen support": "K", "sen support k": "K", "special educational needs support": "K",
    "e": "E", "ehcp": "E", "ehc plan": "E", "education, health and care plan": "E",
    "education health and care plan": "E",
}  # fmt: skip
_ENROLMENT = {
    "c": "C", "single": "C", "single registration": "C", "current": "C", "current single registration": "C",
    "m": "M", "main": "M", "main dual": "M", "main dual registration": "M", "current main": "M",
    "s": "S", "subsidiary": "S", "subsidiary dual": "S", "subsidiary dual registration": "S",
    "current subsidiary": "S", "g": "G", "guest": "G", "guest pupil": "G",
}  # fmt: skip
_ORDINALS = {"first": 1, "primary": 1, "second": 2, "secondary": 2, "third": 3, "fourth": 4}


def read_sex(text: str | None) -> str | None:
    """Return M or F; other text is kept.

    >>> [read_sex(text) for text in ("FEMALE", "m", "Boy", "")]
    ['F', 'M', 'M', None]
    """
    cell = stated(text)
    return None if cell is None else _SEX.get(cell.casefold(), cell)


def read_sen(text: str | None) -> str | None:
    """Return N (none), K (SEN support) or E (education, health and care plan); other text is kept.

    >>> [read_sen(text) for text in ("K - SEN Support", "E", "No special educational need", "Monitoring")]
    ['K', 'E', 'N', 'Monitoring']
    """
    if text is not None and text.strip().casefold() == "none":
        return "N"
    cell = stated(text)
    if cell is None:
        return None
    word = cell.casefold()
    return _SEN.get(word) or _SEN.get(re.split(r"\s*[-–:(]\s*", word)[0], cell)


def read_enrolment(text: str | None) -> str | None:
    """Return C (single), M (main of two schools), S (subsidiary) or G (guest); other text is kept.

    >>> [read_enrolment(text) for text in ("Guest", "Main dual", "C - Current", "Left")]
    ['G', 'M', 'C', 'Left']
    """
    cell = stated(text)
    if cell is None:
        return None
    word = re.sub(r"[^a-z]+", " ", cell.casefold()).strip()
    return _ENROLMENT.get(word) or _ENROLMENT.get(re.split(r"\s*[-–:(]\s*", cell.casefold())[0], cell)


def read_priority(text: str | None) -> int | None:
    """Return a contact's priority as a number, 1 the first.

    >>> [read_priority(text) for text in ("1", "Priority 2", "2.0", "Primary", "Emergency")]
    [1, 2, 2, 1, None]
    """
    cell = stated(text)
    if cell is None:
        return None
    if number := re.search(r"\d+", cell):
        return int(number[0])
    return _ORDINALS.get(cell.casefold().split()[0])
