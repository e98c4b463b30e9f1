"""Each school beside the Department's figures: never without their series, days, source and licence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from attendctl.casework.wording import date_in_words
from attendctl.reports.html.parts import percent_text, section_html, table_html
from attendctl.reports.web_page.words import absentees_text, points_text

_HEADER = (
    "Area",
    "Schools",
    "Attendance",
    "Difference",
    "Authorised absence",
    "Unauthorised absence",
    "Persistently absent",
    "Difference",
)


def benchmarks_html(page: Mapping[str, Any]) -> Markup:
    """Return the section: a table a school, then where the figures are from."""
    benchmarks = page["benchmarks"]
    tables = []
    for number, school in enumerate(benchmarks["schools"], 1):
        tables.append(_table(page, school, number))
        tables += [Markup("<p>{}</p>").format(note) for note in school["notes"]]
    return section_html(
        "Beside England, the region and the local authority", *tables, _source(benchmarks), name="benchmarks"
    )


def _table(page: Mapping[str, Any], school: Mapping[str, Any], number: int) -> Markup:
    as_of = date_in_words(date.fromisoformat(page["as_of"]))
    year = page["benchmarks"]["table"]["academic_year"]
    mine = [
        school["school"],
        f"this school, to {as_of}",
        percent_text(school["attendance_percent"]),
        None,
        percent_text(school["authorised_percent"]),
        percent_text(school["unauthorised_percent"]),
        absentees_text(school, "persistent"),
        None,
    ]
    others = [
        [
            one["area"],
            f"{'all' if one['phase'] == 'Total' else one['phase'].lower()}, {year}",
            percent_text(one["attendance_percent"]),
            points_text(one["attendance_points_above"]),
            percent_text(one["authorised_percent"]),
            percent_text(one["unauthorised_percent"]),
            percent_text(one["persistent_absence_percent"]),
            points_text(one["persistent_absence_points_above"]),
        ]
        for one in school["figures"]
    ]
    return table_html(
        f"{school['school']}: the year to date beside the Department for Education's year to date. "
        "Difference: by how many points the school is above the area.",
        _HEADER,
        [mine, *others],
        name=f"benchmarks-{number}",
        numeric=range(2, len(_HEADER)),
    )


def _source(benchmarks: Mapping[str, Any]) -> Markup:
    table = benchmarks["table"]
    if table is None:
        return Markup("")
    checked = date_in_words(date.fromisoformat(table["checked_on"]))
    sentences = [
        f"{table['series']}: {table['period']}.",
        f"Source: {table['source']}, checked on {checked}. {table['licence']}.",
        table["note"] or "",
    ]
    return Markup('<p class="source">{}</p>').format(" ".join(one for one in sentences if one))
