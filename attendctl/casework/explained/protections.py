"""Whether a pupil with a code is protected by the policy: the sessions attended in the months before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from attendctl.casework.explained.marks import ExplainedMark
from attendctl.policies import Policy
from attendctl.policies.duties import Protection

_MONTHS_IN_A_YEAR = 12


@dataclass(frozen=True)
class ProtectionExplained:
    """A protection for one absence: it began on ``absent_from``; both days counted between are included."""

    protection: Protection
    source: str
    absent_from: date
    from_day: date
    to_day: date
    attended: int

    @property
    def holds(self) -> bool:
        """Whether enough sessions were attended."""
        return self.attended >= self.protection.sessions_attended


def explain_protections(
    policy: Policy,
    marks: Sequence[ExplainedMark],
    read: Callable[[date, date], Sequence[ExplainedMark]],
) -> tuple[ProtectionExplained, ...]:
    """Explain each protection of the policy whose code the pupil has had this year, for the latest absence.

    Args:
        policy: of the school.
        marks: of the academic year, oldest first.
        read: the pupil's marks between two days, both included; the year before is asked for, too.
    """
    explained = []
    for protection in policy.protections:
        began = latest_absence(marks, protection.code)
        if began is None:
            continue
        from_day, to_day = months_before(began, protection.within_months), began - timedelta(days=1)
        attended = sum(mark.counts_as == "attended" for mark in read(from_day, to_day))
        source = policy.reference_of(protection.source)
        explained.append(ProtectionExplained(protection, source, began, from_day, to_day, attended))
    return tuple(explained)


def latest_absence(marks: Sequence[ExplainedMark], code: str) -> date | None:
    """Return the first day of the latest absence with a code: no other possible session lies in it."""
    began = None
    for mark in reversed(marks):
        if mark.code == code:
            began = mark.day
        elif began is not None and mark.is_possible:
            break
    return began


def months_before(day: date, months: int) -> date:
    """Return the day so many months before; of a month too short for it, the last.

    >>> months_before(date(2025, 8, 31), 18), months_before(date(2025, 11, 3), 12)
    (datetime.date(2024, 2, 29), datetime.date(2024, 11, 3))
    """
    year, month = divmod(day.year * _MONTHS_IN_A_YEAR + day.month - 1 - months, _MONTHS_IN_A_YEAR)
    first = date(year, month + 1, 1)
    next_month = date(year + (month == _MONTHS_IN_A_YEAR - 1), (month + 1) % _MONTHS_IN_A_YEAR + 1, 1)
    return first.replace(day=min(day.day, (next_month - timedelta(days=1)).day))
