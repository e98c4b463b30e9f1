"""Names, numbers, addresses and birthdays of nobody, in place of those of children and their families.

The same value always gives the same other one, and two values never the same, so that whatever is counted,
joined or told apart stays so. They hang on a secret that is not kept: nobody can go back, the maker included.
"""

from __future__ import annotations

import hmac
import re
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from functools import lru_cache

from attendctl.calendar import academic_year_start
from attendctl.errors import AttendctlError
from attendctl.rules.compulsory_age import compulsory_age_from, compulsory_age_until
from attendctl.rules.unique_pupil_number import check_letter, doubt_about

_WORD = re.compile(r"[^\W\d_]+(?:['’`´.][^\W\d_]+)*")
_NO_NAMES = frozenset(
    {
        *(
            "mr",
            "mrs",
            "ms",
            "miss",
            "mx",
            "dr",
            "rev",
            "prof",
            "sir",
            "lady",
            "and",
            "of",
            "the",
            "to",
            "by",
        ),
        *("parent", "parents", "carer", "carers", "guardian", "guardians", "family", "household"),
    }
)
_RELATIONSHIPS = frozenset(
    {
        *("mother", "father", "parent", "stepmother", "stepfather", "step", "foster", "adoptive", "carer"),
        *("grandmother", "grandfather", "grandparent", "aunt", "uncle", "sister", "brother", "guardian"),
        *("social", "worker"),
    }
)
_POSTCODE = re.compile(r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", re.IGNORECASE)
_CONSONANTS, _VOWELS, _PLACES = "bdfgklmnprstvz", "aeiou", "ABDEFGHJLNPQRSTUWXYZ"
_Make = Callable[[int], str]
_BEGINS_NO_NAME = "Xo"
_AUTHORITY_OF_NOBODY = "999"


class Identities:
    """Other identities under one secret. ``real``: numbers and postcodes of somebody, which nobody is given.

    >>> one = Identities(b"a secret")
    >>> one.name("Mrs Åsberg") == one.name("Mrs ASBERG"), one.name("Mrs Åsberg") == one.name("Mrs Quill")
    (True, False)
    >>> one.name("Mrs Zoë O'Hara-Lee").split()[0], one.name(" "), one.relationship("Mother")
    ('Mrs', ' ', 'Mother')
    """

    def __init__(self, secret: bytes, real: frozenset[str] = frozenset()) -> None:
        self._secret = secret
        self._real = real
        self._taken: dict[str, set[str]] = {}
        self._given: dict[tuple[str, str], str] = {}

    def name(self, text: str) -> str:
        """Replace every word of a full name but titles; a word is replaced alike wherever it stands.

        A title that is also a child's surname is replaced once ``part_of_a_name`` has met it as one.
        """
        return _WORD.sub(self._word, text)

    def part_of_a_name(self, text: str) -> str:
        """Replace every word of a surname or forename."""
        return _WORD.sub(lambda found: self._other_word(_letters(found[0])), text)

    def title(self, text: str) -> str:
        """Return a title where it is a usual one."""
        return text if all(_letters(word) in _NO_NAMES for word in text.split()) else "Mx"

    def upn(self, upn: str) -> str:
        """Return a UPN about which there is the same doubt, or none."""
        number = upn.strip().upper()
        doubt = doubt_about(number)

        def make(turn: int) -> str:
            digits = _AUTHORITY_OF_NOBODY + self._digits("upn", number, turn, 9)
            if doubt == "form":
                return f"9{digits}"
            twelve = digits[:-1] + _PLACES[turn % len(_PLACES)] if number[-1].isalpha() else digits
            letter = check_letter(twelve)
            wrong = "A" if letter != "A" else "B"
            return f"{wrong if doubt == 'check-letter' else letter}{twelve}"

        return self._one_of_its_own("upn", number, make)

    def number(self, kind: str, value: str) -> str:
        """Return another number of a school's own, without leading noughts."""
        plain = value.strip()
        if kind == "admission_number":
            plain = plain.lstrip("0") or plain[:1]
        return self._one_of_its_own(kind, plain, lambda turn: f"7{self._digits(kind, plain, turn, 7)}")

    def address(self, text: str) -> str:
        """Return a street and a town that are nowhere."""
        plain = _letters(text)

        def make(turn: int) -> str:
            street, town = (self._syllables(part, plain, turn) for part in ("street", "town"))
            return f"{1 + int(self._digits('house', plain, turn, 2))} {street} Road, {town}"

        return self._one_of_its_own("address", plain, make) if plain else text

    def postcode(self, text: str) -> str:
        """Return a postcode of an area that there is not; what is none stays none."""
        plain = _letters(text).upper()
        if not _POSTCODE.fullmatch(plain):
            return "Q0" if plain else text

        def make(turn: int) -> str:
            number = int(self._digits("postcode", plain, turn, 12))
            a, b, c = (_PLACES[number // 20**place % 20] for place in range(3))
            return f"Q{a}{number // 8000 % 90 + 10} {number // 720000 % 10}{b}{c}"

        return self._one_of_its_own("postcode", plain, make)

    def email(self, text: str) -> str:
        """Return an address of nobody; what is none stays none."""
        plain = text.strip().casefold()
        if "@" not in plain:
            return "none" if plain else text
        return self._one_of_its_own(
            "email", plain, lambda turn: f"{self._syllables('email', plain, turn).lower()}@example.org"
        )

    def telephone(self, text: str) -> str:
        """Return a number that nobody can have."""
        return f"00000 {self._digits('telephone', _letters(text), 0, 6)}" if text.strip() else text

    def relationship(self, text: str) -> str:
        """Return the relationship where it is said in usual words; somebody may have written a name."""
        words = re.findall(r"\w+", text.casefold())
        return text if all(word in _RELATIONSHIPS for word in words) else "Other contact"

    def born(self, day: date) -> date:
        """Return another day of the same academic year with the same days of compulsory school age."""
        days = _days_alike(day)
        order = sorted(days, key=lambda one: self._digest("born", one.isoformat()))
        return order[(order.index(day) + 1) % len(order)]

    def token(self, kind: str, value: str, length: int) -> str:
        """Return hexadecimal digits in place of a check sum or a reference."""
        return self._digest(kind, value).hex()[:length]

    def is_a_name(self, text: str) -> bool:
        """Say whether a word was replaced as a name before."""
        return ("word", _letters(text)) in self._given

    def _word(self, found: re.Match[str]) -> str:
        plain = _letters(found[0])
        if plain in _NO_NAMES and not self.is_a_name(plain):
            return found[0]
        return self._other_word(plain)

    def _other_word(self, plain: str) -> str:
        return self._one_of_its_own("word", plain, lambda turn: self._syllables("word", plain, turn))

    def _one_of_its_own(self, kind: str, value: str, make: _Make) -> str:
        if (kind, value) not in self._given:
            taken = self._taken.setdefault(kind, set())
            turn = 0
            while (other := make(turn)) in taken or other in self._real:
                turn += 1
            taken.add(other)
            self._given[kind, value] = other
        return self._given[kind, value]

    def _syllables(self, kind: str, value: str, turn: int) -> str:
        digest = self._digest(kind, value, turn)
        return _BEGINS_NO_NAME + "".join(
            _CONSONANTS[digest[place] % len(_CONSONANTS)] + _VOWELS[digest[place + 1] % len(_VOWELS)]
            for place in (0, 2, 4)
        )

    def _digits(self, kind: str, value: str, turn: int, length: int) -> str:
        return str(int.from_bytes(self._digest(kind, value, turn)[:16]))[-length:]

    def _digest(self, kind: str, value: str, turn: int = 0) -> bytes:
        return hmac.digest(self._secret, f"{kind}\0{turn}\0{value}".encode(), "sha256")


def _letters(text: str) -> str:
    """Return what two spellings of one name or place have in common."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in plain if letter.isalnum())


@lru_cache(maxsize=10_000)
def _days_alike(day: date) -> tuple[date, ...]:
    first = academic_year_start(day)
    days = (
        first + timedelta(days=number) for number in range((first.replace(year=first.year + 1) - first).days)
    )
    return tuple(one for one in days if _ages(one) == _ages(day))


@lru_cache(maxsize=10_000)
def _ages(born: date) -> tuple[date, date] | int:
    """Return when compulsory school age begins and ends; the third of the year where no rule is that old."""
    try:
        return compulsory_age_from(born), compulsory_age_until(born)
    except AttendctlError:
        return (born.month - 1) // 4
