"""A workbook whose bytes depend on what is in it alone: without the time at which it was saved."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

from openpyxl import Workbook

_SAVED = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*")


def steady_bytes(workbook: Workbook, *, dated: date) -> bytes:
    """Save a workbook; the same content and date give the same bytes.

    Args:
        workbook: with all its sheets.
        dated: what its properties say it was made on.

    >>> from openpyxl import Workbook
    >>> day = date(2025, 11, 7)
    >>> steady_bytes(Workbook(), dated=day) == steady_bytes(Workbook(), dated=day)
    True
    """
    saved, steady = io.BytesIO(), io.BytesIO()
    workbook.save(saved)
    midnight = (dated.year, dated.month, dated.day, 0, 0, 0)
    with zipfile.ZipFile(saved) as parts, zipfile.ZipFile(steady, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in parts.namelist():
            content = parts.read(name)
            if name == "docProps/core.xml":
                content = _SAVED.sub(rb"\g<1>" + f"{dated.isoformat()}T00:00:00Z".encode(), content)
            part = zipfile.ZipInfo(name, midnight)
            part.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(part, content)
    return steady.getvalue()
