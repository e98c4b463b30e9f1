"""The period a report is on: a week, a half term, a term, any range of days, or the year.

Terms and half terms are those that ``[calendar]`` of ``attendctl.toml`` states, else those that
the gaps in each school's own register propose; which of the two is always said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from attendctl.calendar import Week, academic_year_start
from attendctl.casework.report_period import as_of_week, as_of_year
from attendctl.casework.terms_named import PartOfYear, SchoolPart, TermName, parts_of_school
from attendctl.errors import NotFound, WrongUsage
from attendctl.measures.school_weeks import SchoolDays
from attendctl.settings import CalendarSettings

PeriodKind = Literal["week", "half_term", "term", "range", "year"]
AskedKind = PeriodKind | Literal["day"]

HOW_TO_STATE = "state the days under [calendar] in attendctl.toml"


@dataclass(frozen=True)
class PeriodAsked:
    """What the officer asked for; without anything, the year to date.

    Attributes:
        kind: of the period; a day is a range of one.
        name: of a term or half term, such as ``autumn 1 2025``; None for the one of the last school day.
        week: of kind ``week``; None for the latest.
        from_day: of a range; the day itself, None for the last school day.
        to_day: of a range, included; None for the last day counted.
    """

    kind: AskedKind = "year"
    name: str | None = None
    week: Week | None = None
    from_day: date | None = None
    to_day: date | None = None


@dataclass(frozen=True)
class ReportingPeriod:
    """The days a report is on, first and last included.

    Attributes:
        kind: of the period.
        name: fit for a sentence, such as ``autumn term 2025``.
        from_day: of several schools, the first of any.
        to_day: of several schools, the last of any. A proposed term that goes on ends, so far, with the
            last school day.
        is_stated: whether the days are given, not proposed from a register.
        has_ended: whether it is over, by the day judged.
        of_schools: first and last day by school; a school without the period is not in it.
    """

    kind: PeriodKind
    name: str
    from_day: date
    to_day: date
    is_stated: bool
    has_ended: bool
    of_schools: Mapping[int, tuple[date, date]] = field(default_factory=dict)

    @property
    def is_proposed(self) -> bool:
        """Whether the days are proposed from the register."""
        return not self.is_stated

    @property
    def days_differ(self) -> bool:
        """Whether the schools do not all have the same first and last day."""
        return len(set(self.of_schools.values())) > 1


def period_asked(
    days: SchoolDays,
    days_of_schools: Mapping[int, SchoolDays],
    calendar: CalendarSettings,
    asked: PeriodAsked,
    *,
    as_of: date | None,
    today: date,
) -> tuple[ReportingPeriod, date]:
    """Return the period asked for, and the last day counted: in it.

    Args:
        days: the school days of all the schools; see ``attendctl.measures.school_weeks``.
        days_of_schools: those of each.
        calendar: terms, as far as they are stated.
        asked: what is asked for.
        as_of: no later day counts, and terms are proposed from the days up to it.
        today: without ``as_of``, the same.

    Raises:
        NotFound: no school in that period, or no such term; the message says which there are.
        WrongUsage: no term has such a name, or the range ends before it begins.

    >>> from datetime import timedelta
    >>> autumn = [date(2025, 9, 1) + timedelta(weeks=week) for week in range(16) if week != 8]
    >>> days = SchoolDays((*autumn, date(2026, 1, 5)))
    >>> asked = PeriodAsked("half_term", "autumn 1")
    >>> period, last_day = period_asked(
    ...     days, {1: days}, CalendarSettings(), asked, as_of=None, today=date(2026, 1, 6)
    ... )
    >>> period.name, str(period.from_day), str(period.to_day), period.is_stated
    ('first half of the autumn term 2025', '2025-09-01', '2025-10-20', False)
    """
    upto = as_of or today
    if asked.kind == "year":
        last_day = as_of_year(days, as_of=as_of, today=today)
        return _year_of(last_day, days_of_schools), last_day
    if asked.kind == "week":
        week, last_day = as_of_week(days, asked.week, as_of=as_of, today=today)
        over = upto >= week.sunday
        return _plain("week", str(week), week.monday, week.sunday, days_of_schools, has_ended=over), last_day
    if asked.kind in ("range", "day"):
        period = _range(days, days_of_schools, asked, upto=upto)
    else:
        period = _term(days_of_schools, calendar, asked, upto=upto)
    last = _last_school_day(days, period, upto=upto)
    if as_of is None or academic_year_start(as_of) != academic_year_start(last):
        return period, last  # the year that has begun by ``as_of`` may have no school day yet
    return period, min(as_of, days.last(upto=period.to_day) or last)


def _last_school_day(days: SchoolDays, period: ReportingPeriod, *, upto: date) -> date:
    last = days.last(upto=min(upto, period.to_day))
    if last is not None and last >= period.from_day:
        return last
    raise NotFound(
        f"There was no school from {period.from_day} to {min(upto, period.to_day)}."
        if period.from_day <= upto
        else f"There is nothing to count up to {upto}: the period begins on {period.from_day}.",
        remedy=f"The ledger holds school days from {days.days[0]} to {days.days[-1]}."
        if days.days
        else "Import a register first: attendctl import FILE",
    )


def _plain(
    kind: PeriodKind,
    name: str,
    from_day: date,
    to_day: date,
    schools: Mapping[int, SchoolDays],
    *,
    has_ended: bool,
) -> ReportingPeriod:
    """Return a period that has the same days in every school."""
    of_schools = dict.fromkeys(schools, (from_day, to_day))
    return ReportingPeriod(kind, name, from_day, to_day, True, has_ended, of_schools)


def _year_of(last_day: date, schools: Mapping[int, SchoolDays]) -> ReportingPeriod:
    start = academic_year_start(last_day)
    end = date(start.year + 1, start.month - 1, 31)
    name = f"school year {start.year}/{(start.year + 1) % 100:02d}"
    return _plain("year", name, start, end, schools, has_ended=last_day >= end)


def _range(
    days: SchoolDays, schools: Mapping[int, SchoolDays], asked: PeriodAsked, *, upto: date
) -> ReportingPeriod:
    if asked.kind == "day":
        day = asked.from_day or days.last(upto=upto) or upto
        return _plain("range", str(day), day, day, schools, has_ended=upto >= day)
    if asked.from_day is None:
        raise WrongUsage(
            "--to needs --from.", remedy="Give the first day too; for the year up to a day, use --as-of."
        )
    to_day = asked.to_day or days.last(upto=upto) or upto
    if asked.to_day is not None and to_day < asked.from_day:
        raise WrongUsage(
            f"--to {to_day} is before --from {asked.from_day}.",
            remedy="Give the first day with --from and the last with --to.",
        )
    name = f"{asked.from_day} to {to_day}"
    return _plain("range", name, asked.from_day, to_day, schools, has_ended=upto >= to_day)


def _term(
    schools: Mapping[int, SchoolDays], calendar: CalendarSettings, asked: PeriodAsked, *, upto: date
) -> ReportingPeriod:
    halves = asked.kind == "half_term"
    wanted = TermName.parse(asked.name, halves=halves) if asked.name else TermName()
    found = {
        school_id: parts_of_school(days, calendar, halves=halves, upto=upto)
        for school_id, days in schools.items()
    }
    parts = [part for of_school in found.values() for part in of_school]
    fitting = [part for part in parts if wanted.fits(part.part)]
    if not fitting:
        raise _no_such_term(asked, parts, upto=upto)
    chosen = max(fitting, key=lambda one: one.from_day).part
    mine = {school: part for school, of in found.items() for part in of if part.part == chosen}
    return ReportingPeriod(
        "half_term" if halves else "term",
        str(chosen),
        min(part.from_day for part in mine.values()),
        max(part.to_day for part in mine.values()),
        all(part.is_stated for part in mine.values()),
        all(part.has_ended for part in mine.values()),
        {school: (part.from_day, part.to_day) for school, part in mine.items()},
    )


def _no_such_term(asked: PeriodAsked, parts: Sequence[SchoolPart], *, upto: date) -> NotFound:
    what = "half term" if asked.kind == "half_term" else "term"
    there = _latest_first(parts)
    said = f"There is no {what} {asked.name!r}" if asked.name else f"There is no {what}"
    if not there:
        return NotFound(
            f"{said}: the ledger shows none up to {upto}.",
            remedy=f"Import a register first, or {HOW_TO_STATE}.",
        )
    listed = "; ".join(f"{part} ({first} to {last})" for part, first, last in there)
    return NotFound(f"{said} with a school day up to {upto}.", remedy=f"There are: {listed}.")


def _latest_first(parts: Sequence[SchoolPart]) -> list[tuple[PartOfYear, date, date]]:
    there = {one.part: (one.from_day, one.to_day) for one in sorted(parts, key=lambda one: one.to_day)}
    return [(part, *days) for part, days in sorted(there.items(), key=lambda item: item[1], reverse=True)]
