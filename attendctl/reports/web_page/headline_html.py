"""The head of the page: the large figures, then the tables they are from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from attendctl.reports.html.parts import Shown, percent_text, section_html, table_html
from attendctl.reports.web_page.words import (
    absentees_text,
    compared_in_words,
    days_in_words,
    figure_word,
    in_a_sentence,
    period_word,
    points_text,
)

Page = Mapping[str, Any]


def headline_html(page: Page) -> Markup:
    """Return the section of headline figures."""
    return section_html("Headline figures", _cards(page), _table(page), name="headline")


def _cards(page: Page) -> Markup:
    figures = {one["figure"]: one for one in page["headline"]}
    cards = []
    if "period" in figures:
        cards.append(_attendance(period_word(page), figures["period"], _beside(page, figures, _OF_PERIOD)))
    year = figures["year"]
    cards.append(
        _attendance(
            "The year to date", year, [*_beside(page, figures, _OF_YEAR), *_areas(page, "attendance")]
        )
    )
    cards += [_absentees(page, figures, what) for what in ("persistent", "severe")]
    return Markup('<dl class="figures">\n{}\n</dl>').format(Markup("\n").join(cards))


def _absentees(page: Page, figures: Mapping[str, Any], what: str) -> Markup:
    year, then = figures["year"], figures.get("year_last_year")
    number = year[f"pupils_{what}"]
    says = ["of so few pupils that it is not shown"]
    if number is not None:
        says = [f"{number} of {year['pupils']} pupils this year"]
    if then:
        says.append(f"{absentees_text(then, what)} {in_a_sentence(figure_word(page, then['figure']))}")
    if what == "persistent":
        says += _areas(page, "persistent_absence")
    return _card(f"{what.capitalize()}ly absent", absentees_text(year, what), says)


_OF_PERIOD = ("week_before", "period_last_year")
_OF_YEAR = ("year_last_year",)


def _attendance(title: str, figure: Mapping[str, Any], says: list[str]) -> Markup:
    of = f"{figure['sessions_attended']:,} of {figure['sessions_possible']:,} sessions attended"
    title = f"Attendance: {in_a_sentence(title)}"
    return _card(title, percent_text(figure["attendance_percent"]), [of, *says])


def _card(title: str, percent: str, says: list[str]) -> Markup:
    lines = Markup("\n").join(Markup("<dd>{}</dd>").format(line) for line in says if line)
    return Markup('<div><dt>{}</dt>\n<dd class="large">{}</dd>\n{}</div>').format(title, percent, lines)


def _beside(page: Page, figures: Mapping[str, Any], names: tuple[str, ...]) -> list[str]:
    found = []
    for name in names:
        if name in figures:
            one = figures[name]
            said = compared_in_words(one["points_above"], in_a_sentence(figure_word(page, name)))
            found.append(f"{said} ({percent_text(one['attendance_percent'])})")
    return found


def _areas(page: Page, what: str) -> list[str]:
    """Return how one school stands beside its areas; of a trust each school has lines in the table."""
    schools = page["benchmarks"]["schools"]
    if len(schools) != 1:
        return []
    year = page["benchmarks"]["table"]["academic_year"]
    found = []
    for area in schools[0]["figures"]:
        of_which = f", {_phase(area)} in {year}" if area["level"] == "national" else ""
        said = compared_in_words(area[f"{what}_points_above"], f"{area['area']}{of_which}")
        if said:
            found.append(f"{said} ({percent_text(area[f'{what}_percent'])})")
    return found


def _phase(figure: Mapping[str, Any]) -> str:
    return "all schools" if figure["phase"] == "Total" else f"{figure['phase'].lower()} schools"


def _table(page: Page) -> Markup:
    """Return the table with a column a figure: there are five of them at most."""
    figures = page["headline"]
    rows: list[list[Shown]] = [["Days", *(days_in_words(one["from"], one["to"]) for one in figures)]]
    rows += [[word, *(f"{one[key]:,}" for one in figures)] for key, word in _SESSIONS.items()]
    rows.append(["Attendance", *(percent_text(one["attendance_percent"]) for one in figures)])
    rows.append(["Difference in points", *(points_text(one["points_above"]) for one in figures)])
    for what in ("persistent", "severe"):
        rows.append([f"{what.capitalize()}ly absent", *(absentees_text(one, what) for one in figures)])
    return table_html(
        "Headline figures, in sessions (half days). Difference in points: by how much attendance in the "
        "period or the year to date is higher than in this column.",
        ["Figure", *(figure_word(page, one["figure"]) for one in figures)],
        rows,
        name="headline-figures",
        numeric=range(1, len(figures) + 1),
    )


_SESSIONS = {
    "sessions_possible": "Possible",
    "sessions_attended": "Attended",
    "sessions_authorised": "Authorised absence",
    "sessions_unauthorised": "Unauthorised absence",
    "sessions_late": "Late (L)",
    "sessions_late_after_close": "Late, after the register closed (U)",
}
