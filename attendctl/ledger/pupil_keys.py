"""Which keys mean the same pupil: connected components of the links that imports stated."""

from __future__ import annotations

from collections.abc import Iterable


def components(links: Iterable[tuple[int, int]]) -> dict[int, int]:
    """Return, for every key that is linked to another, the smallest key it is connected with.

    >>> components([(1, 5), (5, 7), (2, 3)])
    {1: 1, 5: 1, 7: 1, 2: 2, 3: 2}
    """
    parent: dict[int, int] = {}

    def smallest(key: int) -> int:
        while (above := parent.setdefault(key, key)) != key:
            parent[key] = parent[above]
            key = above
        return key

    for first, second in links:
        low, high = sorted((smallest(first), smallest(second)))
        parent[high] = low
    return {key: smallest(key) for key in parent}
