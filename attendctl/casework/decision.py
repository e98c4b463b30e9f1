"""What is decided about one pupil, and the case it is decided from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from attendctl.casework.standing import PupilStanding, Sessions, WrittenLetter
from attendctl.casework.steps.ended import EndedPeriod
from attendctl.casework.steps.facts import PupilFacts
from attendctl.casework.steps.history import Done, history_of, last_done
from attendctl.casework.wording import date_in_words, percent_in_words
from attendctl.ledger.case_log import LoggedEntry
from attendctl.measures.evidence import MarkedSession
from attendctl.measures.terms import HalfTerm, SchoolTerms, Term
from attendctl.policies import Band, Policy, Source, Step


class Outcome(StrEnum):
    """What was decided about a pupil."""

    DUE = "due"
    HELD_BACK = "held back"  # would be due, but for something the officer can see or change
    NOT_DUE = "not due"  # already done, under review, improved, or nothing belongs to this band


@dataclass(frozen=True)
class Decision:
    """One step of one pupil: due, held back, or why not, with the rule it rests on.

    ``due_on`` is the day it came due. ``occasion`` names what it is about where a
    step may come due more than once a year: a term, a spell's first day, an entry.
    """

    pupil: PupilStanding
    outcome: Outcome
    letter: str | None
    band: str
    why: str
    source: str
    previous: tuple[WrittenLetter, ...] = ()  # this academic year's, oldest first
    since_previous: Sessions | None = None  # sessions since the step that this one follows
    is_fault: bool = False  # something is missing that the officer must add
    step: Step | None = None
    due_on: date | None = None
    occasion: str = ""
    entry: LoggedEntry | None = None  # of the case log: what it answers
    after_withdrawal: str = ""  # the reference of the same letter, written before and taken back
    facts: PupilFacts | None = None
    sessions: tuple[MarkedSession, ...] = ()  # the very sessions it rests on, where asked for
    command: str = ""  # what logs that it is done, where no entry of the step itself does


@dataclass(frozen=True)
class SchoolYear:
    """What the steps need to know of a school's year so far."""

    as_of: date
    school_weeks: Sequence[date]  # Mondays
    half_term_over_from: date | None  # the Monday after the October half term, once known
    letter_by_hand: str | None = None  # the officer named this letter: "not before" does not hold it back
    school_days: Sequence[date] = ()
    terms: SchoolTerms | None = None
    ended: Mapping[str, Sequence[EndedPeriod]] = field(default_factory=dict)  # by period, oldest first
    improved: Mapping[str, frozenset[int]] = field(default_factory=dict)  # pupils, by step
    acting_on: date | None = None  # the day letters carry, where it is later than the last marks

    @property
    def day_of_action(self) -> date:
        """The day on which something is done about what is due: a hold of that day holds."""
        return self.acting_on or self.as_of

    @cached_property
    def weeks_since_end(self) -> Mapping[str, int]:
        """How many school weeks began after the last period of each kind ended, up to the day judged."""
        return {
            period: sum(ended[-1].to_day < week <= self.as_of for week in self.school_weeks)
            for period, ended in self.ended.items()
            if ended
        }

    @cached_property
    def term(self) -> Term | None:
        """The term of the day judged."""
        return self.terms.term_of(self.as_of) if self.terms else None

    @cached_property
    def half_term(self) -> HalfTerm | None:
        """The half term of the day judged."""
        return self.terms.half_term_of(self.as_of) if self.terms else None


@dataclass(frozen=True)
class Case:
    """One pupil with everything that is looked at to decide on a step."""

    facts: PupilFacts
    policy: Policy
    year: SchoolYear
    band: Band
    explain: bool = False  # say of every step why it is not due, too

    @property
    def pupil(self) -> PupilStanding:
        """The pupil, with the sums of the year."""
        return self.facts.pupil

    @cached_property
    def done(self) -> tuple[Done, ...]:
        """Every step done this academic year, oldest first."""
        return history_of(self.facts.written, self.facts.logged)

    @cached_property
    def standing(self) -> str:
        """The pupil's attendance and band as one sentence."""
        lowest, highest = self.policy.range_of(self.band)
        return (
            f"Attendance up to {date_in_words(self.year.as_of)} is {self.pupil.year}: "
            f"the {self.band.name} band, {percent_in_words(lowest)} to {percent_in_words(highest)}."
        )

    def earliest(self, since: date | None, step: Step | None = None) -> date | None:
        """Return the first day on which something that has held since a day could be judged and be due.

        Not before the policy's least number of sessions was possible, nor, for a step that waits for
        it, before the October half term was over or before the year's first unauthorised session.
        """
        days = [since, self.facts.enough_on]
        if step is not None and (step.with_unauthorised or step.or_unauthorised):
            days.append(self.facts.unauthorised_since)
        if step is not None and step.not_before and step.name != self.year.letter_by_hand:
            days.append(self.year.half_term_over_from)
        known = [day for day in days if day is not None]
        return max(known) if since is not None and known else None

    def last(self, step: Step, *, since: date | None = None) -> Done | None:
        """Return the latest time a step was done this academic year, or None."""
        return last_done(self.done, step, since=since)

    def worse_than(self, step: Step) -> Done | None:
        """Return the latest letter of a worse stage than a letter's, if the policy lets it count.

        It spares the gentler letter only: a talk, a plan or a target of the better band is still due.
        """
        if step.letter is None or self.policy.after_worse_band.gentler_letters:
            return None
        for done in reversed(self.done):
            earlier = self.policy.step_for(done.step)
            if (
                earlier is not None
                and earlier.letter
                and earlier.kind in LADDER
                and self.policy.severity(earlier) > self.policy.severity(step)
            ):
                return done
        return None

    def decide(
        self,
        outcome: Outcome,
        step: Step | None,
        why: str,
        *,
        source: Source | None = None,
        since: Sessions | None = None,
        is_fault: bool = False,
        due_on: date | None = None,
        occasion: str = "",
        entry: LoggedEntry | None = None,
        command: str = "",
    ) -> Decision:
        """Return a decision that rests on the step's own source, or on the one given."""
        rests_on = source or (step.source if step else self.band.source)
        return Decision(
            pupil=self.pupil,
            outcome=outcome,
            letter=step.letter if step else None,
            band=self.band.name,
            why=why,
            source=self.policy.reference_of(rests_on),
            previous=tuple(self.facts.written),
            since_previous=since,
            is_fault=is_fault,
            step=step,
            due_on=due_on,
            occasion=occasion,
            entry=entry,
            command=command,
            facts=self.facts,
            after_withdrawal=self.facts.withdrawn.get(step.name, "") if step else "",
        )


LADDER = frozenset({"in_band", "no_improvement", "severe_absence"})
"""Kinds of steps that follow the band: who came up from a worse band is spared the gentler ones."""
