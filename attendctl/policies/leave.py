"""How a policy answers a request for leave: rules read from the top, the first that fits decides."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from attendctl.policies.parts import NAME, Source, Strict, Tenths

LeaveKind = Literal[
    "holiday",
    "exceptional",
    "funeral",
    "religious",
    "performance",
    "interview",
    "medical",
    "study",
    "wedding",
    "protest",
    "other",
]
Answer = Literal["refuse", "grant", "head_decides"]


class LeaveRule(Strict):
    """One rule. It fits a request of one of ``kinds`` for which every condition given holds."""

    name: str = Field(pattern=NAME)
    kinds: tuple[LeaveKind, ...]  # empty: every kind
    answer: Answer
    reason: str = Field(min_length=1)  # as the letter to parents gives it
    code: str | None = None  # the mark of the days if the answer stands
    source: Source

    any_unauthorised: bool = False  # the pupil has unauthorised absence this year
    absence_above: Tenths | None = Field(default=None, alias="absence_above_percent")
    authorised_absence_above: Tenths | None = Field(default=None, alias="authorised_absence_above_percent")
    attendance_after_below: Tenths | None = Field(default=None, alias="attendance_after_below_percent")
    in_assessment_weeks: bool = False
    more_school_days_than: int | None = Field(default=None, ge=0)
    asked_too_late: bool = False  # not asked before the first day
    without_licence: bool = False
    licence_names_days: bool = False  # the licence itself says which days
    without_exceptional_circumstances: bool = False


class AfterLeave(Strict):
    """What is asked after leave: the day back, and evidence for days added."""

    return_within_school_days: int | None = Field(default=None, ge=1)
    evidence_within_school_days: int | None = Field(default=None, ge=1)
    illness_beside_needs_evidence: bool = False  # illness right before or after the days away
    source: Source
