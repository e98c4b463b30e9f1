"""Small schools drawn at random, and what a paper on them prints: the reader's side of disclosure control."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from hypothesis import strategies

from attendctl.casework.disclosure.lines import Line, Withheld
from attendctl.casework.disclosure.withheld_cells import withheld_cells
from attendctl.rules.small_numbers import small_numbers

RULE = small_numbers().in_force(date(2025, 12, 19))
FEW = 2
ALL = "everybody"
STATUSES = ("often there", "persistent", "severe")


@dataclass(frozen=True)
class Child:
    """One pupil. Who has free meals has the premium too, as everybody knows."""

    year: str
    premium: bool
    free_meals: bool
    status: str
    in_period: bool
    in_rest: bool

    def group(self, table: str) -> str:
        return {
            "year": self.year,
            "premium": "yes" if self.premium else "no",
            "meals": "yes" if self.free_meals else "no",
        }[table]

    def is_counted(self, name: str) -> bool:
        return STATUSES.index(self.status) >= STATUSES.index(name)


@strategies.composite
def children(draw: strategies.DrawFn) -> Child:
    """One pupil of any kind."""
    premium = draw(strategies.booleans())
    in_period = draw(strategies.sampled_from([True, True, True, False]))
    return Child(
        draw(strategies.sampled_from("1234")),
        premium,
        premium and draw(strategies.sampled_from([True, True, False])),
        draw(strategies.sampled_from(STATUSES)),
        in_period,
        draw(strategies.booleans()) if in_period else True,
    )


SCHOOLS = strategies.lists(children(), min_size=3, max_size=12)


def lines_of(school: list[Child]) -> list[Line]:
    """Everything the paper would print of the school."""

    def line(key: Hashable, table: str | None, pupils: list[int]) -> Line:
        counted = {
            name: frozenset(pupil for pupil in pupils if school[pupil].is_counted(name))
            for name in STATUSES[1:]
        }
        return Line(key, table, frozenset(pupils), counted)

    everybody = list(range(len(school)))
    lines = [line(ALL, None, everybody)]
    for table in ("year", "premium", "meals"):
        for name in sorted({child.group(table) for child in school}):
            pupils = [pupil for pupil in everybody if school[pupil].group(table) == name]
            lines.append(line((table, name), table, pupils))
    return lines


def populations_of(school: list[Child]) -> list[frozenset[int]]:
    """Who had a session in the period, and who in the rest of the year."""
    return [
        frozenset(pupil for pupil, child in enumerate(school) if child.in_period),
        frozenset(pupil for pupil, child in enumerate(school) if child.in_rest),
    ]


def decided(school: list[Child]) -> Withheld:
    """What the program withholds."""
    return withheld_cells(lines_of(school), RULE, populations=populations_of(school))
