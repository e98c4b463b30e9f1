"""A letter as Word document, web page and e-mail draft: accessible, asking for nothing, always the same."""

from __future__ import annotations

import email
import email.policy
import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from pypdf import PdfReader

from attendctl.casework.standing import Sessions
from attendctl.errors import WrongUsage
from attendctl.letters.email_draft import usable_address
from attendctl.letters.file_kinds import FileKind, file_kinds
from attendctl.letters.paper import Paper, files_of, paper_as_values, paper_from_values
from attendctl.letters.print_run import PRINT_ALL, print_letters
from tests.letters.example_letters import MOTHER, prepared

MONDAY = date(2025, 11, 10)
WITH_EMAIL = replace(MOTHER, email="g.okoro@example.org")
FATHER = replace(MOTHER, position=2, priority=2, title="Mr", forename="Sam", email="sam@example.org")
WITHOUT = replace(FATHER, email=None)


def paper(**more: Any) -> Paper:
    more.setdefault("contacts", (WITH_EMAIL,))
    return prepared("national", "2a", Sessions(90, 3, 4), **more).envelopes[0].paper


def made(kind: FileKind, **more: Any) -> bytes:
    of = paper(**more)
    return files_of(of, [kind])[of.name(kind)]


def word(**more: Any) -> Any:
    return docx.Document(io.BytesIO(made(FileKind.docx, **more)))


@pytest.mark.parametrize("kind", FileKind)
def test_the_same_letter_gives_the_same_bytes(kind: FileKind) -> None:
    assert made(kind) == made(kind)


def test_a_paper_that_was_kept_gives_the_same_bytes() -> None:
    first = paper()
    again = paper_from_values(paper_as_values(first))
    assert again == first
    assert files_of(again, list(FileKind)) == files_of(first, list(FileKind))


def test_the_word_document_has_real_headings_lists_and_tables() -> None:
    document = word()
    styles = [paragraph.style.name for paragraph in document.paragraphs]
    headings = [
        (paragraph.style.name, paragraph.text)
        for paragraph in document.paragraphs
        if paragraph.style.name.startswith("Heading")
    ]
    assert headings[0] == ("Heading 1", "Attendance of Ada Okoro: a meeting and a plan")
    assert {name for name, _ in headings[1:]} == {"Heading 2"}
    assert "List Bullet" in styles
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells] == [
        "From 1 September 2025 up to 7 November 2025",
        "Sessions",
        "School days",
    ]
    assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    assert [cell.text for cell in table.rows[1].cells] == ["Could have been in school", "90", "45"]


def test_the_word_document_is_a4_twelve_point_and_in_british_english() -> None:
    document = word()
    section = document.sections[0]
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    assert document.styles["Normal"].font.size == Pt(12)
    assert document.styles["Normal"].font.name == "Arial"
    languages = {node.get(qn("w:val")) for node in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"en-GB"}
    assert section.footer.paragraphs[0].text.startswith("Reference ")


def test_the_address_of_the_word_document_starts_in_the_window_of_the_envelope() -> None:
    """Six lines of letterhead at 14 points, under a margin of 12 mm; the window starts at 50 mm."""
    (addressee,) = [one for one in word().paragraphs if one.text == "Mrs Okoro"]
    above = Mm(12) + 6 * Pt(14)
    top = above + addressee.paragraph_format.space_before
    assert abs(top - Mm(50)) < Mm(0.1)  # Word counts in twentieths of a point


def test_the_word_document_is_dated_as_the_letter_and_names_no_pupil_in_its_properties() -> None:
    content = made(FileKind.docx)
    properties = docx.Document(io.BytesIO(content)).core_properties
    assert properties.created == properties.modified == datetime(2025, 11, 10, tzinfo=UTC)
    assert properties.title.startswith("Attendance letter 2a, reference ")
    assert properties.author == "Hillside School"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"Okoro" not in archive.read("docProps/core.xml")


def test_numbered_lists_of_the_word_document_each_count_from_one() -> None:
    one = {"kind": "paragraph", "runs": [{"kind": "text", "text": "x"}]}
    numbered = {"kind": "list", "ordered": True, "items": [[one], [one]]}
    of = paper()
    of = replace(of, sheet=replace(of.sheet, blocks=(numbered, one, numbered)))
    document: Any = docx.Document(io.BytesIO(files_of(of, [FileKind.docx])[of.name(FileKind.docx)]))
    numbers = [node.get(qn("w:val")) for node in document.element.body.iter(qn("w:numId"))]
    assert numbers[0] == numbers[1] != numbers[2] == numbers[3]


class Page(HTMLParser):
    """What a web page is made of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def test_the_web_page_is_accessible_and_asks_for_nothing() -> None:
    text = made(FileKind.html).decode("utf-8")
    page = Page(text)
    names = [name for name, _ in page.tags]
    assert page.tags[0] == ("html", {"lang": "en-GB"})
    assert names.count("h1") == names.count("main") == names.count("title") == 1
    scopes = [attributes["scope"] for name, attributes in page.tags if name == "th"]
    assert scopes == ["col"] * 3 + ["row"] * 4
    assert not {"script", "img", "link", "iframe", "object", "form"} & set(names)
    for forbidden in ("src=", "href=", "url(", "@import"):
        assert forbidden not in text
    assert "@media print" in text
    assert "default-src 'none'" in text
    assert "Ada has been in school for 83 of 90 sessions" in " ".join(page.words.split())


def draft(**more: Any) -> Any:
    return email.message_from_bytes(made(FileKind.eml, **more), policy=email.policy.default)


def test_the_e_mail_is_a_draft_with_text_page_and_the_pdf() -> None:
    of = paper()
    message = draft()
    assert message["X-Unsent"] == "1"
    assert str(message["To"]) == "Mrs Okoro <g.okoro@example.org>"
    assert (
        str(message["Subject"]) == f"Attendance letter from Hillside School, reference {of.sheet.reference}"
    )
    assert message["Date"] is None
    assert message["From"] is None  # the sender's own account
    plain = message.get_body(("plain",)).get_content()
    assert "Ada has been in school for 83 of 90 sessions" in " ".join(plain.split())
    assert "Could have been in school: sessions 90, school days 45" in plain
    assert message.get_body(("html",)).get_content().startswith("<!DOCTYPE html>")
    (attached,) = message.iter_attachments()
    assert attached.get_filename() == of.name(FileKind.pdf)
    assert attached.get_content() == made(FileKind.pdf)


def test_the_e_mail_goes_to_everyone_at_home_who_has_an_address() -> None:
    both = draft(contacts=(WITH_EMAIL, FATHER))
    assert str(both["To"]) == "Mrs Okoro <g.okoro@example.org>, Mr Okoro <sam@example.org>"
    one = draft(contacts=(WITH_EMAIL, WITHOUT))
    assert str(one["To"]) == "Mrs Okoro <g.okoro@example.org>"


def test_nobody_without_an_address_gets_a_draft() -> None:
    of = paper(contacts=(WITHOUT,))
    assert of.names(list(FileKind)) == [f"{of.stem}.pdf", f"{of.stem}.docx", f"{of.stem}.html"]


@pytest.mark.parametrize(
    ("given", "usable"),
    [
        ("a@b.example", True),
        (" o'neill+ada@mail.b-c.example ", True),
        ("", False),
        ("n/a", False),
        ("a@b", False),
        ("a@b.example, c@d.example", False),
        ("a@b.example\nBcc: everyone@b.example", False),
        ("Ada <a@b.example>", False),
        ("zoë@b.example", False),
    ],
)
def test_only_a_plain_address_is_written_to(given: str, usable: bool) -> None:
    assert usable_address(given) == (given.strip() if usable else None)


def test_the_kinds_asked_for_are_made_and_no_others() -> None:
    letter = prepared("national", "2a", Sessions(90, 3, 4), contacts=(WITH_EMAIL,))
    stem = letter.envelopes[0].paper.stem
    without_pdf = print_letters([letter], written_on=MONDAY, kinds=file_kinds("docx,html,eml"))
    assert set(without_pdf.files) == {f"{stem}.docx", f"{stem}.html", f"{stem}.eml"}
    with_pdf = print_letters([letter], written_on=MONDAY, kinds=file_kinds("pdf,docx"))
    assert set(with_pdf.files) == {f"{stem}.pdf", f"{stem}.docx", PRINT_ALL}
    assert len(PdfReader(io.BytesIO(with_pdf.files[PRINT_ALL])).pages) >= 1


@pytest.mark.parametrize("asked", ["", "pdf,odt", ",", "pdf docx"])
def test_what_is_no_kind_is_refused_with_those_there_are(asked: str) -> None:
    with pytest.raises(WrongUsage, match="--files") as refused:
        file_kinds(asked)
    assert "pdf, docx, html, eml" in refused.value.remedy
