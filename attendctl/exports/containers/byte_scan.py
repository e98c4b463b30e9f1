"""One pass over the bytes of a text file, before any reader trusts it."""

from __future__ import annotations

from codecs import IncrementalDecoder, getincrementaldecoder
from dataclasses import dataclass

from attendctl.exports.containers.refusals import LineTooLong, TextDamaged
from attendctl.exports.containers.steady_file import CHUNK_BYTES, SteadyFile

LINE_BYTES_LIMIT = 1 << 20
"""Longest physical line that is read. A year's register in one row takes a few thousand bytes."""

# Bytes with no character in cp1252.
_NOT_IN_CP1252 = b"\x81\x8d\x8f\x90\x9d"


@dataclass
class ByteScan:
    """What the bytes of a text file say.

    Attributes:
        newlines: count of LF.
        carriage_returns: count of CR; of these, ``pairs`` stand before an LF.
        ends_with_newline: the last byte is LF.
        ascii: no byte above 127.
        utf8: everything is valid UTF-8.
        first_not_utf8_line: physical line of the first byte that is not UTF-8.
        utf8_letters: a letter beyond ASCII was seen that is valid UTF-8.
        cp1252: every byte has a character in cp1252.
    """

    newlines: int = 0
    carriage_returns: int = 0
    pairs: int = 0
    ends_with_newline: bool = False
    ascii: bool = True
    utf8: bool = True
    first_not_utf8_line: int | None = None
    utf8_letters: bool = False
    cp1252: bool = True


def scan_bytes(file: SteadyFile, *, wide: bool, line_bytes_limit: int | None = LINE_BYTES_LIMIT) -> ByteScan:
    """Look at every byte of a text file once.

    Args:
        file: the file.
        wide: it is UTF-16: NUL bytes are part of letters, and UTF-8 is out of the question.
        line_bytes_limit: longest line; None where lines mean nothing (HTML).

    Raises:
        LineTooLong: a physical line is longer than ``line_bytes_limit``.
        TextDamaged: there are NUL bytes in text that is not UTF-16.
    """
    scan = ByteScan(utf8=not wide)
    decoder = getincrementaldecoder("utf-8")()
    position, line_start = 0, 0
    chunk = b""
    with file.open() as bytes_:
        while chunk_read := bytes_.read(CHUNK_BYTES):
            scan.pairs += chunk_read.count(b"\r\n") + (chunk.endswith(b"\r") and chunk_read.startswith(b"\n"))
            chunk = chunk_read
            if not wide and b"\0" in chunk:
                _refuse_nul(file, scan, chunk)
            if not chunk.isascii() or not scan.ascii:
                _look_at_letters(scan, decoder, chunk)
            last_break = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
            first_break = min((at for at in (chunk.find(b"\n"), chunk.find(b"\r")) if at >= 0), default=-1)
            line_length = position + (first_break if first_break >= 0 else len(chunk)) - line_start
            if line_bytes_limit is not None and line_length > line_bytes_limit:
                _refuse_line(file, scan, line_bytes_limit)
            scan.newlines += chunk.count(b"\n")
            scan.carriage_returns += chunk.count(b"\r")
            if last_break >= 0:
                line_start = position + last_break + 1
            position += len(chunk)
    if scan.utf8 and not scan.ascii:
        _finish_decoding(scan, decoder)
    scan.ends_with_newline = chunk.endswith(b"\n")
    return scan


def _look_at_letters(scan: ByteScan, decoder: IncrementalDecoder, chunk: bytes) -> None:
    scan.ascii = scan.ascii and chunk.isascii()
    scan.cp1252 = scan.cp1252 and len(chunk.translate(None, _NOT_IN_CP1252)) == len(chunk)
    if not scan.utf8:
        scan.utf8_letters = scan.utf8_letters or _has_utf8_letters(chunk)
        return
    try:
        text = decoder.decode(chunk)
        scan.utf8_letters = scan.utf8_letters or not text.isascii()
    except UnicodeDecodeError as fault:
        scan.utf8 = False
        line_breaks = fault.object[: fault.start].count(b"\n")
        scan.first_not_utf8_line = scan.newlines + line_breaks + 1
        scan.utf8_letters = scan.utf8_letters or _has_utf8_letters(chunk)


def _finish_decoding(scan: ByteScan, decoder: IncrementalDecoder) -> None:
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        scan.utf8 = False
        scan.first_not_utf8_line = scan.newlines + 1


def _has_utf8_letters(chunk: bytes) -> bool:
    """Whether a line of the chunk has letters beyond ASCII and is valid UTF-8."""
    for line in chunk.splitlines():
        if not line.isascii():
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                continue
            return True
    return False


def _refuse_nul(file: SteadyFile, scan: ByteScan, chunk: bytes) -> None:
    line = scan.newlines + chunk.count(b"\n", 0, chunk.index(b"\0")) + 1
    raise TextDamaged(
        f"{file.name}, line {line}: there is a NUL byte, which no text holds. The file is damaged.",
        remedy="Export it again from the MIS, or copy it anew.",
    )


def _refuse_line(file: SteadyFile, scan: ByteScan, limit: int) -> None:
    raise LineTooLong(
        f"{file.name}, line {scan.newlines + 1}: the line is longer than {limit >> 20} MiB, "
        "so this is no table with a row a line.",
        remedy="Export it again as CSV or XLSX.",
    )
