"""What a worksheet cell says, as text: the way an export would write it."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

CellValue = int | float | str | bool | time | date | datetime | timedelta


def cell_text(value: CellValue) -> str:
    """Write a cell's value: dates in ISO form, whole numbers without a point, no exponents.

    >>> cell_text(123.0), cell_text(123456789012345.0), cell_text(1.5), cell_text(True)
    ('123', '123456789012345', '1.5', 'TRUE')
    >>> cell_text(date(2025, 9, 3)), cell_text(datetime(2025, 9, 3, 11, 20))
    ('2025-09-03', '2025-09-03T11:20:00')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else _without_exponent(value)
    if isinstance(value, datetime):
        # A day with a time format is still a day.
        if value.time() == time():
            return value.date().isoformat()
        return value.replace(microsecond=0).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.replace(microsecond=0).isoformat()
    if isinstance(value, timedelta):
        seconds = round(value.total_seconds())
        return f"{seconds // 3600:02}:{seconds % 3600 // 60:02}:{seconds % 60:02}"
    return str(value)


def _without_exponent(value: float) -> str:
    text = repr(value)
    return text if "e" not in text else f"{value:.17f}".rstrip("0")
