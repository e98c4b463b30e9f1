"""The letters, meetings and plans of pupils, as points in time to look before and after."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from attendctl.casework.earlier_letters import WITHDRAWAL, letters_written
from attendctl.casework.patterns.levels import Levels
from attendctl.casework.steps.history import NOT_DONE
from attendctl.ledger.case_log import case_entries


@dataclass(frozen=True, order=True)
class StepTaken:
    """One step about one pupil: a letter by its name, or an entry of the case log by its kind."""

    on: date
    school_id: int
    pupil_id: int
    step: str


def steps_taken(connection: duckdb.DuckDBPyConnection, levels: Levels, *, upto: date) -> list[StepTaken]:
    """Return every step up to a day, oldest first; the same step twice on one day is one.

    Left out are letters that were taken back, and entries that say that nothing came of it.

    Args:
        connection: has the ledger's views.
        levels: name the kinds of entries.
        upto: the last day.
    """
    letters = [
        StepTaken(one.letter.written_on, one.school_id, one.letter.pupil_id, f"letter {one.letter.letter}")
        for one in letters_written(connection)
        if not one.is_withdrawn and one.letter.letter != WITHDRAWAL
    ]
    entries = [
        StepTaken(one.happened_on, one.school_id, one.pupil_id, one.kind)
        for one in case_entries(connection)
        if one.kind in levels.step_entries and one.outcome not in NOT_DONE
    ]
    return sorted({step for step in (*letters, *entries) if step.on <= upto})
