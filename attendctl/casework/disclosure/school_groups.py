"""The groups of an attendance report, as a page prints them: what of them is withheld."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

import duckdb

from attendctl.casework.disclosure.lines import Line, Withheld
from attendctl.casework.disclosure.withheld_cells import withheld_cells
from attendctl.casework.report_lines import AttendanceReport
from attendctl.casework.reporting_period import PeriodKind
from attendctl.measures.group_members import GroupMember, group_members
from attendctl.rules.small_numbers import SmallNumbers, small_numbers

COUNTED = ("persistent", "severe")
"""What is counted of a group beside its pupils; the first includes the second."""


def withheld_groups(
    connection: duckdb.DuckDBPyConnection, report: AttendanceReport, *, together: bool = False
) -> Withheld:
    """Choose what is withheld of a report's schools and groups.

    Args:
        connection: the one that the report was made on, after it.
        report: on any period. Its pupils, whose number a page may print, are all those of the report;
            shares of pupils are of those with a possible session in the year.
        together: the page prints the groups of all its schools together, not those of each school.

    Returns:
        Keys are ``(school, by, name)``, of groups of all schools ``(None, by, name)``; ``(school, None,
        None)`` of a school and ``(None, None, None)`` of everyone. Where a school is withheld, so are
        all its groups.
    """
    rule = small_numbers().in_force(report.as_of)
    by = list(dict.fromkeys(group.by for group in report.groups if group.by != "school"))
    members = group_members(connection)
    own = {line.name: [one for one in members if one.school_id == line.school_id] for line in report.schools}
    everyone = [school_line(None, members)]
    if len(own) > 1:
        everyone += [school_line(name, of_school, table="school") for name, of_school in own.items()]
    if together:
        everyone += group_lines(None, members, by)
    kind = report.kind
    found = [_withheld(everyone, members, rule, kind)]
    if not together:
        for name, of_school in own.items():
            lines = [school_line(name, of_school), *group_lines(name, of_school, by)]
            if found[0].line((name, None, None)):
                found.append(Withheld(frozenset(line.key for line in lines)))
                continue
            found.append(_withheld(lines, of_school, rule, kind))
            counts = [count for count in COUNTED if found[0].count((name, None, None), count)]
            found.append(Withheld(counts=frozenset((line.key, count) for line in lines for count in counts)))
    elif len(own) == 1:
        found.append(_as_of_school(next(iter(own)), found[0]))
    return Withheld(
        frozenset(key for one in found for key in one.lines),
        frozenset(count for one in found for count in one.counts),
    )


def _as_of_school(name: str, found: Withheld) -> Withheld:
    """Return of the one school there is what is withheld of everyone."""
    own, everyone = (name, None, None), (None, None, None)
    return Withheld(
        frozenset([own] if found.line(everyone) else []),
        frozenset((own, count) for count in COUNTED if (everyone, count) in found.counts),
    )


def school_line(name: str | None, members: Iterable[GroupMember], *, table: Hashable | None = None) -> Line:
    """Return the line of a school, or with None for a name of everyone."""
    return _line((name, None, None), table, list(members))


def group_lines(school: str | None, members: Sequence[GroupMember], by: Sequence[str]) -> list[Line]:
    """Return the lines of a school's groups, or with None for a school of everyone's."""
    lines = []
    for grouping in by:
        groups: dict[str, list[GroupMember]] = {}
        for member in members:
            groups.setdefault(member.groups[grouping], []).append(member)
        lines += [_line((school, grouping, name), (school, grouping), of) for name, of in groups.items()]
    return lines


def _withheld(
    lines: Sequence[Line], members: Sequence[GroupMember], rule: SmallNumbers, kind: PeriodKind
) -> Withheld:
    """Judge the lines twice: by all pupils of the report, and by those whom shares are taken of."""
    with_sessions = frozenset(_pupil(member) for member in members if member.year_possible)
    in_shares = [Line(line.key, line.table, line.members & with_sessions, line.counted) for line in lines]
    everybody = [Line(line.key, line.table, line.members) for line in lines]
    first = withheld_cells(in_shares, rule, populations=_populations(members, kind))
    second = withheld_cells(everybody, rule)
    return Withheld(first.lines | second.lines, first.counts)


def _populations(members: Iterable[GroupMember], kind: PeriodKind) -> list[frozenset[Hashable]]:
    """Return whom figures are about: who had a session in the period, and who in the rest of the year."""
    if kind == "year":
        return []
    there = [
        (_pupil(one), one.week_possible if kind == "week" else one.period_possible, one.year_possible)
        for one in members
    ]
    return [
        frozenset(pupil for pupil, in_period, _ in there if in_period),
        frozenset(pupil for pupil, in_period, in_year in there if in_year > in_period),
    ]


def _line(key: Hashable, table: Hashable | None, members: Sequence[GroupMember]) -> Line:
    counted = {
        name: frozenset(_pupil(member) for member in members if getattr(member, name)) for name in COUNTED
    }
    return Line(key, table, frozenset(_pupil(member) for member in members), counted)


def _pupil(member: GroupMember) -> tuple[int, int]:
    return member.school_id, member.pupil_id
