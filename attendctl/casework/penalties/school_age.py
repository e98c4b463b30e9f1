"""Whether a pupil was of compulsory school age on a day, as far as the register tells."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attendctl.casework.penalties.penalty_row import PenaltyPupil
from attendctl.rules.compulsory_age import is_of_compulsory_age
from attendctl.rules.reader import NoRuleInForce
from attendctl.rules.year_groups import births_of_year_group


def was_of_compulsory_age(pupil: PenaltyPupil, on: date, *, as_of: date) -> bool | None:
    """Say whether a pupil was of compulsory school age on a day; None where it cannot be known.

    Without a date of birth the year group tells it, of a day on which every pupil of that year, or
    none of them, was of that age.

    Args:
        pupil: whose year group is that of the academic year of ``as_of``.
        on: the day of the session.
        as_of: the day the pupil is looked at.
    """
    try:
        if pupil.date_of_birth is not None:
            return is_of_compulsory_age(pupil.date_of_birth, on)
        births = births_of_year_group(pupil.year_group or "", as_of)
        if births is None:
            return None
        answers = {is_of_compulsory_age(born, on) for born in births}
    except NoRuleInForce:
        return None
    return answers.pop() if len(answers) == 1 else None


def days_not_of_age(pupil: PenaltyPupil, days: Iterable[date], *, as_of: date) -> list[date]:
    """Return the days, in order, on which a pupil is known not to have been of compulsory school age."""
    return sorted(day for day in set(days) if was_of_compulsory_age(pupil, day, as_of=as_of) is False)
