"""Each school beside the Department's figures: never without their series, days, source and licence."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from attendctl.casework.wording import date_in_words
from attendctl.reports.html.parts import percent_text, section_html, table_html
from attendctl.reports.web_page.words import WITHHELD, absentees_text, points_text

_HEADER = (
    "Area",
    "Of which",
    "Attendance",
    "Difference",
    "Authorised absence",
    "Unauthorised absence",
    "Persistently absent",
    "Difference",
)
_FIGURES = 6
"""How many of the columns are figures: the last ones."""


def benchmarks_html(page: Mapping[str, Any]) -> Markup:
    """Return the section: every school beside its areas, then where the figures are from."""
    benchmarks = page["benchmarks"]
    several = len(benchmarks["schools"]) > 1
    header = ["School", *_HEADER] if several else list(_HEADER)
    table = table_html(
        "The year to date beside the Department for Education's year to date. "
        "Difference: by how many points the school is above the area.",
        header,
        [
            [school["school"], *row] if several else row
            for school in benchmarks["schools"]
            for row in _rows(page, school)
        ],
        name="benchmarks-numbers",
        filterable=several,
        numeric=range(len(header) - _FIGURES, len(header)),
    )
    notes = dict.fromkeys(note for school in benchmarks["schools"] for note in school["notes"])
    said = [Markup("<p>{}</p>").format(note) for note in notes]
    return section_html(
        "Beside England, the region and the local authority",
        table,
        *said,
        _source(benchmarks),
        name="benchmarks",
    )


def _rows(page: Mapping[str, Any], school: Mapping[str, Any]) -> list[list[str | None]]:
    as_of = date_in_words(date.fromisoformat(page["as_of"]))
    year = page["benchmarks"]["table"]["academic_year"]
    mine = [
        "this school" if len(page["benchmarks"]["schools"]) > 1 else school["school"],
        f"to {as_of}",
        *_percents(school, None, None),
    ]
    others = [
        [
            one["area"],
            f"{'all' if one['phase'] == 'Total' else one['phase'].lower()} schools, {year}",
            *_percents(one, one["attendance_points_above"], one["persistent_absence_points_above"]),
        ]
        for one in school["figures"]
    ]
    return [mine, *others]


def _percents(
    line: Mapping[str, Any], attendance_above: float | None, persistent_above: float | None
) -> list[str | None]:
    withheld = line.get("withheld", [])
    shown = WITHHELD if "all" in withheld else None
    return [
        shown or percent_text(line["attendance_percent"]),
        points_text(attendance_above),
        shown or percent_text(line["authorised_percent"]),
        shown or percent_text(line["unauthorised_percent"]),
        absentees_text({"withheld": withheld, **line}, "persistent"),
        points_text(persistent_above),
    ]


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
