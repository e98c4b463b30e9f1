"""What damaged policies, settings and letter templates have shown, each as small as it can be."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest

from attendctl.errors import WrongUsage
from attendctl.letters.file_kinds import FileKind
from attendctl.letters.markdown_blocks import blocks_of
from attendctl.letters.print_run import print_letters
from attendctl.letters.template_folders import LONGEST_TEMPLATE
from attendctl.letters.templates import LetterTemplates
from attendctl.policies.load import load_policy
from attendctl.settings import read_settings
from attendctl.toml_file import BYTES_LIMIT, DEEPEST, LONGEST_NUMBER, read_toml_text
from tests.fuzz.template_trial import YEAR
from tests.letters.example_letters import prepared

WHERE = Path("our.toml")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = 1\nx = " + "[" * 60_000, "within one another"),
        ("x = " + "{a=" * 3_000, "within one another"),
        ("x = " + "[" * (DEEPEST + 1) + "]" * (DEEPEST + 1), "within one another"),
        ("\n" + "a." * 200_000 + "a = 1", "line 2 has a key of more than 16 parts"),
        ("[" + '"a" . ' * DEEPEST + "a]", "line 1 has a key of more than 16 parts"),
        ("x = " + "9" * 5_000, "too long to count with"),
        ("x = 1e" + "9" * 300, "too long to count with"),
        (f"x = 1e{LONGEST_NUMBER + 1}", "too long to count with"),
        ("x = 0." + "1" * LONGEST_NUMBER, "too long to count with"),
        ("x = -1000000000", "x is a number of more than 9 digits"),
        ("[[step]]\n[[step]]\nx = [1, 1000000000]", "step 2.x 2 is a number of more than 9 digits"),
    ],
)
def test_toml_without_an_end_is_refused_in_words(text: str, said: str) -> None:
    with pytest.raises(WrongUsage, match=said):
        read_toml_text(text, WHERE)


def test_toml_up_to_the_limits_is_read() -> None:
    deep = "[" * (DEEPEST - 1) + "]" * (DEEPEST - 1)
    text = f'x = {deep}\n{"a." * (DEEPEST - 1)}b = 1e{LONGEST_NUMBER}\nc = "{"d." * 50}"\nd = 999999999'
    assert set(read_toml_text(text, WHERE)) == {"x", "a", "c", "d"}


def test_a_policy_that_is_no_text_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "our.toml").write_bytes(b'key = "our"\ntitle = "\xff"\n')
    with pytest.raises(WrongUsage, match=r"our\.toml cannot be read: line 2 is not in UTF-8"):
        load_policy("our.toml", folder=tmp_path)


def test_settings_larger_than_any_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "attendctl.toml"
    path.write_bytes(b"#" * BYTES_LIMIT)
    assert read_settings(path).schools == []
    path.write_bytes(b"#" * (BYTES_LIMIT + 1))
    with pytest.raises(WrongUsage, match="larger than 1 MiB"):
        read_settings(path)


@pytest.mark.parametrize("seconds", ["-1", "3601"])
def test_nobody_waits_for_less_than_nothing_or_for_hours(tmp_path: Path, seconds: str) -> None:
    path = tmp_path / "attendctl.toml"
    path.write_text(f"[ledger]\nwait_seconds = {seconds}\n", encoding="utf-8")
    with pytest.raises(WrongUsage, match="wait_seconds"):
        read_settings(path)


def template(folder: Path, text: str | bytes, name: str = "greenhill/1a.md") -> LetterTemplates:
    """Put a template into a folder of a school's own."""
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return LetterTemplates(folder)


def refused(folder: Path) -> str:
    with pytest.raises(WrongUsage) as fault:
        prepared("greenhill", "1a", YEAR, templates=LetterTemplates(folder))
    assert fault.value.remedy
    return fault.value.message


def test_includes_that_multiply_are_refused_before_anything_is_filled(tmp_path: Path) -> None:
    for number in range(30):
        template(tmp_path, f"{{% include 'p{number + 1}.md' %}}" * 2, f"p{number}.md")
    template(tmp_path, "word", "p30.md")
    template(tmp_path, "{% include 'p0.md' %}")
    assert "more than 100,000 characters" in refused(tmp_path)


def test_a_template_that_includes_itself_by_way_of_another_is_refused(tmp_path: Path) -> None:
    template(tmp_path, "{% include 'part.md' %}")
    template(tmp_path, "{% include 'greenhill/1a.md' %}", "part.md")
    assert "includes itself" in refused(tmp_path)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{{ " + "(" * 3_000 + "1" + ")" * 3_000 + " }}", "too much stands within one another"),
        ("{% if pupil %}" * 200 + "{% endif %}" * 200, "too much stands within one another"),
        (b"Dear parent,\n\n\xff", "line 3, is not in UTF-8"),
        ("x" * (LONGEST_TEMPLATE + 1), "more than 100,000 characters"),
        ("{{ pupil }} " * 8_500, "more than 100,000 characters"),
        ("# " + "x " * 5_001, "a paragraph or heading of more than 10,000 characters"),
        ("{{ 1 / 0 }}", "division by zero"),
        (
            "Dear\n{% include '" + "[" * 201 + "' %}",
            "line 2: an include names a file of more than 200 characters",
        ),
        ("Dear {{ 1 }}\n\n" + "{{ " + "9" * 6_000 + " }}", "line 3: a number is too long"),
    ],
    ids=[
        "parentheses",
        "ifs",
        "not UTF-8",
        "long",
        "long when filled",
        "long heading",
        "division",
        "include",
        "number",
    ],
)
def test_a_template_that_cannot_be_a_letter_is_refused(tmp_path: Path, text: str | bytes, said: str) -> None:
    template(tmp_path, text)
    assert said in refused(tmp_path)


def test_headings_begin_at_the_first_level_and_leave_none_out(tmp_path: Path) -> None:
    text = "### One\n\n###### Two\n\n# Three\n\n### Four\n"
    assert [block["level"] for block in blocks_of(text, template="1a.md")] == [1, 2, 1, 2]
    template(tmp_path, f"Dear {{{{ salutation }}}},\n\n{text}")
    letter = prepared("greenhill", "1a", YEAR, templates=LetterTemplates(tmp_path))
    (pdf, *_) = print_letters([letter], written_on=date(2025, 11, 10), kinds=(FileKind.pdf,)).files.values()
    assert pdf.startswith(b"%PDF")


def word_template(folder: Path, title: str = "", *, text: str = "Dear {{ salutation }},") -> Path:
    document = docx.Document()
    document.add_paragraph(text)
    document.core_properties.title = title[:255]
    (folder / "greenhill").mkdir()
    path = folder / "greenhill" / "1a.docx"
    document.save(str(path))
    return path


def test_a_word_template_that_unpacks_to_more_than_a_letter_is_refused(tmp_path: Path) -> None:
    path = word_template(tmp_path)
    with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/filling.xml", b" " * (51 << 20))
    assert "cannot be read as a Word document" in refused(tmp_path)


def test_a_word_template_whose_title_is_filled_beyond_its_length_is_refused_in_short(tmp_path: Path) -> None:
    word_template(tmp_path, "{{ school }}" * 21)
    message = refused(tmp_path)
    assert len(message) < 400
    assert "1a.docx" in message


def test_a_word_template_with_a_number_of_thousands_of_digits_is_refused(tmp_path: Path) -> None:
    word_template(tmp_path, text="{{ " + "9" * 6_000 + " }}")
    assert refused(tmp_path) == "The letter template greenhill/1a.docx: a number is too long."


@pytest.mark.parametrize(
    "part", ["word/document.xml", "[Content_Types].xml", "word/styles.xml", "_rels/.rels"]
)
def test_a_word_template_with_a_damaged_part_is_refused(tmp_path: Path, part: str) -> None:
    path = word_template(tmp_path)
    out = io.BytesIO()
    with zipfile.ZipFile(path) as package, zipfile.ZipFile(out, "w") as changed:
        for name in package.namelist():
            content = package.read(name)
            changed.writestr(name, content[: len(content) // 2] if name == part else content)
    path.write_bytes(out.getvalue())
    assert "cannot be read as a Word document" in refused(tmp_path)
