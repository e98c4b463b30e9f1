"""Rows of the penalty list for the letters and explanations that speak of it, by pupil."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import duckdb

from attendctl.casework.notices.notice import PENALTY_DECISION
from attendctl.casework.penalties.listed import penalty_list
from attendctl.casework.penalties.penalty_row import PenaltyRow
from attendctl.ledger.case_log import LoggedEntry
from attendctl.policies.framework import framework_steps
from attendctl.rules.reader import NoRuleInForce
from attendctl.settings import Settings

PenaltyRows = Mapping[tuple[int, int], PenaltyRow]
"""By the school where a pupil is, and the pupil."""


def are_asked_for(letter_by_hand: str | None, logged: Sequence[LoggedEntry]) -> bool:
    """Say whether letters may need the penalty list: one was named that does, or a decision was logged.

    >>> are_asked_for("penalty-warning", []), are_asked_for(None, [])
    (True, False)
    """
    warnings = {step.name for step in framework_steps() if step.kind == "penalty_warning"}
    return letter_by_hand in warnings or any(entry.kind == PENALTY_DECISION for entry in logged)


def penalty_rows(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    *,
    today: date,
    as_of: date | None,
    school: str | None,
    logged: Sequence[LoggedEntry],
    pupil_id: int | None = None,
) -> PenaltyRows:
    """Return the rows of the penalty list, by school and pupil; none before there was a threshold.

    The measures on ``connection`` are made anew: whatever else is measured on it comes after.
    Arguments and faults are those of ``penalty_list``.
    """
    try:
        listed = penalty_list(
            connection, settings, today=today, as_of=as_of, school=school, logged=logged, pupil_id=pupil_id
        )
    except NoRuleInForce:
        return {}
    return {(row.school.school_id, row.pupil.pupil_id): row for row in listed.rows}
