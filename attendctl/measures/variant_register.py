"""The register summarised once, so that every variant of what counts is a sum over the summary.

Sessions are gathered by pupil, week, stretch of days and kind of code: ``variant_mark.sql`` and
``variant_cell.sql``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from itertools import pairwise
from typing import NamedTuple

import duckdb

from attendctl.calendar import monday_of
from attendctl.measures.engine import fill_table, materialise

_PUPIL = {
    "school_id": "SMALLINT",
    "pupil_id": "INTEGER",
    "on_roll": "INTEGER",
    "compulsory_from": "DATE",
    "compulsory_until": "DATE",
    "in_statistics": "INTEGER",
}
_MISSING = {"school_id": "SMALLINT", "pupil_id": "INTEGER", "date": "DATE", "session": "UTINYINT"}


class CodeKind(NamedTuple):
    """A code between two days, both included, and the number of its kind."""

    code: str
    valid_from: date
    valid_until: date
    kind: int


class VariantPupil(NamedTuple):
    """Whose sessions: whether on roll at the end, and between which days of compulsory school age."""

    school_id: int
    pupil_id: int
    on_roll: int
    compulsory_from: date
    compulsory_until: date
    in_statistics: int


def find_owed_marks(
    connection: duckdb.DuckDBPyConnection, *, from_day: date, to_day: date, widest: tuple[date, date]
) -> None:
    """Find the marks owed between two days as the report does, and around them as far as a variant goes.

    After it ``pupil_status`` says who has left by ``to_day``.

    Args:
        connection: after ``attendctl.measures.school_weeks.read_school_days``.
        from_day: the first day asked about, included.
        to_day: the last, included.
        widest: the first and the last day that any variant counts.
    """
    fill_table(connection, "variant_missing", _MISSING, [])
    for first, last, only in (
        (*widest, f"date NOT BETWEEN DATE '{from_day}' AND DATE '{to_day}'"),
        (from_day, to_day, "TRUE"),
    ):
        materialise(connection, "pupil_sum", year_from=first, as_of=last, week_from=monday_of(last))
        materialise(connection, "pupil_status", year_from=first, as_of=last)
        materialise(connection, "missing_mark", year_from=first, as_of=last)
        connection.execute(
            "INSERT INTO variant_missing "
            f"SELECT school_id, pupil_id, date, session FROM missing_mark WHERE {only}"
        )


def prepare_variants(
    connection: duckdb.DuckDBPyConnection,
    pupils: Iterable[VariantPupil],
    kinds: Iterable[CodeKind],
    *,
    missing_kind: int,
    edges: Iterable[tuple[date, date]],
) -> list[tuple[date, date]]:
    """Summarise the register for every variant. After ``find_owed_marks``.

    Args:
        connection: where the register is.
        pupils: all of them.
        kinds: codes that count alike in every variant have one kind.
        missing_kind: the kind of a mark that is owed.
        edges: the first and last day of every variant.

    Returns:
        The slots: stretches of days that every variant counts whole or not at all.
    """
    spans = list(edges)
    ordinals = sorted({first.toordinal() for first, _ in spans} | {last.toordinal() + 1 for _, last in spans})
    slots = [(date.fromordinal(one), date.fromordinal(after - 1)) for one, after in pairwise(ordinals)]
    fill_table(connection, "variant_pupil", _PUPIL, pupils)
    code_kind = {"code": "VARCHAR", "valid_from": "DATE", "valid_until": "DATE", "kind": "INTEGER"}
    fill_table(connection, "counted_kind", code_kind, kinds)
    slot = {"slot": "INTEGER", "from_day": "DATE", "to_day": "DATE"}
    fill_table(connection, "counted_slot", slot, [(at, *days) for at, days in enumerate(slots)])
    materialise(connection, "variant_mark", missing_kind=missing_kind)
    materialise(connection, "variant_cell")
    return slots


def kinds_met(connection: duckdb.DuckDBPyConnection) -> set[int]:
    """Return the kinds of which there is a session. After ``prepare_variants``."""
    return {kind for (kind,) in connection.execute("SELECT DISTINCT kind FROM variant_cell").fetchall()}
