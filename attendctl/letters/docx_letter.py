"""A letter as a Word document: real headings, lists and tables, A4, Arial 12 point, British English."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from attendctl.letters.markdown_blocks import Block, Run
from attendctl.letters.sandbox import one_line
from attendctl.letters.sheet import Sheet
from attendctl.word_file import dated_word_file
from attendctl.word_styles import (
    LINE_POINTS,
    MARGIN_TOP_MM,
    new_document,
    restarted_list,
    styled,
    words_at_the_right,
)

if TYPE_CHECKING:
    from docx.document import Document
    from docx.shared import Length
    from docx.text.paragraph import Paragraph

_WINDOW_TOP_MM, _WINDOW_HEIGHT_MM = 50, 35  # of a DL envelope, the sheet folded in three
_WIDTH_MM, _NUMBER_MM = 170, 28  # of the page between its margins, of a column of numbers
_DEEPEST_LIST = 3


def docx_of(sheet: Sheet, *, title: str, written_on: date) -> bytes:
    """Set one letter as a Word document. The same letter gives the same bytes.

    Args:
        sheet: the letter.
        title: of the document. Holds no pupil's name.
        written_on: the date of the document.
    """
    document = new_document(footer=f"Reference {sheet.reference}")
    _head(document, sheet)
    for block in sheet.blocks:
        _add(document, block)
    return dated_word_file(
        document, title=title, author=one_line(sheet.letterhead.name), written_on=written_on
    )


def _head(document: Document, sheet: Sheet) -> None:
    """Add letterhead, address and date: paragraphs in the order of reading, the address in the window."""
    from docx.shared import Mm, Pt

    name = words_at_the_right(document, one_line(sheet.letterhead.name))
    name.runs[0].bold = True
    name.runs[0].font.size = Pt(14)
    for words in sheet.letterhead.lines:
        words_at_the_right(document, one_line(words))
    line = Pt(LINE_POINTS)
    taken = Mm(MARGIN_TOP_MM) + line * (1 + len(sheet.letterhead.lines))
    for place, words in enumerate(sheet.addressee):
        address = styled(document, "Address", one_line(words))
        if place == 0:
            address.paragraph_format.space_before = _at_least(Mm(_WINDOW_TOP_MM) - taken, line)
    left = Mm(_WINDOW_HEIGHT_MM) - line * (len(sheet.addressee) + 2)
    when = words_at_the_right(document, sheet.date_line)
    when.paragraph_format.space_before = _at_least(left, line)
    words_at_the_right(document, f"Our reference: {sheet.reference}").paragraph_format.space_after = line


def _at_least(height: int, least: int) -> Length:
    from docx.shared import Length

    return Length(max(height, least))


def _add(document: Document, block: Block, depth: int = 1) -> None:
    if block["kind"] == "heading":
        _runs(styled(document, f"Heading{min(block['level'], 3)}"), block["runs"])
    elif block["kind"] == "paragraph":
        _runs(document.add_paragraph(), block["runs"])
    elif block["kind"] == "list":
        _list(document, block, depth)
    elif block["kind"] == "table":
        _table(document, block)


def _list(document: Document, block: Block, depth: int) -> None:
    kind = "ListNumber" if block["ordered"] else "ListBullet"
    style = kind if depth == 1 else f"{kind}{min(depth, _DEEPEST_LIST)}"
    number = restarted_list(document, style) if block["ordered"] else None
    for item in block["items"]:
        for place, part in enumerate(item):
            if place == 0 and part["kind"] == "paragraph":
                paragraph = styled(document, style)
                if number is not None:
                    paragraph._p.get_or_add_pPr().get_or_add_numPr().get_or_add_numId().val = number
                _runs(paragraph, part["runs"])
            else:
                _add(document, part, depth + 1)


def _table(document: Document, block: Block) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    table = document.add_table(rows=0, cols=block["columns"], style="Letter Table")
    table.autofit = False
    for column, width in zip(table.columns, _widths(block["align"]), strict=False):
        column.width = width
    rows: Sequence[Sequence[Sequence[Run]]] = [
        block["header"],
        *([cell["runs"] for cell in row] for row in block["rows"]),
    ]
    for place, row in enumerate(rows):
        cells = table.add_row()
        for cell, runs, side in zip(cells.cells, row, block["align"], strict=False):
            paragraph = cell.paragraphs[0]
            paragraph._p.style = "TableText"
            if side == "right":
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _runs(paragraph, runs, strong=place == 0)
        if place == 0:
            _repeat_on_every_page(cells)
    styled(document, "TableText")


def _widths(sides: Sequence[str]) -> list[Length]:
    """Return the width of each column: what is a number needs little, what is words shares the rest."""
    from docx.shared import Mm

    words = max(sides.count("left"), 1)
    rest = _WIDTH_MM - _NUMBER_MM * (len(sides) - sides.count("left"))
    return [Mm(_NUMBER_MM) if side == "right" else Mm(rest / words) for side in sides]


def _repeat_on_every_page(row: Any) -> None:
    from docx.oxml import OxmlElement

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))


def _runs(paragraph: Paragraph, runs: Sequence[Run], *, strong: bool = False) -> None:
    for run in runs:
        if run["kind"] == "break":
            paragraph.add_run().add_break()
            continue
        words = paragraph.add_run(_text(run["text"]))
        words.bold = True if strong or run.get("strong") else None
        words.italic = True if run.get("emphasis") else None


def _text(text: str) -> str:
    """Keep the spaces at the ends of a run: they part it from the next."""
    middle = one_line(text)
    if not middle:
        return " " if text else ""
    return (" " if text[0].isspace() else "") + middle + (" " if text[-1].isspace() else "")
