"""A code of conduct as lines: each term with where it is from, or why it was chosen."""

from __future__ import annotations

from datetime import date

from attendctl.rules.codes_of_conduct import TERMS, CodeOfConduct

_INDENT = "  "


def conduct_lines(code: CodeOfConduct) -> list[str]:
    """Return the authority and every term that the code or the one it follows states, in their order."""
    follows = f", following the {code.follows} code in what it does not state" if code.follows else ""
    lines = [f"{code.authority}{follows}:"]
    for term in TERMS:
        value = getattr(code, term)
        if value is not None and value != []:
            lines.append(f"{_INDENT}{term.replace('_', ' ')}: {_in_words(value)} ({_whence(code, term)})")
    return lines


def _in_words(value: bool | int | str | date | list[str]) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "; ".join(value) if isinstance(value, list) else str(value)


def _whence(code: CodeOfConduct, term: str) -> str:
    source = code.source_of(term)
    if source is None:
        return "not stated"
    where = f"{code.follows}: {source.section}" if term in code.inherited else source.section
    return f"{where}. Ours: {source.ours}" if source.ours else where
