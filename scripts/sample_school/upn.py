"""Unique pupil numbers with a right check letter, for a school that does not exist."""

from __future__ import annotations

LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"  # A to Z without I, O, S: their values are 0 to 22


def make_upn(authority: int, establishment: int, year: int, serial: int) -> str:
    """Return a permanent UPN: check letter, authority, establishment, year of allocation, serial.

    >>> make_upn(801, 2000, 5, 1)        # the published example B801200005001
    'B801200005001'
    """
    digits = f"{authority:03}{establishment:04}{year % 100:02}{serial:03}"
    total = sum(position * int(digit) for position, digit in enumerate(digits, start=2))
    return LETTERS[total % 23] + digits
