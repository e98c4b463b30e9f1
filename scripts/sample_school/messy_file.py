"""What a messy file is, and the small good export that each of them spoils."""

from __future__ import annotations

from dataclasses import dataclass, field

HEADER = "UPN,Surname,Forename,Year Group,Reg Group,Date,Session,Mark"
PUPILS = (
    "G999204720901,O'Neill,Zoë,Year 5,5T",
    "W999204720902,Prydderch,Siân,Year 5,5T",
    "K999204720903,Okoro-Bell,Reuben,Year 5,5T",
)
REFUSED, TAKEN = 3, 0


@dataclass(frozen=True)
class Messy:
    """One file: its bytes, its fault in a few words, and what import must do."""

    file: str
    fault: str
    content: bytes
    exit: int
    says: str = ""
    line: int = 0
    column: str = ""
    marks: int = 0
    options: list[str] = field(default_factory=list)


def good_lines() -> list[str]:
    """Return a header and twelve good rows: three pupils, two days of November 2025."""
    lines = [HEADER]
    for day in ("03/11/2025", "04/11/2025"):
        for pupil in PUPILS:
            lines += [f"{pupil},{day},AM,/", f"{pupil},{day},PM,\\"]
    return lines


def spoiled(line: int, old: str, new: str) -> bytes:
    """Return the good export with one physical line changed, 1 the header."""
    lines = good_lines()
    assert old in lines[line - 1], (line, old)
    lines[line - 1] = lines[line - 1].replace(old, new)
    return joined(lines)


def joined(lines: list[str], encoding: str = "utf-8") -> bytes:
    """Return lines as a file with CRLF line ends."""
    return ("\r\n".join(lines) + "\r\n").encode(encoding)
