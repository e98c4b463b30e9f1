"""The case log as it is read: each entry with the pupil and the school it is about."""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from attendctl.casework.case_kinds import kind_named
from attendctl.casework.chosen_schools import choose_schools
from attendctl.casework.pupil_meant import PupilMeant, pupils_meant, pupils_of
from attendctl.ledger.case_log import LoggedEntry, case_entries
from attendctl.settings import Settings


@dataclass(frozen=True)
class ListedEntry:
    """An entry; the pupil is None where no import that counts states it any more."""

    entry: LoggedEntry
    school: str
    pupil: PupilMeant | None


def list_case_entries(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    *,
    pupil: str | None = None,
    school: str | None = None,
    kind: str | None = None,
    with_withdrawn: bool = False,
) -> list[ListedEntry]:
    """Return the entries of the log, oldest first.

    Args:
        connection: has the ledger's reading views.
        settings: other names that schools go by.
        pupil: one pupil, by UPN, admission number, MIS id or name; None for all.
        school: one school, by name, URN or DfE number; None for all.
        kind: one kind; None for all.
        with_withdrawn: entries that were withdrawn, and their withdrawals, too.

    Raises:
        NotFound: no such pupil, school or kind.
        WrongUsage: several pupils have that name.
    """
    wanted_kind = kind_named(kind).name if kind is not None else None
    schools = {one.school_id: one.name for one in choose_schools(connection, settings, school)}
    pupils = {(one.school_id, one.pupil_id): one for one in pupils_of(connection)}
    of_schools = [one for one in pupils.values() if one.school_id in schools]
    asked = (
        None if pupil is None else {one.pupil_id for one in pupils_meant(of_schools, pupil, option="PUPIL")}
    )
    return [
        ListedEntry(entry, schools.get(entry.school_id, ""), pupils.get((entry.school_id, entry.pupil_id)))
        for entry in case_entries(connection, with_withdrawn=with_withdrawn)
        if (school is None or entry.school_id in schools)
        and (asked is None or entry.pupil_id in asked)
        and wanted_kind in (None, entry.kind)
    ]
