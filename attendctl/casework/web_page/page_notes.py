"""What must be said beside the figures, a sentence each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.report_lines import AttendanceReport
from attendctl.casework.web_page.groups import not_stated
from attendctl.casework.web_page.last_year import SameWeeks
from attendctl.casework.web_page.page_lines import GroupOfPupils
from attendctl.rates import TENTHS_IN_ONE_HUNDRED_PERCENT, percent_in_words
from attendctl.rules.absence_thresholds import AbsenceThreshold, persistent_absence, severe_absence
from attendctl.rules.reader import NoRuleInForce
from attendctl.rules.small_numbers import small_numbers

_GROUP_WORDS = {
    "year": "year groups",
    "sex": "sex",
    "sen": "special educational needs",
    "pp": "pupil premium",
    "fsm": "free school meals",
    "eal": "English as an additional language",
    "lac": "looked-after children",
    "social-worker": "a social worker",
}


def page_notes(
    report: AttendanceReport,
    schools: Sequence[ChosenSchool],
    same_weeks: Mapping[int, SameWeeks],
    groups: Sequence[GroupOfPupils],
    *,
    names: bool,
) -> tuple[str, ...]:
    """Return what must be said: how the figures are made, what is put beside them, owed or not shown."""
    notes = [*_definitions(report.as_of), _last_year(schools, same_weeks)]
    year = report.whole_school.year
    if year.missing:
        notes.append(
            f"{year.missing:,} marks of this year are owed; they count neither as possible nor as absent."
        )
    unstated = [_GROUP_WORDS[by] for by in not_stated(groups)]
    if unstated:
        notes.append(f"The register states nothing of: {', '.join(unstated)}.")
    if not names:
        notes.append(_small_numbers(report.as_of))
    return tuple(notes)


def _definitions(as_of: date) -> list[str]:
    found = [
        "A session is half a school day. Attendance is sessions attended of sessions possible, from sums, "
        "rounded half up to one decimal; it includes approved educational activity."
    ]
    for how, rule in (("Persistently", persistent_absence()), ("Severely", severe_absence())):
        try:
            threshold = rule.in_force(as_of)
        except NoRuleInForce:
            continue
        share = (
            f"{threshold.fixed_sessions} sessions or more"
            if threshold.fixed_sessions is not None
            else f"{_share(threshold)} or more of a pupil's possible sessions"
        )
        found.append(f"{how} absent: {share} of the year missed, decided on whole sessions.")
    return found


def _share(threshold: AbsenceThreshold) -> str:
    return percent_in_words(TENTHS_IN_ONE_HUNDRED_PERCENT * threshold.missed // threshold.of)


def _small_numbers(as_of: date) -> str:
    largest = small_numbers().in_force(as_of).largest_small_number
    return (
        f"c: not shown, since it is about {largest} pupils or fewer, or would give away such a figure. "
        "The counts by class of pupils to talk about can be of one pupil: they are for the staff."
    )


def _last_year(schools: Sequence[ChosenSchool], same_weeks: Mapping[int, SameWeeks]) -> str:
    without = [
        one.name for one in schools if one.school_id in same_weeks and not same_weeks[one.school_id].is_held
    ]
    if not without:
        return (
            "The same days last year are the school weeks of the same numbers, counted from the beginning "
            "of each school year, up to the same weekday."
        )
    of_whom = f" of {'; '.join(without)}" if len(schools) > 1 else ""
    return f"The ledger does not hold last year{of_whom} from its beginning: there is nothing to put beside."
