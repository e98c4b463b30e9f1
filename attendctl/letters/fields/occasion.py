"""When and by what rules a run of letters is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from attendctl.policies import Policy
from attendctl.rules.reader import NoRuleInForce
from attendctl.rules.school_week import school_week
from attendctl.settings import SchoolSettings


@dataclass(frozen=True)
class Occasion:
    """The policy, school and dates of one school's letters. ``term`` is such as "autumn", where known."""

    policy: Policy
    school: SchoolSettings
    as_of: date
    written_on: date
    term: str | None = None

    @property
    def minutes_in_a_session(self) -> int | None:
        """Minutes of school in half a day: the school's own, else of the week the state expects.

        None before the state expected any.
        """
        if self.school.minutes_in_a_session is not None:
            return self.school.minutes_in_a_session
        try:
            return school_week().in_force(self.as_of).minutes_in_a_session
        except NoRuleInForce:
            return None
