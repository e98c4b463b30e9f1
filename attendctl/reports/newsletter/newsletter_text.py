"""The newsletter and the list of certificates as text: for a terminal, or to paste into a message."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from textwrap import wrap
from typing import Any

from attendctl.reports.newsletter.words import newsletter_words
from attendctl.reports.showable_text import showable_text

_WIDTH = 80
_COLUMNS = 4


def newsletter_text(contract: dict[str, Any]) -> str:
    """Return the newsletter, or the certificates, as lines.

    Args:
        contract: of ``newsletter_dict`` or ``certificates_dict``.
    """
    lines = [*(_certificates(contract) if contract["report"] == "certificates" else _newsletter(contract))]
    notes = contract["for_the_officer"]
    if notes:
        lines += ["", "For the officer, not for print:"]
        for note in notes:
            of = "" if contract["school"]["name"] else f"{note['school']}: "
            lines += _wrapped(f"{of}{note['text']}", first="- ", more="  ")
    return "".join(f"{showable_text(line).rstrip()}\n" for line in lines)


def _newsletter(contract: dict[str, Any]) -> Iterator[str]:
    words = newsletter_words(contract)
    yield words["period"]
    if words["together"]:
        yield words["together"]
    for section in words["sections"]:
        yield ""
        yield f"{section['school']}: {section['percent']}"
        yield from _class_columns(section["classes"])
        for race in section["races"]:
            winners = " and ".join(
                f"{winner['name']}, {winner['percent']}" if winner["percent"] else winner["name"]
                for winner in race["winners"]
            )
            yield from ("", *_wrapped(f"{race['title']}: {winners}"))
        for numbers in section["numbers"]:
            counts = ", ".join(f"{house} {number}" for house, number in numbers["rows"])
            yield from ("", *_wrapped(f"{numbers['title']}: {counts}"))
        for award in section["awards"]:
            yield from ("", *_wrapped(f"{award['title']}. {award['what_for']}"))
            for name, names in award["classes"]:
                yield from _wrapped(f"{name or 'no class'}: {names}", first="  ", more="      ")
        yield ""
        for note in section["notes"]:
            yield from _wrapped(note)


def _class_columns(classes: Sequence[Sequence[str]]) -> Iterator[str]:
    cells = [f"{name} {percent}" for name, percent in classes]
    width = max((len(cell) for cell in cells), default=0) + 3
    across = max(1, min(_COLUMNS, _WIDTH // width))
    for start in range(0, len(cells), across):
        yield "  " + "".join(cell.ljust(width) for cell in cells[start : start + across])


def _certificates(contract: dict[str, Any]) -> Iterator[str]:
    rows = contract["certificates"]
    yield f"Certificates: {contract['period']['name']}"
    for award in dict.fromkeys((row["school"], row["award"]) for row in rows):
        of_award = [row for row in rows if (row["school"], row["award"]) == award]
        first = of_award[0]
        level = f", {first['level']}" if first["level"] else ""
        school = "" if contract["school"]["name"] else f"{first['school']}: "
        yield ""
        yield from _wrapped(f"{school}{first['title']}{level}, for {first['what_for']}: {len(of_award)}")
        for row in of_award:
            yield f"  {row['class'] or '–'}  {row['forename']} {row['surname']}"
    if not rows:
        yield "None."


def _wrapped(text: str, *, first: str = "", more: str = "") -> list[str]:
    return wrap(text, _WIDTH, initial_indent=first, subsequent_indent=more, break_on_hyphens=False)
