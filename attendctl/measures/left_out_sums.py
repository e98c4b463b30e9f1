"""Absence that an award does not hold against a pupil: counted beside the sums of the same periods."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import duckdb

from attendctl.measures.engine import fill_table, rows_of

LEFT_OUT_CODE = {"school_id": "SMALLINT", "code": "VARCHAR"}


class LeftOutCode(NamedTuple):
    """A code that a school's policy leaves out, for everybody or for some."""

    school_id: int
    code: str


class LeftOutSum(NamedTuple):
    """One pupil's sessions of absence in one period that have one code."""

    period: str
    school_id: int
    pupil_id: int
    code: str
    authorised: int
    unauthorised: int


def left_out_sums(connection: duckdb.DuckDBPyConnection, codes: Iterable[LeftOutCode]) -> list[LeftOutSum]:
    """Return every pupil's sessions of absence with those codes, in the periods counted last.

    Args:
        connection: after ``attendctl.measures.period_sums.period_sums``, whose periods these are.
        codes: of any schools, none twice; none costs no pass over the register.
    """
    asked = list(codes)
    if not asked:
        return []
    fill_table(connection, "left_out_code", LEFT_OUT_CODE, asked)
    return sorted(LeftOutSum(**row) for row in rows_of(connection, "left_out_sum"))
