"""What is known of one pupil on the day judged: plain values that the steps of a policy are decided from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from attendctl.casework.left_out import without
from attendctl.casework.notices.watched import WatchedNotice
from attendctl.casework.penalties.penalty_row import PenaltyRow
from attendctl.casework.standing import NO_SESSIONS, PupilStanding, Sessions, WrittenLetter
from attendctl.casework.steps.measured_rules import FIRST_UNAUTHORISED
from attendctl.ledger.case_log import LoggedEntry
from attendctl.measures.counts import SessionCount
from attendctl.measures.penalty_window import WindowCount
from attendctl.measures.spells import Spell
from attendctl.measures.unsettled import UnsettledMark


@dataclass(frozen=True)
class PeriodFigures:
    """A pupil's sessions in one period that has ended, and those late before the register closed.

    ``left_out`` are those of the sessions, all of them absence, that no certificate holds against the pupil.
    """

    sessions: Sessions
    late: int
    left_out: Sessions = NO_SESSIONS

    @property
    def for_certificates(self) -> Sessions:
        """The sessions that certificates are decided by."""
        return without(self.sessions, [self.left_out])


@dataclass(frozen=True)
class PupilFacts:
    """One pupil with everything that is looked at to decide what is due.

    ``written`` and ``logged`` are of this academic year, oldest first. ``since`` has,
    by the key of something done, the sessions after its day up to the day judged. Counts, spells and
    marks are by the name of the step that asks for them. ``periods`` is by the
    period's own name, such as "autumn term 2025". ``notices`` are of any year. ``penalty`` is there
    where it was asked for: the pupil's row of the penalty list.
    """

    pupil: PupilStanding
    is_severely_absent: bool = False
    is_persistently_absent: bool = False
    band_since: date | None = None
    enough_on: date | None = None  # the day the policy's least number of sessions was possible
    below_since: Mapping[str, date] = field(default_factory=dict)
    written: Sequence[WrittenLetter] = ()
    withdrawn: Mapping[str, str] = field(default_factory=dict)  # letters taken back: reference by name
    logged: Sequence[LoggedEntry] = ()
    since: Mapping[str, Sessions] = field(default_factory=dict)
    counts: Mapping[str, SessionCount] = field(default_factory=dict)
    spells: Mapping[str, Sequence[Spell]] = field(default_factory=dict)
    unsettled: Mapping[str, Sequence[UnsettledMark]] = field(default_factory=dict)
    window: WindowCount | None = None  # of the penalty threshold
    threshold_undecided: date | None = None  # the day it was met of which nobody has decided
    periods: Mapping[str, PeriodFigures] = field(default_factory=dict)
    notices: Sequence[WatchedNotice] = ()
    penalty: PenaltyRow | None = None

    @property
    def unauthorised_since(self) -> date | None:
        """The day of the year's first unauthorised session, where a step of the policy asks for one."""
        first = self.counts.get(FIRST_UNAUTHORISED)
        return first.reached_on if first is not None else None
