"""What is known about one parent and one child on the day a notice is proposed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from attendctl.casework.case_checks import Asked
from attendctl.casework.chosen_schools import ChosenSchool, choose_schools
from attendctl.casework.leave_days import SchoolCalendar, read_school_calendar
from attendctl.casework.notices.cap import Cap, cap_on
from attendctl.casework.notices.citing import Met, firm, free_for, last_met
from attendctl.casework.notices.notice import (
    NOTICE_TO_IMPROVE,
    PENALTY_DECISION,
    Notice,
    read_notices,
    standing_penalties,
)
from attendctl.casework.notices.parents import Parent, read_parent_meant
from attendctl.casework.notices.to_pay import law_of_offences
from attendctl.casework.penalties.listed import penalty_list
from attendctl.casework.penalties.penalty_row import CountedSession, PenaltyRow
from attendctl.casework.penalties.school_age import days_not_of_age
from attendctl.casework.pupil_meant import PupilMeant, pupils_meant, pupils_of, the_pupil_meant
from attendctl.casework.stated_closures import stated_closures
from attendctl.errors import NotFound
from attendctl.ledger.book import Ledger
from attendctl.ledger.case_log import LoggedEntry, case_entries
from attendctl.measures.engine import prepare_register
from attendctl.measures.school_weeks import read_school_days
from attendctl.rules.codes_of_conduct import CodeOfConduct
from attendctl.rules.penalty_notices import PenaltyNoticeLaw
from attendctl.rules.penalty_threshold import PenaltyThreshold
from attendctl.settings import Settings


@dataclass(frozen=True)
class ParentAndChild:
    """One parent and one child. ``logged`` and ``notices`` are the child's, of whatever school and day."""

    school: ChosenSchool
    pupil: PupilMeant
    parent: Parent
    on: date
    logged: tuple[LoggedEntry, ...]
    notices: tuple[Notice, ...]

    @property
    def conduct(self) -> CodeOfConduct:
        """The local authority's code of conduct."""
        return self.school.conduct

    @cached_property
    def law(self) -> PenaltyNoticeLaw:
        """The law of notices on the day."""
        return law_of_offences(self.on)

    @cached_property
    def cap(self) -> Cap:
        """Which notices to this parent about this child count on the day."""
        return cap_on(
            self.notices,
            self.parent.named,
            self.law,
            on=self.on,
            counted_from=self.conduct.notices_count_from,
        )

    @property
    def to_this_parent(self) -> list[Notice]:
        """The notices of both kinds to this parent up to the day, oldest first."""
        key = self.parent.named.key
        return [notice for notice in self.notices if notice.parent.key == key and notice.on <= self.on]

    @property
    def penalties(self) -> list[Notice]:
        """Of these the penalty notices that were not withdrawn."""
        return standing_penalties(self.to_this_parent)

    @property
    def improvement(self) -> Notice | None:
        """The latest notice to improve to this parent up to the day."""
        found = [notice for notice in self.to_this_parent if notice.kind == NOTICE_TO_IMPROVE]
        return found[-1] if found else None

    @property
    def decision(self) -> LoggedEntry | None:
        """The latest decision at the threshold up to the day."""
        found = [one for one in self.logged if one.kind == PENALTY_DECISION and one.happened_on <= self.on]
        return max(found, key=lambda entry: (entry.happened_on, entry.entry_id), default=None)


@dataclass(frozen=True)
class NoticeCase(ParentAndChild):
    """One parent and one child, with what the register says up to the day."""

    row: PenaltyRow
    calendar: SchoolCalendar

    @property
    def threshold(self) -> PenaltyThreshold:
        """The law of the threshold."""
        return self.row.law

    @cached_property
    def free(self) -> list[CountedSession]:
        """The sessions up to the day that no standing notice to this parent cites, unexplained ones too."""
        upto = [one for one in self.row.every_session if one.date <= self.on]
        return free_for(self.parent.named, upto, self.notices)

    @cached_property
    def citable(self) -> list[CountedSession]:
        """Of the free sessions those whose reason is known, of days on which the age does not rule it out."""
        days = {session.date for session in self.free}
        under = days_not_of_age(self.row.pupil, days, as_of=self.row.as_of)
        return [one for one in firm(self.free, self.threshold) if one.date not in under]

    def last_met(self, *, decided_on: date | None = None) -> Met | None:
        """Return how the threshold was last met for this parent, by the sessions that can be cited.

        Args:
            decided_on: by those up to this day; None for those up to the day of the case.
        """
        cited = [session.date for notice in self.penalties for session in notice.sessions]
        return last_met(
            self.citable,
            self.threshold,
            window_from=self.row.window[0],
            decided_on=decided_on,
            newer_than=max(cited, default=None),
        )


def read_parent_and_child(ledger: Ledger, settings: Settings, asked: Asked, parent: str) -> ParentAndChild:
    """Read the pupil asked about and the parent that a word means, with what the case log tells of them.

    Raises:
        NotFound: no such school, pupil or parent.
        WrongUsage: several pupils or parents are meant.
    """
    school, pupil = school_and_pupil(ledger, settings, asked)
    meant = read_parent_meant(ledger.connection, pupil.school_id, pupil.pupil_id, parent)
    logged = tuple(case_entries(ledger.connection, pupil_id=pupil.pupil_id))
    return ParentAndChild(school, pupil, meant, asked.on or asked.told, logged, tuple(read_notices(logged)))


def read_notice_case(ledger: Ledger, settings: Settings, asked: Asked, parent: str) -> NoticeCase:
    """Read what is known about a parent and a child, by case log and register.

    Raises:
        NotFound: as ``read_parent_and_child``, or the pupil has no mark.
        WrongUsage: as ``read_parent_and_child``.
    """
    both = read_parent_and_child(ledger, settings, asked, parent)
    row = read_row(ledger, settings, asked, both.school, both.pupil)
    calendar = calendar_of(ledger, settings, both.pupil.school_id, upto=asked.told)
    return NoticeCase(both.school, both.pupil, both.parent, both.on, both.logged, both.notices, row, calendar)


def school_and_pupil(ledger: Ledger, settings: Settings, asked: Asked) -> tuple[ChosenSchool, PupilMeant]:
    """Return the school and the pupil that are asked about: of one who moved, the school of that day.

    Raises:
        NotFound, WrongUsage: as ``read_notice_case``.
    """
    schools = {
        school.school_id: school for school in choose_schools(ledger.connection, settings, asked.school)
    }
    pupils = pupils_of(ledger.connection, schools)
    found = pupils_meant(pupils, asked.pupil, option="PUPIL")
    if len(found) > 1 and len({one.pupil_id for one in found}) == 1:
        on = asked.on or asked.told
        listed = penalty_list(ledger.connection, settings, today=on, as_of=on, pupil_id=found[0].pupil_id)
        found = [one for one in found if one.school_id in {row.school.school_id for row in listed.rows}]
    pupil = found[0] if len(found) == 1 else the_pupil_meant(pupils, asked.pupil)
    return schools[pupil.school_id], pupil


def calendar_of(ledger: Ledger, settings: Settings, school_id: int, *, upto: date) -> SchoolCalendar:
    """Return the school days of one school: by the register up to a day, then by ``[calendar]``."""
    prepare_register(ledger.connection, [school_id])
    read_school_days(ledger.connection)
    return read_school_calendar(ledger.connection, school_id, stated_closures(settings.calendar), upto=upto)


def read_row(
    ledger: Ledger, settings: Settings, asked: Asked, school: ChosenSchool, pupil: PupilMeant
) -> PenaltyRow:
    """Return the pupil's row of the penalty list as of the day asked about.

    Raises:
        NotFound: the pupil has no mark up to that day.
    """
    on = asked.on or asked.told
    listed = penalty_list(
        ledger.connection, settings, today=asked.told, as_of=on, school=school.name, pupil_id=pupil.pupil_id
    )
    row = next((row for row in listed.rows if row.pupil.pupil_id == pupil.pupil_id), None)
    if row is None:
        raise NotFound(
            f"The register has no mark of {pupil.identity} up to {on}.",
            remedy="Import the marks, or give a later day.",
        )
    return row
