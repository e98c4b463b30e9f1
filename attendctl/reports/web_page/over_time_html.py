"""The sections on when pupils are absent: by school week, by weekday and half day, and every session."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from attendctl.calendar import Week, monday_of
from attendctl.casework.wording import date_in_words
from attendctl.reports.charts.draw import chart_svg
from attendctl.reports.charts.weekday_halves import weekday_halves
from attendctl.reports.charts.weeks_trend import weeks_trend
from attendctl.reports.charts.year_heat_map import year_heat_map
from attendctl.reports.html.parts import Cell, figure_html, percent_text, section_html, table_html
from attendctl.reports.web_page.words import in_a_sentence, period_word

Page = Mapping[str, Any]
_WORKING_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")
_HALVES = ("AM", "PM")


def weeks_html(page: Page) -> Markup:
    """Return the section on the trend by school week."""
    weeks = page["weeks"]
    percents = [one["attendance_percent"] for one in weeks]
    with_last_year = any(one["last_year"] for one in weeks)
    beside = " The dashed line is the school week of the same number last year." if with_last_year else ""
    header = [
        "School week",
        "Monday",
        "Possible",
        "Attended",
        "Authorised",
        "Unauthorised",
        "Late",
        "Attendance",
    ]
    rows: list[list[Any]] = [
        [
            Cell(str(one["number"]), one["number"]),
            Cell(date_in_words(date.fromisoformat(one["from"])), one["from"]),
            f"{one['sessions_possible']:,}",
            f"{one['sessions_attended']:,}",
            f"{one['sessions_authorised']:,}",
            f"{one['sessions_unauthorised']:,}",
            f"{one['sessions_late']:,}",
            percent_text(one["attendance_percent"]),
        ]
        for one in weeks
    ]
    if with_last_year:
        header.append("Last year")
        for row, one in zip(rows, weeks, strict=True):
            row.append(percent_text(one["last_year"]["attendance_percent"] if one["last_year"] else None))
    table = table_html(
        "Attendance by school week",
        header,
        rows,
        name="weeks-numbers",
        sortable=True,
        numeric={0, *range(2, len(header))},
    )
    return section_html(
        "Week by week",
        figure_html(
            chart_svg(weeks_trend(weeks)),
            name="weeks",
            title="Attendance by school week of this year",
            description=f"{len(weeks)} school weeks: lowest {percent_text(min(percents))}, highest "
            f"{percent_text(max(percents))}, latest {percent_text(percents[-1])}. "
            f"The scale does not begin at 0.{beside}",
            table=table,
        ),
        name="by-week",
    )


def weekdays_html(page: Page) -> Markup:
    """Return the section on weekdays, mornings and afternoons."""
    halves = page["weekdays"]
    known = [one for one in halves if one["year"]["attendance_percent"] is not None]
    lowest = min(known, key=lambda one: one["year"]["attendance_percent"])
    highest = max(known, key=lambda one: one["year"]["attendance_percent"])
    header = ["Half day", "Possible", "Attended", "Attendance this year"]
    with_period = any(one["period"] for one in halves)
    if with_period:
        header += ["Possible", "Attended", f"Attendance {in_a_sentence(period_word(page))}"]
    rows: list[list[Any]] = []
    for place, one in enumerate(halves):
        row: list[Any] = [Cell(f"{one['weekday']} {one['session']}", f"{place:02}")]
        for sums in [one["year"], one["period"]] if with_period else [one["year"]]:
            row += [
                f"{sums['sessions_possible']:,}",
                f"{sums['sessions_attended']:,}",
                percent_text(sums["attendance_percent"]),
            ]
        rows.append(row)
    table = table_html(
        "Attendance by weekday and half day",
        header,
        rows,
        name="weekdays-numbers",
        sortable=True,
        numeric=range(1, len(header)),
    )
    return section_html(
        "By weekday and half day",
        figure_html(
            chart_svg(weekday_halves(halves)),
            name="weekdays",
            title="Attendance by weekday this year, mornings (circles) and afternoons (squares)",
            description=f"Lowest on {lowest['weekday']} {lowest['session']} "
            f"({percent_text(lowest['year']['attendance_percent'])}), highest on {highest['weekday']} "
            f"{highest['session']} ({percent_text(highest['year']['attendance_percent'])}). "
            "The scale does not begin at 0.",
            table=table,
        ),
        name="by-weekday",
    )


def days_html(page: Page) -> Markup:
    """Return the section on every session of the year."""
    days = page["days"]
    names = [name for name in _WORKING_DAYS if any(one["weekday"] == name for one in days)]
    names += sorted({one["weekday"] for one in days} - set(names))
    weeks: dict[Week, dict[str, Any]] = {}
    for one in days:
        weeks.setdefault(Week(monday_of(date.fromisoformat(one["date"]))), {})[one["weekday"]] = one
    rows = [
        [
            Cell(date_in_words(week.monday), week.monday.isoformat()),
            *(
                percent_text(of_week[name][half]["attendance_percent"])
                if name in of_week and of_week[name][half]
                else None
                for name in names
                for half in _HALVES
            ),
        ]
        for week, of_week in weeks.items()
    ]
    header = ["Week of Monday", *(f"{name[:3]} {half}" for name in names for half in _HALVES)]
    percents = [
        (one[half]["attendance_percent"], one["date"], half) for one in days for half in _HALVES if one[half]
    ]
    low, on, half = min(percents)
    table = table_html(
        "Attendance of every session, %",
        header,
        rows,
        name="days-numbers",
        numeric=range(1, len(header)),
    )
    return section_html(
        "Every session of the year",
        figure_html(
            chart_svg(year_heat_map(days)),
            name="days",
            title="Attendance of every session: a column a week, a row a half day; the darker, the lower",
            description=f"{len(percents)} sessions. The lowest was {percent_text(low)}, on "
            f"{date_in_words(date.fromisoformat(on))}, {half}. Where nothing is drawn there was no school.",
            table=table,
        ),
        name="every-session",
    )
