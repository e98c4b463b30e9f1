"""The words of the page on one pupil, the same in the terminal, in HTML and on paper."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from attendctl.casework.wording import date_in_words, sessions_in_words
from attendctl.policies.in_words_parts import counted
from attendctl.reports.class_sheets_columns import percent_cell
from attendctl.reports.patterns_shown import NOT_AN_EFFECT

KINDS = {
    "present": "Present",
    "late": "Late, before the register closed",
    "authorised": "Absent, authorised",
    "unauthorised": "Absent, unauthorised",
    "missing": "No mark: it is still owed",
    "not_required": "Not required, or not on the roll",
}
"""What the calendar's colours mean, beside its letters."""

NOTHING = "–"
NO_ROW = "·"
"""Stands in the calendar for a session of the school of which the register has nothing for this pupil."""

STEPS_HEADER = ("No.", "Date", "What was done", "School weeks", "Before, %", "After, %", "Change")
WEEKS_HEADER = ("Week from", "Missed", "Week %", "Year so far %", "Done")
WEEKDAYS_HEADER = (
    "Weekday",
    "AM missed",
    "AM of",
    "AM attended %",
    "PM missed",
    "PM of",
    "PM attended %",
    "Late",
    "Minutes",
)
NARROW_WEEKDAYS_HEADER = ("", "AM missed", "%", "PM missed", "%", "Late", "Minutes")
SPELLS_HEADER = ("From", "To", "School days", "Codes by sessions")
LATES_HEADER = ("Date", "Session", "Code", "Minutes")
AMENDMENTS_HEADER = ("Session", "From", "To", "Reason", "Seen on", "Import")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def title_of(contract: dict[str, Any]) -> str:
    """Return what the page is called: the pupil and the academic year."""
    pupil, first = contract["pupil"], date.fromisoformat(contract["year"]["from"])
    name = " ".join(part for part in (pupil["forename"], pupil["surname"]) if part)
    return (
        f"{name or contract['pupil']['upn'] or 'Pupil'}: attendance {first.year}/{(first.year + 1) % 100:02}"
    )


def letter_of(cell: dict[str, Any] | None) -> str:
    """Return what stands in the calendar for a session; nothing where the school had none.

    >>> letter_of({"code": "I", "kind": "authorised"}), letter_of({"code": None, "kind": "missing"})
    ('I', '-')
    >>> letter_of({"code": None, "kind": "not_required"}), letter_of(None)
    ('·', '')
    """
    if cell is None:
        return ""
    if cell["code"]:
        return str(cell["code"])
    return "-" if cell["kind"] == "missing" else NO_ROW


def short_day(day: str) -> str:
    """Return a day of the year without it.

    >>> short_day("2025-11-07")
    '7 Nov'
    """
    of = date.fromisoformat(day)
    return f"{of.day} {_MONTHS[of.month - 1]}"


def long_day(day: str) -> str:
    """Return a day in words, from its ISO text.

    >>> long_day("2025-11-07")
    '7 November 2025'
    """
    return date_in_words(date.fromisoformat(day))


def week_rows(contract: dict[str, Any]) -> list[list[str]]:
    """Return the weeks as rows under ``WEEKS_HEADER``."""
    return [
        [
            short_day(week["from"]),
            missed_of(week["week"]),
            percent_cell(week["week"]["attendance_percent"]),
            percent_cell(week["year"]["attendance_percent"]),
            numbers(week["steps"]),
        ]
        for week in contract["weeks"]
    ]


def step_rows(contract: dict[str, Any]) -> list[list[str]]:
    """Return what was done as rows under ``STEPS_HEADER``."""
    return [
        [
            str(step["number"]),
            short_day(step["on"]),
            what_was_done(step),
            NOTHING if step["school_weeks"] is None else str(step["school_weeks"]),
            _part(step["before"]),
            _part(step["after"]),
            NOTHING if step["change_in_points"] is None else f"{step['change_in_points']:+.1f}",
        ]
        for step in contract["steps"]
    ]


def what_was_done(step: dict[str, Any]) -> str:
    """Return a step with what came of it, and why it has no figures."""
    outcome = f" ({step['outcome'].replace('-', ' ')})" if step["outcome"] else ""
    why = step["why_no_figures"]
    return f"{step['what']}{outcome}" + (f" – no figures: {why}" if why else "")


def about_steps(contract: dict[str, Any]) -> list[str]:
    """Return how the figures beside the steps are made, and what they do not say."""
    weeks = contract["steps_school_weeks"]
    if not contract["steps"]:
        return [f"No letter, contact, meeting or notice up to {long_day(contract['steps_upto'])}."]
    return [
        "Before and after: attendance in as many school weeks before the week of the step as after it, "
        f"at most {weeks}. That week itself is in neither.",
        NOT_AN_EFFECT,
    ]


def weekday_rows(contract: dict[str, Any]) -> list[list[str]]:
    """Return the weekdays, and all of them together, as rows under ``WEEKDAYS_HEADER``."""
    every = {"weekday": "All", **contract["halves"], "day": contract["so_far"]}
    return [
        [
            one["weekday"],
            *(
                cell
                for half in ("AM", "PM")
                for cell in (
                    str(missed(one[half])),
                    str(one[half]["sessions_possible"]),
                    percent_cell(one[half]["attendance_percent"]),
                )
            ),
            str(one["day"]["sessions_late"] + one["day"]["sessions_late_after_close"]),
            str(one["day"]["minutes_late"]),
        ]
        for one in (*contract["weekdays"], every)
    ]


def narrow_weekday_rows(contract: dict[str, Any]) -> list[list[str]]:
    """Return the weekdays as rows under ``NARROW_WEEKDAYS_HEADER``: the percentages are of attendance."""
    return [
        [row[0], f"{row[1]} of {row[2]}", row[3], f"{row[4]} of {row[5]}", *row[6:]]
        for row in weekday_rows(contract)
    ]


def about_spells(contract: dict[str, Any]) -> list[str]:
    """Return the number of spells of absence, the longest, and how often one begins."""
    spells = contract["spells"]
    weeks, in_part = spells["school_weeks"], spells["days_missed_in_part"]
    part = f"{counted(in_part, 'day')} missed in part." if in_part else "No day missed in part."
    if not spells["number"]:
        return [f"No whole day missed in {counted(weeks, 'school week')}. {part}"]
    return [
        f"{counted(spells['number'], 'spell')} of whole days in {counted(weeks, 'school week')}: one in "
        f"{spells['school_weeks_a_spell']:.1f} school weeks. {counted(spells['school_days'], 'school day')} "
        f"in all, the longest {counted(spells['longest_school_days'], 'school day')}. {part}"
    ]


def spell_rows(contract: dict[str, Any]) -> list[list[str]]:
    """Return the spells as rows under ``SPELLS_HEADER``."""
    return [
        [
            short_day(one["from"]),
            short_day(one["to"]) + (", not over yet" if one["is_open"] else ""),
            str(one["school_days"]),
            ", ".join(f"{code} {sessions}" for code, sessions in one["codes"].items()),
        ]
        for one in contract["spells"]["spells"]
    ]


def about_lates(contract: dict[str, Any]) -> list[str]:
    """Return how often the pupil came late, and the minutes."""
    lates = contract["lates"]
    without, other = lates["times_without_minutes"], lates["minutes_with_other_marks"]
    said = ["Never late."]
    if lates["times"]:
        said = [
            f"Late {counted(lates['times'], 'time')}: {lates['before_register_closed']} before the register "
            f"closed, {lates['after_register_closed']} after it. "
            f"{counted(lates['minutes_late'], 'minute')} in all"
            + (f"; {counted(without, 'time')} without minutes." if without else ".")
        ]
    if other:
        said.append(
            f"{counted(other, 'minute')} of {lates['minutes_late']} stand with marks of another kind."
        )
    return said


def lates_in_a_line(contract: dict[str, Any]) -> str:
    """Return every time late, one after another."""
    marks = (
        f"{day} {half} {code}" + ("" if minutes == NOTHING else f" {minutes} min")
        for day, half, code, minutes in late_rows(contract)
    )
    return "; ".join(marks) + "."


def late_rows(contract: dict[str, Any]) -> list[list[str]]:
    """Return the lates as rows under ``LATES_HEADER``."""
    return [
        [
            short_day(one["date"]),
            one["session"],
            one["code"],
            NOTHING if one["minutes_late"] is None else str(one["minutes_late"]),
        ]
        for one in contract["lates"]["marks"]
    ]


def amendment_rows(contract: dict[str, Any]) -> list[list[str]]:
    """Return the amendments as rows under ``AMENDMENTS_HEADER``."""
    return [
        [
            f"{short_day(one['date'])} {one['session']}",
            _mark(one["original"], one["minutes_late_original"]),
            _mark(one["amended"], one["minutes_late_amended"]),
            "; ".join(part for part in (one["reason"], one["by"]) if part) or "none given",
            long_day(one["seen_on"]),
            f"{one['import_id']}: {one['file']}"
            + (f", line {one['line']}" if one["line"] is not None else ""),
        ]
        for one in contract["amendments"]
    ]


def missed(sums: dict[str, Any]) -> int:
    """Return the sessions missed of SUMS: both kinds of absence."""
    return int(sums["sessions_authorised"] + sums["sessions_unauthorised"])


def missed_of(sums: dict[str, Any]) -> str:
    """Return the sessions missed of those possible, in few letters."""
    return f"{missed(sums)} of {sums['sessions_possible']}"


def numbers(of: Sequence[int]) -> str:
    """Return the numbers of steps as they stand beside a week.

    >>> numbers([1, 2]), numbers([])
    ('1, 2', '')
    """
    return ", ".join(map(str, of))


def headline(contract: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return the three figures at the head of the page: what, the figure, and more about it."""
    so_far, best = contract["so_far"], contract["best_achievable"]
    band = f"{so_far['band']} band; " if so_far["band"] else ""
    return [
        (
            "Attendance so far",
            _with_sign(so_far["attendance_percent"]),
            f"{band}{so_far['sessions_attended']} of {so_far['sessions_possible']} sessions",
        ),
        (
            "Missed",
            str(missed(so_far)),
            f"{sessions_in_words(missed(so_far))}: {so_far['sessions_authorised']} authorised, "
            f"{so_far['sessions_unauthorised']} unauthorised",
        ),
        (
            "Still achievable",
            _with_sign(best["attendance_percent"]),
            f"by {long_day(contract['until'])}, if all {contract['sessions_to_come']} sessions to come "
            "are attended"
            if contract["sessions_to_come"]
            else "no session is still to come",
        ),
    ]


def _with_sign(percent: float | None) -> str:
    return NOTHING if percent is None else f"{percent:.1f}%"


def _part(part: dict[str, Any] | None) -> str:
    if part is None:
        return NOTHING
    percent = percent_cell(part["attendance_percent"])
    return f"{percent} ({part['sessions_attended']}/{part['sessions_possible']})"


def _mark(code: str, minutes: int | None) -> str:
    return code if not minutes else f"{code}, {minutes} min"
