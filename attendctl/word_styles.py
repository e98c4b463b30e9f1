"""The styles of our Word files, letters and papers: everything a typist would set by hand, set once."""

from __future__ import annotations

import io
from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.document import Document
    from docx.text.paragraph import Paragraph

FONT = "Arial"
MARGIN_TOP_MM = 12
LINE_POINTS = 14
"""The height of one line of letterhead or address."""


# The styles that letters use, by identifier; the many others of python-docx's empty document cost time.
_KEPT = {
    "Normal",
    "DefaultParagraphFont",
    "TableNormal",
    "NoList",
    "Header",
    "Footer",
    "Address",
    "TableText",
    "LetterTable",
}


def new_document(*, footer: str) -> Document:
    """Return an empty letter: A4, 12 point, in British English, with a line at the foot of each page."""
    import docx
    from docx.shared import Pt

    document = docx.Document(io.BytesIO(_empty_letter()))
    foot = document.sections[0].footer.paragraphs[0]
    foot.text = footer
    foot.runs[0].font.size = Pt(10)
    return document


def styled(document: Document, style: str, words: str = "") -> Paragraph:
    """Add a paragraph. ``style`` is an identifier: to look for a style by name takes most of the time."""
    paragraph = document.add_paragraph(words)
    paragraph._p.style = style
    return paragraph


@lru_cache(maxsize=1)
def _empty_letter() -> bytes:
    """Make the styles once, and keep the document as bytes to start each letter from."""
    import docx
    from docx.shared import Mm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(MARGIN_TOP_MM), Mm(17)
    section.left_margin = section.right_margin = Mm(20)
    section.header_distance = section.footer_distance = Mm(8)
    styles = document.styles
    _plain(styles["Normal"], size=Pt(12), after=Pt(9))
    styles["Normal"].paragraph_format.line_spacing = 1.1
    for name, size in (("Heading 1", Pt(15)), ("Heading 2", Pt(13)), ("Heading 3", Pt(12))):
        _plain(styles[name], size=size, after=Pt(5))
        styles[name].font.bold = True
        styles[name].paragraph_format.space_before = Pt(12)
        styles[name].paragraph_format.keep_with_next = True
    for name in ("List Bullet", "List Number"):
        for style in (name, f"{name} 2", f"{name} 3"):
            styles[style].paragraph_format.space_after = Pt(4)
    _own_styles(styles)
    _british_english(styles)
    _without_other_styles(styles)
    section.footer.is_linked_to_previous = False
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def words_at_the_right(document: Document, words: str) -> Paragraph:
    """Add a line of the letterhead, or the date."""
    from docx.enum.text import WD_ALIGN_PARAGRAPH

    paragraph = styled(document, "Address", words)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    return paragraph


def restarted_list(document: Document, style: str) -> int:
    """Return the number of a new list that counts from 1 in a style of numbered lists."""
    numbering = document.part.numbering_part.element
    of_style = next(
        one for one in document.styles.element.style_lst if one.styleId == style
    ).pPr.numPr.numId.val
    abstract = numbering.num_having_numId(of_style).abstractNumId.val
    added = numbering.add_num(abstract)
    added.add_lvlOverride(ilvl=0).add_startOverride(1)
    number: int = added.numId
    return number


def _without_other_styles(styles: Any) -> None:
    for style in list(styles.element.style_lst):
        name = style.styleId
        if not (name in _KEPT or name.startswith(("Heading", "ListBullet", "ListNumber"))):
            styles.element.remove(style)


def _own_styles(styles: Any) -> None:
    from docx.enum.style import WD_STYLE_TYPE
    from docx.enum.text import WD_LINE_SPACING
    from docx.shared import Pt

    address = styles.add_style("Address", WD_STYLE_TYPE.PARAGRAPH)
    address.base_style = styles["Normal"]
    address.paragraph_format.space_after = Pt(0)
    address.paragraph_format.line_spacing_rule = WD_LINE_SPACING.AT_LEAST
    address.paragraph_format.line_spacing = Pt(LINE_POINTS)
    cell = styles.add_style("Table Text", WD_STYLE_TYPE.PARAGRAPH)
    cell.base_style = styles["Normal"]
    cell.paragraph_format.space_before = cell.paragraph_format.space_after = Pt(2)
    table = styles.add_style("Letter Table", WD_STYLE_TYPE.TABLE)
    table.base_style = styles["Normal Table"]
    table.element.append(_lines_under_rows())


def _lines_under_rows() -> Any:
    from docx.oxml import parse_xml
    from docx.oxml.ns import nsdecls

    line = 'w:val="single" w:space="0" w:color="666666"'
    return parse_xml(
        f"<w:tblPr {nsdecls('w')}><w:tblBorders>"
        f'<w:top {line} w:sz="4"/><w:bottom {line} w:sz="4"/><w:insideH {line} w:sz="4"/>'
        "</w:tblBorders></w:tblPr>"
    )


def _plain(style: Any, *, size: Any, after: Any) -> None:
    """Set a style in our typeface and in black, whatever the theme says."""
    from docx.oxml.ns import qn
    from docx.shared import RGBColor

    style.font.name, style.font.size = FONT, size
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{name}"), None)
    for name in ("ascii", "hAnsi", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)
    style.paragraph_format.space_after = after


def _british_english(styles: Any) -> None:
    from docx.oxml.ns import qn

    for language in styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "en-GB")
