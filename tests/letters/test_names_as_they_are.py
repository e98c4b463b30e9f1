"""A name prints as it is, whatever is in it: in the letter, on the envelope, in the PDF's text."""

from __future__ import annotations

import email
import email.policy
import io
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from attendctl.casework.recipients import Contact
from attendctl.casework.standing import Sessions
from attendctl.errors import WrongUsage
from attendctl.letters.file_kinds import FileKind
from attendctl.letters.markdown_blocks import blocks_of, escape_markdown
from attendctl.letters.paper import files_of
from attendctl.letters.pdf import pdf_of
from attendctl.letters.templates import LetterTemplates
from tests.letters.example_letters import SCHOOL, prepared

NAMES = [
    "Zoë",
    "O'Neill",
    "Łukasz",
    "Nguyễn",
    "Ελένη",
    "Дарья",
    "**Bold**",
    "_Under_",
    "# Heading",
    "- item",
    "1. One",
    "| cell |",
    "<b>Tag</b>",
    "&amp;",
    "[link](http://x.example)",
    "![x](y)",
    "`code`",
    "~~gone~~",
    "a\\b",
    "$x^2$",
    "#panic()",
    '#read("/etc/passwd")',
    "{{ 7*7 }}",
    "{% include 'x' %}",
    "=HYPERLINK(1)",
    "@anchor",
    "*",
    '"quoted"',
]


def text_of(pdf: bytes) -> str:
    pages = PdfReader(io.BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_the_pdf_is_the_name_in_the_register(name: str) -> None:
    contact = Contact(1, 1, title="Ms", surname=name, parental_responsibility=True, lives_with_pupil=True)
    letter = prepared(
        "greenhill",
        "1a",
        Sessions(90, 5, 0),
        contacts=(contact,),
        forename=name,
        surname=name,
        address=f"{name}, Hilltown",
        school=SCHOOL.model_copy(update={"name": name}),
    )
    (envelope,) = letter.envelopes
    text = text_of(pdf_of([envelope.sheet], title=letter.title, written_on=date(2025, 11, 10)))
    name = " ".join(name.split())
    assert f"Dear Ms {name}," in text
    assert f"Attendance of {name} {name}: can we help?" in text
    assert f"Ms {name} {name} Hilltown QX1 9ZZ" in text  # the envelope's window
    assert text.startswith(name)  # the letterhead


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_the_name_in_the_register_in_every_kind_of_file(name: str) -> None:
    contact = Contact(
        1,
        1,
        title="Ms",
        surname=name,
        parental_responsibility=True,
        lives_with_pupil=True,
        email="a@b.example",
    )
    letter = prepared(
        "greenhill",
        "1a",
        Sessions(90, 5, 0),
        contacts=(contact,),
        forename=name,
        surname=name,
        school=SCHOOL.model_copy(update={"name": name}),
    )
    paper = letter.envelopes[0].paper
    files = files_of(paper, list(FileKind))
    document = docx.Document(io.BytesIO(files[paper.name(FileKind.docx)]))
    word = "\n".join(paragraph.text for paragraph in document.paragraphs)
    page = _Words(files[paper.name(FileKind.html)].decode("utf-8")).text
    message: Any = email.message_from_bytes(files[paper.name(FileKind.eml)], policy=email.policy.default)
    plain = message.get_body(("plain",)).get_content()
    for text in (word, page, plain):
        text = " ".join(text.split())
        assert f"Dear Ms {name}," in text
        assert f"Attendance of {name} {name}: can we help?" in text
    assert name in str(message["Subject"])
    assert [address.display_name for address in message["To"].addresses] == [f"Ms {name}"]


class _Words(HTMLParser):
    """The text of a web page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.text = ""
        self.feed(page)

    def handle_data(self, data: str) -> None:
        self.text += data


@pytest.mark.parametrize("name", [*NAMES, "two\nlines", "  spaced  out  "])
def test_markdown_gives_back_what_was_escaped(name: str) -> None:
    for around in ("{}", "Dear {}, hello", "**{}**", "- {}"):
        (block,) = blocks_of(around.format(escape_markdown(name)), template="test")
        runs = block["items"][0][0]["runs"] if block["kind"] == "list" else block["runs"]
        text = "".join(run["text"] for run in runs)
        assert text == around.strip("*- ").format(" ".join(name.split()))


@pytest.mark.parametrize("name", ["../../etc/passwd", "a/b", "CON", "x" * 300, "", "王小明", "a\x00b"])
def test_a_file_name_is_safe_whatever_a_pupil_is_called(name: str) -> None:
    letter = prepared(
        "greenhill", "1a", Sessions(90, 5, 0), surname=name or "x", upn=None, admission_number=name
    )
    file_name = letter.envelopes[0].file_name
    assert Path(file_name).name == file_name
    assert file_name.isascii()
    assert len(file_name) < 80
    assert file_name.endswith(".pdf")


# What a school's own template may try, and what it is told.
ESCAPES = [
    ("{{ ''.__class__.__mro__ }}", "cannot be filled"),
    ("{{ pupil.__class__.__init__.__globals__ }}", "cannot be filled"),
    ("{{ self.__init__ }}", "cannot be filled"),
    ("{{ range(10) }}", "uses range"),
    ("{{ lipsum() }}", "uses lipsum"),
    ("{{ cycler }}", "uses cycler"),
    ("{{ ledger }}", "uses ledger"),
    ("{{ pupil | safe }}", "safe"),
    ("{{ pupil | attr('upper') }}", "attr"),
    ("{% include '../../../etc/passwd' %}", "no letter template"),
    ("{% include '/etc/passwd' %}", "no letter template"),
    ("{% include pupil %}", "must name its file"),
    ("{{ pupil", "line 1"),
    ("{% for child in children %}{{ child.__class__ }}{% endfor %}", "__class__ in a loop over children"),
    ("{% for child in children %}{{ child.atendance }}{% endfor %}", "atendance in a loop over children"),
    ("{% for child in children %}{{ child['__class__'].__mro__ }}{% endfor %}", "cannot be filled"),
    ("{{ children.__class__ }}", "cannot be filled"),
    ("{{ 'x' * 3000000000 }}", r"cannot be filled: there is no \* in templates\."),
    ("{{ '%3000000000d' % 1 }}", "cannot be filled: there is no % in templates"),
    ("{{ 9 ** 9 }}", "cannot be filled"),
    ("{% for letter in salutation %}x{% endfor %}", "loops over what is no list"),
    ("{% for a in children %}{% for b in children %}x{% endfor %}{% endfor %}", "children within itself"),
    ("{% for a in children recursive %}x{% endfor %}", "children within itself"),
    ("{% macro twice() %}{{ twice() }}{% endmacro %}{{ twice() }}", "does more than print fields"),
    ("{% set twice = pupil ~ pupil %}{{ twice }}", "does more than print fields"),
    ("{{ self }}", "names itself"),
    (" \n", "is empty"),
    ("{{ first_name.encode }}", "asks for encode of first_name"),
    ("<script>x</script>\n\n```\ncode\n```\n", "fence"),
    ("[link](http://x.example)", "link"),
]


@pytest.mark.parametrize(("source", "said"), ESCAPES)
def test_a_template_cannot_reach_beyond_its_fields(tmp_path: Path, source: str, said: str) -> None:
    (tmp_path / "greenhill").mkdir()
    (tmp_path / "greenhill" / "1a.md").write_text(source, encoding="utf-8")
    with pytest.raises(Exception, match=said) as refused:
        prepared("greenhill", "1a", Sessions(90, 5, 0), templates=LetterTemplates(tmp_path))
    assert refused.value.exit_status in (2, 4)  # type: ignore[attr-defined]
    assert "1a.md" in str(refused.value) or "etc/passwd" in str(refused.value)


def test_the_schools_own_template_wins_and_shares_the_shipped_parts(tmp_path: Path) -> None:
    (tmp_path / "greenhill").mkdir()
    (tmp_path / "greenhill" / "1a.md").write_text(
        'Dear {{ salutation }},\n\nOur own words.\n\n{% include "_parts/close.md" %}', encoding="utf-8-sig"
    )
    letter = prepared("greenhill", "1a", Sessions(90, 5, 0), templates=LetterTemplates(tmp_path))
    assert letter.envelopes[0].markdown.startswith("Dear Mrs Okoro,\n\nOur own words.\n\nYours sincerely")
    assert letter.template.sha256 != prepared("greenhill", "1a", Sessions(90, 5, 0)).template.sha256


def test_an_unknown_field_is_named_with_those_there_are(tmp_path: Path) -> None:
    (tmp_path / "greenhill").mkdir()
    (tmp_path / "greenhill" / "1a.md").write_text("{{ pupil_nmae }}", encoding="utf-8")
    with pytest.raises(WrongUsage, match="pupil_nmae") as refused:
        LetterTemplates(tmp_path).template_for("greenhill", "1a")
    assert "first_name" in refused.value.remedy
