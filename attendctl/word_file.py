"""A Word file whose bytes depend on nothing but its content: no clock, one order, one date for every part."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, date, datetime
from typing import Any

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the first day that a ZIP file can name


def dated_word_file(document: Any, *, title: str, author: str, written_on: date) -> bytes:
    """Return the bytes of a document of python-docx, dated as the letter.

    Args:
        document: the document; its properties are overwritten.
        title: holds no pupil's name.
        author: the school.
        written_on: the day of the letter.
    """
    moment = datetime(written_on.year, written_on.month, written_on.day, tzinfo=UTC)
    properties = document.core_properties
    properties.title, properties.author, properties.last_modified_by = title, author, author
    properties.created = properties.modified = moment
    properties.revision = 1
    properties.language = "en-GB"
    for name in ("comments", "keywords", "subject", "category", "identifier", "content_status", "version"):
        setattr(properties, name, "")
    saved = io.BytesIO()
    document.save(saved)
    return _same_bytes(saved.getvalue())


def _same_bytes(saved: bytes) -> bytes:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _EARLIEST)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.create_system = 0
            target.writestr(part, source.read(name))
    return packed.getvalue()
