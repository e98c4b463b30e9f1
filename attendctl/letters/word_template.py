"""A school's own letter as a Word document, filled by docxtpl in the same closed room as Markdown."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from jinja2 import TemplateSyntaxError, meta

from attendctl.errors import AttendctlError, WrongUsage
from attendctl.letters.fields import FieldHasNoValue, FieldValue, with_no_value
from attendctl.letters.letter_template import LetterTemplate
from attendctl.letters.sandbox import (
    filling,
    nested_too_deep,
    unknown_fields_refused,
    used_fields,
    word_environment,
)
from attendctl.letters.template_folders import too_long
from attendctl.word_file import dated_word_file

LARGEST_FILE = 10 << 20
"""Bytes of a Word template; with a crest in it, one takes a few hundred thousand."""

LARGEST_UNPACKED = 50 << 20
MOST_PARTS = 1_000

LARGEST_PART = 2 << 20
"""Characters of what is filled: the XML of a letter of thirty pages."""

_FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"


class WordTemplate(LetterTemplate):
    """One letter's Word template, checked when it is read."""

    def __init__(self, path: Path, name: str) -> None:
        """Read a template.

        Args:
            path: of the file.
            name: what messages call it.

        Raises:
            WrongUsage: no Word document, or it uses what templates may not.
        """
        try:
            self._content = _read(path)
            parts = list(_parts(self._opened()))
        except Exception as fault:  # what three libraries make of a damaged file is theirs to say
            raise _no_word_document(name, type(fault).__name__) from None
        used: set[str] = set()
        for part in parts:
            if len(part) > LARGEST_PART:
                raise too_long(name)
            try:
                tree = self._environment.parse(part)
                meta.find_undeclared_variables(tree)
            except TemplateSyntaxError as fault:
                raise WrongUsage(
                    f"The letter template {name}: {(fault.message or '').rstrip('.')}.",
                    remedy="Correct what stands between {{ and }} or {% and %}.",
                ) from None
            except RecursionError:
                raise nested_too_deep(name) from None
            if any(True for _ in meta.find_referenced_templates(tree)):
                raise WrongUsage(
                    f"The letter template {name} includes another file.",
                    remedy="A Word template holds the whole letter: copy the words into it.",
                )
            unknown_fields_refused(tree, name)
            used |= used_fields(tree)
        super().__init__(name, frozenset(used), hashlib.sha256(self._content).hexdigest())

    def fill(self, values: Mapping[str, FieldValue], written_on: date) -> bytes:
        """Return the letter as a Word document. Raises as ``LetterTemplate.fill``."""
        try:
            document = self._opened()
            with filling(self.name):
                document.render(with_no_value(values), jinja_env=self._environment, autoescape=True)
            return dated_word_file(
                document.docx,
                title=f"Attendance letter, reference {values['reference']}",
                author=str(values["school"]),
                written_on=written_on,
            )
        except (AttendctlError, FieldHasNoValue):
            raise
        except Exception as fault:
            raise _no_word_document(self.name, type(fault).__name__) from None

    @cached_property
    def _environment(self) -> Any:
        return word_environment()

    def _opened(self) -> Any:
        from docxtpl import DocxTemplate

        document = DocxTemplate(io.BytesIO(self._content))
        document.render_init()
        return document


def _read(path: Path) -> bytes:
    """Return a file's bytes. Raises ValueError where it is, or unpacks to, more than any letter."""
    if path.stat().st_size > LARGEST_FILE:
        raise ValueError
    content = path.read_bytes()
    with ZipFile(io.BytesIO(content)) as package:
        parts = package.infolist()
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise ValueError
    return content


def _no_word_document(name: str, why: str) -> WrongUsage:
    return WrongUsage(
        f"The letter template {name} cannot be read as a Word document: {why}.",
        remedy="Open it in Word and save it again as .docx, without a password.",
    )


def words_of(content: bytes) -> str:
    """Return the text of a Word document, a line a paragraph: what an e-mail says of it."""
    from docx import Document

    return "\n".join(line for line in _lines(Document(io.BytesIO(content))) if line.strip()) + "\n"


def _lines(document: Any) -> Iterator[str]:
    from docx.table import Table

    for part in document.iter_inner_content():
        if isinstance(part, Table):
            for row in part.rows:
                yield " | ".join(cell.text for cell in row.cells)
        else:
            yield part.text


def _parts(document: Any) -> Iterator[str]:
    """Yield every part of a document that docxtpl fills, as the text it fills."""
    yield document.patch_xml(document.get_xml())
    for kind in (document.HEADER_URI, document.FOOTER_URI):
        for _, part in document.get_headers_footers(kind):
            yield document.patch_xml(document.get_part_xml(part))
    for part in document.docx.part.package.parts:
        if part.content_type == _FOOTNOTES:
            yield document.patch_xml(part.blob.decode("utf-8"))
    properties = document.docx.core_properties
    for name in ("author", "comments", "identifier", "language", "subject", "title"):
        yield getattr(properties, name)
