"""Codes of absence and lateness pupil by pupil: to know how many pupils a figure is about."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import duckdb

from attendctl.measures.engine import fill_table, rows_of
from attendctl.measures.period_sums import COUNTED_PERIOD, CountedPeriod


class PupilCode(NamedTuple):
    """How many sessions of a pupil have a code in a period, and what they count as.

    ``late`` is L, before the register closed; ``late_after_close`` is U, which is unauthorised too.
    """

    period: str
    school_id: int
    pupil_id: int
    code: str
    meaning: str
    statistical_class: str
    sessions: int
    authorised: int
    unauthorised: int
    late: int
    late_after_close: int

    @property
    def pupil(self) -> tuple[int, int]:
        """What tells the pupil of a school apart."""
        return self.school_id, self.pupil_id


def pupil_codes(connection: duckdb.DuckDBPyConnection, periods: Iterable[CountedPeriod]) -> list[PupilCode]:
    """Return every code of absence or lateness of every pupil, by period, school, pupil and code.

    Args:
        connection: after ``attendctl.measures.engine.prepare_register``.
        periods: of any schools.
    """
    fill_table(connection, "counted_period", COUNTED_PERIOD, list(periods))
    return sorted(PupilCode(**row) for row in rows_of(connection, "code_of_pupil"))
