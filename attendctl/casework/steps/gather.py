"""The facts of every pupil of some schools, measured in the register all at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Protocol, TypeVar

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.casework.chosen_schools import ChosenSchool
from attendctl.casework.decision import SchoolYear
from attendctl.casework.earlier_letters import Earlier
from attendctl.casework.standing import PupilStanding, Sessions, WrittenLetter
from attendctl.casework.steps.facts import PupilFacts
from attendctl.casework.steps.figures import period_figures, sessions_since
from attendctl.casework.steps.measured_rules import (
    band_edges,
    count_rules,
    lines,
    settle_rules,
    spell_rules,
    window_rule,
)
from attendctl.casework.steps.undecided import met_and_undecided, steps_at_threshold
from attendctl.ledger.case_log import LoggedEntry
from attendctl.measures.band_stay import band_stays
from attendctl.measures.below_lines import below_since
from attendctl.measures.counts import session_counts
from attendctl.measures.penalty_window import (
    CitedPlace,
    WindowCount,
    window_counts,
)
from attendctl.measures.pupil_days import count_pupil_days, first_days_with
from attendctl.measures.spells import absence_spells
from attendctl.measures.unsettled import unsettled_marks

_STANDINGS = """
SELECT y.school_id, y.pupil_id, p.upn, p.mis_id, p.admission_number,
       coalesce(p.preferred_surname, p.surname) AS surname,
       coalesce(p.preferred_forename, p.forename) AS forename, p.year_group, p.class AS class_name,
       y.year_possible, y.year_authorised, y.year_unauthorised, y.year_late AS late,
       y.year_late_after_close AS late_after_close, y.year_minutes_late AS minutes_late,
       y.year_minutes_late_before_close AS minutes_late_before_close,
       y.persistent_absence, y.severe_absence,
       y.status = 'leaver' AS is_leaver, p.salutation, p.addressee, p.address, p.postcode
FROM pupil_year AS y
LEFT JOIN pupil AS p ON y.school_id = p.school_id AND y.pupil_id = p.pupil_id
ORDER BY strip_accents(lower(surname)), strip_accents(lower(forename)), p.upn, y.pupil_id
"""


@dataclass(frozen=True)
class SchoolFacts:
    """One school, its year so far, and its pupils by surname and forename."""

    school: ChosenSchool
    year: SchoolYear
    pupils: tuple[PupilFacts, ...]


def gather_facts(
    connection: duckdb.DuckDBPyConnection,
    years: Sequence[tuple[ChosenSchool, SchoolYear]],
    earlier: Sequence[Earlier],
    logged: Sequence[LoggedEntry],
    cited: Iterable[CitedPlace] = (),
) -> list[SchoolFacts]:
    """Return the facts of every pupil with a row in the register this academic year.

    Args:
        connection: after ``attendctl.measures.attendance.measure_attendance``.
        years: the schools, each with its year up to the same day.
        earlier: letters of this academic year, oldest first.
        logged: entries of the case log of this academic year, oldest first.
        cited: sessions that a standing penalty notice rests on.
    """
    if not years:
        return []
    as_of = years[0][1].as_of
    september = academic_year_start(as_of)
    letters = _letters_by_pupil(earlier, {school.school_id: school.policy.key for school, _ in years})
    withdrawn: dict[_Key, dict[str, str]] = defaultdict(dict)
    for one in earlier:
        if one.is_withdrawn:
            withdrawn[one.school_id, one.letter.pupil_id][one.letter.letter] = one.letter.reference
    entries = _by_pupil(logged)
    measured = _measure(connection, years, as_of, september, cited, logged)
    standings = _standings(connection)
    periods = period_figures(connection, years, entries)
    since = sessions_since(connection, years, letters, entries)
    return [
        SchoolFacts(
            school,
            year,
            tuple(
                PupilFacts(
                    pupil=pupil,
                    is_severely_absent=is_severe,
                    is_persistently_absent=is_persistent,
                    written=letters.get((school.school_id, pupil.pupil_id), ()),
                    withdrawn=withdrawn.get((school.school_id, pupil.pupil_id), {}),
                    logged=entries.get((school.school_id, pupil.pupil_id), ()),
                    since=since,
                    periods=periods.get((school.school_id, pupil.pupil_id), {}),
                    **measured.of(school.school_id, pupil.pupil_id),
                )
                for pupil, is_persistent, is_severe in standings.get(school.school_id, ())
            ),
        )
        for school, year in years
    ]


class _OfPupil(Protocol):
    @property
    def school_id(self) -> int: ...
    @property
    def pupil_id(self) -> int: ...


class _ByRule(_OfPupil, Protocol):
    @property
    def rule(self) -> str: ...


Row = TypeVar("Row", bound=_ByRule)
Entry = TypeVar("Entry", bound=_OfPupil)
_Key = tuple[int, int]


@dataclass(frozen=True)
class _Measured:
    stays: Mapping[_Key, date]
    counts: Mapping[_Key, dict[str, Any]]
    windows: Mapping[_Key, WindowCount]
    undecided: Mapping[_Key, date | None]
    spells: Mapping[_Key, dict[str, list[Any]]]
    unsettled: Mapping[_Key, dict[str, list[Any]]]
    below: Mapping[_Key, dict[str, date]]
    enough: Mapping[_Key, date]

    def of(self, school_id: int, pupil_id: int) -> dict[str, Any]:
        key = school_id, pupil_id
        return {
            "band_since": self.stays.get(key),
            "enough_on": self.enough.get(key),
            "below_since": self.below.get(key, {}),
            "counts": self.counts.get(key, {}),
            "window": self.windows.get(key),
            "threshold_undecided": self.undecided.get(key),
            "spells": self.spells.get(key, {}),
            "unsettled": self.unsettled.get(key, {}),
        }


def _measure(
    connection: duckdb.DuckDBPyConnection,
    years: Sequence[tuple[ChosenSchool, SchoolYear]],
    as_of: date,
    september: date,
    cited: Iterable[CitedPlace],
    logged: Sequence[LoggedEntry],
) -> _Measured:
    def by_school(rules_of: Callable[[ChosenSchool, SchoolYear], Sequence[Any]]) -> dict[int, Sequence[Any]]:
        found = {school.school_id: rules_of(school, year) for school, year in years}
        return {school_id: rules for school_id, rules in found.items() if rules}

    counting = by_school(
        lambda school, year: count_rules(school.policy, year.terms, as_of) if year.terms else []
    )
    spelling = by_school(lambda school, _: spell_rules(school.policy, as_of))
    settling = by_school(lambda school, _: settle_rules(school.policy))
    threshold = window_rule({school.school_id: school.conduct for school, _ in years}, as_of)
    edges = by_school(lambda school, _: band_edges(school.policy))
    a_year_before = academic_year_start(
        september - timedelta(days=1)
    )  # a spell may have begun before September
    count_pupil_days(connection, from_day=a_year_before, as_of=as_of)
    windows = {
        (count.school_id, count.pupil_id): count
        for count in (
            window_counts(connection, threshold, reached_from=a_year_before, as_of=as_of, cited=cited)
            if threshold
            else ()
        )
    }
    at_threshold = steps_at_threshold(school.policy for school, _ in years)
    stays = band_stays(connection, edges, as_of=as_of)
    under = by_school(lambda school, _: lines(school.policy, as_of))
    below: dict[_Key, dict[str, date]] = defaultdict(dict)
    for row in below_since(connection, under, as_of=as_of) if under else ():
        below[row.school_id, row.pupil_id][row.rule] = row.since
    minimum = {school.school_id: school.policy.minimum_sessions for school, _ in years}
    return _Measured(
        below=below,
        enough=first_days_with(connection, minimum, as_of=as_of),
        stays={(stay.school_id, stay.pupil_id): stay.since for stay in stays},
        counts=_one_by_rule(session_counts(connection, counting) if counting else ()),
        windows=windows,
        undecided=met_and_undecided(connection, threshold, windows.values(), at_threshold, logged)
        if threshold
        else {},
        spells=_many_by_rule(absence_spells(connection, spelling) if spelling else ()),
        unsettled=_many_by_rule(
            unsettled_marks(connection, settling, from_day=a_year_before, as_of=as_of, due_only=True)
            if settling
            else ()
        ),
    )


def _one_by_rule(rows: Iterable[Row]) -> dict[_Key, dict[str, Row]]:
    by_pupil: dict[_Key, dict[str, Row]] = defaultdict(dict)
    for row in rows:
        by_pupil[row.school_id, row.pupil_id][row.rule] = row
    return by_pupil


def _many_by_rule(rows: Iterable[Row]) -> dict[_Key, dict[str, list[Row]]]:
    by_pupil: dict[_Key, dict[str, list[Row]]] = defaultdict(dict)
    for row in rows:
        by_pupil[row.school_id, row.pupil_id].setdefault(row.rule, []).append(row)
    return by_pupil


def _by_pupil(rows: Iterable[Entry]) -> dict[_Key, list[Entry]]:
    by_pupil: dict[_Key, list[Entry]] = defaultdict(list)
    for row in rows:
        by_pupil[row.school_id, row.pupil_id].append(row)
    return by_pupil


def _letters_by_pupil(
    earlier: Iterable[Earlier], policies: Mapping[int, str]
) -> dict[_Key, list[WrittenLetter]]:
    by_pupil: dict[_Key, list[WrittenLetter]] = defaultdict(list)
    for one in earlier:
        if policies.get(one.school_id) == one.letter.policy and not one.is_withdrawn:
            by_pupil[one.school_id, one.letter.pupil_id].append(one.letter)
    return by_pupil


def _standings(
    connection: duckdb.DuckDBPyConnection,
) -> dict[int, list[tuple[PupilStanding, bool, bool]]]:
    result = connection.execute(_STANDINGS)
    columns = [column[0] for column in result.description or []]
    by_school: dict[int, list[tuple[PupilStanding, bool, bool]]] = defaultdict(list)
    for values in result.fetchall():
        row: dict[str, Any] = dict(zip(columns, values, strict=True))
        year = Sessions(row.pop("year_possible"), row.pop("year_authorised"), row.pop("year_unauthorised"))
        is_persistent, is_severe = bool(row.pop("persistent_absence")), bool(row.pop("severe_absence"))
        is_leaver = bool(row.pop("is_leaver"))
        standing = PupilStanding(**row, year=year, is_leaver=is_leaver)
        by_school[row["school_id"]].append((standing, is_persistent, is_severe))
    return by_school
