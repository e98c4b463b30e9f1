"""Everything ``attendctl check`` looks at: the register of each school, its pupils, and the ledger itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from attendctl.casework.chosen_schools import ChosenSchool, choose_schools
from attendctl.casework.register_health.changes import (
    amendments_taken_back,
    changes_after_letters,
    late_changes,
)
from attendctl.casework.register_health.finding import KINDS, Finding
from attendctl.casework.register_health.marks import (
    marks_on_closed_days,
    marks_to_settle,
    missing_marks,
    odd_marks,
)
from attendctl.casework.register_health.pupils import doubtful_pupils
from attendctl.casework.register_health.totals import totals_that_differ
from attendctl.casework.report_period import as_of_year
from attendctl.errors import NotFound
from attendctl.ledger.chain_check import ChainState, check_chain
from attendctl.ledger.counts_check import Miscounted, imports_miscounted
from attendctl.ledger.standing_check import Misplaced, marks_standing_wrongly
from attendctl.measures.attendance import Period, PupilRow, measure_attendance, pupil_rows
from attendctl.measures.engine import prepare_register
from attendctl.measures.school_weeks import read_school_days
from attendctl.progress import OnProgress, tell_nobody
from attendctl.rules.register_health import register_health
from attendctl.settings import Settings


@dataclass(frozen=True)
class Health:
    """What was found. ``pupils`` are those that findings name, by school and pupil.

    ``chain``, ``misplaced`` and ``miscounted`` are of the ledger as a whole, of every school and year in it.
    """

    as_of: date
    schools: tuple[ChosenSchool, ...]
    findings: tuple[Finding, ...]
    pupils: dict[tuple[int, int], PupilRow]
    chain: ChainState
    misplaced: tuple[Misplaced, ...]
    miscounted: tuple[Miscounted, ...]

    @property
    def is_sound(self) -> bool:
        """Whether the ledger holds what it was told."""
        return not self.chain.faults and not self.misplaced and not self.miscounted

    @property
    def is_clean(self) -> bool:
        """Whether there is nothing to look at."""
        return self.is_sound and not self.findings


def check_register(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    *,
    today: date,
    as_of: date | None = None,
    school: str | None = None,
    tell: OnProgress = tell_nobody,
) -> Health:
    """Look at the register of the academic year up to a day, and at the ledger.

    Args:
        connection: has the ledger's reading views, and the ledger attached as ``ledger``.
        settings: name each school's policy, and its calendar as far as stated.
        today: no later day counts, unless ``as_of`` says otherwise.
        as_of: look at marks dated up to this day, this day included.
        school: one school, by name, URN or DfE number; None for all.
        tell: is told how far the work has come.

    Raises:
        NotFound: no such school, or no marks up to that day.
    """
    tell("Reading the register")
    schools = choose_schools(connection, settings, school)
    prepare_register(connection, [one.school_id for one in schools] if school else None)
    days = read_school_days(connection)
    if not days.days:
        raise NotFound("The ledger holds no marks.", remedy="Import a register first: attendctl import FILE")
    period = Period(as_of_year(days, as_of=as_of, today=today))
    measure_attendance(connection, period)
    rule = register_health().in_force(period.as_of)
    tell("Looking at the marks")
    findings: Sequence[Finding] = [
        *missing_marks(connection, period),
        *marks_to_settle(connection, schools, period),
        *odd_marks(connection, rule, period),
        *marks_on_closed_days(connection, settings.calendar, period),
        *late_changes(connection, rule, period),
        *changes_after_letters(connection, period),
        *amendments_taken_back(connection, period),
        *totals_that_differ(connection, period),
        *doubtful_pupils(connection),
    ]
    asked = {one.school_id for one in schools}
    order = {kind: number for number, kind in enumerate(KINDS)}
    rows = {(row.school_id, row.pupil_id): row for row in pupil_rows(connection)}
    place: dict[tuple[int, int | None], int] = {key: number for number, key in enumerate(rows)}
    kept = sorted(
        (one for one in findings if one.school_id in asked),
        key=lambda one: (order[one.kind], one.school_id, place.get((one.school_id, one.pupil_id), -1)),
    )
    tell("Summing up the ledger")
    return Health(
        period.as_of,
        tuple(schools),
        tuple(kept),
        {
            (one.school_id, one.pupil_id): rows[one.school_id, one.pupil_id]
            for one in kept
            if one.pupil_id is not None and (one.school_id, one.pupil_id) in rows
        },
        check_chain(connection),
        marks_standing_wrongly(connection),
        imports_miscounted(connection),
    )
