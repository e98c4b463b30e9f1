"""The newsletter as a Word document, to paste into the school's own: headings, tables and names."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from attendctl.reports.newsletter.words import newsletter_words
from attendctl.word_file import dated_word_file
from attendctl.word_styles import new_document, styled

if TYPE_CHECKING:
    from docx.document import Document

_CLASSES_ACROSS = 3


def newsletter_docx(contract: dict[str, Any]) -> bytes:
    """Return the newsletter as a Word document. The same contract gives the same bytes.

    Args:
        contract: of ``attendctl.reports.newsletter.newsletter_dict.newsletter_dict``.
    """
    words = newsletter_words(contract)
    document = new_document(footer=words["title"])
    for number, section in enumerate(words["sections"]):
        heading = styled(document, "Heading1", section["school"])
        heading.paragraph_format.page_break_before = number > 0
        _strong(document, f"{words['period']}: {section['percent']} attendance")
        if number == 0 and words["together"]:
            document.add_paragraph(words["together"])
        _section(document, section)
    return dated_word_file(
        document,
        title=words["title"],
        author=words["author"],
        written_on=date.fromisoformat(contract["as_of"]),
    )


def _section(document: Document, section: dict[str, Any]) -> None:
    if section["races"]:
        styled(document, "Heading2", "Winners")
        for race in section["races"]:
            winners = " and ".join(
                f"{winner['name']}, {winner['percent']}" if winner["percent"] else winner["name"]
                for winner in race["winners"]
            )
            paragraph = document.add_paragraph(f"{race['title']}: ")
            paragraph.add_run(winners).bold = True
    if section["classes"]:
        styled(document, "Heading2", "Our classes")
        cells = [cell for pair in section["classes"] for cell in pair]
        across = 2 * min(_CLASSES_ACROSS, len(section["classes"]))
        cells += [""] * (-len(cells) % across)
        rows = [cells[start : start + across] for start in range(0, len(cells), across)]
        _table(document, ["Class", "Attendance"] * (across // 2), rows)
    for numbers in section["numbers"]:
        styled(document, "Heading2", numbers["title"])
        document.add_paragraph(numbers["what_for"])
        _table(document, ["House", "Children"], numbers["rows"])
    if section["awards"]:
        styled(document, "Heading2", "Well done!")
    for award in section["awards"]:
        styled(document, "Heading3", award["title"])
        document.add_paragraph(award["what_for"])
        for name, names in award["classes"]:
            paragraph = document.add_paragraph()
            if name:
                paragraph.add_run(f"{name}: ").bold = True
            paragraph.add_run(names)
    for note in section["notes"]:
        document.add_paragraph().add_run(note).italic = True


def _strong(document: Document, text: str) -> None:
    document.add_paragraph().add_run(text).bold = True


def _table(document: Document, header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement

    table = document.add_table(rows=0, cols=len(header), style="Letter Table")
    for place, row in enumerate([header, *rows]):
        cells = table.add_row()
        for column, (cell, text) in enumerate(zip(cells.cells, row, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph._p.style = "TableText"
            paragraph.add_run(text).bold = place == 0 or None
            if column % 2:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        if place == 0:
            cells._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    styled(document, "TableText")
