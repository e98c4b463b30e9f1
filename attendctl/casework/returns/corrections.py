"""Returns that were made and that the register, as corrected since, would no longer make due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.returns.absence import Absence
from attendctl.casework.returns.duties import ILLNESS, Duty
from attendctl.casework.returns.illness import Illness
from attendctl.casework.returns.made import Logged
from attendctl.casework.returns.pupils import PupilReturned
from attendctl.measures.evidence import sessions_of


@dataclass(frozen=True)
class Unsupported:
    """A return that was made, and how many sessions of its days carry the codes of its duty now."""

    school: ChosenSchool
    pupil: PupilReturned
    made: Logged
    duty: Duty
    sessions_now: int


def no_longer_supported(
    connection: duckdb.DuckDBPyConnection,
    made: Iterable[Logged],
    absences: Sequence[Absence],
    illness: Illness,
    duties: Mapping[str, Duty],
    schools: Mapping[int, ChosenSchool],
    pupils: Mapping[tuple[int, int], PupilReturned],
    *,
    since: date,
    as_of: date,
) -> Iterator[Unsupported]:
    """Find the returns about days since a day that no absence of the register answers to any more.

    A return that was made because the illness was expected to last needs no number: it stands as
    long as the register shows any illness in its days.

    Args:
        connection: after ``attendctl.measures.engine.prepare_register``.
        made: the returns, as the case log has them.
        absences: those that reached a number, up to ``as_of``.
        illness: of the academic year.
        duties: in force, by name.
        schools: by id.
        pupils: those of the returns, by school and pupil id.
        since: returns about earlier days are not looked at.
        as_of: the last day judged, included.
    """
    of_pupil: dict[tuple[int, int], list[Absence]] = defaultdict(list)
    for absence in absences:
        of_pupil[absence.pupil].append(absence)
    for one in made:
        duty = duties.get(one.duty or "")
        if duty is None or duty.law is None or one.spell_from is None or one.spell_to is None:
            continue
        september = academic_year_start(as_of)
        first_day = september if duty.name == ILLNESS else since
        if (
            one.spell_to < first_day
            or one.spell_from > as_of
            or any(one.is_of(other) for other in of_pupil[one.pupil])
        ):
            continue
        days = (september, as_of) if one.counted == "in all" else (one.spell_from, min(one.spell_to, as_of))
        marks = sessions_of(connection, [one.entry.pupil_id], duty.law.codes, *days)
        sessions = sum(mark.school_id == one.entry.school_id for mark in marks)
        if sessions and "expectation" in one.entry.details:
            continue
        if duty.name == ILLNESS and _is_answered_in_all(one, illness):
            continue
        yield Unsupported(schools[one.entry.school_id], pupils[one.pupil], one, duty, sessions)


def _is_answered_in_all(one: Logged, illness: Illness) -> bool:
    """Whether the days in all, of which it was made, still reach the number, in whatever spell."""
    count = illness.counts.get(one.pupil)
    return one.counted == "in all" and count is not None and count.reached_on is not None
