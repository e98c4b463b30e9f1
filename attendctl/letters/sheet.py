"""One letter to one household as data: what PDF, Word, HTML and e-mail are all made from, and kept as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from attendctl.letters.markdown_blocks import Block


@dataclass(frozen=True)
class Letterhead:
    """The school at the top of the sheet."""

    name: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """One letter to one household, ready to be set."""

    reference: str
    date_line: str
    letterhead: Letterhead
    addressee: tuple[str, ...]  # for the window of the envelope, one entry a line
    blocks: tuple[Block, ...]


def sheet_as_values(sheet: Sheet) -> dict[str, Any]:
    """Return a sheet as plain values for JSON."""
    return asdict(sheet)


def sheet_from_values(values: Mapping[str, Any]) -> Sheet:
    """Return the sheet that ``sheet_as_values`` gave."""
    head = values["letterhead"]
    return Sheet(
        reference=values["reference"],
        date_line=values["date_line"],
        letterhead=Letterhead(head["name"], tuple(head["lines"])),
        addressee=tuple(values["addressee"]),
        blocks=tuple(values["blocks"]),
    )
