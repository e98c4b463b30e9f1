"""What is decided about one pupil, and the case it is decided from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from attendctl.casework.standing import PupilStanding, Sessions, WrittenLetter
from attendctl.casework.wording import date_in_words, percent_in_words
from attendctl.policies import Band, Policy, Source, Step


class Outcome(StrEnum):
    """What was decided about a pupil."""

    DUE = "due"
    HELD_BACK = "held back"  # would be due, but for something the officer can see or change
    NOT_DUE = "not due"  # already written, under review, improved, or in a band without letters


@dataclass(frozen=True)
class Decision:
    """One pupil's letter, or why there is none, with the rule it rests on."""

    pupil: PupilStanding
    outcome: Outcome
    letter: str | None
    band: str
    why: str
    source: str
    previous: tuple[WrittenLetter, ...] = ()  # this academic year's, oldest first
    since_previous: Sessions | None = None  # sessions since the letter that this one follows
    is_fault: bool = False  # something is missing that the officer must add


@dataclass(frozen=True)
class SchoolYear:
    """What the ladder needs to know of a school's year so far."""

    as_of: date
    school_weeks: Sequence[date]  # Mondays
    half_term_over_from: date | None  # the Monday after the October half term, once known
    letter_by_hand: str | None = None  # the officer named this letter: "not before" does not hold it back


@dataclass(frozen=True)
class Case:
    """One pupil with everything that is looked at to decide on a letter."""

    pupil: PupilStanding
    policy: Policy
    year: SchoolYear
    band: Band
    written: tuple[WrittenLetter, ...]  # this academic year's letters of this policy, oldest first
    since: Mapping[str, Sessions]  # by reference: the sessions after that letter's day

    @property
    def standing(self) -> str:
        """The pupil's attendance and band as one sentence."""
        lowest, highest = self.policy.range_of(self.band)
        return (
            f"Attendance up to {date_in_words(self.year.as_of)} is {self.pupil.year}: "
            f"the {self.band.name} band, {percent_in_words(lowest)} to {percent_in_words(highest)}."
        )

    def letter_written(self, letter: str) -> WrittenLetter | None:
        """Return the letter of that name written this academic year, or None."""
        return next((one for one in self.written if one.letter == letter), None)

    def worse_letter_than(self, step: Step) -> WrittenLetter | None:
        """Return the latest letter of a worse stage than a step's, if the policy lets it count."""
        if self.policy.after_worse_band.gentler_letters:
            return None
        for one in reversed(self.written):
            earlier = self.policy.step_for(one.letter)
            if earlier is not None and self.policy.severity(earlier) > self.policy.severity(step):
                return one
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
            previous=self.written,
            since_previous=since,
            is_fault=is_fault,
        )
