"""One pupil as the penalty threshold sees them: the count, the day it was reached, and who may be fined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.notices.notice import Notice
from attendctl.ledger.case_log import LoggedEntry
from attendctl.rules.codes_of_conduct import CodeOfConduct
from attendctl.rules.penalty_threshold import PenaltyThreshold


@dataclass(frozen=True)
class PenaltyPupil:
    """The pupil, as the register of the school they are at now states it."""

    pupil_id: int
    upn: str | None
    admission_number: str | None
    mis_id: str | None
    surname: str
    forename: str
    date_of_birth: date | None
    year_group: str | None
    class_name: str | None
    looked_after: bool | None
    social_worker: bool | None
    sen: str | None
    leaving_date: date | None

    @property
    def identity(self) -> str:
        """The UPN, or the school's own number where there is none: what a message may say."""
        return self.upn or self.admission_number or self.mis_id or ""


@dataclass(frozen=True)
class CountedSession:
    """One session with a code of the threshold.

    ``week`` numbers the pupil's school weeks: two sessions are in one window of ten where
    their weeks are fewer than ten apart. ``cited_in`` are the standing penalty notices.
    """

    school_id: int
    school: str
    monday: date
    week: int
    date: date
    session: int
    code: str
    cited_in: tuple[int, ...] = ()

    @property
    def half(self) -> str:
        """AM or PM."""
        return ("AM", "PM")[self.session]


@dataclass(frozen=True)
class Countdown:
    """How long the sessions of the window stay in it, and how many more would reach the threshold.

    ``until`` is the last day on which all of them are in the window, ``drop_on`` the Monday on which
    the oldest week leaves it, ``drop`` how many sessions go with it.
    """

    more: int
    until: date
    drop_on: date
    drop: int
    weeks_assumed: bool  # no term date is stated that far: every week is taken for a school week


@dataclass(frozen=True)
class PenaltyRow:
    """One pupil on the list.

    Attributes:
        sessions_in_window: not cited in a standing notice, in the school weeks that end with the day judged.
        of_which_unexplained: of them, those whose reason is not established.
        sessions_with_cited: those of the window with the cited ones.
        reached_on: the first day of this academic year or the one before on which a window held the
            threshold, cited sessions left out; ``firm_reached_on`` the same without unexplained ones,
            ``of_age_reached_on`` without those when not of compulsory school age.
        window: the Mondays of the window's school weeks, oldest first.
        sessions: those of the window, cited ones too, oldest first.
        every_session: with those before the window, as far back as a window may reach.
        eligible: whether a penalty notice could be asked for; else ``why_not_eligible``.
        for_judgement: what does not rule a notice out, and must be weighed.
        notices: of this pupil, by whomever issued, oldest first.
        decisions: entries of the case log with the answers at the threshold, oldest first.
    """

    school: ChosenSchool
    pupil: PenaltyPupil
    law: PenaltyThreshold
    conduct: CodeOfConduct
    as_of: date
    sessions_in_window: int
    of_which_unexplained: int
    sessions_with_cited: int
    reached_on: date | None
    firm_reached_on: date | None
    of_age_reached_on: date | None
    window: Sequence[date]
    sessions: tuple[CountedSession, ...]
    every_session: tuple[CountedSession, ...]
    eligible: bool
    why_not_eligible: str | None
    for_judgement: tuple[str, ...]
    countdown: Countdown | None
    notices: tuple[Notice, ...]
    decisions: tuple[LoggedEntry, ...]

    @property
    def sessions_until_threshold(self) -> int:
        """How many more would reach the threshold if no session left the window."""
        return max(0, self.law.sessions - self.sessions_in_window)

    @property
    def is_at_threshold(self) -> bool:
        """Whether the window that ends with the day judged holds as many sessions as the threshold says."""
        return self.sessions_in_window >= self.law.sessions

    @property
    def reached_with(self) -> tuple[CountedSession, ...]:
        """The sessions that first reached the threshold, oldest first; none where it was not reached.

        They are as many as the threshold says, the last of them on ``reached_on``, or before it where
        the window was full already.
        """
        if self.reached_on is None:
            return ()
        number = self.law.sessions
        uncited = [one for one in self.every_session if not one.cited_in and one.date <= self.reached_on]
        runs = [
            uncited[end - number : end]
            for end in range(number, len(uncited) + 1)
            if uncited[end - 1].week - uncited[end - number].week < self.law.school_weeks
        ]
        on_the_day = [run for run in runs if run[-1].date == self.reached_on]
        return tuple((on_the_day or runs[-1:] or [[]])[0])
