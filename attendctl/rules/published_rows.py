"""One row of published figures, and the compact CSV in which attendctl keeps them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Literal, TypeAlias, get_args

Level: TypeAlias = Literal["national", "regional", "authority"]
Phase: TypeAlias = Literal["Primary", "Secondary", "Special", "Total"]
PHASES: tuple[Phase, ...] = get_args(Phase)
SUPPRESSED = "c"
_TEXTS = ("level", "region", "authority", "authority_code", "authority_number", "phase")


@dataclass(frozen=True)
class PublishedRow:
    """The sessions published for one area and phase; None in all of them where they are suppressed.

    ``persistent_percent`` is as published, in percent of enrolments: no table lets it be worked out anew.
    """

    level: Level
    region: str
    authority: str
    authority_code: str  # as E09000030
    authority_number: str  # the first three digits of a DfE number
    phase: Phase
    possible: int | None
    attended: int | None
    authorised: int | None
    unauthorised: int | None
    illness: int | None
    unauthorised_holiday: int | None
    persistent_percent: Decimal | None

    @property
    def is_suppressed(self) -> bool:
        """Whether the Department withholds the figures of this area and phase."""
        return self.possible is None

    @property
    def area(self) -> str:
        """The area's name."""
        return self.authority or self.region or "England"


def compact_csv(rows: Iterable[PublishedRow]) -> str:
    """Return the rows as the CSV that attendctl keeps; a suppressed number is ``c``."""
    names = [field.name for field in fields(PublishedRow)]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(names)
    for row in rows:
        cells = [getattr(row, name) for name in names]
        writer.writerow([SUPPRESSED if cell is None else cell for cell in cells])
    return text.getvalue()


def read_compact(text: str) -> tuple[PublishedRow, ...]:
    """Read what ``compact_csv`` wrote."""
    rows = []
    for row in csv.DictReader(io.StringIO(text)):
        cells: dict[str, object] = {}
        for name, cell in row.items():
            if name in _TEXTS:
                cells[name] = cell
            elif cell == SUPPRESSED:
                cells[name] = None
            else:
                cells[name] = Decimal(cell) if name == "persistent_percent" else int(cell)
        rows.append(PublishedRow(**cells))  # type: ignore[arg-type]  # as compact_csv wrote them
    return tuple(rows)
