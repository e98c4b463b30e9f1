"""One copy of a letter and every file it can be written as. The same paper gives the same bytes."""

from __future__ import annotations

import base64
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from attendctl.letters.docx_letter import docx_of
from attendctl.letters.email_draft import Attachment, email_of
from attendctl.letters.file_kinds import FileKind
from attendctl.letters.html_letter import html_of
from attendctl.letters.pdf import pdf_of
from attendctl.letters.plain_text import text_of
from attendctl.letters.sheet import Sheet, sheet_as_values, sheet_from_values

_PDF = "application/pdf"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True)
class Paper:
    """Everything the files of one copy are made of.

    ``stem`` is the files' name without its ending. ``emails`` are name and usable
    address of those who may get a draft. ``word``: the letter was made from the
    school's own Word document; it is that document, and no page is set from it.
    """

    stem: str
    title: str
    written_on: date
    sheet: Sheet
    emails: tuple[tuple[str, str], ...] = ()
    word: bytes | None = None
    text: str = ""  # of a Word document, for an e-mail

    def kinds_of(self, asked: Collection[FileKind]) -> tuple[FileKind, ...]:
        """Return the kinds this copy is written as: of a Word letter the document, whatever is asked."""
        kinds: list[FileKind] = [kind for kind in asked if kind is not FileKind.eml]
        if self.word is not None and (kinds or not self.emails):
            kinds = [FileKind.docx]
        if FileKind.eml in asked and self.emails:
            kinds.append(FileKind.eml)
        return tuple(kinds)

    def names(self, asked: Collection[FileKind]) -> list[str]:
        """Return the names of the files."""
        return [self.name(kind) for kind in self.kinds_of(asked)]

    def name(self, kind: FileKind) -> str:
        """Return the name of one file."""
        return f"{self.stem}.{kind}"


def files_of(paper: Paper, asked: Collection[FileKind]) -> dict[str, bytes]:
    """Make the files of one copy, by name.

    Raises:
        NoFontHasThis: a PDF was asked for, and no font of this machine has a character.
    """
    kinds = paper.kinds_of(asked)
    made: dict[str, bytes] = {}
    pdf = b""
    if paper.word is None and (FileKind.pdf in kinds or FileKind.eml in kinds):
        pdf = pdf_of([paper.sheet], title=paper.title, written_on=paper.written_on)
    for kind in kinds:
        if kind is FileKind.pdf:
            content = pdf
        elif kind is FileKind.docx:
            content = paper.word or docx_of(paper.sheet, title=paper.title, written_on=paper.written_on)
        elif kind is FileKind.html:
            content = html_of(paper.sheet, title=paper.title).encode("utf-8")
        else:
            content = _email(paper, pdf)
        made[paper.name(kind)] = content
    return made


def _email(paper: Paper, pdf: bytes) -> bytes:
    if paper.word is not None:
        attachment = Attachment(paper.name(FileKind.docx), _WORD, paper.word)
    else:
        attachment = Attachment(paper.name(FileKind.pdf), _PDF, pdf)
    return email_of(
        paper.emails,
        reference=paper.sheet.reference,
        school=paper.sheet.letterhead.name,
        text=text_of(paper.sheet) if paper.word is None else paper.text,
        page=html_of(paper.sheet, title=paper.title) if paper.word is None else None,
        attachment=attachment,
    )


def paper_as_values(paper: Paper) -> dict[str, Any]:
    """Return a paper as plain values for JSON, for the ledger to keep."""
    return {
        "stem": paper.stem,
        "title": paper.title,
        "written_on": paper.written_on.isoformat(),
        "sheet": sheet_as_values(paper.sheet),
        "emails": [list(one) for one in paper.emails],
        "word": base64.b64encode(paper.word).decode("ascii") if paper.word is not None else None,
        "text": paper.text,
    }


def paper_from_values(values: Mapping[str, Any]) -> Paper:
    """Return the paper that ``paper_as_values`` gave."""
    return Paper(
        stem=values["stem"],
        title=values["title"],
        written_on=date.fromisoformat(values["written_on"]),
        sheet=sheet_from_values(values["sheet"]),
        emails=tuple((name, address) for name, address in values["emails"]),
        word=base64.b64decode(values["word"]) if values["word"] is not None else None,
        text=values["text"],
    )
