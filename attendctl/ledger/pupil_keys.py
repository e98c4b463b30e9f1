"""Which keys mean the same pupil: connected components of the links that imports stated."""

from __future__ import annotations

from collections.abc import Iterable

# The key under which something is kept beside the marks of a pupil: the UPN, so that it stays with the
# child when an import that joined its numbers is withdrawn; without one, the number there is.
KEY_OF_PUPIL = (
    "coalesce((SELECT min(key_id) FROM ledger.pupil_key WHERE pupil_id = {pupil_id} AND kind = 'upn'), "
    "{pupil_id})"
)


class Joined:
    """Numbers that were joined into groups; a group is known by its smallest number.

    >>> groups = Joined()
    >>> groups.join({7, 3}), groups.join({7, 5}), groups.smallest(5), groups.smallest(9)
    (3, 3, 3, 9)
    """

    def __init__(self) -> None:
        self._above: dict[int, int] = {}

    def smallest(self, number: int) -> int:
        """Return the smallest number of this one's group; of a group of one, itself."""
        while (above := self._above.setdefault(number, number)) != number:
            self._above[number] = self._above[above]
            number = above
        return number

    def join(self, numbers: Iterable[int]) -> int:
        """Make one group of the groups of these numbers. Returns its smallest number."""
        groups = {self.smallest(number) for number in numbers}
        low = min(groups)
        for group in groups:
            self._above[group] = low
        return low

    def all(self) -> dict[int, int]:
        """Return the smallest number of the group for every number asked of or joined so far."""
        return {number: self.smallest(number) for number in self._above}


def components(links: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return, for every key that is linked to another, the smallest key it is connected with.

    >>> components([(1, 5), (5, 7), (2, 3)])
    {1: 1, 5: 1, 7: 1, 2: 2, 3: 2}
    """
    groups = Joined()
    for link in links:
        groups.join(link)
    return groups.all()
