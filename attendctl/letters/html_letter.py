"""A letter as one web page that asks for nothing: no picture, script, font or style from elsewhere."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from html import escape
from importlib.resources import files

from attendctl.letters.markdown_blocks import Block, Run
from attendctl.letters.sandbox import one_line
from attendctl.letters.sheet import Sheet

_PAGE = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
{style}</style>
</head>
<body>
<header>
<p class="school">{school}</p>
{letterhead}</header>
<main>
<address>{addressee}</address>
<p class="date">{date}<br>Our reference: {reference}</p>
{letter}
</main>
<footer><p>Reference {reference}</p></footer>
</body>
</html>
"""


def html_of(sheet: Sheet, *, title: str) -> str:
    """Set one letter as one page.

    Args:
        sheet: the letter.
        title: of the page. Holds no pupil's name.
    """
    head = sheet.letterhead
    return _PAGE.format(
        title=_escaped(title),
        style=_style(),
        school=_escaped(head.name),
        letterhead=f"<p>{_lines(head.lines)}</p>\n" if head.lines else "",
        addressee=_lines(sheet.addressee),
        date=_escaped(sheet.date_line),
        reference=_escaped(sheet.reference),
        letter="\n".join(_block(block) for block in sheet.blocks),
    )


@lru_cache(maxsize=1)
def _style() -> str:
    return files("attendctl.letters").joinpath("letter.css").read_text(encoding="utf-8")


def _block(block: Block) -> str:
    if block["kind"] == "heading":
        level = min(block["level"], 6)
        return f"<h{level}>{_runs(block['runs'])}</h{level}>"
    if block["kind"] == "paragraph":
        return f"<p>{_runs(block['runs'])}</p>"
    if block["kind"] == "list":
        tag = "ol" if block["ordered"] else "ul"
        items = "\n".join(f"<li>{_item(item)}</li>" for item in block["items"])
        return f"<{tag}>\n{items}\n</{tag}>"
    return _table(block)


def _item(parts: Sequence[Block]) -> str:
    if len(parts) == 1 and parts[0]["kind"] == "paragraph":
        return _runs(parts[0]["runs"])
    return "\n".join(_block(part) for part in parts)


def _table(block: Block) -> str:
    sides = ["" if side == "left" else ' class="number"' for side in block["align"]]
    header = "".join(
        f'<th scope="col"{side}>{_runs(runs)}</th>'
        for side, runs in zip(sides, block["header"], strict=False)
    )
    rows = "\n".join(
        "<tr>"
        + "".join(
            f'<th scope="row"{side}>{_runs(cell["runs"])}</th>'
            if place == 0
            else f"<td{side}>{_runs(cell['runs'])}</td>"
            for place, (side, cell) in enumerate(zip(sides, row, strict=False))
        )
        + "</tr>"
        for row in block["rows"]
    )
    return f"<table>\n<thead><tr>{header}</tr></thead>\n<tbody>\n{rows}\n</tbody>\n</table>"


def _runs(runs: Sequence[Run]) -> str:
    return "".join(_run(run) for run in runs)


def _run(run: Run) -> str:
    if run["kind"] == "break":
        return "<br>\n"
    words = escape(run["text"])
    if run.get("emphasis"):
        words = f"<em>{words}</em>"
    return f"<strong>{words}</strong>" if run.get("strong") else words


def _lines(lines: Iterable[str]) -> str:
    return "<br>".join(_escaped(line) for line in lines)


def _escaped(text: str) -> str:
    return escape(one_line(text))
