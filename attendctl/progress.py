"""How long work says how far it has come: to whoever asked for it. Nothing here shows anything."""

from __future__ import annotations

from typing import Protocol


class OnProgress(Protocol):
    """Is told what is being done now, and how much of it is done."""

    def __call__(self, what: str, done: int = 0, of: int = 0) -> None:
        """Take note.

        Args:
            what: is being done, in a few words without a pupil's name.
            done: so many of ``of`` are done.
            of: 0 where the length is not known.
        """


def tell_nobody(what: str, done: int = 0, of: int = 0) -> None:
    """Take no note: for work that nobody watches.

    >>> tell_nobody("Reading marks.csv", 1, 3)
    """
