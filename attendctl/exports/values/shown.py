"""A cell's text as a message may show it: in quotation marks, and without anybody's name."""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST_SHOWN = 60

_PUPILS_NUMBER = re.compile(r"\b[A-Za-z]\d{11}[\dA-Za-z]\b|\b\d{4,}\b")
_WORD = re.compile(r"[^\W\d_]{3,}")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff]")

# Words of registers and dates. Any other word may be a name that slipped into the wrong column.
_NOT_NAMES = frozenset(
    """
    abs absence absent academic afternoon all and annual ass assembly attendance authorised blank break
    breakfast class closed closure club code column comment covid date day days dental detention early
    education educational enrichment entered error evening event exc excl excluded exclusion first form
    four fri friday full half here hol holiday hols hour hours ill illness inset late left lesson lunch
    lunchtime mark marks med medical min mins minutes missing mon monday morning name nan night nil none noon
    not null num off other out part per period pre present ref reg register registration remote roll call
    school sat saturday second session sick site soon statutory study suspended sun sunday the third three
    thu thur thurs thursday time title today true false tue tues tuesday tutor tutorial two unauthorised
    unknown value visit wed wednesday week weekend work yes yesterday gmt bst div jan feb mar apr may jun
    jul aug sep sept oct nov dec january february march april june july august september october november
    december autumn spring summer term
    """.split()  # noqa: SIM905 - two hundred words are easier read without quotation marks
)


def shown(text: str) -> str:
    """Return a cell's text in single quotation marks, fit for a message.

    A word that is no word of registers is cut to its first letter, for it may be a pupil's
    name in a shifted row. Control characters show as ``�``; a long text is cut.

    >>> print(shown("Q9"), shown("\\\\"), shown("Wed, 31 Feb 2025"))
    'Q9' '\\' 'Wed, 31 Feb 2025'
    >>> print(shown("Featherstonehaugh, Zo"), shown("present"))
    'F…, Zo' 'present'
    """
    return f"'{without_names(text)}'"


def without_names(text: str) -> str:
    """Return the text as ``shown`` shows it, without the quotation marks."""
    safe = _WORD.sub(_first_letter, _CONTROL.sub("\ufffd", text))
    return safe if len(safe) <= LONGEST_SHOWN else safe[:LONGEST_SHOWN] + "…"


def headings_shown(headings: Sequence[str]) -> list[str]:
    """Return a row of headings as a message may show them.

    A row in which a pupil's number stands is no row of headings, whatever it was taken for.

    >>> headings_shown(["UPN", "Tutor Set"]), headings_shown(["A801200005001", "Okoro", "Mark"])
    (['UPN', 'Tutor Set'], ['A801200005001', 'O…', 'Mark'])
    """
    if any(_PUPILS_NUMBER.search(heading) for heading in headings):
        return [without_names(heading) for heading in headings]
    return [_CONTROL.sub("\ufffd", heading)[:LONGEST_SHOWN] for heading in headings]


def _first_letter(word: re.Match[str]) -> str:
    return word[0] if word[0].casefold() in _NOT_NAMES else word[0][0] + "…"
