"""The attendance of a register by plain loops: no SQL, no frame, nothing of attendctl.

The sets below are the statistical classes of the codes in force in 2025/26.
"""

from __future__ import annotations

from datetime import date, timedelta

from scripts.sample_school.register import Register

ATTENDED = frozenset("/\\LKVPWB")
AUTHORISED = frozenset(["C1", "C2", "C", "M", "J1", "S", "T", "R", "I", "E"])
UNAUTHORISED = frozenset("GNOU")
NOT_POSSIBLE = frozenset(["D", "Q", "Y1", "Y2", "Y3", "Y4", "Y5", "Y6", "Y7", "X", "Z", "#"])


def empty_sums() -> dict[str, int]:
    """Return sums of nothing."""
    return {
        "sessions_possible": 0,
        "sessions_attended": 0,
        "sessions_authorised": 0,
        "sessions_unauthorised": 0,
        "sessions_late": 0,
        "sessions_late_after_close": 0,
        "sessions_missing": 0,
        "minutes_late": 0,
    }


def pupil_sums(register: Register, upn: str, first: date, last: date) -> dict[str, int]:
    """Count one pupil's sessions between two days, both included."""
    sums = empty_sums()
    for (day, half), mark in register.marks[upn].items():
        if not first <= day <= last:
            continue
        if mark == "-":
            sums["sessions_missing"] += 1
        elif mark in ATTENDED:
            sums["sessions_attended"] += 1
            sums["sessions_possible"] += 1
        elif mark in AUTHORISED:
            sums["sessions_authorised"] += 1
            sums["sessions_possible"] += 1
        elif mark in UNAUTHORISED:
            sums["sessions_unauthorised"] += 1
            sums["sessions_possible"] += 1
        else:
            assert mark in NOT_POSSIBLE, mark
        sums["sessions_late"] += mark == "L"
        sums["sessions_late_after_close"] += mark == "U"
        sums["minutes_late"] += register.minutes.get((upn, (day, half)), 0)
    return sums


def total(parts: list[dict[str, int]]) -> dict[str, int]:
    """Add sums."""
    whole = empty_sums()
    for part in parts:
        for name, number in part.items():
            whole[name] += number
    return whole


def one_decimal(part: int, whole: int) -> float | None:
    """Return a percentage rounded half up to one decimal, None of nothing."""
    if whole == 0:
        return None
    thousandths, left = divmod(1000 * part, whole)
    return (thousandths + (2 * left >= whole)) / 10


def with_percent(sums: dict[str, int]) -> dict[str, float | int | None]:
    """Return sums with their attendance_percent, as a report states them."""
    return {**sums, "attendance_percent": one_decimal(sums["sessions_attended"], sums["sessions_possible"])}


def absent(sums: dict[str, int]) -> int:
    """Return the sessions missed."""
    return sums["sessions_authorised"] + sums["sessions_unauthorised"]


def persistent(sums: dict[str, int]) -> bool:
    """Missed a tenth or more of the possible sessions."""
    return sums["sessions_possible"] > 0 and 10 * absent(sums) >= sums["sessions_possible"]


def severe(sums: dict[str, int]) -> bool:
    """Missed half or more of the possible sessions."""
    return sums["sessions_possible"] > 0 and 2 * absent(sums) >= sums["sessions_possible"]


def greenhill_band(percent: float | None) -> str | None:
    """Return the band of the sample school's policy, copied from the document by hand."""
    if percent is None:
        return None
    if percent >= 96.0:
        return "green"
    if percent >= 93.0:
        return "yellow"
    return "amber" if percent >= 90.1 else "red"


def week_of(day: date) -> tuple[date, date]:
    """Return the Monday and the Sunday around a day."""
    monday = day - timedelta(days=day.weekday())
    return monday, monday + timedelta(days=6)
