"""A workbook whose bytes depend on what is in it alone: without the time at which it was saved."""

from __future__ import annotations

import io
import shutil
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, BinaryIO

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter


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
    steady = io.BytesIO()
    write_steady(workbook, steady, dated=dated)
    return steady.getvalue()


def write_steady(workbook: Workbook, file: BinaryIO, *, dated: date) -> None:
    """Save a workbook into an open file, part by part: a large one never stands in memory whole.

    Args:
        workbook: with all its sheets.
        file: open for writing, at its beginning.
        dated: what its properties say it was made on.
    """
    workbook.properties.created = workbook.properties.modified = datetime.combine(dated, time.min)
    with _SteadyArchive(file, dated) as archive:
        ExcelWriter(workbook, archive).save()


class _SteadyArchive(zipfile.ZipFile):
    """An archive whose parts all carry one date."""

    def __init__(self, file: BinaryIO, dated: date) -> None:
        super().__init__(file, "w", zipfile.ZIP_DEFLATED)
        self._midnight = (dated.year, dated.month, dated.day, 0, 0, 0)

    def _part(self, name: str) -> zipfile.ZipInfo:
        part = zipfile.ZipInfo(name, self._midnight)
        part.compress_type = zipfile.ZIP_DEFLATED
        return part

    def writestr(
        self,
        zinfo_or_arcname: str | zipfile.ZipInfo,
        data: Any,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Write a part that stands in memory."""
        name = zinfo_or_arcname if isinstance(zinfo_or_arcname, str) else zinfo_or_arcname.filename
        super().writestr(self._part(name), data, compress_type, compresslevel)

    def write(
        self,
        filename: Any,
        arcname: Any = None,
        compress_type: int | None = None,
        compresslevel: int | None = None,
    ) -> None:
        """Write a part from a file, a piece at a time."""
        part = self._part(str(arcname or filename))
        part.file_size = Path(filename).stat().st_size  # a sheet of more than 2 GiB needs other headers
        with Path(filename).open("rb") as sheet, self.open(part, "w") as written:
            shutil.copyfileobj(sheet, written)
