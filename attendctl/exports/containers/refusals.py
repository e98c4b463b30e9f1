"""Why a file cannot be read as tables, one class a reason."""

from __future__ import annotations

from attendctl.errors import InputRefused


class FileUnreadable(InputRefused):
    """There is no such file, it is a folder or a pipe, or it may not be read."""

    code = "I010"


class FileEmpty(InputRefused):
    """The file holds nothing."""

    code = "I011"


class NotATable(InputRefused):
    """The file is a picture, a PDF, a program, JSON or prose."""

    code = "I012"


class NoHeaderFound(InputRefused):
    """No row near the top names two columns that are known."""

    code = "I013"


class NoRowsFound(InputRefused):
    """There is a header and nothing below it."""

    code = "I014"


class PasswordProtected(InputRefused):
    """The workbook is encrypted."""

    code = "I015"


class WorkbookDamaged(InputRefused):
    """The workbook is cut off or not well made."""

    code = "I016"


class TooMuchToUnpack(InputRefused):
    """The file is small and would become very large when opened."""

    code = "I017"


class XmlNotSafe(InputRefused):
    """The XML declares entities, is too deep, too large or not well formed."""

    code = "I018"


class LineTooLong(InputRefused):
    """A physical line is longer than any table's row."""

    code = "I019"


class FileChanged(InputRefused):
    """The file changed or vanished while it was being read."""

    code = "I020"


class TextDamaged(InputRefused):
    """NUL bytes, or text in no encoding that we know."""

    code = "I021"


class RowTooLong(InputRefused):
    """A row has more filled cells than the header has columns."""

    code = "I022"


class QuotesUnbalanced(InputRefused):
    """A quotation mark is opened and never closed, or text follows a closing one."""

    code = "I023"
