"""The governors' paper as PDF, Word and table: read back, each figure is that of the JSON."""

from __future__ import annotations

import io
import re
from typing import Any

import docx
import pytest
from pypdf import PdfReader

from attendctl.casework.reporting_period import PeriodAsked
from attendctl.reports.governors.contract import governors_dict
from attendctl.reports.governors.shown import GOVERNORS_PAPER
from tests.governors.school_of_fourteen import paper

PERIODS = {
    "half term": PeriodAsked("half_term"),
    "year": PeriodAsked("year"),
}
YEAR_GROUPS = {"3": "Year 3", "4": "Year 4", "5": "Year 5"}
NAMES = {
    ("sex", "F"): "Girls",
    ("sex", "M"): "Boys",
    ("pp", "yes"): "Pupil premium",
    ("pp", "no"): "Not pupil premium",
    ("fsm", "yes"): "Free school meals",
    ("fsm", "no"): "No free school meals",
}


@pytest.fixture(scope="module", params=PERIODS)
def contract(request: pytest.FixtureRequest) -> dict[str, Any]:
    return governors_dict(paper(PERIODS[request.param]))


@pytest.fixture(scope="module")
def document(contract: dict[str, Any]) -> Any:
    return docx.Document(io.BytesIO(GOVERNORS_PAPER.as_bytes(contract, "docx")))


@pytest.fixture(scope="module")
def pdf(contract: dict[str, Any]) -> PdfReader:
    return PdfReader(io.BytesIO(GOVERNORS_PAPER.as_bytes(contract, "pdf")))


def percent(value: float | None, *, suppressed: bool) -> str:
    return "c" if suppressed else "–" if value is None else f"{value:.1f}%"


def pupils(count: dict[str, Any]) -> str:
    return "c" if count["suppressed"] else f"{count['percent']:.1f}% ({count['pupils']})"


def headline_rows(contract: dict[str, Any]) -> list[list[str]]:
    columns = contract["headline"]
    rows = [
        ["School days", *(str(one["school_days"]) for one in columns)],
        [
            "Attendance",
            *(percent(one["attendance_percent"], suppressed=one["suppressed"]) for one in columns),
        ],
    ]
    for key, words in (("authorised_absence", "Authorised"), ("unauthorised_absence", "Unauthorised")):
        cells = [
            "c"
            if one[key]["suppressed"]
            else f"{one[key]['percent_of_possible']:.1f}% ({one[key]['sessions']})"
            for one in columns
        ]
        rows.append([f"{words} absence", *cells])
    for key, words in (("late_before_close", "late"), ("late_after_close", "after the register closed")):
        cells = ["c" if one[key]["suppressed"] else str(one[key]["sessions"]) for one in columns]
        rows.append([f"Came {words} (sessions)", *cells])
    for key, words in (("persistent_absence", "Persistently"), ("severe_absence", "Severely")):
        rows.append([f"{words} absent, year to then", *(pupils(one[key]) for one in columns)])
    return rows


def week_rows(contract: dict[str, Any]) -> list[list[str]]:
    months = {"09": "Sep", "11": "Nov"}
    return [
        [
            f"{int(one['from'][8:])} {months[one['from'][5:7]]} {one['from'][:4]}",
            str(one["school_days"]),
            percent(one["attendance_percent"], suppressed=one["suppressed"]),
        ]
        for one in contract["weeks"]
    ]


def group_rows(contract: dict[str, Any]) -> list[list[str]]:
    keys = ["period_attendance_percent", "year_attendance_percent"]
    if contract["period"]["kind"] == "year":
        keys = keys[1:]
    rows = []
    for one in contract["groups"]:
        name = YEAR_GROUPS[one["name"]] if one["by"] == "year" else NAMES[one["by"], one["name"]]
        if one["suppressed"]:
            rows.append([name, *(["c"] * (len(keys) + 3))])
            continue
        shares = [percent(one[key], suppressed=False) for key in keys]
        absent = [pupils(one[key]) for key in ("persistent_absence", "severe_absence")]
        rows.append([name, str(one["pupils"]), *shares, *absent])
    return rows


def reason_figures(contract: dict[str, Any]) -> list[list[str]]:
    return [
        [
            str(one["sessions"]),
            percent(one["percent_of_absence"], suppressed=False),
            percent(one["percent_of_possible"], suppressed=False),
        ]
        for one in contract["absence_by_reason"]["reasons"] or ()
    ]


def rows_of(table: Any) -> list[list[str]]:
    """The rows of a Word table; a heading over others is one cell."""
    found = []
    for row in table.rows:
        cells = [cell.text for cell in row.cells]
        found.append(cells[:1] if len(set(cells)) == 1 and len(cells) > 1 and cells[0] != "c" else cells)
    return found


def figures_of(table: Any) -> list[list[str]]:
    return [row for row in rows_of(table)[1:] if len(row) > 1]


def test_every_figure_in_word_is_that_of_the_json(contract: dict[str, Any], document: Any) -> None:
    headline, beside, weeks, groups, *others = document.tables
    assert figures_of(headline)[1:] == headline_rows(contract)  # after the row of days
    england = contract["benchmarks"]["schools"][0]["figures"][0]
    names = ("attendance_percent", "authorised_percent", "unauthorised_percent", "persistent_absence_percent")
    assert figures_of(beside)[1][1:] == [f"{england[name]:.1f}%" for name in names]
    assert figures_of(weeks) == week_rows(contract)
    assert figures_of(groups) == group_rows(contract)
    done = [
        [one["what"], str(one["number"])]
        for kind in ("letters", "steps")
        for one in contract["done"][kind]["kinds"] or ()
    ]
    assert figures_of(others[-1]) == done
    if contract["absence_by_reason"]["suppressed"]:
        assert len(others) == 1
    else:
        assert [row[1:] for row in figures_of(others[0])] == reason_figures(contract)


def test_every_row_of_figures_in_the_pdf_is_that_of_the_json(
    contract: dict[str, Any], pdf: PdfReader
) -> None:
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pdf.pages))
    rows = [*headline_rows(contract), *week_rows(contract), *group_rows(contract), *reason_figures(contract)]
    for row in rows:
        assert " ".join(row) in text


def test_every_row_of_figures_in_the_terminal_is_that_of_the_json(contract: dict[str, Any]) -> None:
    text = re.sub(r"[ ─\n]+", " ", GOVERNORS_PAPER.as_bytes(contract, "table").decode())
    for name, *figures in [*headline_rows(contract), *week_rows(contract), *group_rows(contract)]:
        words = r"[^%]{0,45} ".join(map(re.escape, [name.split()[0], " ".join(figures)]))  # a name may wrap
        assert re.search(words, text), name


def test_the_pdf_is_archival_accessible_and_on_a4(contract: dict[str, Any], pdf: PdfReader) -> None:
    root = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en-GB"
    width, height = (float(side) for side in pdf.pages[0].mediabox[2:])
    assert (round(width), round(height)) == (595, 842)
    assert b"pdfuaid" in root["/Metadata"].get_data()
    assert pdf.metadata is not None
    assert pdf.metadata.creation_date is not None
    assert pdf.metadata.creation_date.date().isoformat() == contract["as_of"]


def test_word_says_its_table_headers_and_describes_its_picture(document: Any) -> None:
    for table in document.tables:
        header = table.rows[0]._tr.trPr
        assert header is not None
        assert header.xpath("./w:tblHeader")
        assert table._tbl.tblPr.xpath("./w:tblCaption/@w:val")[0]
    (picture,) = document.inline_shapes
    assert picture._inline.docPr.get("descr").startswith("Line chart of attendance by school week")
    assert [one.text for one in document.paragraphs if one.style.name == "Heading 1"] == [
        "Attendance: report to governors"
    ]


@pytest.mark.parametrize("format", ["json", "pdf", "docx", "table"])
def test_the_same_marks_give_the_same_bytes(format: str) -> None:
    first, second = (GOVERNORS_PAPER.as_bytes(governors_dict(paper()), format) for _ in range(2))
    assert first == second


def test_every_form_says_what_it_is_about_and_defines_its_words(
    contract: dict[str, Any], document: Any, pdf: PdfReader
) -> None:
    words = " ".join(one.text for one in document.paragraphs)
    paper_text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pdf.pages))
    table = re.sub(r"\s+", " ", GOVERNORS_PAPER.as_bytes(contract, "table").decode())
    for text in (words, paper_text, table):
        assert "Marks up to 14 November 2025" in text
        assert "Policy: cheetwood" in text
        assert "possible session" in text
        assert "10% or more" in text
        assert "one or two pupils" in text
        assert "not accredited" in text or "not the accredited" in text
        assert "Forename" not in text
        assert "Surname" not in text
