"""In which encoding a text file is written: strictly decided, and said when it is not UTF-8."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE

from attendctl.exports.containers.byte_scan import ByteScan
from attendctl.exports.containers.refusals import TextDamaged
from attendctl.exports.containers.steady_file import SteadyFile
from attendctl.ledger.incoming import FileWarning


def wide_encoding(head: bytes) -> str | None:
    """Name the UTF-16 encoding that the first bytes show, by their mark or by the place of their NUL bytes.

    >>> wide_encoding("UPN,Mark".encode("utf-16-le"))
    'utf-16-le'
    >>> wide_encoding(b"UPN,Mark") is None
    True
    """
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return "utf-16"
    pairs = len(head) // 2
    even, odd = head[0 : pairs * 2 : 2].count(0), head[1 : pairs * 2 : 2].count(0)
    # Half of the letters of a heading and its marks are ASCII in any file of an English school.
    if odd * 2 > pairs and even * 20 <= pairs:
        return "utf-16-le"
    if even * 2 > pairs and odd * 20 <= pairs:
        return "utf-16-be"
    return None


def head_as_text(head: bytes) -> str:
    """Decode the first bytes well enough to tell what they are; nothing is stored from this."""
    encoding = wide_encoding(head)
    if encoding is not None:
        return head.decode(encoding, errors="replace")
    return head.removeprefix(BOM_UTF8).decode("cp1252", errors="replace")


def decide_encoding(file: SteadyFile, scan: ByteScan) -> tuple[str, list[FileWarning]]:
    """Decide the encoding of a whole file.

    Returns:
        The encoding, as Python names it, and a warning when it is not UTF-8.

    Raises:
        TextDamaged: lines in UTF-8 and lines in another encoding stand in one file.
    """
    wide = wide_encoding(file.head)
    if wide is not None:
        return wide, [_not_utf8(wide)]
    marked = file.head.startswith(BOM_UTF8)
    if scan.utf8:
        return ("utf-8-sig" if marked else "utf-8"), []
    if marked or scan.utf8_letters:
        raise TextDamaged(
            f"{file.name}, line {scan.first_not_utf8_line}: a letter is not in UTF-8; elsewhere letters are.",
            remedy="Export it again, or correct that line in a spreadsheet program and save as CSV UTF-8.",
        )
    encoding = "cp1252" if scan.cp1252 else "iso-8859-1"
    return encoding, [_not_utf8(encoding)]


def _not_utf8(encoding: str) -> FileWarning:
    return FileWarning("W010", f"The file is not in UTF-8: it was read as {encoding}.")
