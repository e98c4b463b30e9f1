"""The governors' paper as a Word document: real headings, lists and tables, for a head to edit."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

from attendctl.reports.governors.pages import Section, TableOfText, pages_of
from attendctl.reports.governors.trend import has_trend, trend_png, trend_words
from attendctl.word_file import dated_word_file
from attendctl.word_styles import new_document, styled

if TYPE_CHECKING:
    from docx.document import Document

_WIDTH_MM = 170
_WORDS_MM = 55
_SMALL_POINTS = 9


def governors_docx(contract: dict[str, Any]) -> bytes:
    """Return the paper as a Word document, dated the last day counted. The same contract, the same bytes.

    Args:
        contract: of ``attendctl.reports.governors.contract.governors_dict``.
    """
    from docx.shared import Pt

    pages = pages_of(contract)
    document = new_document(footer=pages.footer)
    styled(document, "Address", pages.school).runs[0].bold = True
    styled(document, "Heading1", pages.title).paragraph_format.space_before = Pt(4)
    for line in pages.about:
        styled(document, "Address", line)
    for section in pages.sections:
        _section(document, section, contract)
    title = f"{pages.title}: {pages.school}"
    return dated_word_file(
        document, title=title, author=pages.school, written_on=date.fromisoformat(contract["as_of"])
    )


def _section(document: Document, section: Section, contract: dict[str, Any]) -> None:
    styled(document, "Heading2", section.heading)
    for sentence in section.sentences:
        if len(section.sentences) > 1:
            styled(document, "ListBullet", sentence)
        else:
            document.add_paragraph(sentence)
    if section.chart and has_trend(contract):
        _picture(document, trend_png(contract), trend_words(contract))
    for table in section.tables:
        _table(document, table)
    for word, meaning in section.terms or ():
        _term(document, word, meaning)


def _picture(document: Document, png: bytes, words: str) -> None:
    from docx.shared import Mm

    shape = document.add_picture(io.BytesIO(png), width=Mm(_WIDTH_MM))
    shape._inline.docPr.set("descr", words)
    shape._inline.docPr.set("name", "Attendance by school week")


def _term(document: Document, word: str, meaning: str) -> None:
    from docx.shared import Pt

    paragraph = styled(document, "TableText")
    paragraph.add_run(f"{word}. ").bold = True
    paragraph.add_run(meaning)
    for run in paragraph.runs:
        run.font.size = Pt(_SMALL_POINTS)


def _table(document: Document, table: TableOfText) -> None:
    count = len(table.header)
    shown = document.add_table(rows=0, cols=count, style="Letter Table")
    shown.autofit = False
    _describe(shown, table.caption)
    for column, width in zip(shown.columns, _widths(table), strict=True):
        column.width = width
    for place, row in enumerate([table.header, *table.rows]):
        added = shown.add_row()
        _not_across_pages(added, is_header=place == 0)
        cells = list(added.cells)
        if len(row) == 1 and count > 1:
            _fill(cells[0].merge(cells[-1]), row[0], strong=True, with_next=True)
            continue
        for column, (cell, text) in enumerate(zip(cells, row, strict=True)):
            _fill(cell, text, strong=place == 0, right=column not in table.words)
    styled(document, "TableText")


def _fill(cell: Any, text: str, *, strong: bool, right: bool = False, with_next: bool = False) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.shared import Pt

    paragraph = cell.paragraphs[0]
    paragraph._p.style = "TableText"
    run = paragraph.add_run(text)
    run.bold = strong or None
    run.font.size = Pt(_SMALL_POINTS)
    paragraph.paragraph_format.keep_with_next = with_next or None
    if right:
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _widths(table: TableOfText) -> list[Any]:
    from docx.shared import Mm

    figures = len(table.header) - len(table.words)
    words = (
        _WORDS_MM if len(table.words) == 1 and figures > 1 else (_WIDTH_MM - 25 * figures) / len(table.words)
    )
    figure = (_WIDTH_MM - words * len(table.words)) / figures
    return [Mm(words if place in table.words else figure) for place in range(len(table.header))]


def _describe(table: Any, caption: str) -> None:
    """Give the table a title, which a screen reader says before it."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    title = OxmlElement("w:tblCaption")
    title.set(qn("w:val"), caption)
    table._tbl.tblPr.append(title)


def _not_across_pages(row: Any, *, is_header: bool) -> None:
    from docx.oxml import OxmlElement

    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_header:
        properties.append(OxmlElement("w:tblHeader"))
