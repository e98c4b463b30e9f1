"""A letter as plain text, for the reader of an e-mail that shows no page."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence

from attendctl.letters.markdown_blocks import Block, Run
from attendctl.letters.sandbox import one_line
from attendctl.letters.sheet import Sheet

_WIDTH = 76


def text_of(sheet: Sheet) -> str:
    """Return a letter as text, from its greeting to its reference.

    >>> from attendctl.letters.sheet import Letterhead
    >>> block = {"kind": "paragraph", "runs": [{"kind": "text", "text": "Dear Ms Lee,"}]}
    >>> print(text_of(Sheet("AB12-CD34", "7 November 2025", Letterhead("Ash Primary", ()), (), (block,))))
    Ash Primary
    7 November 2025
    <BLANKLINE>
    Dear Ms Lee,
    <BLANKLINE>
    Reference AB12-CD34
    <BLANKLINE>
    """
    head = "\n".join([one_line(sheet.letterhead.name), sheet.date_line])
    parts = [head, *(_block(block) for block in sheet.blocks), f"Reference {sheet.reference}"]
    return "\n\n".join(parts) + "\n"


def _block(block: Block) -> str:
    if block["kind"] == "heading":
        words = _words(block["runs"])
        return f"{words}\n{'=' * len(words)}" if block["level"] == 1 else f"{words}\n{'-' * len(words)}"
    if block["kind"] == "list":
        return "\n".join(
            _item(f"{number}." if block["ordered"] else "-", item)
            for number, item in enumerate(block["items"], 1)
        )
    if block["kind"] == "table":
        return _table(block)
    return "\n".join(textwrap.fill(line, _WIDTH) for line in _words(block["runs"]).split("\n"))


def _item(mark: str, parts: Sequence[Block]) -> str:
    words = "\n\n".join(_block(part) for part in parts)
    return f"{mark} " + words.replace("\n", "\n" + " " * (len(mark) + 1))


def _table(block: Block) -> str:
    header = [_words(runs) for runs in block["header"]]
    lines = []
    for row in block["rows"]:
        label, *values = [_words(cell["runs"]) for cell in row]
        given = ", ".join(f"{name.lower()} {value}" for value, name in zip(values, header[1:], strict=False))
        lines.append(f"{label}: {given}" if given else label)
    return "\n".join([f"{header[0]}:", *lines]) if header[0] else "\n".join(lines)


def _words(runs: Sequence[Run]) -> str:
    return "".join("\n" if run["kind"] == "break" else run["text"] for run in runs).strip()
