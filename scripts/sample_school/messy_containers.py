"""Files that are not what their name says, or cannot be opened at all."""

from __future__ import annotations

import struct

from scripts.sample_school.messy_file import PUPILS, REFUSED, TAKEN, Messy, good_lines, joined
from scripts.sample_school.workbook import workbook_bytes

_LETTER = """Dear office,

Please find below what you asked for. The register of 5T was taken late on
Tuesday because of the fire drill; the afternoon is complete.

Kind regards
"""

_BOMB = """<?xml version="1.0"?>
<!DOCTYPE CTfile [
  <!ENTITY a "attendance">
  <!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
  <!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">
  <!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">
  <!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;">
  <!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;&e;&e;">
  <!ENTITY g "&f;&f;&f;&f;&f;&f;&f;&f;&f;&f;">
  <!ENTITY h "&g;&g;&g;&g;&g;&g;&g;&g;&g;&g;">
  <!ENTITY i "&h;&h;&h;&h;&h;&h;&h;&h;&h;&h;">
]>
<CTfile><Header><DocumentName>&i;</DocumentName></Header></CTfile>
"""

_CENSUS = """<?xml version="1.0" encoding="utf-8"?>
<Message><Pupils><PupilsOnRoll><PupilOnRoll>
<PupilIdentifiers><UPN>G999204720901</UPN></PupilIdentifiers>
<Attendance><TermlyAttendance><SessionsPossible>144</SessionsPossible>
<SessionDetails><SessionDetail><AttendanceReason>I</AttendanceReason><AbsenceSessions>4</AbsenceSessions>
</SessionDetail></SessionDetails></TermlyAttendance></Attendance>
</PupilOnRoll></PupilsOnRoll></Pupils></Message>
"""


def _workbook() -> bytes:
    return workbook_bytes("Marks", [line.split(",") for line in good_lines()])


def _encrypted() -> bytes:
    """Return the outside of a password-protected workbook: an OLE file with an EncryptedPackage stream."""
    end_of_chain, free, fat_sector, nothing = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
    header = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    header += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<3I", 0, 1, 1)  # directory sectors, FAT sectors, first directory sector
    header += struct.pack("<6I", 0, 4096, end_of_chain, 0, end_of_chain, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    fat = struct.pack("<128I", fat_sector, end_of_chain, *[free] * 126)
    directory = b""
    for name, kind, child in (
        ("Root Entry", 5, 1),
        ("EncryptedPackage", 2, nothing),
        ("EncryptionInfo", 2, nothing),
    ):
        text = name.encode("utf-16-le")
        right = 2 if name == "EncryptedPackage" else nothing
        entry = text.ljust(64, b"\0") + struct.pack("<HBB3I", len(text) + 2, kind, 1, nothing, right, child)
        directory += entry + bytes(36) + struct.pack("<IQ", end_of_chain, 0)
    return header + fat + directory.ljust(512, b"\0")


MESSY_CONTAINERS = (
    Messy("empty.csv", "nothing in it", b"", REFUSED, r"(?i)empty"),
    Messy("not_a_table.csv", "a letter", _LETTER.encode(), REFUSED, r"(?i)table|header"),
    Messy("picture.csv", "bytes that are no text", bytes(range(256)) * 4, REFUSED, r"(?i)text|table|read"),
    Messy("password.xlsx", "a workbook behind a password", _encrypted(), REFUSED, r"(?i)password"),
    Messy(
        "damaged.xlsx", "half a workbook", _workbook()[:900], REFUSED, r"(?i)damaged|cannot be (opened|read)"
    ),
    Messy("bomb.xml", "entities that grow without end", _BOMB.encode(), REFUSED, r"(?i)entit|DOCTYPE"),
    Messy(
        "census.xml",
        "a census return: sums and no marks",
        _CENSUS.encode(),
        REFUSED,
        r"(?i)census|total|marks",
    ),
    Messy(
        "page.xls",
        "a web page without a table",
        b"<html><body><p>Session expired</p></body></html>",
        REFUSED,
        r"(?i)table",
    ),
    Messy("workbook.csv", "a workbook that calls itself .csv", _workbook(), TAKEN, marks=12),
    Messy(
        "html.csv",
        "an HTML table that calls itself .csv",
        joined(
            [
                "<table><tr><th>UPN<th>Date<th>Session<th>Mark</tr>",
                *(f"<tr><td>{pupil[:13]}<td>03/11/2025<td>AM<td>/</tr>" for pupil in PUPILS),
                "</table>",
            ]
        ),
        TAKEN,
        marks=3,
    ),
)
