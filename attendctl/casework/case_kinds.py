"""What can be logged about a pupil, with the words for how it went: the data of ``case_kinds.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from attendctl.errors import NotFound, WrongUsage


@dataclass(frozen=True)
class CaseKind:
    """One kind of entry. Without ``outcomes`` it has none; ``needs`` must be said with it.

    ``command`` logs it where ``attendctl case log`` does not.
    """

    name: str
    title: str
    outcomes: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    command: str | None = None


@lru_cache(maxsize=1)
def case_kinds() -> tuple[CaseKind, ...]:
    """Return every kind, in the order of the file.

    >>> [kind.outcomes for kind in case_kinds() if kind.name == "visit"]
    [('seen', 'nobody-in', 'refused')]
    """
    text = files("attendctl.casework").joinpath("case_kinds.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)["kind"]
    return tuple(
        CaseKind(
            **table | {"outcomes": tuple(table.get("outcomes", ())), "needs": tuple(table.get("needs", ()))}
        )
        for table in tables
    )


def kind_named(name: str) -> CaseKind:
    """Return the kind of this name.

    Raises:
        NotFound: there is none; the message lists those there are.
    """
    found = next((kind for kind in case_kinds() if kind.name == name.strip().casefold()), None)
    if found is None:
        raise NotFound(
            f"The case log has no kind {name!r}.",
            remedy=f"Its kinds are: {', '.join(kind.name for kind in case_kinds())}.",
        )
    return found


def check_outcome(kind: CaseKind, outcome: str | None) -> None:
    """Refuse an outcome that a kind does not have, or the lack of one that it needs.

    Raises:
        NotFound: no such outcome; the message lists those there are.
        WrongUsage: it needs one.
    """
    listed = f"Its outcomes are: {', '.join(kind.outcomes)}." if kind.outcomes else "It has no outcomes."
    if outcome is None and "outcome" in kind.needs:
        raise WrongUsage(f"An entry of the kind {kind.name} needs an --outcome.", remedy=listed)
    if outcome is not None and outcome not in kind.outcomes:
        raise NotFound(f"The kind {kind.name} has no outcome {outcome!r}.", remedy=listed)
