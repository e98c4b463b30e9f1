"""The register made ready to be counted by every rule, and the rules that make a difference in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.casework.chosen_schools import ChosenSchool, choose_schools
from attendctl.casework.reconciled.days import first_day_meant, last_day_meant
from attendctl.casework.reconciled.differences import Difference, contested_rules
from attendctl.casework.reconciled.variants import MISSING_KIND, Kinds, Usable, code_kinds, variant_of
from attendctl.casework.report_period import as_of_year
from attendctl.errors import NotFound, WrongUsage
from attendctl.measures.engine import prepare_register
from attendctl.measures.rule_variants import Variant, VariantSum, variant_sums
from attendctl.measures.school_weeks import SchoolDays, read_school_days
from attendctl.measures.terms import terms_of_school
from attendctl.measures.variant_register import VariantPupil, find_owed_marks, kinds_met, prepare_variants
from attendctl.progress import OnProgress, tell_nobody
from attendctl.rules.absence_thresholds import AbsenceThreshold, persistent_absence
from attendctl.rules.attendance_codes import load_attendance_codes
from attendctl.rules.benchmarks import BenchmarkTable
from attendctl.rules.compulsory_age import compulsory_age_from, compulsory_age_until
from attendctl.rules.reader import NoRuleInForce
from attendctl.rules.statistical_age import is_counted_in_statistics
from attendctl.settings import Settings

OURS = 0
"""The number of the variant without a difference."""

_PUPILS = """
SELECT p.school_id, p.pupil_id, p.date_of_birth, COALESCE(s.has_left, FALSE)
FROM register_pupil AS p LEFT JOIN pupil_status AS s USING (school_id, pupil_id)
"""


@dataclass
class Counting:
    """A register ready to be counted by any rules, between two days, both included.

    Attributes:
        usable: the differences that change something here, in the order of the file.
        without_effect: those that change nothing.
        without_birthday: pupils of whom no date of birth is stated: they count at any age.
        sums: what has been counted, by the keys of the differences that change sums.
    """

    connection: duckdb.DuckDBPyConnection
    schools: Sequence[ChosenSchool]
    from_day: date
    to_day: date
    threshold: AbsenceThreshold
    kinds: Kinds
    slots: list[tuple[date, date]]
    usable: list[Usable]
    without_effect: list[Usable]
    without_birthday: int
    sums: dict[frozenset[str], VariantSum]
    on_progress: OnProgress = tell_nobody

    def count(self, wanted: Iterable[Sequence[Usable]]) -> None:
        """Count by each of the combinations of differences; what is counted already is not counted again."""
        missing: dict[frozenset[str], Sequence[Usable]] = {}
        for differences in wanted:
            key = sums_key(differences)
            if key not in self.sums:
                missing[key] = differences
        counted = variant_sums(
            self.connection,
            [self.variant(number, one) for number, one in enumerate(missing.values())],
            self.slots,
            self.threshold,
            on_progress=self.on_progress,
        )
        for number, key in enumerate(missing):
            self.sums[key] = counted.get(number, _NOBODY)

    def variant(self, number: int, differences: Sequence[Usable]) -> Variant:
        """Return a combination of differences as something that can be counted."""
        return variant_of(number, differences, self.kinds, from_day=self.from_day, to_day=self.to_day)


_NOBODY = VariantSum._make([0] * len(VariantSum._fields))


def sums_key(differences: Iterable[Usable]) -> frozenset[str]:
    """Return what tells the sums of a combination from those of another: differences of sums alone."""
    return frozenset(one.difference.key for one in differences if one.difference.is_of_sums)


def prepare_counting(
    connection: duckdb.DuckDBPyConnection,
    settings: Settings,
    tables: Sequence[BenchmarkTable],
    *,
    today: date,
    school: str | None = None,
    as_of: date | None = None,
    from_day: date | None = None,
    on_progress: OnProgress = tell_nobody,
) -> Counting:
    """Make a register ready, and find which differences change something in it.

    Args:
        connection: has the relations ``mark``, ``pupil`` and ``school``.
        settings: name the schools, and may state terms.
        tables: of published figures; the first day of the year's is a day to count from.
        today: no later day counts unless ``as_of`` says so.
        school: one school, by name, URN or DfE number; None for all.
        as_of: the last day counted, included; None for the last school day.
        from_day: the first; None for 1 September.
        on_progress: is told what is being done, here and in the counting that follows.

    Raises:
        NotFound: no such school, or no marks between the days.
        WrongUsage: the first day is after the last.
    """
    on_progress("Reading the register")
    schools = choose_schools(connection, settings, school)
    prepare_register(connection, [chosen.school_id for chosen in schools] if school else None)
    days = read_school_days(connection)
    to_day = as_of_year(days, as_of=as_of, today=today)
    first = from_day or academic_year_start(to_day)
    if first > to_day:
        raise WrongUsage(
            f"--from {first} is after the last day counted, {to_day}.", remedy="Give them in order."
        )
    if not any(first <= day <= to_day for day in days.days):
        raise NotFound(
            f"The ledger holds no marks from {first} to {to_day}.",
            remedy=f"It holds marks from {days.days[0]} to {days.days[-1]}: choose days among them.",
        )
    usable = list(_usable(days, settings, tables, first, to_day))
    kinds = code_kinds(load_attendance_codes(), [one.difference for one in usable])
    spans = [
        (one.day if one.difference.from_day and one.day else first,
         one.day if one.difference.to_day and one.day else to_day)
        for one in usable
    ]  # fmt: skip
    edges = [(a, b) for a in {a for a, _ in spans} for b in {b for _, b in spans} if a <= b]
    widest = (min(a for a, _ in edges), max(b for _, b in edges))
    find_owed_marks(connection, from_day=first, to_day=to_day, widest=widest)
    pupils, without_birthday = _pupils(connection, to_day)
    slots = prepare_variants(connection, pupils, kinds.codes, missing_kind=MISSING_KIND, edges=edges)
    threshold = persistent_absence().in_force(to_day)
    counting = Counting(
        connection, schools, first, to_day, threshold, kinds, slots, [], [], without_birthday, {}, on_progress
    )
    met = kinds_met(connection)
    candidates = [one for one in usable if _is_met(one.difference, kinds, met)]
    counting.count([(), *((one,) for one in candidates)])
    ours = counting.sums[frozenset()]
    for one in usable:
        changes = one in candidates and (
            not one.difference.is_of_sums or counting.sums[sums_key([one])][1:] != ours[1:]
        )
        (counting.usable if changes else counting.without_effect).append(one)
    return counting


def _usable(
    days: SchoolDays,
    settings: Settings,
    tables: Sequence[BenchmarkTable],
    from_day: date,
    to_day: date,
) -> Iterable[Usable]:
    terms = terms_of_school(days.days, settings.calendar)
    year = academic_year_start(to_day).year
    published = next((one.head.from_day for one in tables if one.head.academic_year == year), None)
    for rule in contested_rules():
        seen: set[date | None] = set()
        for other in rule.other:
            day = None
            if other.to_day:
                day = last_day_meant(other.to_day, days.days, to_day)
            elif other.from_day:
                day = first_day_meant(
                    other.from_day,
                    days.days,
                    from_day=from_day,
                    to_day=to_day,
                    terms=terms,
                    published_from=published,
                )
            of_days = bool(other.to_day or other.from_day)
            if of_days and (day is None or day in seen):
                continue  # no such day, or another difference means the same one
            seen.add(day)
            yield Usable(rule.name, rule.ours, rule.source, other, day)


def _is_met(difference: Difference, kinds: Kinds, met: set[int]) -> bool:
    """Say whether there is a session that the difference would count otherwise."""
    if not difference.selects_sessions:
        return True
    return any(difference.key in kinds.changed_by[kind] for kind in met)


def _pupils(connection: duckdb.DuckDBPyConnection, to_day: date) -> tuple[list[VariantPupil], int]:
    found, without = [], 0
    for school_id, pupil_id, born, has_left in connection.execute(_PUPILS).fetchall():
        first, last, counted = date.min, date.max, True
        if born is None:
            without += 1
        else:
            try:
                first, last = compulsory_age_from(born), compulsory_age_until(born)
                counted = is_counted_in_statistics(born, to_day)
            except NoRuleInForce:
                without += 1
        found.append(VariantPupil(school_id, pupil_id, int(not has_left), first, last, int(counted)))
    return found, without
