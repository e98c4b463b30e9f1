"""What a file is, told from its first bytes and never from its name."""

from __future__ import annotations

import re
from typing import Literal

from attendctl.exports.containers.refusals import FileEmpty, NotATable
from attendctl.exports.containers.steady_file import SteadyFile
from attendctl.exports.containers.text_encoding import head_as_text

Kind = Literal["text", "html", "xml", "zip", "ole"]

_SIGNATURES: list[tuple[bytes, Kind]] = [
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
]
_OTHER_THINGS = [
    (b"%PDF", "a PDF"),
    (b"{\\rtf", "a text document (RTF)"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"MZ", "a program"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3\0", "a database"),
]
_HTML = re.compile(r"<(!doctype\s+html|html|head|meta|body|style|table|div|center|font)\b", re.IGNORECASE)
_XML = re.compile(r"<(\?xml|!doctype|!--|[A-Za-z_][\w.:-]*[\s/>])", re.IGNORECASE)
_JSON = re.compile(r"[\[{]\s*([\"{\[\]}]|$)")
_CONTROL = re.compile(r"[\x01-\x08\x0e-\x19\x1b-\x1f\x7f]")

REMEDY = "Export the register again as CSV or XLSX, a row for each mark or pupil, and import that file."


def content_kind(file: SteadyFile) -> Kind:
    """Tell what a file is.

    Raises:
        FileEmpty: it holds only blank lines.
        NotATable: it is a PDF, a picture, JSON, or no text at all.
    """
    head = file.head
    for signature, kind in _SIGNATURES:
        if head.startswith(signature):
            return kind
    for signature, thing in _OTHER_THINGS:
        if head.startswith(signature):
            raise not_a_table(file, thing)
    text = head_as_text(head).lstrip("\ufeff \t\r\n")
    if not text and file.size <= len(head):
        raise FileEmpty(f"{file.name} holds only blank lines.", remedy="Export it again from the MIS.")
    # A few NUL bytes are damage, told with their line later; other control characters are no text.
    if len(_CONTROL.findall(text)) > 3 + len(text) // 100 or text.count("\0") > 3 + len(text) // 20:
        raise not_a_table(file, "binary data")
    if _JSON.match(text):
        raise not_a_table(file, "JSON")
    if _HTML.match(text) or (_XML.match(text) and _HTML.search(text[:2000])):
        return "html"
    return "xml" if _XML.match(text) else "text"


def not_a_table(file: SteadyFile, thing: str) -> NotATable:
    """The refusal of a file that is something else."""
    return NotATable(f"{file.name} is {thing}, not a table.", remedy=REMEDY)
