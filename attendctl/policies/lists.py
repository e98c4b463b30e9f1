"""A list of pupils that a document has the school print: of whom, by what, how often, in which order."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from attendctl.policies.duties import Counted, Every
from attendctl.policies.parts import NAME, Source, Strict, Tenths

ListKind = Literal[
    "attendance",
    "band",
    "persistent_absence",
    "severe_absence",
    "absent",
    "late",
    "marks",
    "illness",
    "school",
]
ListOrder = Literal["lowest", "highest", "absent", "late", "class"]
Over = Literal["period", "year"]


class PolicyList(Strict):
    """One list, printed when a period of ``every`` is asked for.

    ``kind`` says who is on it, and ``KEYS`` which keys that kind needs:

    ``attendance``: whose attendance lies from ``from_percent`` to ``to_percent``, both included;
    ``band``: who is in one of ``bands``; ``persistent_absence``, ``severe_absence``: by the law's exact
    fraction of the year; ``absent``: who missed a session and did not come late after the register closed;
    ``late``: who came late, before the register closed or after; ``marks``: who has a mark of ``codes`` in
    the period; ``illness``: the same, beside how much of each absence there was in ``beside_school_weeks``
    before, and the classes in which illness is rising; ``school``: nobody, the school's own figure.

    ``over`` says of which days: those of the period, or of the year up to its end.
    What a ``[[count_below]]`` or ``[[count_between]]`` counts is a list by itself, and needs none of these.
    """

    name: str = Field(pattern=NAME)
    title: str = Field(min_length=1)
    every: tuple[Every, ...] = Field(min_length=1)
    kind: ListKind
    who: tuple[Counted, ...] = Field(default=("everyone",), min_length=1)  # each has a list of its own
    over: Over = "year"
    lowest: Tenths | None = Field(default=None, alias="from_percent")
    highest: Tenths | None = Field(default=None, alias="to_percent")
    bands: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    beside_school_weeks: int | None = Field(default=None, ge=1)
    order: ListOrder = "class"
    source: Source


ALWAYS = frozenset({"name", "title", "every", "kind", "who", "order", "source"})
"""The keys that a list of every kind may have."""

KEYS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "attendance": (frozenset({"lowest", "highest"}), frozenset({"over"})),
    "band": (frozenset({"bands"}), frozenset({"over"})),
    "persistent_absence": (frozenset(), frozenset()),
    "severe_absence": (frozenset(), frozenset()),
    "absent": (frozenset({"over"}), frozenset()),
    "late": (frozenset({"over"}), frozenset()),
    "marks": (frozenset({"codes"}), frozenset()),
    "illness": (frozenset({"codes", "beside_school_weeks"}), frozenset()),
    "school": (frozenset(), frozenset()),
}
"""Of each kind: the keys it needs, and those it may have."""
