"""The check list of an evidence pack: everything that would get it returned, and what is in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from attendctl.casework.evidence_pack.checks_of_dates import (
    amendments_are_explained,
    granted_leave_is_authorised,
    improvements_are_in_order,
    leave_fits_the_register,
    letters_agree_with_the_register,
    notices_follow_their_sessions,
)
from attendctl.casework.evidence_pack.checks_of_marks import (
    every_session_is_marked,
    holidays_are_coded,
    other_schools_certify,
    reasons_are_known,
    sessions_are_not_used,
    threshold_is_met,
)
from attendctl.casework.evidence_pack.checks_of_people import (
    another_notice_is_possible,
    birth_is_stated,
    nothing_else_rules_it_out,
    parents_are_known,
    parents_have_addresses,
    pupil_is_of_age,
    the_code_does_not_spare,
    what_is_to_be_weighed,
)
from attendctl.casework.evidence_pack.checks_of_steps import (
    decision_was_taken,
    family_was_warned,
    improvement_was_offered,
    parent_was_told_of_leave,
    parent_was_told_of_the_request,
    what_the_authority_returns,
)
from attendctl.casework.evidence_pack.pack_facts import Check, PackFacts

CHECKS: tuple[Callable[[PackFacts], list[Check]], ...] = (
    threshold_is_met,
    reasons_are_known,
    every_session_is_marked,
    holidays_are_coded,
    leave_fits_the_register,
    granted_leave_is_authorised,
    sessions_are_not_used,
    pupil_is_of_age,
    birth_is_stated,
    parents_are_known,
    parents_have_addresses,
    another_notice_is_possible,
    the_code_does_not_spare,
    family_was_warned,
    parent_was_told_of_leave,
    parent_was_told_of_the_request,
    improvement_was_offered,
    improvements_are_in_order,
    decision_was_taken,
    notices_follow_their_sessions,
    letters_agree_with_the_register,
    amendments_are_explained,
    what_is_to_be_weighed,
    other_schools_certify,
    what_the_authority_returns,
)
_ORDER = ("fault", "judge", "fulfilled")
_SAID_ELSEWHERE = frozenset({"age", "looked_after", "first_holiday"})


def check_pack(facts: PackFacts) -> tuple[Check, ...]:
    """Return every line of the check list: faults first, then what is to be judged, then what is in order."""
    found = [check for looks in CHECKS for check in looks(facts)]
    if not any(check.name in _SAID_ELSEWHERE for check in faults_in(found)):
        found += nothing_else_rules_it_out(facts)
    return tuple(sorted(found, key=lambda check: _ORDER.index(check.status)))


def faults_in(checks: Iterable[Check]) -> list[Check]:
    """Return the lines that would get the pack returned."""
    return [check for check in checks if check.status == "fault"]
