"""Files that are no table, or cannot be read: each refused with its name, what is wrong, what to do."""

import os
from pathlib import Path

import pytest

from attendctl.errors import InputRefused
from attendctl.exports.containers import refusals
from attendctl.exports.containers.refusals import (
    FileChanged,
    FileEmpty,
    NotATable,
    XmlNotSafe,
)
from attendctl.exports.containers.safe_xml import safe_xml_root
from attendctl.exports.containers.source import open_source

GOOD = "UPN,Surname,Mark\nA1,Ade,/\n"


def refused(path):
    with pytest.raises(InputRefused) as caught:
        open_source(Path(path), looks_like_header=len)
    assert Path(path).name in str(caught.value)
    assert caught.value.remedy
    assert caught.value.exit_status == 3
    return caught.value


@pytest.mark.parametrize(
    ("content", "thing"),
    [
        (b"%PDF-1.7\n%\xe2\xe3", "a PDF"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "a picture"),
        (b"\xff\xd8\xff\xe0" + b"\0" * 40, "a picture"),
        (b"{\\rtf1 hello}", "a text document"),
        (b'{"pupils": [1, 2]}', "JSON"),
        (b'[\n {"upn": "A1"}]', "JSON"),
        (b"\x1f\x8b\x08" + b"\0" * 20, "a compressed file"),
        (bytes(range(256)) * 20, "binary data"),
        (b"\x7fELF" + b"\0" * 40, "a program"),
        (b"Dear parent,\nthank you.\n", "text without columns"),
    ],
)
@pytest.mark.parametrize("name", ["marks.csv", "marks.xlsx"])
def test_what_is_no_table_is_said_to_be_what_it_is(tmp_path, content, thing, name):
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(NotATable, match=rf"{name} is {thing}"):
        open_source(path, looks_like_header=lambda cells: 0)


def test_an_empty_file(tmp_path):
    (tmp_path / "marks.csv").touch()
    assert isinstance(refused(tmp_path / "marks.csv"), FileEmpty)


@pytest.mark.parametrize("content", ["\n\n\n", " ", "\ufeff", ",,,\n,,,\n"])
def test_a_file_of_nothing_but_blanks(tmp_path, content):
    path = tmp_path / "marks.csv"
    path.write_text(content, encoding="utf-8")
    refused(path)


def test_a_missing_file_a_folder_and_a_pipe(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    assert "there is no such file" in str(refused(tmp_path / "marks.csv"))
    assert "is a folder" in str(refused(tmp_path))
    assert "a pipe or a device" in str(refused(tmp_path / "pipe.csv"))


def test_a_file_one_may_not_read(tmp_path, monkeypatch):
    path = tmp_path / "marks.csv"
    path.write_text(GOOD)

    def deny(self, *args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", deny)
    assert "you may not read it" in str(refused(path))


def test_a_file_that_vanishes_or_changes_before_its_rows_are_read(opened, staged, tmp_path):
    path = tmp_path / "export.csv"
    table = opened(GOOD).tables[0]
    path.write_text(GOOD + "A2,Bea,/\n")
    with pytest.raises(FileChanged, match=r"export\.csv changed while it was being read"):
        staged(table)
    table = opened(GOOD).tables[0]
    path.unlink()
    with pytest.raises(FileChanged, match=r"export\.csv vanished while it was being read"):
        staged(table)


def test_a_file_that_vanishes_between_two_looks_at_it(tmp_path, monkeypatch):
    path = tmp_path / "marks.csv"
    path.write_text(GOOD)
    opens = Path.open

    def open_once(self, *args, **kwargs):
        file = opens(self, *args, **kwargs)
        self.unlink(missing_ok=True)
        return file

    monkeypatch.setattr(Path, "open", open_once)
    assert isinstance(refused(path), FileChanged)


def test_the_sum_is_of_the_bytes_of_the_file(opened):
    # printf 'UPN,Surname,Mark\nA1,Ade,/\n' | sha256sum
    assert opened(GOOD).sha256 == "d42f02adfe09e7a6f293966f61bc8d5c037bef0f3e74ed8fa4987a38d8b6c032"


def test_every_reason_has_its_own_code():
    classes = [c for c in vars(refusals).values() if isinstance(c, type) and issubclass(c, InputRefused)]
    codes = [c.code for c in classes if c is not InputRefused]
    assert len(set(codes)) == len(codes) == 14


# --- XML ---

CTF = "<?xml version='1.0' encoding='iso-8859-1'?>\n<CTfile><CTFpupilData/></CTfile>"


def test_xml_is_only_detected(opened):
    source = opened(CTF, "transfer.csv")
    assert (source.container, source.tables) == ("xml", [])


def test_safe_xml_is_parsed_in_its_encoding(tmp_path):
    path = tmp_path / "transfer.xml"
    path.write_bytes(
        "<?xml version='1.0' encoding='iso-8859-1'?><a><!-- x --><b>Zoë</b></a>".encode("iso-8859-1")
    )
    assert [(child.tag, child.text) for child in safe_xml_root(path)] == [("b", "Zoë")]


LAUGHS = "".join(f"<!ENTITY l{at} '{f'&l{at - 1};' * 10}'>" for at in range(1, 9))


@pytest.mark.parametrize(
    "content",
    [
        f"<!DOCTYPE a [<!ENTITY l0 'ha'>{LAUGHS}]><a>&l8;</a>",
        "<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><a>&x;</a>",
        "<!DOCTYPE a SYSTEM 'http://192.0.2.1/a.dtd'><a/>",
        "<?xml version='1.0'?>\n<!-- " + "x" * 70_000 + " --><!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>",
    ],
)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16"])
def test_xml_that_declares_anything_is_refused(tmp_path, content, codec):
    path = tmp_path / "transfer.xml"
    path.write_bytes(content.encode(codec))
    with pytest.raises(XmlNotSafe, match=r"transfer\.xml declares a document type or entities"):
        safe_xml_root(path)


@pytest.mark.parametrize("content", ["<a><b></a>", "<a>", "<a/><b/>", "<a>&undefined;</a>", "<a>" * 5_000])
def test_xml_that_is_not_well_formed_or_too_deep_is_refused_with_its_line(tmp_path, content):
    path = tmp_path / "transfer.xml"
    path.write_text("<?xml version='1.0'?>\n" + content)
    with pytest.raises(XmlNotSafe, match=r"transfer\.xml, line 2, column"):
        safe_xml_root(path)


def test_a_huge_tree_is_refused_before_it_is_built(tmp_path, monkeypatch):
    from attendctl.exports.containers import safe_xml

    path = tmp_path / "transfer.xml"
    path.write_text("<a>" + "<b/>" * 2_000 + "</a>")
    monkeypatch.setattr(safe_xml, "XML_TAGS_LIMIT", 2_002)
    assert len(safe_xml_root(path)) == 2_000
    monkeypatch.setattr(safe_xml, "XML_TAGS_LIMIT", 2_001)
    with pytest.raises(XmlNotSafe, match="larger"):
        safe_xml_root(path)
