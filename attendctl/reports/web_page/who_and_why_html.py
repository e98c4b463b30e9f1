"""The sections on why pupils are absent, which groups are, which schools, and whom to talk about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup

from attendctl.casework.wording import date_in_words
from attendctl.reports.charts.absence_reasons import absence_reasons
from attendctl.reports.charts.draw import chart_svg
from attendctl.reports.charts.groups import persistent_in_groups
from attendctl.reports.html.parts import Cell, figure_html, percent_text, section_html, table_html
from attendctl.reports.web_page.words import (
    GROUPS,
    TALK,
    WITHHELD,
    absentees_text,
    in_a_sentence,
    period_word,
)

Page = Mapping[str, Any]


def reasons_html(page: Page) -> Markup:
    """Return the section on absence by reason."""
    reasons = page["reasons"]
    if not reasons:
        return section_html("Absence by reason", Markup("<p>Nobody was absent.</p>"), name="by-reason")
    with_period = any(one["period"] is not None for one in reasons)
    header = ["Code", "Meaning", "Counts as", "Sessions this year", "Of absence", "Of possible sessions"]
    if with_period:
        header += [f"Sessions {in_a_sentence(period_word(page))}", "Of absence"]
    rows: list[list[Any]] = []
    for one in reasons:
        row: list[Any] = [
            one["code"],
            one["meaning"],
            one["statistical_class"],
            f"{one['year']['sessions']:,}",
            percent_text(one["year"]["percent_of_absence"]),
            percent_text(one["year"]["percent_of_possible"]),
        ]
        if with_period:
            row += _of_the_period(one)
        rows.append(row)
    table = table_html(
        "Absence by reason",
        header,
        rows,
        name="reasons-numbers",
        sortable=True,
        numeric=range(3, len(header)),
    )
    first = reasons[0]
    commonest = f"{first['code']} ({first['meaning']})" if first["code"] else first["meaning"]
    return section_html(
        "Absence by reason",
        figure_html(
            chart_svg(absence_reasons(reasons)),
            name="reasons",
            title="Sessions of absence this year, by the code in the register",
            description=f"The commonest: {commonest}, "
            f"{first['year']['sessions']:,} sessions, {percent_text(first['year']['percent_of_absence'])} "
            "of all absence.",
            table=table,
        ),
        name="by-reason",
    )


def _of_the_period(reason: Mapping[str, Any]) -> list[str]:
    if reason["withheld"]:
        return [WITHHELD, WITHHELD]
    period = reason["period"]
    return [f"{period['sessions']:,}", percent_text(period["percent_of_absence"])]


def groups_html(page: Page) -> Markup:
    """Return the section on groups of pupils."""
    groups = page["groups"]
    if not groups:
        return section_html(
            "Groups of pupils", Markup("<p>The register states no groups.</p>"), name="groups"
        )
    table = _table_of_lines(
        page,
        "Attendance by group of pupils",
        ["Group", "Of which"],
        [([GROUPS[one["by"]], one["name"]], one) for one in groups],
        name="groups-numbers",
    )
    drawn = [one for one in groups if one["persistent_absence_percent"] is not None]
    chart = figure_html(
        chart_svg(persistent_in_groups(drawn, GROUPS)),
        name="groups-chart",
        title="Persistently absent pupils in each group this year",
        description=f"{len(drawn)} groups. Their numbers are in the table below.",
    )
    return section_html("Groups of pupils", *([chart] if drawn else []), table, name="groups")


def schools_html(page: Page) -> Markup:
    """Return the section on the schools of a trust."""
    table = _table_of_lines(
        page,
        "Attendance by school",
        ["School", "URN"],
        [([one["name"], one["urn"]], one) for one in page["schools"]],
        name="schools-numbers",
    )
    return section_html("Schools", table, name="schools")


def _table_of_lines(
    page: Page,
    caption: str,
    header: Sequence[str],
    lines: Sequence[tuple[Sequence[str | None], Mapping[str, Any]]],
    *,
    name: str,
) -> Markup:
    """Return a table of schools or groups: who they are, their pupils, the period and the year."""
    with_period = page["period"]["kind"] != "year"
    period = [f"Attendance {in_a_sentence(period_word(page))}"] if with_period else []
    titles = ["Pupils", *period, *_OF_THE_YEAR]
    rows = [[*who, *_figures(line, with_period=with_period)] for who, line in lines]
    return table_html(
        caption,
        [*header, *titles],
        rows,
        name=name,
        sortable=True,
        filterable=True,
        numeric=range(len(header), len(header) + len(titles)),
    )


_OF_THE_YEAR = (
    "Possible this year",
    "Attended this year",
    "Attendance this year",
    "Persistently absent",
    "Severely absent",
)


def _figures(line: Mapping[str, Any], *, with_period: bool) -> list[str | None]:
    if "all" in line["withheld"]:
        return [WITHHELD] * (1 + with_period + len(_OF_THE_YEAR))
    period, year = line["period"], line["year"]
    return [
        f"{line['pupils']:,}",
        *([percent_text(period["attendance_percent"] if period else None)] if with_period else []),
        f"{year['sessions_possible']:,}",
        f"{year['sessions_attended']:,}",
        percent_text(year["attendance_percent"]),
        absentees_text(line, "persistent"),
        absentees_text(line, "severe"),
    ]


def talk_about_html(page: Page) -> Markup:
    """Return the section on the pupils to talk about: by name if they may be named, else a count a class."""
    week = page["talk_about_week"]
    monday = date_in_words(date.fromisoformat(week["from"]))
    several = len(page["schools"]) > 1
    title = "Pupils to talk about this week"
    lines = page["to_talk_about"]
    if not lines:
        nobody = Markup("<p>Nobody in the week of {}.</p>").format(monday)
        return section_html(title, nobody, name="talk-about")
    if page["names"]:
        header = ["Pupil", "Class", "Why"]
        rows: list[list[Any]] = [
            [
                Cell(_name(one), f"{one['surname']} {one['forename']}"),
                one["class"],
                Markup("<br>").join(reason["text"] for reason in one["reasons"]),
            ]
            for one in lines
        ]
        numeric: range = range(0)
    else:
        header = ["Class", "Pupils", *TALK.values()]
        rows = [[one["class"], one["pupils"], *(_or_withheld(one[kind]) for kind in TALK)] for one in lines]
        numeric = range(1, len(header))
    if several:
        header.insert(1, "School")
        for row, one in zip(rows, lines, strict=True):
            row.insert(1, one["school"])
        numeric = range(numeric.start + 1, numeric.stop + 1) if numeric else numeric
    says = "" if page["names"] else ": how many of each class, and why"
    table = table_html(
        f"Pupils to talk about in the week of {monday}{says}",
        header,
        rows,
        name="talk-about-list",
        sortable=True,
        filterable=True,
        numeric=numeric,
    )
    return section_html(title, table, name="talk-about")


def _or_withheld(pupils: int | None) -> str:
    return WITHHELD if pupils is None else str(pupils)


def _name(one: Mapping[str, Any]) -> str:
    return " ".join(part for part in (one["forename"], one["surname"]) if part) or "name not stated"
