"""Who is on a list, and where: each kind of list, each order."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import Any

from attendctl.casework.attendance_report import NOT_STATED, natural_order
from attendctl.casework.policy_lists.lists_made import ListedPupil
from attendctl.casework.report_lines import PupilLine
from attendctl.measures.listed_marks import ListedMark
from attendctl.measures.sums import Sums
from attendctl.policies.lists_asked import ListAsked
from attendctl.policies.policy import Policy


def sums_judged(asked: ListAsked, line: PupilLine, period: Sums) -> Sums:
    """Return the sums that a list goes by: of the period, or of the year up to its end."""
    return period if asked.over == "period" else line.year


def marks_of_list(asked: ListAsked, marks: Sequence[ListedMark]) -> tuple[ListedMark, ...]:
    """Return those marks of a pupil that a list is of; of a list that is of sums alone, none."""
    if asked.codes:
        return tuple(mark for mark in marks if mark.code in asked.codes)
    if asked.kind == "absent":
        return tuple(mark for mark in marks if mark.is_absent)
    if asked.kind == "late":
        return tuple(mark for mark in marks if mark.is_late)
    return ()


def is_listed(
    asked: ListAsked, policy: Policy, line: PupilLine, judged: Sums, marks: Sequence[ListedMark]
) -> bool:
    """Whether a pupil is on a list.

    Args:
        asked: the list.
        policy: whose bands are meant.
        line: of the pupil in the report.
        judged: of ``sums_judged``.
        marks: of ``marks_of_list``.

    >>> from attendctl.policies import load_policy
    >>> from attendctl.policies.lists_asked import lists_asked
    >>> copnor = load_policy("copnor")
    >>> full, below_90 = lists_asked(copnor, "week")[:2]
    >>> nobody = PupilLine("", 1, *[None] * 5, *[None] * 11)
    >>> [is_listed(below_90, copnor, nobody, Sums(1000, attended, *[0] * 6), ()) for attended in (899, 900)]
    [True, False]
    """
    tenths = judged.attendance_tenths
    if asked.kind == "attendance":
        assert asked.lowest is not None
        assert asked.highest is not None
        return tenths is not None and asked.lowest <= tenths <= asked.highest
    if asked.kind == "band":
        band = policy.band_of(tenths)
        return band is not None and band.name in asked.bands
    if asked.kind == "persistent_absence":
        return bool(line.persistent_absence)
    if asked.kind == "severe_absence":
        return bool(line.severe_absence)
    if asked.kind == "absent":
        return judged.absent > judged.late_after_close
    if asked.kind == "late":
        return judged.late + judged.late_after_close > 0
    return bool(marks)


def in_order(asked: ListAsked, pupils: Sequence[ListedPupil]) -> tuple[ListedPupil, ...]:
    """Return the pupils of a list in its order; equal ones by class and name."""
    return tuple(sorted(pupils, key=lambda one: (_place(asked, one), _by_class(one.line))))


def _place(asked: ListAsked, one: ListedPupil) -> tuple[Any, ...]:
    year = one.line.year
    if asked.order in ("lowest", "highest"):
        judged = sums_judged(asked, one.line, one.period)
        rate = Fraction(judged.attended, judged.possible) if judged.possible else Fraction(0)
        return (rate if asked.order == "lowest" else -rate,)
    if asked.order == "absent":
        return (-year.absent,)
    if asked.order == "late":
        return -year.late_after_close, -(year.late + year.late_after_close), -year.minutes_late
    return ()


def _by_class(line: PupilLine) -> tuple[Any, ...]:
    surname, forename = line.surname or "", line.forename or ""
    return (
        natural_order(line.class_name or NOT_STATED),
        surname.casefold(),
        forename.casefold(),
        line.pupil_id,
    )
