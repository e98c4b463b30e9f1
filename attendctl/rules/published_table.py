"""The Department for Education's year-to-date table of attendance: reading a download, strictly.

Source: "Pupil attendance in schools", year to date by area and phase, as its public dashboard holds it.
Every number that can be added up is added up: a table that does not add up is refused.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from pathlib import Path

from attendctl.errors import InputRefused
from attendctl.rates import TENTHS_IN_ONE_HUNDRED_PERCENT
from attendctl.rules.published_rows import PHASES, SUPPRESSED, Level, Phase, PublishedRow

_LEVELS: Mapping[str, Level] = {
    "National": "national",
    "Regional": "regional",
    "Local authority": "authority",
}
_WHOLE_YEAR = "Academic year"

# A total, and the columns it is the sum of.
_IDENTITIES: Mapping[str, Sequence[str]] = {
    "possible_sessions": ("overall_attendance", "overall_absence"),
    "overall_absence": ("authorised_absence", "unauthorised_absence"),
    "overall_attendance": ("present_sessions", "approved_educational_activity"),
    "present_sessions": ("reason_present", "reason_l_present_late_before_registers_closed"),
    "reason_present": ("reason_present_am", "reason_present_pm"),
    "approved_educational_activity": (
        "reason_b_aea_education_off_site",
        "reason_j_aea_interview",
        "reason_k_aea_education_arranged_by_la",
        "reason_p_aea_approved_sporting_activity",
        "reason_v_aea_educational_visit_trip",
        "reason_w_aea_work_experience",
    ),
    "unauthorised_absence": (
        "reason_g_unauthorised_holiday",
        "reason_u_unauthorised_late_after_registers_closed",
        "reason_o_other_unauthorised",
        "reason_n_no_reason_yet",
    ),
    "late_sessions": (
        "reason_l_present_late_before_registers_closed",
        "reason_u_unauthorised_late_after_registers_closed",
    ),
}
# A percentage, and the sessions it is of the possible ones. The table prints 15 digits.
_PERCENTAGES: Mapping[str, str] = {
    "attendance_perc": "overall_attendance",
    "overall_absence_perc": "overall_absence",
    "authorised_absence_perc": "authorised_absence",
    "unauthorised_absence_perc": "unauthorised_absence",
    "illness_perc": "reason_i_authorised_illness",
    "unauth_hol_perc": "reason_g_unauthorised_holiday",
}
_PRINTED_TO = Decimal("1e-9")
_AREA = (
    "time_period",
    "time_identifier",
    "geographic_level",
    "region_name",
    "new_la_code",
    "old_la_code",
    "la_name",
    "education_phase",
)
_NUMBERS = tuple(
    dict.fromkeys(
        [
            *_IDENTITIES,
            *(part for parts in _IDENTITIES.values() for part in parts),
            *_PERCENTAGES.values(),
            *_PERCENTAGES,
            "pa_perc",
        ]
    )
)


class NotPublishedFigures(InputRefused):
    """The file is not the Department's year-to-date table, or does not add up."""

    code = "I050"


def read_download(path: Path) -> tuple[int, tuple[PublishedRow, ...]]:
    """Read a download of the table, and check that it adds up.

    Args:
        path: the CSV file as it was downloaded.

    Returns:
        The September's year of its academic year (2025 for 2025/26), and its rows in a set order.

    Raises:
        NotPublishedFigures: the file cannot be read, is another table, or a row does not add up.
    """
    try:
        lines = list(csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")), strict=True))
    except FileNotFoundError:
        raise NotPublishedFigures(f"There is no file {path.name}.", remedy="Check its name.") from None
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        raise _refusal(path, f"it cannot be read as CSV: {fault}") from None
    header = lines[0] if lines else []
    missing = [name for name in (*_AREA, *_NUMBERS) if header.count(name) != 1]
    if missing:
        more = f" and {len(missing) - 1} more of its columns" if len(missing) > 1 else ""
        raise _refusal(path, f"the column {missing[0]}{more} must be there once")
    rows: dict[int, dict[str, str]] = {}
    for line, cells in enumerate(lines[1:], start=2):
        if len(cells) != len(header):
            raise _refusal(path, f"line {line} has {len(cells)} cells, the header {len(header)}")
        rows[line] = dict(zip(header, cells, strict=True))
    year = _academic_year(path, rows)
    found = [_row(path, line, row) for line, row in rows.items()]
    _check_areas(path, found)
    return year, tuple(sorted(found, key=_order))


def _refusal(path: Path, wrong: str) -> NotPublishedFigures:
    return NotPublishedFigures(
        f"{path.name} is not the Department for Education's year-to-date attendance table: {wrong}. "
        "Nothing was saved.",
        remedy="Download the year-to-date data of Pupil attendance in schools as CSV and leave it as it is.",
    )


def _academic_year(path: Path, rows: Mapping[int, Mapping[str, str]]) -> int:
    periods = {(row["time_period"], row["time_identifier"]) for row in rows.values()}
    if len(periods) != 1:
        raise _refusal(path, f"it holds {len(periods)} periods, not one")
    period, kind = periods.pop()
    if kind != _WHOLE_YEAR:
        raise _refusal(path, f"its time_identifier is {kind!r}, not {_WHOLE_YEAR!r}")
    if not (period.isdecimal() and len(period) == len("202526")):
        raise _refusal(path, f"its time_period is {period!r}, not such as 202526")
    year, after = int(period[:4]), int(period[4:])
    if (year + 1) % 100 != after:
        raise _refusal(path, f"its time_period {period!r} is not one academic year")
    return year


def _row(path: Path, line: int, row: Mapping[str, str]) -> PublishedRow:
    level = _LEVELS.get(row["geographic_level"])
    phase = next((phase for phase in PHASES if phase == row["education_phase"]), None)
    if level is None:
        raise _refusal(path, f"line {line}: the geographic_level is {row['geographic_level']!r}")
    if phase is None:
        raise _refusal(path, f"line {line}: the education_phase is {row['education_phase']!r}")
    place: Mapping[str, bool] = {"region_name": level != "national", "la_name": level == "authority"}
    for column, wanted in place.items():
        if bool(row[column].strip()) != wanted:
            raise _refusal(path, f"line {line}: {column} is {row[column]!r} in a {level} row")
    numbers = _numbers(path, line, row)

    def sessions(name: str) -> int | None:
        return None if numbers is None else int(numbers[name])

    return PublishedRow(
        level=level,
        region=row["region_name"],
        authority=row["la_name"],
        authority_code=row["new_la_code"],
        authority_number=row["old_la_code"],
        phase=phase,
        possible=sessions("possible_sessions"),
        attended=sessions("overall_attendance"),
        authorised=sessions("authorised_absence"),
        unauthorised=sessions("unauthorised_absence"),
        illness=sessions("reason_i_authorised_illness"),
        unauthorised_holiday=sessions("reason_g_unauthorised_holiday"),
        persistent_percent=None if numbers is None else numbers["pa_perc"],
    )


def _numbers(path: Path, line: int, row: Mapping[str, str]) -> dict[str, Decimal] | None:
    """Return the numbers of a row after adding them up, or None where they are suppressed."""
    suppressed = [name for name in _NUMBERS if row[name] == SUPPRESSED]
    if suppressed:
        if len(suppressed) < len(_NUMBERS):
            raise _refusal(path, f"line {line} is suppressed in part")
        return None
    numbers: dict[str, Decimal] = {}
    for name in _NUMBERS:
        try:
            number = Decimal(row[name])
        except InvalidOperation:
            raise _refusal(path, f"line {line}, column {name}: {row[name]!r} is not a number") from None
        whole = name in _PERCENTAGES or name == "pa_perc" or number == number.to_integral_value()
        if not number.is_finite() or number < 0 or not whole:
            raise _refusal(path, f"line {line}, column {name}: {row[name]!r} cannot be")
        numbers[name] = number
    for total, parts in _IDENTITIES.items():
        if numbers[total] != sum(numbers[part] for part in parts):
            raise _refusal(path, f"line {line}: {total} is not the sum of {' and '.join(parts)}")
    _check_percentages(path, line, numbers)
    return numbers


def _check_percentages(path: Path, line: int, numbers: Mapping[str, Decimal]) -> None:
    possible = numbers["possible_sessions"]
    if not possible:
        raise _refusal(path, f"line {line}: no session was possible")
    if numbers["pa_perc"] > TENTHS_IN_ONE_HUNDRED_PERCENT // 10:
        raise _refusal(path, f"line {line}, column pa_perc: {numbers['pa_perc']} is over a hundred")
    if numbers["reason_i_authorised_illness"] > numbers["authorised_absence"]:
        raise _refusal(path, f"line {line}: more illness than authorised absence")
    for percentage, part in _PERCENTAGES.items():
        if abs(numbers[percentage] - 100 * numbers[part] / possible) > _PRINTED_TO:
            raise _refusal(path, f"line {line}: {percentage} is not {part} of possible_sessions")


def _check_areas(path: Path, rows: Sequence[PublishedRow]) -> None:
    by_area: dict[tuple[Level, str, str], dict[Phase, PublishedRow]] = {}
    for row in rows:
        phases = by_area.setdefault((row.level, row.region, row.authority), {})
        if row.phase in phases:
            raise _refusal(path, f"{row.area}, {row.phase}, is in it twice")
        phases[row.phase] = row
    if set(by_area.get(("national", "", ""), {})) != set(PHASES):
        raise _refusal(path, f"it must have England by {', '.join(PHASES)}")
    for phases in by_area.values():
        total = phases.get("Total")
        parts = [row for phase, row in phases.items() if phase != "Total"]
        if total is None or total.possible is None or any(row.possible is None for row in parts):
            continue
        if total.possible != sum(row.possible or 0 for row in parts):
            raise _refusal(path, f"{total.area}: the phases do not add up to the Total")


def _order(row: PublishedRow) -> tuple[int, str, str, int]:
    return list(_LEVELS.values()).index(row.level), row.region, row.authority, PHASES.index(row.phase)
