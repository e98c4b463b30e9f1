"""Every figure in HTML, on paper and in the terminal is that of the JSON: read back and compared."""

from __future__ import annotations

import calendar
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import lxml.html
import pypdf
import pytest
from rich.console import Console

from attendctl.casework.pupil_page.page import pupil_page
from attendctl.ledger.book import open_ledger
from attendctl.reports.pupil_page.page_dict import page_dict
from attendctl.reports.pupil_page.page_html import pupil_page_html
from attendctl.reports.pupil_page.page_pdf import page_pdf
from attendctl.reports.pupil_page.page_shown import page_text
from attendctl.reports.pupil_page.terminal import print_page
from attendctl.settings import Settings
from tests.cli.command_line import at_a_desk
from tests.pupil_page.register_of_zoe import BEN, FORENAME, NIA, PARENT, SIBLING, SURNAME, TODAY, ZOE

NOT_OF_THIS_CHILD = (PARENT, "Ottoline", SIBLING, "Quill", BEN, "neighbour", "bereavement", "J. Ashby")


@pytest.fixture(scope="module")
def contract(settings: Settings) -> dict[str, Any]:
    with open_ledger(settings.ledger_path) as book:
        page = pupil_page(book.connection, settings, ZOE, today=TODAY)
    read_back: dict[str, Any] = json.loads(json.dumps(page_dict(page)))
    return read_back


@pytest.fixture(scope="module")
def html(contract: dict[str, Any]) -> str:
    return pupil_page_html(contract)


@pytest.fixture(scope="module")
def pdf(contract: dict[str, Any]) -> bytes:
    return page_pdf(contract)


def day(text: str) -> str:
    return f"{int(text[8:])} {calendar.month_abbr[int(text[5:7])]}"


def percent(value: float | None) -> str:
    return "–" if value is None else f"{value:.1f}"


def missed(sums: dict[str, Any]) -> int:
    found: int = sums["sessions_authorised"] + sums["sessions_unauthorised"]
    return found


def week_cells(contract: dict[str, Any]) -> Iterator[list[str]]:
    for week in contract["weeks"]:
        yield [
            day(week["from"]),
            f"{missed(week['week'])} of {week['week']['sessions_possible']}",
            percent(week["week"]["attendance_percent"]),
            percent(week["year"]["attendance_percent"]),
            ", ".join(str(number) for number in week["steps"]),
        ]


def step_cells(contract: dict[str, Any]) -> Iterator[list[str]]:
    for step in contract["steps"]:
        sides = [
            f"{part['attendance_percent']:.1f} ({part['sessions_attended']}/{part['sessions_possible']})"
            if part
            else "–"
            for part in (step["before"], step["after"])
        ]
        change = step["change_in_points"]
        yield [
            str(step["number"]),
            day(step["on"]),
            str(step["school_weeks"] or "–"),
            *sides,
            "–" if change is None else f"{change:+.1f}",
        ]


def weekday_cells(contract: dict[str, Any]) -> Iterator[list[str]]:
    every = {"weekday": "All", **contract["halves"], "day": contract["so_far"]}
    for one in [*contract["weekdays"], every]:
        sides = []
        for half in ("AM", "PM"):
            sums = one[half]
            sides += [str(missed(sums)), str(sums["sessions_possible"]), percent(sums["attendance_percent"])]
        late = one["day"]["sessions_late"] + one["day"]["sessions_late_after_close"]
        yield [one["weekday"], *sides, str(late), str(one["day"]["minutes_late"])]


def spell_cells(contract: dict[str, Any]) -> Iterator[list[str]]:
    for one in contract["spells"]["spells"]:
        codes = ", ".join(f"{code} {sessions}" for code, sessions in one["codes"].items())
        yield [day(one["from"]), day(one["to"]), str(one["school_days"]), codes]


def letters(contract: dict[str, Any], weekday: int, half: str) -> list[str]:
    """The letters of one row of the calendar, as the JSON has them."""
    found = []
    for week in contract["weeks"]:
        by_weekday = {date.fromisoformat(one["date"]).weekday(): one[half] for one in week["days"]}
        cell = by_weekday.get(weekday)
        if cell is None:
            found.append("")
        else:
            found.append(cell["code"] or ("-" if cell["kind"] == "missing" else "·"))
    return found


def rows_of(page: Any, name: str) -> list[list[str]]:
    return [
        [cell.text_content() for cell in row.xpath("./th|./td")]
        for row in page.xpath(f"//table[@id='{name}']/tbody/tr|//table[@id='{name}']/tfoot/tr")
    ]


def test_every_figure_of_the_web_page_is_that_of_the_json(html: str, contract: dict[str, Any]) -> None:
    page = lxml.html.fromstring(html)
    assert rows_of(page, "weeks-table") == list(week_cells(contract))
    steps = rows_of(page, "steps-table")
    assert [row[:2] + row[3:] for row in steps] == list(step_cells(contract))
    assert rows_of(page, "weekdays-table") == list(weekday_cells(contract))
    assert rows_of(page, "spells-table") == list(spell_cells(contract))
    lates = contract["lates"]["marks"]
    assert rows_of(page, "lates-table") == [
        [day(one["date"]), one["session"], one["code"], str(one["minutes_late"])] for one in lates
    ]
    (amended,) = rows_of(page, "amendments-table")
    assert amended == ["8 Sep AM", "O", "I", "doctor's note", "29 September 2025", "2: second.csv, line 2"]
    for place, row in enumerate(page.xpath("//table[@id='year']/tbody/tr")):
        weekday, half = divmod(place, 2)
        cells = [cell.text_content() for cell in row.xpath("./td")]
        assert cells == letters(contract, weekday, ("AM", "PM")[half])
    shown = page.xpath("//table[@id='year']//td[starts-with(@class, 'kind-')]/@class")
    for kind in contract["kinds"]:
        assert sum(name.split()[0] == f"kind-{kind['kind']}" for name in shown) == kind["sessions"]
    text = " ".join(page.text_content().split())
    for said in contract["in_words"]:
        assert said["heading"] in text
        for sentence in said["sentences"]:
            assert " ".join(sentence.split()) in text


def test_every_figure_on_paper_is_that_of_the_json(pdf: bytes, contract: dict[str, Any]) -> None:
    pages = pypdf.PdfReader(io.BytesIO(pdf)).pages
    text = "".join("".join(page.extract_text().split()) for page in pages)

    def stands(cells: list[str]) -> bool:
        return "".join("".join(cells).split()) in text

    assert all(stands(cells) for cells in week_cells(contract))
    for cells in step_cells(contract):
        assert stands(cells[:2])
        assert stands(cells[2:])
    for cells in weekday_cells(contract):
        assert stands(
            [cells[0], f"{cells[1]} of {cells[2]}", cells[3], f"{cells[4]} of {cells[5]}", *cells[6:]]
        )
    assert all(stands(cells) for cells in spell_cells(contract))
    for one in contract["lates"]["marks"]:
        assert stands([f"{day(one['date'])} {one['session']} {one['code']} {one['minutes_late']} min"])
    assert stands(["8 Sep AM", "O", "I"])
    for number, weekday in enumerate(("Mon", "Tue", "Wed", "Thu", "Fri")):
        for half in ("AM", "PM"):
            assert stands([weekday, half, *letters(contract, number, half)])
    for said in contract["in_words"]:
        for sentence in said["sentences"]:
            assert stands([sentence]), sentence


def test_every_figure_in_the_terminal_is_that_of_the_json(contract: dict[str, Any]) -> None:
    text = page_text(contract)
    lines = [" ".join(line.split()) for line in text.splitlines()]
    for number, cells in enumerate(week_cells(contract)):
        (line,) = [one for one in lines if one.startswith(f"{cells[0]} ") and f" {cells[1]} " in one]
        assert line.endswith(" ".join(cells[1:]).strip())
        both = zip(
            *([letters(contract, weekday, half)[number] for weekday in range(5)] for half in ("AM", "PM")),
            strict=True,
        )
        assert line.removeprefix(cells[0]).split(cells[1])[0].split() == [
            "".join(two) for two in both if any(two)
        ]
    for cells in step_cells(contract):
        assert any(
            re.fullmatch(rf"{re.escape(' '.join(cells[:2]))} .* {re.escape(' '.join(cells[2:]))}", line)
            for line in lines
        )
    for cells in weekday_cells(contract):
        shown = [cells[0], f"{cells[1]} of {cells[2]}", cells[3], f"{cells[4]} of {cells[5]}", *cells[6:]]
        assert " ".join(shown) in lines
    for cells in spell_cells(contract):
        assert " ".join(cells) in lines
    whole = " ".join(text.split())
    for one in contract["lates"]["marks"]:
        assert f"{day(one['date'])} {one['session']} {one['code']} {one['minutes_late']} min" in whole
    for said in contract["in_words"]:
        for sentence in said["sentences"]:
            assert " ".join(sentence.split()) in whole


def test_the_terminal_page_fits_80_columns_and_needs_no_colour(contract: dict[str, Any]) -> None:
    assert max(len(line) for line in page_text(contract).splitlines()) <= 80
    coloured = io.StringIO()
    console = Console(
        file=coloured, width=200, force_terminal=True, color_system="truecolor", markup=False, emoji=False,
        highlight=False,
    )  # fmt: skip
    print_page(contract, console)
    without = re.sub("\x1b\\[[0-9;]*m", "", coloured.getvalue())
    assert coloured.getvalue() != without
    assert [line.rstrip() for line in without.splitlines()] == page_text(contract).splitlines()


def test_a_name_is_never_markup(html: str, pdf: bytes, contract: dict[str, Any]) -> None:
    name = f"{FORENAME} {SURNAME}"
    page = lxml.html.fromstring(html)
    assert page.xpath("//h1")[0].text_content() == f"{name}: attendance 2025/26"
    assert not page.xpath("//b")
    assert f"{SURNAME}, {FORENAME} ({ZOE})" in page_text(contract)
    reader = pypdf.PdfReader(io.BytesIO(pdf))
    assert reader.metadata is not None
    assert reader.metadata.title == f"{name}: attendance 2025/26"
    assert name in " ".join(reader.pages[0].extract_text().split())


def test_no_other_child_or_person_is_on_the_page(html: str, pdf: bytes, contract: dict[str, Any]) -> None:
    paper = "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)
    for text in (json.dumps(contract, ensure_ascii=False), html, paper, page_text(contract)):
        assert not [one for one in NOT_OF_THIS_CHILD if one in text]


def test_how_far_the_data_come_is_on_every_form(html: str, pdf: bytes, contract: dict[str, Any]) -> None:
    paper = " ".join(pypdf.PdfReader(io.BytesIO(pdf)).pages[0].extract_text().split())
    for text in (html, paper, page_text(contract)):
        assert "By marks up to 10 October 2025" in text
    assert "marks up to 10 October 2025 Page 1 of" in paper


def test_the_same_page_twice_is_the_same_bytes(html: str, pdf: bytes, contract: dict[str, Any]) -> None:
    assert pupil_page_html(contract) == html
    assert page_pdf(contract) == pdf


def test_what_the_web_page_is_opened_with_is_in_it(html: str) -> None:
    page = lxml.html.fromstring(html)
    assert not page.xpath("//@src|//link")
    assert all(target.startswith("#") for target in page.xpath("//@href"))
    assert not page.xpath("//@style")
    assert len(page.xpath("//figure[@aria-labelledby]//details//table")) == 2


def test_paper_is_accessible(pdf: bytes) -> None:
    root = pypdf.PdfReader(io.BytesIO(pdf)).trailer["/Root"]
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]


def test_where_nothing_was_possible_no_figure_is_made_up(settings: Settings) -> None:
    with open_ledger(settings.ledger_path) as book:
        contract = page_dict(pupil_page(book.connection, settings, NIA, today=TODAY))
    assert contract["so_far"]["attendance_percent"] is None
    assert {week["year"]["attendance_percent"] for week in contract["weeks"]} == {None}
    assert contract["spells"]["school_weeks_a_spell"] is None
    html = pupil_page_html(contract)
    page = lxml.html.fromstring(html)
    assert not page.xpath("//svg")
    assert {row[2] for row in rows_of(page, "weekdays-table")[:5]} == {"0"}
    assert {row[3] for row in rows_of(page, "weekdays-table")} == {"–"}
    paper = " ".join(pypdf.PdfReader(io.BytesIO(page_pdf(contract))).pages[0].extract_text().split())
    for text in (html, paper, page_text(contract)):
        assert "No session has been possible yet." in text
    weeks = [line for line in page_text(contract).splitlines() if " 0 of 0 " in line][
        : len(contract["weeks"])
    ]
    assert {tuple(line.split()[-2:]) for line in weeks} == {("–", "–")}


def test_the_command_writes_each_form(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, contract: dict[str, Any], html: str, pdf: bytes
) -> None:
    folder = settings.ledger_path.parent
    desk = at_a_desk(folder, monkeypatch)
    monkeypatch.setattr("attendctl.cli.pupil_command.today", lambda: TODAY)
    assert desk.json("pupil", ZOE) == contract
    refused = desk.run("pupil", ZOE, "--format", "pdf")
    assert refused.exit_code == 2
    assert "--format pdf --output pupil.pdf" in refused.stderr
    assert desk.run("pupil", ZOE, "--format", "pdf", "--output", "zoe.pdf").exit_code == 0
    assert (folder / "zoe.pdf").read_bytes() == pdf
    assert desk.run("pupil", ZOE, "--format", "html").stdout == html
    result = desk.run("pupil", ZOE)
    assert [line.rstrip() for line in result.stdout.splitlines()] == page_text(contract).splitlines()
