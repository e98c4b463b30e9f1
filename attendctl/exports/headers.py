"""Header names: the shipped list, the school's own, and how a header is matched to a field."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from attendctl.errors import WrongUsage
from attendctl.exports.header_patterns import (
    LONGEST_HEADING,
    day_and_session,
    numbered_contact,
    weekday_and_session,
)

HEADERS_FILE = Path(__file__).with_name("headers.toml")
IGNORE = "ignore"
"""The field of a column the school does not want read."""

_ENCODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_ENDINGS = re.compile(
    r"(?:\s|_|-|\()*(?:(?:in |for |as of )?(?:this|current) academic year|for today|as of today|today)\W*$",
    re.IGNORECASE,
)


def normal_header(text: str) -> str:
    """Return what two spellings of one header have in common.

    >>> {normal_header(h) for h in ("Student ID", "StudentId", "STUDENT_ID", "Student_x0020_Id")}
    {'studentid'}
    >>> normal_header("Registration form(s) this academic year"), normal_header("NC Year(s) for today")
    ('registrationform', 'ncyear')
    """
    if len(text) > LONGEST_HEADING:
        return ""
    decoded = _ENCODED.sub(lambda match: chr(int(match[1], 16)), text)
    decoded = _ENDINGS.sub("", decoded.replace("(s)", " ").replace("(S)", " "))
    return "".join(character for character in decoded.casefold() if character.isalnum())


@dataclass(frozen=True)
class HeaderBook:
    """Every header known, shipped and the school's own.

    Attributes:
        ranks: normal header → (field, preference), 0 preferred.
        own: the school's ``[import.columns]``: header as exported, or
            ``Header#2`` for its second column of that name → field.
        fields: every field name.
    """

    ranks: Mapping[str, tuple[str, int]]
    fields: frozenset[str]
    sections: Mapping[str, frozenset[str]]
    own: Mapping[str, str] = field(default_factory=dict)

    def field_of(self, header: str) -> str | None:
        """Return the field that a header means by the shipped list, or None."""
        found = self.ranks.get(normal_header(header))
        return found[0] if found else None

    def own_field_of(self, header: str, occurrence: int) -> str | None:
        """Return the field the school has given this column, or None."""
        for name, target in self.own.items():
            base, hash_mark, number = name.rpartition("#")
            if hash_mark and number.isdigit():
                if int(number) == occurrence and normal_header(base) == normal_header(header):
                    return target
            elif occurrence == 1 and _same_header(name, header):
                return target
        return None

    def score(self, cells: Sequence[str]) -> int:
        """Count the cells that are known header names: how much a row looks like a header.

        >>> header_book({}).score(["UPN", "Mark", "B801200005001", ""])
        2
        """
        return sum(self._is_known(cell.strip()) for cell in cells if cell and cell.strip())

    def _is_known(self, cell: str) -> bool:
        return (
            self.field_of(cell) is not None
            or weekday_and_session(cell) is not None
            or numbered_contact(cell) is not None
            or day_and_session(cell) is not None
            or any(_same_header(name.rpartition("#")[0] or name, cell) for name in self.own)
        )


def header_book(own: Mapping[str, str]) -> HeaderBook:
    """Return the shipped headers with a school's own in front.

    Raises:
        WrongUsage: ``[import.columns]`` names a field that does not exist.

    >>> header_book({"Kürzel": "mark"}).own_field_of("Kürzel", 1)
    'mark'
    """
    book = _shipped()
    for header, target in own.items():
        if target not in book.fields and target != IGNORE:
            raise WrongUsage(
                f"attendctl.toml, [import.columns] {header!r}: there is no field {target!r}.",
                remedy=f"The fields are: {', '.join(sorted(book.fields))}; or {IGNORE!r}.",
            )
    return HeaderBook(book.ranks, book.fields, book.sections, dict(own))


@lru_cache(maxsize=1)
def _shipped() -> HeaderBook:
    sections = tomllib.loads(HEADERS_FILE.read_text(encoding="utf-8"))
    ranks: dict[str, tuple[str, int]] = {}
    for fields in sections.values():
        for name, headers in fields.items():
            for rank, header in enumerate(headers):
                if ranks.setdefault(normal_header(header), (name, rank))[0] != name:
                    raise ValueError(
                        f"{HEADERS_FILE.name}: {header!r} is listed under two fields, one is {name!r}"
                    )
    # A contact's name may be stated in the words that a pupil's is.
    either = frozenset(f"contact_{name}" for name in sections["either"] if name != "id")
    every = frozenset(name for fields in sections.values() for name in fields) | either
    return HeaderBook(ranks, every, {key: frozenset(fields) for key, fields in sections.items()})


def _same_header(one: str, other: str) -> bool:
    normal = normal_header(one)
    return normal == normal_header(other) if normal else one.strip() == other.strip()
