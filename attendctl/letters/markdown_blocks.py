"""Markdown to the blocks a letter is made of: headings, paragraphs, lists, tables.

The blocks are data; ``letter.typ`` sets them. Links, pictures, HTML and code are
no part of a letter and are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from attendctl.errors import WrongUsage

LONGEST_BLOCK = 10_000
"""Characters of a paragraph, heading or cell: three pages without a break."""

Block = dict[str, Any]
Run = dict[str, Any]

_PUNCTUATION_WITH_A_MEANING = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>&|~!"})
_NUMBERS_A_LIST = re.compile(r"^(\d+)([.)])(?=\s|$)")
_STARTS_A_BLOCK = ("#", "-", "+", "=", ":")


def escape_markdown(value: str) -> str:
    r"""Return text that Markdown prints as it is, on one line.

    >>> escape_markdown("*Zoë* O'Neill\n# <b>")
    "\\*Zoë\\* O'Neill # \\<b\\>"
    """
    line = " ".join(value.split()).translate(_PUNCTUATION_WITH_A_MEANING)
    line = _NUMBERS_A_LIST.sub(r"\1\\\2", line)
    return f"\\{line}" if line.startswith(_STARTS_A_BLOCK) else line


def blocks_of(markdown: str, *, template: str) -> list[Block]:
    """Read a rendered letter.

    Args:
        markdown: the whole letter.
        template: its name, for messages.

    Raises:
        WrongUsage: the template uses something that is no part of a letter.

    >>> blocks_of("Dear **Ms Lee**,", template="1a.md")[0]["runs"][1]
    {'kind': 'text', 'text': 'Ms Lee', 'strong': True}
    """
    reader = _Reader(_markdown().parse(markdown), template)
    return list(reader.blocks())


@lru_cache(maxsize=1)
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")


class _Reader:
    """Walks the flat list of tokens once."""

    def __init__(self, tokens: list[Token], template: str) -> None:
        self.tokens = iter(tokens)
        self.template = template
        self.level = 0

    def blocks(self, until: str | None = None) -> Iterator[Block]:
        for token in self.tokens:
            if token.type == until:
                return
            if token.type == "heading_open":
                # A reader that is read the page aloud finds its way by headings without a gap (PDF/UA-1).
                self.level = min(int(token.tag[1]), self.level + 1)
                yield {"kind": "heading", "level": self.level, "runs": self.inline("heading_close")}
            elif token.type == "paragraph_open":
                yield {"kind": "paragraph", "runs": self.inline("paragraph_close")}
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                yield self.list_block(token)
            elif token.type == "table_open":
                yield self.table_block()
            else:
                raise self.no_part_of_a_letter(token)

    def list_block(self, opening: Token) -> Block:
        closing = opening.type.replace("_open", "_close")
        items = []
        for token in self.tokens:
            if token.type == closing:
                break
            items.append(list(self.blocks(until="list_item_close")))
        return {"kind": "list", "ordered": opening.type == "ordered_list_open", "items": items}

    def table_block(self) -> Block:
        rows: list[list[Block]] = []
        align: list[str] = []
        for token in self.tokens:
            if token.type == "table_close":
                break
            if token.type == "tr_open":
                rows.append([])
            elif token.type in ("th_open", "td_open"):
                if token.type == "th_open":
                    align.append("right" if "right" in str(token.attrGet("style")) else "left")
                rows[-1].append({"runs": self.inline(token.type.replace("_open", "_close"))})
        header = [cell["runs"] for cell in rows[0]]
        return {
            "kind": "table",
            "columns": len(header),
            "align": align,
            "header": header,
            "rows": rows[1:],
        }

    def inline(self, until: str) -> list[Run]:
        runs: list[Run] = []
        for token in self.tokens:
            if token.type == until:
                break
            if len(token.content) > LONGEST_BLOCK:
                raise WrongUsage(
                    f"The letter template {self.template} has a paragraph or heading of more than "
                    f"{LONGEST_BLOCK:,} characters.",
                    remedy="Break it up: an empty line begins a new paragraph.",
                )
            runs.extend(self.runs(token.children or []))
        return runs

    def runs(self, tokens: list[Token]) -> Iterator[Run]:
        style: dict[str, bool] = {}
        for token in tokens:
            if token.type in ("text", "text_special"):
                if token.content:
                    yield {"kind": "text", "text": token.content, **style}
            elif token.type == "softbreak":
                yield {"kind": "text", "text": " ", **style}
            elif token.type == "hardbreak":
                yield {"kind": "break"}
            elif token.type in ("strong_open", "em_open"):
                style["strong" if token.type == "strong_open" else "emphasis"] = True
            elif token.type in ("strong_close", "em_close"):
                style.pop("strong" if token.type == "strong_close" else "emphasis", None)
            else:
                raise self.no_part_of_a_letter(token)

    def no_part_of_a_letter(self, token: Token) -> WrongUsage:
        what = token.type.replace("_open", "").replace("_", " ")
        return WrongUsage(
            f"The letter template {self.template} uses a {what}, which letters do not have.",
            remedy="Use headings, paragraphs, lists, tables, bold and italic.",
        )
