"""References of letters: short, without a name, and the same whenever the same letter is made."""

from __future__ import annotations

import hashlib

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: nothing to misread on the telephone
_BITS = 5
_LENGTH = 8


def reference_for(*what_it_is_about: object) -> str:
    """Return the reference of a letter.

    Args:
        what_it_is_about: school, pupil, letter, policy, its version, academic year.
            A reference says nothing about any of them to a reader.

    >>> reference_for("999001", "D999204725001", "1a", "greenhill", "2025-07", 2025)
    'CT3T-Z08C'
    """
    text = "\x1f".join(str(part) for part in what_it_is_about)
    number = int.from_bytes(hashlib.sha256(text.encode()).digest(), "big")
    letters = [_ALPHABET[(number >> (_BITS * place)) % len(_ALPHABET)] for place in range(_LENGTH)]
    half = _LENGTH // 2
    return "".join(letters[:half]) + "-" + "".join(letters[half:])
