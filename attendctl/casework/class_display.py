"""The class sheet for a wall: who is at the target and who is going up. Nobody else is named.

No figure of the whole class stands on it: beside all the others it would give away
that of a child who is not named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from attendctl.calendar import Week
from attendctl.casework.class_sheets import ClassSheet, SheetLine
from attendctl.casework.report_lines import SchoolLine


class DisplayLine(NamedTuple):
    """A child's forename, the four weeks' percentage if at the target, and whether the year got better."""

    name: str
    four_weeks_tenths: int | None
    is_better: bool


@dataclass(frozen=True)
class ClassDisplay:
    """What the wall shows of one class: at the target first, the highest first; then who is going up."""

    school: SchoolLine
    name: str
    weeks: tuple[Week, ...]
    target_tenths: int
    pupils: tuple[DisplayLine, ...]


def class_display(sheet: ClassSheet) -> ClassDisplay:
    """Return what may be shown to everybody of a class sheet. Who has left is not on it.

    A percentage is shown where it is, rounded half up, at or above the policy's
    target. Names are forenames, with the surname's initial where two share one.
    """
    here = [line for line in sheet.pupils if not line.has_left and line.of_report.forename]
    shown = [
        DisplayLine(name, _at_target(line, sheet.target_tenths), line.of_report.trend == "better")
        for line, name in zip(here, _names(here), strict=True)
    ]
    return ClassDisplay(
        sheet.school,
        sheet.name,
        sheet.weeks,
        sheet.target_tenths,
        (
            *(line for line in shown if line.four_weeks_tenths is not None),
            *sorted(
                (line for line in shown if line.four_weeks_tenths is None and line.is_better),
                key=lambda line: line.name.casefold(),  # the sheet's order would tell who is lowest
            ),
        ),
    )


def _at_target(line: SheetLine, target_tenths: int) -> int | None:
    tenths = line.four_weeks.attendance_tenths
    return tenths if tenths is not None and tenths >= target_tenths else None


def _names(lines: Sequence[SheetLine]) -> list[str]:
    forenames = [(line.of_report.forename or "").strip() for line in lines]
    initials = [(line.of_report.surname or "").strip()[:1].upper() for line in lines]
    shared = Counter(name.casefold() for name in forenames)
    return [
        f"{name} {initial}".strip() if shared[name.casefold()] > 1 else name
        for name, initial in zip(forenames, initials, strict=True)
    ]
