"""A school's own Word letter: it wins, prints names as they are, and cannot reach beyond its fields."""

from __future__ import annotations

import email
import email.policy
import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
import pytest

from attendctl.casework.recipients import Contact
from attendctl.casework.standing import Sessions
from attendctl.errors import WrongUsage
from attendctl.letters.file_kinds import FileKind
from attendctl.letters.paper import files_of
from attendctl.letters.prepare import PreparedLetter, prepare_letters
from attendctl.letters.print_run import print_letters
from attendctl.letters.templates import LetterTemplates
from tests.letters.example_letters import MOTHER, decided, occasion_of, prepared
from tests.letters.test_names_as_they_are import NAMES

YEAR = Sessions(90, 5, 0)


def school_letter(folder: Path, *paragraphs: str, header: str = "", name: str = "greenhill/1a.docx") -> None:
    """Write a Word template."""
    document = docx.Document()
    for words in paragraphs:
        document.add_paragraph(words)
    document.sections[0].header.paragraphs[0].text = header
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    document.save(str(path))


def written(folder: Path, **more: Any) -> PreparedLetter:
    return prepared("greenhill", "1a", YEAR, templates=LetterTemplates(folder), **more)


def lines(letter: PreparedLetter) -> list[str]:
    word = letter.envelopes[0].paper.word
    assert word is not None
    document = docx.Document(io.BytesIO(word))
    return [paragraph.text for paragraph in document.paragraphs]


def test_the_school_s_word_letter_wins_over_its_markdown_and_the_shipped(tmp_path: Path) -> None:
    (tmp_path / "greenhill").mkdir()
    (tmp_path / "greenhill" / "1a.md").write_text("Dear {{ salutation }}, in Markdown.", encoding="utf-8")
    assert written(tmp_path).template.name == "greenhill/1a.md"
    school_letter(
        tmp_path,
        "Dear {{ salutation }},",
        "{{ first_name }}: {{ attendance }}",
        header="{{ school }} {{ reference }}",
    )
    letter = written(tmp_path)
    assert letter.template.name == "greenhill/1a.docx"
    assert lines(letter) == ["Dear Mrs Okoro,", "Ada: 94.4%"]
    word = letter.envelopes[0].paper.word
    header = docx.Document(io.BytesIO(word or b"")).sections[0].header.paragraphs[0].text
    assert header == f"Hillside School {letter.reference}"
    assert letter.envelopes[0].markdown == "Dear Mrs Okoro,\nAda: 94.4%\n"


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_the_word_letter_is_the_name_in_the_register(tmp_path: Path, name: str) -> None:
    school_letter(tmp_path, "Dear {{ salutation }}: {{ pupil }}.", header="{{ pupil }}")
    contact = Contact(1, 1, title="Ms", surname=name, parental_responsibility=True, lives_with_pupil=True)
    letter = written(tmp_path, forename=name, surname="{_{ x }_}", contacts=(contact,))
    assert lines(letter) == [f"Dear Ms {name}: {name} {{_{{ x }}_}}."]


@pytest.mark.parametrize("name", ["a\x00b", "two\nlines", "tab\there", "bell\abell", "page\fbreak"])
def test_no_character_of_a_name_breaks_the_document(tmp_path: Path, name: str) -> None:
    school_letter(tmp_path, "{{ first_name }}")
    (line,) = lines(written(tmp_path, forename=name))
    assert line == " ".join(name.replace("\x00", "").replace("\a", "").split())


ESCAPES = [
    ("{{ ''.__class__.__mro__ }}", "cannot be filled"),
    ("{{ pupil.__class__.__init__.__globals__ }}", "cannot be filled"),
    ("{{ self.__init__ }}", "cannot be filled"),
    ("{{ pupil.__init__.__globals__.__builtins__.open('/etc/passwd').read() }}", "cannot be filled"),
    ("{% for child in children %}{{ child.__class__ }}{% endfor %}", "__class__ in a loop over children"),
    ("{% for child in children %}{{ child.items() }}{% endfor %}", "items in a loop over children"),
    ("{% for child in children %}{{ child['__class__'].__mro__ }}{% endfor %}", "cannot be filled"),
    ("{{ range(10) }}", "uses range"),
    ("{{ lipsum() }}", "uses lipsum"),
    ("{{ ledger }}", "uses ledger"),
    ("{{ pupil | safe }}", "safe"),
    ("{{ pupil | attr('upper') }}", "attr"),
    ("{% include '/etc/passwd' %}", "includes another file"),
    ("{% import '/etc/passwd' as x %}", "includes another file"),
    ("{% extends pupil %}", "includes another file"),
    ("{{ pupil", "1a.docx"),
    ("{{ pupil_nmae }}", "uses pupil_nmae"),
]


@pytest.mark.parametrize(("source", "said"), ESCAPES)
@pytest.mark.parametrize("place", ["body", "header", "properties"])
def test_a_word_template_cannot_reach_beyond_its_fields(
    tmp_path: Path, source: str, said: str, place: str
) -> None:
    document = docx.Document()
    if place == "body":
        document.add_paragraph(source)
    elif place == "header":
        document.sections[0].header.paragraphs[0].text = source
    else:
        document.core_properties.title = source
    (tmp_path / "greenhill").mkdir()
    document.save(str(tmp_path / "greenhill" / "1a.docx"))
    with pytest.raises(WrongUsage, match=said) as refused:
        written(tmp_path)
    assert "1a.docx" in str(refused.value)


@pytest.mark.parametrize("content", [b"", b"no ZIP file", b"PK\x03\x04"])
def test_what_is_no_word_document_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "greenhill").mkdir()
    (tmp_path / "greenhill" / "1a.docx").write_bytes(content)
    with pytest.raises(WrongUsage, match="cannot be read as a Word document") as refused:
        LetterTemplates(tmp_path).template_for("greenhill", "1a")
    assert "greenhill/1a.docx" in refused.value.message


def test_a_field_without_a_value_is_found_before_anything_is_written(tmp_path: Path) -> None:
    school_letter(
        tmp_path, "{{ spell_from }} {{ spell_days }} {% if leave_from %}{{ leave_from }}{% endif %}"
    )
    letters, held_back = prepared_letters(tmp_path, [{}])
    assert letters == []
    assert "no value for: spell_days, spell_from." in held_back[0].why


def prepared_letters(folder: Path, pupils: Sequence[dict[str, Any]]) -> Any:
    decisions = [decided("greenhill", "1a", YEAR, **pupil) for pupil in pupils]
    contacts = {decision.pupil.pupil_id: (MOTHER,) for decision in decisions}
    return prepare_letters(decisions, contacts, occasion_of("greenhill"), LetterTemplates(folder))


SIBLINGS = [{"pupil_id": 7}, {"pupil_id": 8, "forename": "Ben", "upn": "B999000000002"}]


def test_a_word_letter_for_one_child_is_filled_for_each(tmp_path: Path) -> None:
    school_letter(tmp_path, "{{ first_name }} has been away.")
    letters, _ = prepared_letters(tmp_path, SIBLINGS)
    assert [lines(letter) for letter in letters] == [["Ada has been away."], ["Ben has been away."]]


def test_a_word_letter_that_loops_over_children_is_about_both(tmp_path: Path) -> None:
    school_letter(
        tmp_path,
        "{{ first_name }} {{ has_or_have }} been away.",
        "{%p for child in children %}",
        "{{ child.first_name }}: {{ child.attendance }}",
        "{%p endfor %}",
    )
    ((letter,), _) = prepared_letters(tmp_path, SIBLINGS)
    assert lines(letter) == ["Ada and Ben have been away.", "Ada: 94.4%", "Ben: 94.4%"]


def test_a_word_letter_is_written_as_word_whatever_is_asked_and_gives_the_same_bytes(tmp_path: Path) -> None:
    school_letter(tmp_path, "Dear {{ salutation }},")
    contact = replace(MOTHER, email="g@okoro.example")
    first, again = (written(tmp_path, contacts=(contact,)) for _ in range(2))
    assert first.envelopes[0].paper.word == again.envelopes[0].paper.word
    stem = first.envelopes[0].paper.stem
    run = print_letters([first], written_on=first.occasion.written_on, kinds=tuple(FileKind))
    assert set(run.files) == {f"{stem}.docx", f"{stem}.eml"}  # nothing to print beside it
    only_pdf = print_letters([first], written_on=first.occasion.written_on)
    assert set(only_pdf.files) == {f"{stem}.docx"}
    message: Any = email.message_from_bytes(run.files[f"{stem}.eml"], policy=email.policy.default)
    (attached,) = message.iter_attachments()
    assert attached.get_content() == run.files[f"{stem}.docx"]
    assert message.get_body(("plain",)).get_content().strip() == "Dear Mrs Okoro,"
    assert message.get_body(("html",)) is None


def test_an_unopened_word_file_of_another_letter_harms_nobody(tmp_path: Path) -> None:
    (tmp_path / "greenhill").mkdir()
    (tmp_path / "greenhill" / "~$1a.docx").write_bytes(b"a lock file of Word")
    assert written(tmp_path).template.name == "greenhill/1a.md"
    assert files_of(written(tmp_path).envelopes[0].paper, [FileKind.pdf])
