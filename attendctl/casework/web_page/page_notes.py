"""What must be said beside the figures, a sentence each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.report_lines import AttendanceReport
from attendctl.casework.web_page.groups import not_stated
from attendctl.casework.web_page.last_year import SameWeeks
from attendctl.casework.web_page.page_lines import GroupOfPupils

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
) -> tuple[str, ...]:
    """Return what must be said: how last year is put beside this one, marks owed, what no register states."""
    notes = [_last_year(schools, same_weeks)]
    year = report.whole_school.year
    if year.missing:
        notes.append(
            f"{year.missing:,} marks of this year are owed; they count neither as possible nor as absent."
        )
    unstated = [_GROUP_WORDS[by] for by in not_stated(groups)]
    if unstated:
        notes.append(f"The register states nothing of: {', '.join(unstated)}.")
    return tuple(notes)


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
