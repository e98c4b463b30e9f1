"""The school days of Fernbrook's autumn and spring terms of 2025/26."""

from __future__ import annotations

from datetime import date, timedelta

FIRST_DAY, LAST_DAY = date(2025, 9, 2), date(2026, 3, 27)
HALF_TERMS = [
    (date(2025, 9, 2), date(2025, 10, 24)),
    (date(2025, 11, 3), date(2025, 12, 19)),
    (date(2026, 1, 5), date(2026, 2, 13)),
    (date(2026, 2, 23), date(2026, 3, 27)),
]
INSET_DAYS = (date(2025, 11, 28), date(2026, 1, 5))
"""Days known in advance on which pupils stay at home, in weeks that have school: ``#``."""
CLOSED_UNEXPECTEDLY = date(2026, 1, 13)
"""The heating failed: ``Y4`` for everybody."""


def weekdays(first: date, last: date) -> list[date]:
    """Return Monday to Friday between two days, both included."""
    span = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return [day for day in span if day.weekday() < 5]


REGISTER_DAYS = [day for first, last in HALF_TERMS for day in weekdays(first, last)]
"""Every day with a column in the register, INSET days and the closure included."""
OPEN_DAYS = [day for day in REGISTER_DAYS if day not in INSET_DAYS and day != CLOSED_UNEXPECTEDLY]
MONDAYS = sorted({day - timedelta(days=day.weekday()) for day in REGISTER_DAYS})
