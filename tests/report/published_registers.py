"""Registers with the number of sessions of every code that the Department for Education published.

An authority has millions of sessions. Its register here is scaled to the first
total from 10,000 on whose attendance, authorised and unauthorised percentages
agree with the published ones to two decimals, as the Department prints them.
Inside each of the three, codes keep their published proportions, to the session.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import TypeVar

import duckdb

from tests.measures.register_tables import weekdays

PUBLISHED = Path(__file__).parent / "published" / "dfe_attendance_ytd_2025_26_by_authority.csv"
ATTENDED = {
    "/": "reason_present",
    "L": "reason_l_present_late_before_registers_closed",
    "B": "reason_b_aea_education_off_site",
    "J": "reason_j_aea_interview",
    "P": "reason_p_aea_approved_sporting_activity",
    "V": "reason_v_aea_educational_visit_trip",
    "W": "reason_w_aea_work_experience",
    "K": "reason_k_aea_education_arranged_by_la",
}
AUTHORISED = {
    "I": "reason_i_authorised_illness",
    "M": "reason_m_authorised_medical_dental",
    "R": "reason_r_authorised_religious_observance",
    "S": "reason_s_authorised_study_leave",
    "T": "reason_t_authorised_mobile_child",
    "H": "reason_h_authorised_holiday",
    "E": "reason_e_authorised_excluded",
    "C": "reason_c_authorised_other",
    "C1": "reason_c1_authorised_regulated_performance",
    "J1": "reason_j1_authorised_interview",
    "C2": "reason_c2_authorised_temp_reduced_timetable",
}
UNAUTHORISED = {
    "G": "reason_g_unauthorised_holiday",
    "U": "reason_u_unauthorised_late_after_registers_closed",
    "O": "reason_o_other_unauthorised",
    "N": "reason_n_no_reason_yet",
}
SMALLEST_TOTAL = 10_000
MOST_OF_A_RETIRED_CODE = 106  # of an authority 28, of England 106
DAYS = weekdays(date(2025, 9, 8), 190)
SESSIONS_OF_A_PUPIL = 2 * len(DAYS)
Key = TypeVar("Key")


@dataclass(frozen=True)
class PublishedRow:
    """One authority and phase: published sessions by code, and percentages to two decimals."""

    name: str
    attended: dict[str, int]
    authorised: dict[str, int]
    unauthorised: dict[str, int]
    percentages: tuple[Decimal, Decimal, Decimal]  # attendance, authorised, unauthorised

    def scaled(self) -> dict[str, int]:
        """Return sessions by code, about 10,000 in all."""
        parts = [sum(codes.values()) for codes in (self.attended, self.authorised, self.unauthorised)]
        total = SMALLEST_TOTAL
        while True:
            shares = share_out(dict(enumerate(parts)), total)
            if tuple(two_decimals(shares[place], total) for place in range(3)) == self.percentages:
                break
            total += 1
        return {
            **share_out(self.attended, shares[0]),
            **share_out(self.authorised, shares[1]),
            **share_out(self.unauthorised, shares[2]),
        }


def read_published(path: Path = PUBLISHED) -> list[PublishedRow]:
    """Read every row that is not suppressed, and check that its codes add up to its totals."""
    with path.open(newline="", encoding="utf-8") as lines:
        return [_row(row) for row in csv.DictReader(lines) if row["possible_sessions"] != "c"]


def _row(row: dict[str, str]) -> PublishedRow:
    attended = {code: int(row[column]) for code, column in ATTENDED.items()}
    authorised = {code: int(row[column]) for code, column in AUTHORISED.items()}
    authorised["F"] = int(row["authorised_absence"]) - sum(authorised.values())
    unauthorised = {code: int(row[column]) for code, column in UNAUTHORISED.items()}
    assert sum(attended.values()) == int(row["overall_attendance"])
    assert sum(unauthorised.values()) == int(row["unauthorised_absence"])
    assert 0 <= authorised["F"] <= MOST_OF_A_RETIRED_CODE
    percentages = tuple(
        Decimal(row[f"{name}_perc"]).quantize(Decimal("0.01"), ROUND_HALF_UP)
        for name in ("attendance", "authorised_absence", "unauthorised_absence")
    )
    return PublishedRow(
        f"{row['la_name'] or row['region_name'] or 'England'} {row['education_phase']}",
        attended,
        authorised,
        unauthorised,
        (percentages[0], percentages[1], percentages[2]),
    )


def share_out(parts: dict[Key, int], total: int) -> dict[Key, int]:
    """Scale whole numbers to a total, each to the one below or above its exact share."""
    whole = sum(parts.values())
    if whole == 0:
        return dict.fromkeys(parts, 0)
    shares = {key: part * total // whole for key, part in parts.items()}
    by_remainder = sorted(parts, key=lambda key: parts[key] * total % whole, reverse=True)
    for key in by_remainder[: total - sum(shares.values())]:
        shares[key] += 1
    return shares


def two_decimals(part: int, whole: int) -> Decimal:
    """Return a percentage rounded half up to two decimals."""
    return (Decimal(100 * part) / whole).quantize(Decimal("0.01"), ROUND_HALF_UP)


def fill_register(connection: duckdb.DuckDBPyConnection, published: list[PublishedRow]) -> None:
    """Write each row as a school; its sessions of a code as one run: faster than a loop.

    Args:
        connection: with the tables of ``RegisterTables``.
        published: the school of each row has its place as number.
    """
    runs = [
        (school, code, count)
        for school, row in enumerate(published)
        for code, count in row.scaled().items()
        if count
    ]
    connection.execute("CREATE TABLE school_day AS SELECT unnest($days) AS date", {"days": DAYS})
    connection.execute(
        "CREATE TABLE run AS"
        " SELECT unnest($school) AS school, unnest($code) AS code, unnest($count) AS count",
        {
            "school": [run[0] for run in runs],
            "code": [run[1] for run in runs],
            "count": [run[2] for run in runs],
        },
    )
    connection.execute(
        """
        INSERT INTO mark
        WITH one AS (
            SELECT school, code, row_number() OVER (PARTITION BY school) - 1 AS place
            FROM run, unnest(range(run.count)))
        SELECT school, 1000 * school + place // $sessions, date, place % 2, code, NULL, NULL, 1, 1
        FROM one JOIN (SELECT date, row_number() OVER (ORDER BY date) - 1 AS nth FROM school_day)
          ON nth = (place % $sessions) // 2
        """,
        {"sessions": SESSIONS_OF_A_PUPIL},
    )
    connection.execute(
        "INSERT INTO pupil (school_id, pupil_id) SELECT DISTINCT school_id, pupil_id FROM mark"
    )


def marks(sessions: dict[str, int]) -> Iterator[str]:
    """Return the codes one by one, ``/`` and ``\\`` both as ``/``."""
    for code, count in sessions.items():
        for _ in range(count):
            yield code
