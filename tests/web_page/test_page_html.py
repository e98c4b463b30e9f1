"""The HTML page read back: every figure in it is the JSON's, and nobody is named who need not be."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from attendctl.reports.web_page.page_html import page_html
from attendctl.reports.web_page.words import GROUPS, TALK
from tests.web_page.conftest import page, run
from tests.web_page.page_by_hand import CHILDREN, upn
from tests.web_page.read_back import Element, columns, read, table


def percent(value: float | None) -> str:
    return "–" if value is None else f"{value}%"


def points(value: float | None) -> str:
    return "–" if value is None else f"{value:+}".replace("-", "−")


def day(text: str) -> str:
    one = date.fromisoformat(text)
    return f"{one.day} {one:%B %Y}"


@pytest.fixture(scope="module", params=["named", "unnamed"])
def both(request: pytest.FixtureRequest) -> tuple[dict[str, Any], Element]:
    """The contract and the page printed from it, with names and without."""
    return request.getfixturevalue(request.param), read(request.getfixturevalue(f"{request.param}_html"))


Both = tuple[dict[str, Any], Element]


def absentees(one: dict[str, Any], what: str) -> str:
    return "c" if {"all", what} & set(one["withheld"]) else percent(one[f"{what}_absence_percent"])


def test_headline(both: Both) -> None:
    contract, tree = both
    header, rows = table(tree, "headline-figures")
    sums = ("possible", "attended", "authorised", "unauthorised", "late", "late_after_close")
    assert [row[1:] for row in rows[1:]] == [
        *([str(one[f"sessions_{name}"]) for one in contract["headline"]] for name in sums),
        [percent(one["attendance_percent"]) for one in contract["headline"]],
        [points(one["points_above"]) for one in contract["headline"]],
        [absentees(one, "persistent") for one in contract["headline"]],
        [absentees(one, "severe") for one in contract["headline"]],
    ]
    assert header[1:] == [
        "This week",
        "The school week before",
        "The same week last year",
        "The year to date",
        "Last year to the same week",
    ]
    assert rows[0][1:3] == ["15 to 17 September 2025", "8 to 12 September 2025"]
    assert [row[0] for row in rows[1:4]] == ["Possible", "Attended", "Authorised absence"]
    cards = tree.xpath("//dl[@class='figures']/div/dd[@class='large']/text()")
    week, _, _, year, _ = contract["headline"]
    assert cards == [
        percent(week["attendance_percent"]),
        percent(year["attendance_percent"]),
        absentees(year, "persistent"),
        absentees(year, "severe"),
    ]
    first, second = (" ".join(card.itertext()) for card in tree.xpath("//dl[@class='figures']/div")[:2])
    assert "10.3 points below the school week before (81.7%)" in first
    assert "3.6 points below the same week last year (75.0%)" in first
    assert "11.9 points below last year to the same week (90.9%)" in second
    assert "15.7 points below England, primary schools in 2025/26 (94.7%)" in second
    for area in contract["benchmarks"]["schools"][0]["figures"][1:]:
        points_below = -area["attendance_points_above"]
        assert f"{points_below} points below {area['area']} ({area['attendance_percent']}%)" in second


def test_weeks(both: Both) -> None:
    contract, tree = both
    found = columns(
        tree, "weeks-numbers", "School week", "Monday", "Possible", "Attended", "Attendance", "Last year"
    )
    assert found == [
        (
            str(one["number"]),
            day(one["from"]),
            str(one["sessions_possible"]),
            str(one["sessions_attended"]),
            percent(one["attendance_percent"]),
            percent(one["last_year"]["attendance_percent"]),
        )
        for one in contract["weeks"]
    ]


def test_weekdays(both: Both) -> None:
    contract, tree = both
    _, rows = table(tree, "weekdays-numbers")
    assert rows == [
        [
            f"{one['weekday']} {one['session']}",
            *(
                text
                for sums in (one["year"], one["period"])
                for text in (
                    str(sums["sessions_possible"]),
                    str(sums["sessions_attended"]),
                    percent(sums["attendance_percent"]),
                )
            ),
        ]
        for one in contract["weekdays"]
    ]


def test_every_session(both: Both) -> None:
    contract, tree = both
    header, rows = table(tree, "days-numbers")
    found = {
        (row[0], title): text
        for row in rows
        for title, text in zip(header[1:], row[1:], strict=True)
        if text != "–"
    }
    monday = {one["week"]: day(one["from"]) for one in contract["weeks"]}
    assert found == {
        (monday[one["week"]], f"{one['weekday'][:3]} {half}"): percent(one[half]["attendance_percent"])
        for one in contract["days"]
        for half in ("AM", "PM")
    }


def test_reasons(both: Both) -> None:
    contract, tree = both
    _, rows = table(tree, "reasons-numbers")
    assert rows == [
        [
            *(one["code"] or "–", one["meaning"], one["statistical_class"]),
            str(one["year"]["sessions"]),
            percent(one["year"]["percent_of_absence"]),
            percent(one["year"]["percent_of_possible"]),
            str(one["period"]["sessions"]),
            percent(one["period"]["percent_of_absence"]),
        ]
        for one in contract["reasons"]
    ]


def line(one: dict[str, Any]) -> list[str]:
    if "all" in one["withheld"]:
        return ["c"] * 7
    return [
        str(one["pupils"]),
        percent(one["period"]["attendance_percent"]),
        str(one["year"]["sessions_possible"]),
        str(one["year"]["sessions_attended"]),
        percent(one["year"]["attendance_percent"]),
        absentees(one, "persistent"),
        absentees(one, "severe"),
    ]


def test_groups(both: Both) -> None:
    contract, tree = both
    _, rows = table(tree, "groups-numbers")
    assert rows == [[GROUPS[one["by"]], one["name"], *line(one)] for one in contract["groups"]]


def test_published_figures(both: Both) -> None:
    contract, tree = both
    (school,) = contract["benchmarks"]["schools"]
    found = columns(
        tree,
        "benchmarks-numbers",
        *("Area", "Attendance", "Authorised absence", "Unauthorised absence", "Persistently absent"),
    )
    keys = ("attendance_percent", "authorised_percent", "unauthorised_percent", "persistent_absence_percent")
    assert found == [
        (one.get("area") or one["school"], *(percent(one[key]) for key in keys))
        for one in (school, *school["figures"])
    ]
    (source,) = tree.xpath("//p[@class='source']/text()")
    assert "Pupil attendance in schools, year to date by region and local authority" in source
    assert "2025-09-08 to 2026-07-10" in source
    assert "not the accredited statistics" in source


def test_pupils_to_talk_about_with_names(named: dict[str, Any], named_html: str) -> None:
    _, rows = table(read(named_html), "talk-about-list")
    assert rows == [
        [
            f"{one['forename']} {one['surname']}",
            one["class"],
            "\n".join(why["text"] for why in one["reasons"]),
        ]
        for one in named["to_talk_about"]
    ]


def test_pupils_to_talk_about_without_names(unnamed: dict[str, Any], unnamed_html: str) -> None:
    header, rows = table(read(unnamed_html), "talk-about-list")
    assert header == ["Class", "Pupils", *TALK.values()]
    assert rows == [
        [one["class"], str(one["pupils"]), *("c" if one[kind] is None else str(one[kind]) for kind in TALK)]
        for one in unnamed["to_talk_about"]
    ]


def test_nobody_is_named_without_names_and_the_same_register_makes_the_same_bytes(
    school: Path, unnamed: dict[str, Any], unnamed_html: str
) -> None:
    file = school / "unnamed.html"
    run(school, "report", "--format", "html", "--output", str(file))
    text = file.read_text(encoding="utf-8")
    assert text == unnamed_html
    for place, child in enumerate(CHILDREN):
        for word in (child.surname, child.forename, upn(0, place)):
            assert word.casefold() not in text.casefold()
            assert word.casefold() not in str(unnamed).casefold()


def test_names_are_those_of_the_list_and_no_upn_is_ever_there(named: dict[str, Any], named_html: str) -> None:
    text = named_html
    listed = {one["surname"] for one in named["to_talk_about"]}
    assert {child.surname for child in CHILDREN if child.surname in text} == listed
    assert listed < {child.surname for child in CHILDREN}
    assert not [place for place in range(len(CHILDREN)) if upn(0, place) in text]


def test_the_drawings_hold_no_number_that_is_not_shown(unnamed_html: str) -> None:
    tree = read(unnamed_html)
    drawn = {text.strip() for text in tree.xpath("//*[local-name()='svg']//*[local-name()='text']/text()")}
    tables = " ".join(tree.xpath("//table//text()"))
    percents = [text for text in drawn if re.fullmatch(r"\d+\.\d", text)]
    assert percents
    assert [text for text in percents if f"{text}%" not in tables] == []
    assert not tree.xpath("//*[local-name()='svg']//@*[contains(name(), 'label')]")


def test_a_trust_has_a_table_of_its_schools_and_says_whose_each_line_is(trust: Path) -> None:
    contract = page(trust)
    tree = read(page_html(contract))
    _, rows = table(tree, "schools-numbers")
    assert rows == [[one["name"], one["urn"] or "–", *line(one)] for one in contract["schools"]]
    assert columns(tree, "talk-about-list", "Class", "School", "Pupils") == [
        (one["class"], one["school"], str(one["pupils"])) for one in contract["to_talk_about"]
    ]
    assert columns(tree, "benchmarks-numbers", "School", "Area") == [
        (school, area)
        for school in ("Fernbrook School", "Oakham School")
        for area in ("this school", "England")
    ]
