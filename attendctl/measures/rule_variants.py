"""The register counted by other rules than ours: whole variants of what counts, each as sums of sessions.

A variant says which days and pupils count and what each kind of session counts as. All are counted in SQL
over the summary of ``attendctl.measures.variant_register``: ``variant_pupil_sum.sql`` and those after it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import NamedTuple

import duckdb

from attendctl.measures.engine import fill_table, materialise
from attendctl.progress import OnProgress, tell_nobody
from attendctl.rates import TENTHS_IN_ONE_HUNDRED_PERCENT
from attendctl.rules.absence_thresholds import AbsenceThreshold

BATCH = 40
"""Variants counted in one statement: more would hold a large trust's pupils in memory too many times."""

_STATED = {
    "school_id": "SMALLINT",
    "pupil_id": "INTEGER",
    "possible": "INTEGER",
    "attended": "INTEGER",
    "authorised": "INTEGER",
    "unauthorised": "INTEGER",
}


class Weights(NamedTuple):
    """What one session of a kind counts as, 0 or 1 each."""

    possible: int
    attended: int
    authorised: int
    unauthorised: int


@dataclass(frozen=True)
class Variant:
    """One way of counting. ``number`` is the caller's; days are both included, each the edge of a slot."""

    number: int
    from_day: date
    to_day: date
    weights: Mapping[int, Weights]  # by kind, every kind
    only_on_roll: bool = False
    only_compulsory_age: bool = False
    only_statistics: bool = False


class VariantSum(NamedTuple):
    """Sessions of all pupils by one variant, and pupils persistently absent by each way of deciding it."""

    variant: int
    possible: int
    attended: int
    authorised: int
    unauthorised: int
    pupils: int
    pupils_with_sessions: int
    roll_with_sessions: int
    persistent: int
    roll_persistent: int
    below: int
    roll_below: int
    printed_below: int
    roll_printed_below: int
    printed_at_or_below: int
    roll_printed_at_or_below: int


class Share(NamedTuple):
    """So many pupils (or one week) with the same sums."""

    attended: int
    possible: int
    times: int


class StatedTotal(NamedTuple):
    """Totals that another tool states of a pupil; None for one it does not state."""

    school_id: int
    pupil_id: int
    possible: int | None
    attended: int | None
    authorised: int | None
    unauthorised: int | None


def variant_sums(
    connection: duckdb.DuckDBPyConnection,
    variants: Sequence[Variant],
    slots: Sequence[tuple[date, date]],
    threshold: AbsenceThreshold,
    *,
    on_progress: OnProgress = tell_nobody,
) -> dict[int, VariantSum]:
    """Return the sums of each variant by its number; one that counts nobody has none.

    Args:
        connection: after ``attendctl.measures.variant_register.prepare_variants``.
        variants: each with a number of its own.
        slots: of ``prepare_variants``.
        threshold: of persistent absence.
        on_progress: is told how many variants are counted.
    """
    found: dict[int, VariantSum] = {}
    done = 0
    line = TENTHS_IN_ONE_HUNDRED_PERCENT * (threshold.of - threshold.missed) // threshold.of
    for batch in _batches(variants):
        on_progress("Trying the rules", done, len(variants))
        done += len(batch)
        _count(connection, batch, slots)
        materialise(
            connection,
            "variant_sum",
            missed=threshold.missed,
            of=threshold.of,
            fixed=threshold.fixed_sessions,
            line=line,
        )
        columns = ", ".join(VariantSum._fields)
        for row in connection.execute(f"SELECT {columns} FROM variant_sum").fetchall():
            found[row[0]] = VariantSum._make(int(cell) for cell in row)
    return found


def week_shares(
    connection: duckdb.DuckDBPyConnection, variants: Iterable[Variant], slots: Sequence[tuple[date, date]]
) -> dict[int, list[Share]]:
    """Return the sums of each week with a possible session, by variant."""
    _fill_variants(connection, list(variants), slots)
    materialise(connection, "variant_week")
    rows = connection.execute(
        "SELECT variant, attended, possible, 1 FROM variant_week WHERE possible > 0 ORDER BY variant, monday"
    )
    return _by_variant(rows.fetchall())


def pupil_shares(
    connection: duckdb.DuckDBPyConnection, variants: Iterable[Variant], slots: Sequence[tuple[date, date]]
) -> dict[int, list[Share]]:
    """Return how many pupils have which sums, by variant; those without a possible session left out."""
    found: dict[int, list[Share]] = {}
    for batch in _batches(variants):
        _count(connection, batch, slots)
        materialise(connection, "variant_share")
        rows = connection.execute("SELECT variant, attended, possible, pupils FROM variant_share")
        found |= _by_variant(rows.fetchall())
    return found


def variants_that_match(
    connection: duckdb.DuckDBPyConnection,
    stated: Iterable[StatedTotal],
    variants: Iterable[Variant],
    slots: Sequence[tuple[date, date]],
) -> dict[tuple[int, int], list[int]]:
    """Return the variants whose sums of a pupil are the stated ones, by school and pupil."""
    fill_table(connection, "stated_total", _STATED, stated)
    found: dict[tuple[int, int], list[int]] = {}
    for batch in _batches(variants):
        _count(connection, batch, slots)
        materialise(connection, "variant_match")
        rows = connection.execute("SELECT variant, school_id, pupil_id FROM variant_match ORDER BY variant")
        for number, school_id, pupil_id in rows.fetchall():
            found.setdefault((school_id, pupil_id), []).append(number)
    return found


def pupil_sums_of(
    connection: duckdb.DuckDBPyConnection, variant: Variant, slots: Sequence[tuple[date, date]]
) -> dict[tuple[int, int], Weights]:
    """Return the sums of every pupil by one variant, by school and pupil."""
    _count(connection, [variant], slots)
    rows = connection.execute(
        "SELECT school_id, pupil_id, possible, attended, authorised, unauthorised FROM variant_pupil_sum"
    )
    return {(row[0], row[1]): Weights._make(int(cell) for cell in row[2:]) for row in rows.fetchall()}


def _by_variant(rows: Iterable[tuple[int, int, int, int]]) -> dict[int, list[Share]]:
    found: dict[int, list[Share]] = {}
    for number, *share in rows:
        found.setdefault(number, []).append(Share._make(share))
    return found


def _batches(variants: Iterable[Variant]) -> Iterable[list[Variant]]:
    waiting = iter(variants)
    while batch := list(islice(waiting, BATCH)):
        yield batch


def _count(
    connection: duckdb.DuckDBPyConnection, variants: Sequence[Variant], slots: Sequence[tuple[date, date]]
) -> None:
    _fill_variants(connection, variants, slots)
    materialise(connection, "variant_pupil_sum")


def _fill_variants(
    connection: duckdb.DuckDBPyConnection, variants: Sequence[Variant], slots: Sequence[tuple[date, date]]
) -> None:
    first_slot = {first: at for at, (first, _) in enumerate(slots)}
    last_slot = {last: at for at, (_, last) in enumerate(slots)}
    columns = ("variant", "first_slot", "last_slot", "only_on_roll", "only_compulsory_age", "only_statistics")
    fill_table(
        connection,
        "variant",
        dict.fromkeys(columns, "INTEGER"),
        [
            (
                one.number,
                first_slot[one.from_day],
                last_slot[one.to_day],
                int(one.only_on_roll),
                int(one.only_compulsory_age),
                int(one.only_statistics),
            )
            for one in variants
            if one.from_day <= one.to_day
        ],
    )
    fill_table(
        connection,
        "variant_weight",
        dict.fromkeys(("variant", "kind", *Weights._fields), "INTEGER"),
        [(one.number, kind, *weights) for one in variants for kind, weights in one.weights.items()],
    )
