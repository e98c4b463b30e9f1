"""The percentages that may be published: of a school and its classes, but of none that is a child's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from attendctl.casework.attendance_report import NOT_STATED, natural_order
from attendctl.casework.celebration.celebrated_pupil import CelebratedPupil
from attendctl.measures.sums import Sums
from attendctl.rules.key_stages import KeyStage, key_stages
from attendctl.rules.small_numbers import SmallNumbers


@dataclass(frozen=True)
class ClassFigure:
    """A class of one school in the period. ``is_withheld``: its percentage is not for everybody to see."""

    name: str
    stage: KeyStage | None
    pupils: int  # with a possible session in the period
    sums: Sums
    is_withheld: bool

    @property
    def published_tenths(self) -> int | None:
        """Attendance in tenths of a percent, rounded half up; None where it is withheld or there is none."""
        return None if self.is_withheld else self.sums.attendance_tenths


def total(sums: Iterable[Sums]) -> Sums:
    """Add sums up.

    >>> total([Sums(10, 9, 1, 0, 0, 0, 0, 0), Sums(10, 8, 1, 1, 1, 0, 0, 5)])[:4]
    (20, 17, 2, 1)
    """
    added = [sum(column) for column in zip(*sums, strict=True)]
    return Sums(*(added or [0] * len(Sums._fields)))


def with_sessions(pupils: Iterable[CelebratedPupil]) -> int:
    """Count the pupils with a possible session in the period."""
    return sum(pupil.sums.possible > 0 for pupil in pupils)


def class_figures(
    pupils: Sequence[CelebratedPupil], small: SmallNumbers, *, on: date, winners: Collection[str] = ()
) -> list[ClassFigure]:
    """Return the classes of one school that had a session in the period, as a school lists them.

    Args:
        pupils: of the school.
        small: what a small number is.
        on: the day judged.
        winners: of the races of the period: see ``withheld``.
    """
    by_class: dict[str, list[CelebratedPupil]] = defaultdict(list)
    for pupil in pupils:
        if pupil.sums.possible:
            by_class[pupil.line.class_name or NOT_STATED].append(pupil)
    hidden = withheld({name: len(of_class) for name, of_class in by_class.items()}, small, winners=winners)
    stages = key_stages().in_force(on)
    return [
        ClassFigure(
            name,
            stages.of_class(pupil.line.year_group for pupil in by_class[name]),
            len(by_class[name]),
            total(pupil.sums for pupil in by_class[name]),
            name in hidden,
        )
        for name in sorted(by_class, key=natural_order)
        if name != NOT_STATED
    ]


def withheld(
    pupils: Mapping[str, int], small: SmallNumbers, *, winners: Collection[str] = ()
) -> frozenset[str]:
    """Return the classes whose percentage is withheld.

    Withheld is that of a class with a small number of pupils. Where the pupils of whom none is shown,
    those of no class among them, are still a small number, the next smallest class is withheld too: the
    rest, taken from the whole school, would give them away. Not one that won a race, for then its figure
    is nearly known; where only winners are left, every class is withheld.

    Args:
        pupils: of each class; those of no class under ``NOT_STATED``, which is never shown.
        small: what a small number is.
        winners: classes that won a race of the period.

    >>> from attendctl.rules.small_numbers import small_numbers
    >>> rule = small_numbers().in_force(date(2025, 11, 7))
    >>> sorted(withheld({"1A": 28, "2A": 2, "3A": 27, "4A": 30}, rule))
    ['2A', '3A']
    >>> sorted(withheld({"1A": 28, "2A": 2, "3A": 27, "4A": 30}, rule, winners=["3A"]))
    ['1A', '2A']
    >>> sorted(withheld({"1A": 28, "2A": 2, "3A": 2}, rule)), sorted(withheld({"1A": 3, "2A": 3}, rule))
    (['2A', '3A'], [])
    """
    hidden = {name for name, count in pupils.items() if small.is_small(count) or name == NOT_STATED}
    others = [name for name in pupils if name not in hidden and name not in winners]
    for name in sorted(others, key=lambda name: (pupils[name], natural_order(name))):
        if not small.is_small(sum(pupils[one] for one in hidden)):
            break
        hidden.add(name)
    is_enough = not small.is_small(sum(pupils[one] for one in hidden))
    return frozenset(hidden if is_enough else pupils)
