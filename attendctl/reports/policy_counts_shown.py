"""The pupils a policy asks to be counted: as plain values for JSON, as lines, and as rows of a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from attendctl.casework.policy_counts import PolicyCount
from attendctl.casework.report_lines import AttendanceReport
from attendctl.policies.duties import CountBelow
from attendctl.policies.in_words_parts import counted
from attendctl.policies.in_words_rules import edges_in_words, group_in_words
from attendctl.rates import percent_text
from attendctl.reports.report_columns import Cell

COUNT_HEADER = ("School", "Counted", "Group", "Over", "UPN", "Surname", "Forename", "Year group", "Class")
COUNT_HEADER_OF_SESSIONS = ("Sessions possible", "Sessions attended", "Attendance %", "Joiner or leaver")


def count_dict(count: PolicyCount, *, several: bool) -> dict[str, Any]:
    """Return one count as plain values for JSON; percentages as the policy states them."""
    rule, ended = count.rule, count.ended
    edges: dict[str, Any] = (
        {"percent": rule.percent / 10}
        if isinstance(rule, CountBelow)
        else {"from_percent": rule.lowest / 10, "to_percent": rule.highest / 10}
    )
    return {
        **({"school": count.school} if several else {}),
        **edges,
        "of": count.of,
        "every": list(count.every),
        "over": ended.name if ended else "year",
        "among": count.among,
        "pupils": len(count.pupils),
        "upns": [one.line.upn for one in count.pupils],
        "section": rule.source.section,
    }


def count_line(count: PolicyCount) -> str:
    """Say in one line what was counted, and how many were found."""
    whom = "" if count.of == "everyone" else f", {group_in_words(count.of)}"
    over = f", {count.ended.name}" if count.ended else ""
    found = f"{len(count.pupils)} of {counted(count.among, 'pupil')}"
    share = f" ({percent_text(len(count.pupils), count.among)}%)" if count.among else ""
    return f"{edges_in_words(count.rule)}{whom}{over}: {found}{share}"


def count_rows(report: AttendanceReport) -> Iterator[list[Cell]]:
    """Yield one row for each pupil of each count, in the order of the two headers together."""
    for count in report.policy_counts:
        for one in count.pupils:
            line = one.line
            yield [
                count.school,
                edges_in_words(count.rule),
                group_in_words(count.of),
                count.ended.name if count.ended else "year",
                line.upn,
                line.surname,
                line.forename,
                line.year_group,
                line.class_name,
                one.possible,
                one.attended,
                one.attendance_percent,
                line.status,
            ]
