"""The headline: the period, the one before it and the year so far, of all pupils together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from attendctl.calendar import academic_year_start
from attendctl.casework.disclosure.counts_of_everyone import withheld_counts
from attendctl.casework.disclosure.lines import Withheld
from attendctl.casework.governors.days import DaysOfSchools
from attendctl.casework.governors.open_measures import SessionsOfPupils, withheld_columns
from attendctl.casework.governors.paper_lines import MEASURES, Column, ColumnName, Measure, PupilCount
from attendctl.measures.period_sums import PeriodSum
from attendctl.measures.pupil_codes import PupilCode
from attendctl.measures.session_sums import SessionSum
from attendctl.rates import percent_in_tenths
from attendctl.rules.absence_thresholds import AbsenceThreshold, persistent_absence, severe_absence
from attendctl.rules.reader import NoRuleInForce, Rule
from attendctl.rules.small_numbers import SmallNumbers

UPTO_BEFORE = "year to before"
"""The academic year up to the end of the period before: what its persistent absence is of."""

_EVERYONE = (None, None, None)


def columns_of(
    days: Mapping[ColumnName, tuple[str, DaysOfSchools]],
    held: Sequence[SessionSum],
    codes: Sequence[PupilCode],
    pupils: Sequence[PeriodSum],
    rule: SmallNumbers,
    of_groups: Withheld,
) -> tuple[Column, ...]:
    """Return the columns in the order of ``days``, each without what is withheld.

    Args:
        days: title and days of each column.
        held: the sessions of the schools on all these days.
        codes: of absence and lateness, pupil by pupil, by the names of the columns.
        pupils: every pupil's sums by the names of the columns, and as ``UPTO_BEFORE``.
        rule: says which numbers are small.
        of_groups: what is withheld so that groups are not given away; of everyone, too.
    """
    withheld = _withheld(days, codes, rule)
    too_few = _too_few(days, pupils, rule)
    columns = [
        _column(
            name,
            title,
            of_schools,
            held,
            withheld,
            _absentees_of(name, of_schools, held, pupils, rule, of_groups),
            is_open=name not in too_few,
        )
        for name, (title, of_schools) in days.items()
    ]
    return tuple(_compared(column, columns[0]) for column in columns)


def is_in(session: SessionSum, days: DaysOfSchools) -> bool:
    """Say whether a session lies in the days of its school, both included."""
    first, last = days.get(session.school_id, (date.max, date.min))
    return first <= session.date <= last


def _column(
    name: ColumnName,
    title: str,
    of_schools: DaysOfSchools,
    held: Sequence[SessionSum],
    withheld: Mapping[Measure, set[ColumnName]],
    absentees: Mapping[str, PupilCount | None],
    *,
    is_open: bool,
) -> Column:
    sessions = [one for one in held if is_in(one, of_schools)]
    dates = sorted({one.date for one in sessions})
    return Column(
        name,
        title,
        dates[0] if dates else min(first for first, _ in of_schools.values()),
        dates[-1] if dates else max(last for _, last in of_schools.values()),
        len(dates),
        sum(one.possible for one in sessions) if is_open else None,
        sum(one.attended for one in sessions) if is_open else None,
        {
            measure: sum(getattr(one, measure) for one in sessions)
            for measure in MEASURES
            if is_open and name not in withheld[measure]
        },
        absentees["persistent"],
        absentees["severe"],
    )


def _absentees_of(
    name: ColumnName,
    of_schools: DaysOfSchools,
    held: Sequence[SessionSum],
    pupils: Sequence[PeriodSum],
    rule: SmallNumbers,
    of_groups: Withheld,
) -> dict[str, PupilCount | None]:
    """Count who is persistently and severely absent in the year up to the last day of a column.

    None where no rule was in force yet.
    """
    last = max((one.date for one in held if is_in(one, of_schools)), default=None)
    upto = (
        UPTO_BEFORE if name == "before" else "year" if any(one.period == "year" for one in pupils) else name
    )
    there = [one for one in pupils if one.period == upto and one.possible]
    thresholds = {"persistent": persistent_absence(), "severe": severe_absence()}
    counts = {
        count: number
        for count, threshold in thresholds.items()
        if last is not None and (number := _reached(there, threshold, last)) is not None
    }
    withheld = set(withheld_counts(counts, of=len(there), rule=rule))
    if name != "before":  # the groups' numbers are of the same days
        withheld |= {count for count in counts if of_groups.count(_EVERYONE, count)}
    return {
        count: None
        if count not in counts
        else PupilCount(None, None)
        if count in withheld
        else PupilCount(counts[count], len(there))
        for count in thresholds
    }


def _reached(pupils: Iterable[PeriodSum], threshold: Rule[AbsenceThreshold], on: date) -> int | None:
    try:
        value = threshold.in_force(on)
    except NoRuleInForce:
        return None
    return sum(
        value.is_reached(absent=one.authorised + one.unauthorised, possible=one.possible) for one in pupils
    )


def _withheld(
    days: Mapping[ColumnName, tuple[str, DaysOfSchools]], codes: Sequence[PupilCode], rule: SmallNumbers
) -> dict[Measure, set[ColumnName]]:
    found = {
        measure: withheld_columns(
            {name: _of_pupils(codes, name, measure) for name in days},
            rule,
            before_is_in_year=_before_is_in_year(days),
        )
        for measure in MEASURES
    }
    # attendance is printed, and with it authorised and unauthorised absence together
    found["authorised"] = found["unauthorised"] = found["authorised"] | found["unauthorised"]
    return found


def _too_few(
    days: Mapping[ColumnName, tuple[str, DaysOfSchools]], pupils: Sequence[PeriodSum], rule: SmallNumbers
) -> set[ColumnName]:
    """Return the columns about too few pupils, and the year where what is left of it is about too few."""
    possible: dict[ColumnName, SessionsOfPupils] = {
        name: Counter({(one.school_id, one.pupil_id): one.possible for one in pupils if one.period == name})
        for name in days
    }
    return withheld_columns(possible, rule, before_is_in_year=_before_is_in_year(days))


def _of_pupils(codes: Sequence[PupilCode], name: ColumnName, measure: Measure) -> SessionsOfPupils:
    counted: SessionsOfPupils = Counter()
    for one in codes:
        if one.period == name:
            counted[one.pupil] += getattr(one, measure)
    return counted


def _before_is_in_year(days: Mapping[ColumnName, tuple[str, DaysOfSchools]]) -> bool:
    if "before" not in days or "year" not in days:
        return False
    year_from = min(first for first, _ in days["year"][1].values())
    return any(academic_year_start(first) == year_from for first, _ in days["before"][1].values())


def _compared(column: Column, period: Column) -> Column:
    if column.name != "before" or None in (column.possible, period.possible):
        return column
    mine = percent_in_tenths(period.attended or 0, period.possible or 0)
    then = percent_in_tenths(column.attended or 0, column.possible or 0)
    return column if mine is None or then is None else replace(column, difference_tenths=mine - then)
