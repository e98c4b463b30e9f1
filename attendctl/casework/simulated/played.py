"""One policy played through the weeks: what was due each week, and taken as done that day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.decision import Decision, Outcome
from attendctl.casework.simulated.memory import Memory
from attendctl.casework.simulated.weeks import PlayedWeek
from attendctl.casework.standing import PupilStanding
from attendctl.casework.steps.gather import SchoolFacts
from attendctl.casework.steps.judge import judge
from attendctl.policies import Step


@dataclass(frozen=True)
class StepTaken:
    """One step of one pupil, due and taken as done on the day its week was judged."""

    week: PlayedWeek
    school: ChosenSchool  # with the policy that was played
    pupil: PupilStanding
    step: Step
    band: str
    occasion: str
    why: str
    source: str

    @property
    def on(self) -> date:
        """The day it was taken as done: of a letter, the day it bears."""
        return self.week.judged_on

    @property
    def key(self) -> tuple[int, int]:
        """School and pupil."""
        return self.school.school_id, self.pupil.pupil_id

    @property
    def is_batch(self) -> bool:
        """Whether it is one of a letter or certificate to many, written when the officer names it."""
        return self.step.only_when_named

    @property
    def is_letter(self) -> bool:
        """Whether it is a letter to this one pupil's family."""
        return self.step.letter is not None and not self.is_batch

    @property
    def is_meeting(self) -> bool:
        """Whether it is a meeting."""
        return self.step.does == "meeting"


@dataclass
class Play:
    """One policy for each school, played week by week. ``schools`` carry the policies."""

    schools: Sequence[ChosenSchool]
    taken: list[StepTaken] = field(default_factory=list)
    judged: set[tuple[int, int]] = field(default_factory=set)  # pupils with a possible session, weeks shown
    memory: Memory = field(default_factory=Memory)
    _year: date | None = None

    def start_week(self, week: PlayedWeek) -> None:
        """Forget the year before where a new academic year begins."""
        if week.academic_year != self._year:
            self.memory, self._year = Memory(), week.academic_year

    def play(self, week: PlayedWeek, facts: Iterable[SchoolFacts]) -> None:
        """Judge every pupil on the day of a week, and take what is due as done.

        Args:
            week: the next week.
            facts: of the schools open that week, gathered with this play's memory.
        """
        still_open: set[tuple[int, int, str]] = set()
        for of_school in facts:
            policy = of_school.school.policy
            for pupil in of_school.pupils:
                decisions = judge(pupil, policy, of_school.year)
                if decisions and week.is_shown:
                    self.judged.add((pupil.pupil.school_id, pupil.pupil.pupil_id))
                for decision in decisions:
                    if decision.outcome is Outcome.DUE and decision.step is not None:
                        self._take(week, of_school.school, decision, decision.step, still_open)
        self.memory.still_open = still_open

    def _take(
        self,
        week: PlayedWeek,
        school: ChosenSchool,
        decision: Decision,
        step: Step,
        still_open: set[tuple[int, int, str]],
    ) -> None:
        if step.kind == "unsettled":
            # Only a new mark in the register ends it: while it lasts, it is one and the same.
            key = school.school_id, decision.pupil.pupil_id, step.name
            still_open.add(key)
            if key in self.memory.still_open:
                return
        if self.memory.has(decision, step):
            return
        self.memory.take(decision, step, school.policy, week.judged_on)
        self.taken.append(
            StepTaken(
                week,
                school,
                decision.pupil,
                step,
                decision.band,
                decision.occasion,
                decision.why,
                decision.source,
            )
        )

    @property
    def shown(self) -> list[StepTaken]:
        """What was taken as done in the weeks that are shown, oldest first, then in class order."""
        return [one for one in self.taken if one.week.is_shown]
