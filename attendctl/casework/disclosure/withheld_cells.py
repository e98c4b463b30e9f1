"""Which figures of a paper are withheld so that none is about one or two pupils, nor gives such a figure.

First what is small itself; then as much more as it takes until subtraction gives nothing small and no
withheld number can be worked out: the smallest of a table first, and of several tables the last.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence, Set
from math import inf

from attendctl.casework.disclosure.lines import Line, Withheld
from attendctl.casework.disclosure.narrowing import Unprinted, is_left_open
from attendctl.casework.disclosure.subtraction import PrintedSums
from attendctl.rules.small_numbers import SmallNumbers

Cell = tuple[Line, str | None]
"""A number of a line by its name, or with None the line: its pupils and everything else."""


def withheld_cells(
    lines: Sequence[Line], rule: SmallNumbers, *, populations: Sequence[Set[Hashable]] = ()
) -> Withheld:
    """Choose what is withheld.

    Args:
        lines: every group that the paper prints figures of, the totals among them; what matters most to its
            readers, first.
        rule: says which numbers are small.
        populations: the pupils whom single figures of the paper are about, such as those with a session
            in the term and those with one in the rest of the year. All figures of a line stand or fall
            together, so a line with one or two pupils in any of them is withheld.

    >>> from datetime import date
    >>> from attendctl.rules.small_numbers import small_numbers
    >>> rule = small_numbers().in_force(date(2025, 12, 19))
    >>> years = {"Year 1": range(0, 9), "Year 2": range(9, 11), "Year 3": range(11, 16)}
    >>> lines = [Line("all", None, frozenset(range(16)))]
    >>> lines += [Line(name, "year", frozenset(pupils)) for name, pupils in years.items()]
    >>> sorted(withheld_cells(lines, rule).lines)  # 16 less the other two would be the two of Year 2
    ['Year 2', 'Year 3']
    """
    work = _Work(lines, rule, populations)
    work.withhold_what_is_small()
    while work.withhold_what_subtraction_gives() or work.withhold_what_can_be_worked_out():
        pass
    return Withheld(frozenset(work.lines), frozenset(work.counts))


class _Work:
    """The paper while it is decided."""

    def __init__(
        self, every: Sequence[Line], rule: SmallNumbers, populations: Sequence[Set[Hashable]]
    ) -> None:
        everybody = frozenset(pupil for line in every for pupil in line.members)
        self.every = every
        self.place = {line.key: place for place, line in enumerate(every)}
        self.tables = list(dict.fromkeys(line.table for line in every))
        self.names = list(dict.fromkeys(name for line in every for name in line.counted))
        self.rule = rule
        self.populations = [everybody, *populations]
        self.lines: set[Hashable] = set()
        self.counts: set[tuple[Hashable, str]] = set()

    def withhold_what_is_small(self) -> None:
        for line in self.every:
            if any(self.rule.is_small(len(line.members & people)) for people in self.populations):
                self.withhold((line, None))
            for name, pupils in line.counted.items():
                if not self.rule.may_be_printed(len(pupils), of=len(line.members)):
                    self.withhold((line, name))

    def withhold_what_subtraction_gives(self) -> bool:
        """Withhold one figure of each sum that singles out a few pupils, or what is withheld."""
        any_found = False
        for people in self.populations:
            cells = [cell for cell in self._cells() if self.is_printed(cell)]
            if people is not self.populations[0]:
                cells = [cell for cell in cells if cell[1] is None]  # numbers are of the whole year
            printed = PrintedSums([_pupils(cell) & people for cell in cells])
            found = printed.small_sets(self.rule.largest_small_number)
            withheld = [line.members & people for line in self.every if line.key in self.lines]
            found += [places for of in withheld if (places := printed.follows_from(of))]
            for places in found:
                if all(self.is_printed(cells[place]) for place in places):
                    self.withhold(min((cells[place] for place in places), key=self._least_loss))
                    any_found = True
        return any_found

    def withhold_what_can_be_worked_out(self) -> bool:
        """Withhold one more figure of each column whose withheld numbers are known; say whether any was."""
        any_found = False
        for table in (table for table in self.tables if table is not None):
            lines = [line for line in self.every if line.table == table]
            for name in (None, *self.names):
                cells = [(line, name) for line in lines if name is None or name in line.counted]
                withheld = [cell for cell in cells if not self.is_printed(cell)]
                printed = [cell for cell in [*cells, *self._totals(name)] if self.is_printed(cell)]
                if (
                    withheld
                    and printed
                    and any(_number(cell) for cell in cells)
                    and not is_left_open([self._as_read(cell) for cell in withheld])
                ):
                    self.withhold(min(printed, key=self._least_loss))
                    any_found = True
        return any_found

    def is_printed(self, cell: Cell) -> bool:
        line, name = cell
        return line.key not in self.lines and (name is None or (line.key, name) not in self.counts)

    def withhold(self, cell: Cell) -> None:
        """Withhold a figure; of a total, that of every line in it too: they add up to it."""
        total, name = cell
        for line in self.every if total.is_total else (total,):
            if line.members <= total.members:
                if name is None:
                    self.lines.add(line.key)
                else:
                    self.counts.add((line.key, name))

    def _totals(self, name: str | None) -> list[Cell]:
        return [
            (line, name) for line in self.every if line.is_total and (name is None or name in line.counted)
        ]

    def _cells(self) -> Iterator[Cell]:
        for line in self.every:
            yield line, None
            for name in line.counted:
                yield line, name

    def _least_loss(self, cell: Cell) -> tuple[bool, bool, bool, int, int, int]:
        """Sort totals last, noughts before them; first the table that lost figures, else the paper's last.

        Of one table, the smallest number comes first.
        """
        line, name = cell
        number = _number(cell)
        has_lost = any(
            other.table == line.table and not self.is_printed((other, name)) for other in self.every
        )
        table = self.tables.index(line.table)
        return line.is_total, number == 0, not has_lost, -table, number, self.place[line.key]

    def _as_read(self, cell: Cell) -> Unprinted:
        """Return a withheld number with the bounds that a reader sets who can guess why it is withheld."""
        line, name = cell
        number, pupils, largest = _number(cell), len(line.members), self.rule.largest_small_number
        if name is None:
            return Unprinted(number, 1, largest) if number <= largest else Unprinted(number, largest + 1, inf)
        if line.key in self.lines:
            return Unprinted(number, 0, largest if pupils <= largest else inf)
        least, most = self._between(line, name)
        if 0 < number <= largest:
            return Unprinted(number, max(least, 1), min(most, largest))
        if number and pupils - number <= largest:
            return Unprinted(number, max(least, pupils - largest), most)
        return Unprinted(number, max(least, min(number, 1)), most)

    def _between(self, line: Line, name: str) -> tuple[int, int]:
        """Return between which printed numbers of its line a number lies: each is part of the one before."""
        place = self.names.index(name)
        printed = {other: len(line.counted[other]) for other in self.names if self.is_printed((line, other))}
        smaller = [printed[other] for other in self.names[place + 1 :] if other in printed]
        larger = [printed[other] for other in self.names[:place] if other in printed]
        return max(smaller, default=0), min(larger, default=len(line.members))


def _pupils(cell: Cell) -> Set[Hashable]:
    line, name = cell
    return line.members if name is None else line.counted[name]


def _number(cell: Cell) -> int:
    return len(_pupils(cell))
