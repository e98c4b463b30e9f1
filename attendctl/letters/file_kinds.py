"""The kinds of files a letter is written as."""

from __future__ import annotations

from enum import StrEnum

from attendctl.errors import WrongUsage


class FileKind(StrEnum):
    """What ``--files`` takes."""

    pdf = "pdf"
    docx = "docx"
    html = "html"
    eml = "eml"


def file_kinds(asked: str) -> tuple[FileKind, ...]:
    """Return the kinds in a list such as ``pdf,docx``, each once.

    Raises:
        WrongUsage: one of them is no kind, or there is none.

    >>> [kind.value for kind in file_kinds("pdf, EML,pdf")]
    ['pdf', 'eml']
    """
    words = [word.strip().casefold() for word in asked.split(",") if word.strip()]
    unknown = [word for word in words if word not in FileKind.__members__]
    if unknown or not words:
        raise WrongUsage(
            f"--files {asked} is not a list of files that letters are written as.",
            remedy=f"Write one or more of {', '.join(FileKind)}, with commas between them.",
        )
    return tuple(dict.fromkeys(FileKind(word) for word in words))
