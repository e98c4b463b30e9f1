"""What a return says of a pupil: the name as registered, the address, and the age in law."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import duckdb

from attendctl.casework.returns.absence import Absence
from attendctl.rules.compulsory_age import compulsory_age_from, compulsory_age_until
from attendctl.rules.reader import NoRuleInForce

_PUPILS = """
SELECT school_id, pupil_id, upn, admission_number, mis_id, surname, forename, date_of_birth, year_group,
       class, leaving_date, address, postcode
FROM pupil
WHERE pupil_id IN (SELECT unnest($1::INTEGER[]))
"""
_HOMES = """
SELECT school_id, pupil_id, address, postcode
FROM contact
WHERE pupil_id IN (SELECT unnest($1::INTEGER[])) AND lives_with_pupil AND trim(address) <> ''
ORDER BY school_id, pupil_id, coalesce(priority, position) DESC, position DESC
"""


@dataclass(frozen=True)
class PupilReturned:
    """A pupil of one school as a return names them. ``address`` None: neither pupil nor home has one."""

    school_id: int
    pupil_id: int
    upn: str | None = None
    admission_number: str | None = None
    mis_id: str | None = None
    surname: str | None = None
    forename: str | None = None
    date_of_birth: date | None = None
    year_group: str | None = None
    class_name: str | None = None
    leaving_date: date | None = None
    address: str | None = None
    postcode: str | None = None

    @property
    def identity(self) -> str:
        """The UPN, or the school's own number where there is none: what a message may say."""
        return self.upn or self.admission_number or self.mis_id or ""

    def has_left_by(self, day: date) -> bool:
        """Whether the leaving date that the register gives has come."""
        return self.leaving_date is not None and self.leaving_date <= day


def pupils_returned(
    connection: duckdb.DuckDBPyConnection, pupils: Collection[tuple[int, int]]
) -> dict[tuple[int, int], PupilReturned]:
    """Return pupils by school and pupil id. One whom the register no longer knows has no name or number.

    The address is the pupil's own; without one, that of the first contact who lives with the pupil.
    """
    wanted = [sorted({pupil_id for _, pupil_id in pupils})]
    homes = {
        (school_id, pupil_id): where
        for school_id, pupil_id, *where in connection.execute(_HOMES, wanted).fetchall()
    }
    found = {key: PupilReturned(*key) for key in pupils}
    for *said, address, postcode in connection.execute(_PUPILS, wanted).fetchall():
        key = said[0], said[1]
        where = [(address or "").strip() or None, postcode]
        if where[0] is None and key in homes:
            where = homes[key]
        found[key] = PupilReturned(*said, *where)
    return found


def first_day_of_age(pupil: PupilReturned, absence: Absence) -> date | None:
    """Return the day from which the law asks for a return, by the pupil's age; None for never.

    That is the day the number was reached, or, where the child came of compulsory school age later
    in the same absence, that day. Without a date of birth the age is not looked at.

    >>> from datetime import date
    >>> child = PupilReturned(1, 1, date_of_birth=date(2021, 1, 1))
    >>> away = dict(first_day=date(2026, 3, 9), last_day=date(2026, 4, 20), half_days=40)
    >>> days = dict(spell_from=date(2026, 3, 9), spell_to=date(2026, 4, 20), reached_on=date(2026, 3, 20))
    >>> first_day_of_age(child, Absence("unauthorised_absence", 1, 1, "in a row", **days, **away))
    datetime.date(2026, 3, 31)
    """
    reached = absence.reached_on or absence.last_day
    if pupil.date_of_birth is None:
        return reached
    try:
        starts, ends = compulsory_age_from(pupil.date_of_birth), compulsory_age_until(pupil.date_of_birth)
    except NoRuleInForce:  # born so long ago that the date must be wrong
        return reached
    first = max(reached, starts)
    return first if first <= min(max(absence.last_day, reached), ends) else None
