"""The returns of one duty or of one pupil: the list with everything else left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import duckdb

from attendctl.casework.pupil_meant import pupils_meant, pupils_of
from attendctl.casework.returns.due import returns_due
from attendctl.casework.returns.duties import duty_named
from attendctl.casework.returns.returns_list import ReturnLine, ReturnsList
from attendctl.settings import Settings


def chosen_returns(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    *,
    today: date,
    as_of: date | None = None,
    school: str | None = None,
    duty: str | None = None,
    pupil: str | None = None,
) -> ReturnsList:
    """Return what ``returns_due`` does, of one duty or one pupil if asked.

    Raises:
        NotFound: no such duty, pupil or school, or no marks up to that day.
        WrongUsage: several pupils have that name.
    """
    wanted = duty_named(duty)
    listed = returns_due(connection, settings, today=today, as_of=as_of, school=school)
    if wanted is None and pupil is None:
        return listed
    ids = None
    if pupil is not None:
        of_schools = pupils_of(connection, [one.school_id for one in listed.schools])
        ids = {(one.school_id, one.pupil_id) for one in pupils_meant(of_schools, pupil)}

    def is_wanted(name: str, key: tuple[int, int]) -> bool:
        return wanted in (None, name) and (ids is None or key in ids)

    def chosen(lines: Iterable[ReturnLine]) -> tuple[ReturnLine, ...]:
        return tuple(
            one for one in lines if is_wanted(one.duty.name, (one.pupil.school_id, one.pupil.pupil_id))
        )

    return replace(
        listed,
        duties={name: one for name, one in listed.duties.items() if wanted in (None, name)},
        due=chosen(listed.due),
        proposed=chosen(listed.proposed),
        not_expected=chosen(listed.not_expected),
        made=chosen(listed.made),
        not_of_age=chosen(listed.not_of_age),
        no_longer_supported=tuple(
            one
            for one in listed.no_longer_supported
            if is_wanted(one.duty.name, (one.pupil.school_id, one.pupil.pupil_id))
        ),
        last_made=tuple(one for one in listed.last_made if wanted in (None, one.duty.name)),
    )
