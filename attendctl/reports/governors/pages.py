"""The governors' paper as headings, sentences and tables of text: what terminal, PDF and Word all print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from attendctl.reports.governors.cells import (
    count_cell,
    number_cell,
    percent_cell,
    sessions_cell,
)
from attendctl.reports.governors.sentences import about_lines, duty_lines, in_short, of_the_year
from attendctl.reports.governors.words import (
    GROUPINGS,
    WITHHELD,
    day_in_words,
    definitions,
    group_name,
    is_for_the_office,
    short_day,
)

Row = list[str]

SCHOOLS_NAMED = 3
"""More schools than these are counted at the head of the paper; its table of groups names them."""

WEEKS_IN_ONE_COLUMN = 10
"""More school weeks than these are set in two columns."""


@dataclass(frozen=True)
class TableOfText:
    """A table. The first column is words, and so is each of ``words``; the others are figures.

    A row with one cell is a heading over the rows after it.
    """

    caption: str
    header: Row
    rows: list[Row]
    words: tuple[int, ...] = (0,)


@dataclass(frozen=True)
class Section:
    """A heading with what stands under it, in this order; ``chart`` is where the trend is drawn."""

    heading: str
    sentences: list[str]
    tables: list[TableOfText]
    chart: bool = False
    terms: list[tuple[str, str]] | None = None


@dataclass(frozen=True)
class Pages:
    """The paper in order."""

    title: str
    school: str
    about: list[str]
    sections: list[Section]
    footer: str


def pages_of(contract: dict[str, Any]) -> Pages:
    """Return the paper's text.

    Args:
        contract: of ``attendctl.reports.governors.contract.governors_dict``.
    """
    school = _who(contract)
    kind, first = contract["period"]["kind"], contract["headline"][0]
    period = (
        f"{short_day(first['from'])} to {short_day(first['to'])}"
        if kind == "range"
        else contract["period"]["name"]
    )
    sections = [
        Section("In short", in_short(contract), []),
        Section("Attendance of all pupils", [], [_headline(contract)]),
        *_beside(contract),
        Section("Attendance by school week", [], [_weeks(contract)], chart=True),
        Section("Groups of pupils", _of_groups(contract), [_groups(contract)]),
        Section("Absence by reason", *_reasons(contract)),
        Section("What was done", *_done(contract)),
        Section("What the policy asks", duty_lines(contract), []),
        Section("What the words mean", [], [], terms=definitions(contract)),
    ]
    return Pages(
        "Attendance: report to governors",
        school,
        about_lines(contract),
        sections,
        f"{school}: attendance, {period}. Marks up to {day_in_words(contract['as_of'])}.",
    )


def _who(contract: dict[str, Any]) -> str:
    names = [one["name"] for one in contract["schools"]]
    return ", ".join(names) if len(names) <= SCHOOLS_NAMED else f"{len(names)} schools"


def _headline(contract: dict[str, Any]) -> TableOfText:
    columns = contract["headline"]
    header = ["", *(_capital(column["title"]) for column in columns)]
    rows = [
        [
            "Days",
            *(f"{short_day(column['from'])} to {short_day(column['to'])}" for column in columns),
        ],
        ["School days", *(number_cell(column["school_days"]) for column in columns)],
        ["Attendance", *(percent_cell(column, "attendance_percent") for column in columns)],
        *(
            [words, *(sessions_cell(column[measure], with_percent=True) for column in columns)]
            for measure, words in (
                ("authorised_absence", "Authorised absence"),
                ("unauthorised_absence", "Unauthorised absence"),
            )
        ),
        *(
            [words, *(sessions_cell(column[measure], with_percent=False) for column in columns)]
            for measure, words in (
                ("late_before_close", "Came late (sessions)"),
                ("late_after_close", "Came after the register closed (sessions)"),
            )
        ),
        *(
            [words, *(count_cell(column[measure]) for column in columns)]
            for measure, words in (
                ("persistent_absence", "Persistently absent, year to then"),
                ("severe_absence", "Severely absent, year to then"),
            )
        ),
    ]
    return TableOfText("Attendance, absence and lateness of all pupils", header, rows)


def _beside(contract: dict[str, Any]) -> list[Section]:
    """Return the year so far beside published figures; nothing where there are none."""
    schools = contract["benchmarks"]["schools"]
    mine = of_the_year(contract)
    several = len(schools) > 1
    names = ("attendance_percent", "authorised_percent", "unauthorised_percent", "persistent_absence_percent")
    who = contract["school"]["name"] or "All schools of this paper"
    own = [
        f"{who}, year so far",
        percent_cell(mine, "attendance_percent"),
        sessions_cell(mine["authorised_absence"], with_percent=True, with_number=False),
        sessions_cell(mine["unauthorised_absence"], with_percent=True, with_number=False),
        count_cell(mine["persistent_absence"], with_number=False),
    ]
    figures = {
        (figure["area"], figure["phase"]): figure for school in schools for figure in school["figures"]
    }
    rows = [
        [
            f"{area}, {phase.lower() if phase != 'Total' else 'all phases'}",
            *(WITHHELD if figure["suppressed"] else percent_cell(figure, name) for name in names),
        ]
        for (area, phase), figure in figures.items()
    ]
    if not rows:
        return []
    notes = [
        f"{school['school']}: {note}" if several else note
        for school in schools
        for note in school["notes"]
        if not is_for_the_office(note)
    ]
    table = contract["benchmarks"]["table"]
    source = f"{table['series']}, {table['period']}. Where they are from stands at the end."
    header = ["", "Attendance", "Authorised absence", "Unauthorised absence", "Persistently absent"]
    return [
        Section(
            "Beside published figures",
            [" ".join([source, *notes])],
            [TableOfText("The year so far beside published figures", header, [own, *rows])],
        )
    ]


def _weeks(contract: dict[str, Any]) -> TableOfText:
    cells = [
        [
            short_day(week["from"]),
            number_cell(week["school_days"]),
            percent_cell(week, "attendance_percent"),
        ]
        for week in contract["weeks"]
    ]
    head = ["Week from", "School days", "Attendance"]
    caption = "Attendance by school week"
    if len(cells) <= WEEKS_IN_ONE_COLUMN:
        return TableOfText(caption, head, cells)
    half = (len(cells) + 1) // 2
    right = [*cells[half:], *([["", "", ""]] * (2 * half - len(cells)))]
    rows = [[*one, *other] for one, other in zip(cells[:half], right, strict=True)]
    return TableOfText(caption, [*head, *head], rows, words=(0, 3))


def _groups(contract: dict[str, Any]) -> TableOfText:
    with_period = contract["period"]["kind"] != "year"
    of_period = [f"Attendance, {contract['headline'][0]['title']}"] if with_period else []
    of_year = "Attendance, year so far" if with_period else "Attendance"
    header = ["", "Pupils", *of_period, of_year, "Persistently absent", "Severely absent"]
    rows: list[Row] = []
    heading = ""
    for group in contract["groups"]:
        if GROUPINGS[group["by"]] != heading:
            heading = GROUPINGS[group["by"]]
            rows.append([heading])
        rows.append([group_name(group["by"], group["name"]), *_figures(group, with_period)])
    return TableOfText("Attendance of groups of pupils", header, rows)


def _figures(group: dict[str, Any], with_period: bool) -> Row:
    if group["suppressed"]:
        return [WITHHELD] * (5 if with_period else 4)
    return [
        number_cell(group["pupils"]),
        *([percent_cell(group, "period_attendance_percent")] if with_period else []),
        percent_cell(group, "year_attendance_percent"),
        count_cell(group["persistent_absence"]),
        count_cell(group["severe_absence"]),
    ]


def _of_groups(contract: dict[str, Any]) -> list[str]:
    unstated = [GROUPINGS[by] for by in contract["not_stated"]]
    return [f"Nothing is stated in the register of: {'; '.join(unstated)}."] if unstated else []


def _reasons(contract: dict[str, Any]) -> tuple[list[str], list[TableOfText]]:
    found = contract["absence_by_reason"]
    if found["suppressed"]:
        return ["Withheld: it would be about very few pupils."], []
    if not found["reasons"]:
        return ["There was no absence in these days."], []
    rows: list[Row] = []
    statistical_class = None
    for reason in found["reasons"]:
        if reason["class"] != statistical_class:
            statistical_class = reason["class"]
            rows.append([f"{_capital(statistical_class)} absence"])
        codes = f" ({', '.join(reason['codes'])})" if reason["codes"] else ""
        rows.append(
            [
                f"{_capital(reason['reason'])}{codes}",
                number_cell(reason["sessions"]),
                percent_cell(reason, "percent_of_absence"),
                percent_cell(reason, "percent_of_possible"),
            ]
        )
    header = ["", "Sessions", "Of all absence", "Of possible sessions"]
    return [], [TableOfText(f"Absence by reason, {contract['headline'][0]['title']}", header, rows)]


def _done(contract: dict[str, Any]) -> tuple[list[str], list[TableOfText]]:
    sentences, rows = [], []
    for key, heading, none in (
        ("letters", "Letters written", "No letter was written in these days."),
        ("steps", "Steps taken", "No step was logged in these days."),
    ):
        found = contract["done"][key]
        if found["suppressed"]:
            rows += [[heading], ["All together", WITHHELD]]
        elif not found["kinds"]:
            sentences.append(none)
        else:
            rows += [[heading], *([one["what"], number_cell(one["number"])] for one in found["kinds"])]
    tables = [TableOfText("What was done, by kind", ["", "Number"], rows)] if rows else []
    return sentences, tables


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
