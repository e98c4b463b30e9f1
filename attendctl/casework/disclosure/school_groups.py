"""The groups of an attendance report, as a page prints them: what of them is withheld."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

import duckdb

from attendctl.casework.disclosure.lines import Line, Withheld
from attendctl.casework.disclosure.withheld_cells import withheld_cells
from attendctl.casework.report_lines import AttendanceReport
from attendctl.measures.group_members import GroupMember, group_members
from attendctl.rules.small_numbers import SmallNumbers, small_numbers

COUNTED = ("persistent", "severe")
"""What is counted of a group beside its pupils; the first includes the second."""


def withheld_groups(connection: duckdb.DuckDBPyConnection, report: AttendanceReport) -> Withheld:
    """Choose what is withheld of a report's schools and groups.

    Args:
        connection: the one that the report was made on, after it.
        report: on any period. Its pupils, whose number a page may print, are all those of the report;
            shares of pupils are of those with a possible session in the year.

    Returns:
        Keys are ``(school, by, name)``, ``(school, None, None)`` and ``(None, None, None)``. Where a
        school is withheld, so are all its groups.
    """
    rule = small_numbers().in_force(report.as_of)
    by = list(dict.fromkeys(group.by for group in report.groups if group.by != "school"))
    members = group_members(connection)
    schools = {line.school_id: line.name for line in report.schools}
    several = len(schools) > 1
    found: list[Withheld] = []
    if several:
        of_schools = [
            school_line(name, [one for one in members if one.school_id == school_id], table="school")
            for school_id, name in schools.items()
        ]
        found.append(_withheld([school_line(None, members), *of_schools], members, rule))
    for school_id, name in schools.items():
        own = [one for one in members if one.school_id == school_id]
        lines = [school_line(name, own), *group_lines(name, own, by)]
        if found and found[0].line((name, None, None)):
            found.append(Withheld(frozenset(line.key for line in lines)))
        else:
            found.append(_withheld(lines, own, rule))
    return Withheld(
        frozenset(key for one in found for key in one.lines),
        frozenset(count for one in found for count in one.counts),
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


def populations_of(members: Iterable[GroupMember]) -> list[frozenset[Hashable]]:
    """Return whom figures are about: who had a session in the period, and who in the rest of the year."""
    there = [
        (_pupil(member), member.period_possible, member.year_possible - member.period_possible)
        for member in members
    ]
    return [
        frozenset(pupil for pupil, in_period, _ in there if in_period > 0),
        frozenset(pupil for pupil, _, in_rest in there if in_rest > 0),
    ]


def _withheld(lines: Sequence[Line], members: Sequence[GroupMember], rule: SmallNumbers) -> Withheld:
    """Judge the lines twice: by all pupils of the report, and by those whom shares are taken of."""
    with_sessions = frozenset(_pupil(member) for member in members if member.year_possible)
    in_shares = [Line(line.key, line.table, line.members & with_sessions, line.counted) for line in lines]
    everybody = [Line(line.key, line.table, line.members) for line in lines]
    first = withheld_cells(in_shares, rule, populations=populations_of(members))
    second = withheld_cells(everybody, rule)
    return Withheld(first.lines | second.lines, first.counts)


def _line(key: Hashable, table: Hashable | None, members: Sequence[GroupMember]) -> Line:
    counted = {
        name: frozenset(_pupil(member) for member in members if getattr(member, name)) for name in COUNTED
    }
    return Line(key, table, frozenset(_pupil(member) for member in members), counted)


def _pupil(member: GroupMember) -> tuple[int, int]:
    return member.school_id, member.pupil_id
