"""Class cells: one registration group out of whatever the export put there."""

from __future__ import annotations

import re

from attendctl.exports.values.cells import stated

_NO_GROUP = frozenset(
    {"notutorgrp", "noregistrationgroup", "noregform", "noform", "notassigned", "unassigned"}
)
_REGISTRATION_LIKE = re.compile(r"(?:N|R|\d{1,2})[\s-]?[A-Za-z]{1,5}\d?|(?:Year\s)?\d{1,2}\s?[A-Za-z]*")
_BRACKETED = re.compile(r"\s*[\[(][^\])]*[\])]\s*$")


def read_class(text: str | None) -> str | None:
    """Return the class, the first that looks like a registration group where several are listed.

    A group that stands for "none" (``NoTutorGrp``) is not stated.

    >>> read_class("4 B"), read_class("NoTutorGrp"), read_class("10C/Gr1 24/25")
    ('4 B', None, '10C/Gr1 24/25')
    >>> read_class("Year 6: Maths: Set 1, 6RA, Choir")
    '6RA'
    >>> read_class("N Butterworth, N Butterworth: Monday Am")
    'N Butterworth'
    """
    cell = stated(text)
    if cell is None:
        return None
    if "," not in cell and ";" not in cell and "|" not in cell:
        return None if _is_sentinel(cell) else cell
    values = [_BRACKETED.sub("", part).strip() for part in re.split(r"[,;|]", cell)]
    values = [value for value in values if value and not _is_sentinel(value)]
    for value in values:
        if _REGISTRATION_LIKE.fullmatch(value):
            return value
    plain = [value for value in values if ":" not in value]
    return next(iter(plain or values), None)


def _is_sentinel(value: str) -> bool:
    return re.sub(r"[^a-z]", "", value.casefold()) in _NO_GROUP
