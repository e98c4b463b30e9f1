"""Which band each pupil is in, and since which day without a break."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.measures.engine import fill_table, materialise

BAND_EDGE = {
    "school_id": "SMALLINT",
    "band": "VARCHAR",
    "lowest_tenths": "INTEGER",
    "highest_tenths": "INTEGER",
}


@dataclass(frozen=True)
class BandEdges:
    """One unbroken range of a band, in tenths of a percent, both included.

    A band whose holes were closed in two places may have two of them. Those of
    a school do not overlap.
    """

    band: str
    lowest_tenths: int
    highest_tenths: int


class BandStay(NamedTuple):
    """The band of one pupil's year so far, None where no edge covers it, and the first day of the stay."""

    school_id: int
    pupil_id: int
    band: str | None
    since: date


def band_stays(
    connection: duckdb.DuckDBPyConnection, edges: Mapping[int, Sequence[BandEdges]], *, as_of: date
) -> list[BandStay]:
    """Find each pupil's band, by the percentage of the year at the end of each of the pupil's days.

    Args:
        connection: after ``attendctl.measures.pupil_days.count_pupil_days`` of the same ``as_of``.
        edges: of the school's bands, by school id.
        as_of: the day judged; its academic year is counted, from 1 September to it, both included.

    Returns:
        By school and pupil; nobody without a possible session. ``since`` is a
        day with a possible session: the first on which the day's end found the
        pupil in the band, and every end of a day since did. The rows stand as
        the table ``band_since`` too.
    """
    fill_table(
        connection,
        "band_edge",
        BAND_EDGE,
        [
            (school, edge.band, edge.lowest_tenths, edge.highest_tenths)
            for school, of_school in edges.items()
            for edge in of_school
        ],
    )
    materialise(connection, "band_since", year_from=academic_year_start(as_of))
    rows = connection.execute("SELECT * FROM band_since ORDER BY school_id, pupil_id")
    return [BandStay._make(row) for row in rows.fetchall()]
