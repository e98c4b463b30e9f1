"""What is to be printed, and what of it is withheld."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Set
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Line:
    """One group of pupils that a paper prints figures of.

    Attributes:
        key: tells the lines of the paper apart.
        table: the table whose lines together are everybody in it, each once; None for a total,
            which is printed above its tables and known to every reader.
        members: the pupils of the group, each by anything that tells pupils apart.
        counted: by name, those of the members that a further number is printed of. Where one is always
            part of another, the larger comes first: persistently, then severely absent.
    """

    key: Hashable
    table: Hashable | None
    members: Set[Hashable]
    counted: Mapping[str, Set[Hashable]] = field(default_factory=dict)

    @property
    def is_total(self) -> bool:
        """Whether the line is a total."""
        return self.table is None


@dataclass(frozen=True)
class Withheld:
    """The lines of which no figure is printed, and the single numbers of other lines."""

    lines: frozenset[Hashable] = frozenset()
    counts: frozenset[tuple[Hashable, str]] = frozenset()

    def line(self, key: Hashable) -> bool:
        """Say whether every figure of a line is withheld."""
        return key in self.lines

    def count(self, key: Hashable, name: str) -> bool:
        """Say whether a number of a line is withheld, and with it the percentage made of it."""
        return key in self.lines or (key, name) in self.counts

    @property
    def is_nothing(self) -> bool:
        """Whether everything may be printed."""
        return not self.lines and not self.counts
