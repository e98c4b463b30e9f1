"""The leadership workbook read back: every figure is the JSON's, charts show cells, no cell is a formula."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import pytest
from lxml import etree
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from attendctl.reports.leadership.workbook import write_leadership_xlsx
from tests.leadership.trust_by_hand import ALDER, BIRCH, FORMULA, asked

TITLES = [
    "Summary",
    "Schools",
    "Year groups",
    "Classes",
    "Groups",
    "Bands",
    "Missing and N",
    "Lateness",
    "Actions",
    "Weeks",
    "Pupils",
    "About",
]
SESSIONS = ("possible", "attended", "authorised", "unauthorised", "missing")
WORDS = {"Week": "week", "Year": "year"}
# Each header and where its figure stands in the JSON, copied by hand.
PERCENTS = {f"{word} %": f"{key}.attendance_percent" for word, key in WORDS.items()}
SUMS = {
    f"{word} sessions {name}": f"{key}.sessions_{name}" for word, key in WORDS.items() for name in SESSIONS
}
LATE = {
    f"{word} {name}": f"{key}.{of}"
    for word, key in WORDS.items()
    for name, of in (
        ("times late", "times_late"),
        ("late after closing", "sessions_late_after_close"),
        ("minutes late", "minutes_late"),
    )
}
ABSENCE = {
    "Persistently absent pupils": "pupils_persistent",
    "Persistent absence %": "persistent_absence_percent",
    "Severely absent pupils": "pupils_severe",
    "Severe absence %": "severe_absence_percent",
    "Pupils with sessions": "pupils_with_sessions",
}
PUPIL = {
    "UPN": "upn",
    "Surname": "surname",
    "Forename": "forename",
    "Year group": "year_group",
    "Class": "class",
}
GROUP = {"Pupils": "pupils"} | PERCENTS | SUMS | ABSENCE
SHEETS: dict[str, tuple[str, dict[str, str]]] = {
    "Schools": (
        "school_rows",
        {
            "Moved to a worse band": "moved.worse",
            "Moved to a better band": "moved.better",
            "N marks too old": "to_settle.overdue",
            "N marks open": "to_settle.open",
            "Actions open": "actions.open",
            "Actions overdue": "actions.overdue",
            "Actions held back": "actions.held_back",
        }
        | GROUP
        | LATE,
    ),
    "Year groups": ("groups", GROUP),
    "Classes": ("groups", GROUP),
    "Groups": ("groups", GROUP),
    "Bands": (
        "movement.pupils",
        PUPIL
        | {
            "Moved": "direction",
            "Why": "why",
            "Band the week before, by the register then": "band_then",
            "Band the week before, by the register now": "band_before",
            "Band now": "band_now",
            "The week before, then %": "percent_then",
            "The week before, now %": "percent_before",
            "Now %": "percent_now",
        },
    ),
    "Missing and N": (
        "owed",
        {
            "Class": "class",
            "Oldest N mark": "to_settle.oldest_on",
            "Week missing": "missing",
            "Year missing": "missing_year",
            "N marks open": "to_settle.open",
            "N marks too old": "to_settle.overdue",
        },
    ),
    "Actions": (
        "actions",
        {"Action": "title", "Step": "step", "Open": "open", "Overdue": "overdue", "Held back": "held_back"},
    ),
    "Weeks": (
        "weeks",
        {
            "Week from": "week.from",
            "Week number": "week.iso",
            "Attendance %": "attendance_percent",
            "Pupils": "pupils",
            "Times late": "times_late",
            "Late after closing": "sessions_late_after_close",
            "Minutes late": "minutes_late",
        }
        | {f"Sessions {name}": f"sessions_{name}" for name in SESSIONS},
    ),
    "Pupils": (
        "pupils",
        PUPIL
        | PERCENTS
        | SUMS
        | LATE
        | {"Band": "band", "Band the week before": "band_previous_week", "Joiner or leaver": "status"},
    ),
}
CHART = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}


def saved(contract: dict[str, Any]) -> bytes:
    file = io.BytesIO()
    write_leadership_xlsx(contract, file)
    return file.getvalue()


@pytest.fixture(scope="module")
def content(contract: dict[str, Any]) -> bytes:
    return saved(contract)


@pytest.fixture(scope="module")
def book(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def value(row: dict[str, Any], path: str) -> Any:
    for key in path.split("."):
        row = row[key]
    return row


def rows_of(book: Workbook, title: str) -> list[dict[str, Any]]:
    header, *rows = book[title].iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


def expected_rows(contract: dict[str, Any], title: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = value(contract, SHEETS[title][0])
    if title == "Schools":
        return [*rows, contract["trust"]]
    by = {"Year groups": ("year",), "Classes": ("class",)}.get(title)
    if by or title == "Groups":
        rows = [row for row in rows if (row["by"] in by if by else row["by"] not in ("year", "class"))]
    return rows


def test_the_sheets_are_there_in_order(book: Workbook) -> None:
    assert book.sheetnames == TITLES


@pytest.mark.parametrize("title", SHEETS)
def test_every_figure_is_the_one_of_the_json(book: Workbook, contract: dict[str, Any], title: str) -> None:
    found, rows = rows_of(book, title), expected_rows(contract, title)
    assert len(found) == len(rows)
    assert rows or title == "Actions"
    columns = SHEETS[title][1]
    words = {"School", "Policy", "Group", "Class", "Year group", "Trend", "Persistently absent"}
    assert set(found[0]) - set(columns) <= words | {"Severely absent"}
    order = sorted(rows, key=_like_the_sheet) if title == "Groups" else rows
    for cells, row in zip(found, order, strict=True):
        assert cells["School"] == (row["school"] or "All schools")
        assert {name: cells[name] for name in columns} == {
            name: value(row, path) for name, path in columns.items()
        }


def _like_the_sheet(row: dict[str, Any]) -> Any:
    """All schools first, then school by school; within each what is stated, then what is not."""
    by = ["sen", "pp", "fsm", "eal", "lac", "social-worker", "sex"]
    return row["school"] or "", row["name"] == "not stated", by.index(row["by"])


def test_lateness_is_that_of_schools_years_and_classes(book: Workbook, contract: dict[str, Any]) -> None:
    wanted = [
        contract["trust"],
        *contract["school_rows"],
        *(row for row in contract["groups"] if row["by"] == "year"),
        *(row for row in contract["groups"] if row["by"] == "class"),
    ]
    found = rows_of(book, "Lateness")
    assert [row["By"] for row in found] == ["School"] * 3 + ["Year group"] * 5 + ["Class"] * 4
    for cells, row in zip(found, wanted, strict=True):
        assert {name: cells[name] for name in LATE} == {name: value(row, path) for name, path in LATE.items()}


def test_the_summary_has_the_trust_s_figures(book: Workbook, contract: dict[str, Any]) -> None:
    rows = {row[0]: row[1:3] for row in book["Summary"].iter_rows(values_only=True) if row[0]}
    assert rows["Attendance %"] == (91.7, 88.7)
    assert rows["Sessions possible"] == (109, 309)
    assert rows["Sessions attended"] == (100, 274)
    assert rows["Sessions of authorised absence"] == (0, 12)
    assert rows["Sessions of unauthorised absence"] == (9, 23)
    assert rows["Missing marks"] == (1, 1)
    assert rows["Times late"] == (1, 2)
    assert rows["Minutes late"] == (5, 17)
    assert rows["Pupils"] == (11, None)
    assert rows["Persistently absent pupils"] == (2, 18.2)
    assert rows["Severely absent pupils"] == (1, 9.1)
    assert rows["Moved to a worse band since last week"][0] == 2
    assert rows["Moved to a better band"][0] == 4
    assert rows["Correction and attendance cancelled out"][0] == 1
    assert rows["Of all moves, by a correction alone"][0] == 1
    assert (rows["N marks open"][0], rows["N marks too old"][0]) == (2, 1)
    actions = contract["trust"]["actions"]
    assert [rows[f"Actions {word}"][0] for word in ("open", "overdue", "held back")] == [
        actions["open"],
        actions["overdue"],
        actions["held_back"],
    ]
    assert rows["greenhill: yellow"] == (3, 4)
    assert rows["national: red"] == (2, 3)


def test_about_has_the_definitions_and_the_days(book: Workbook, contract: dict[str, Any]) -> None:
    rows = [tuple(row[:2]) for row in book["About"].iter_rows(values_only=True)]
    assert set(rows) >= {(one["term"], one["says"]) for one in contract["definitions"]}
    words = dict(rows)
    assert words["As of"].startswith("2025-09-26")
    assert words["Known"] == "all the ledger has been told"
    assert "2025-W39" in words["Days"]
    assert "5 school days" in words["Marks to settle"]


def test_no_cell_can_be_a_formula(content: bytes, book: Workbook) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        sheets = [name for name in parts.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == len(TITLES)
        for name in sheets:
            assert b"<f>" not in parts.read(name)
            assert b"<f " not in parts.read(name)
    named = [cell for row in book["Pupils"].iter_rows() for cell in row if cell.value == FORMULA]
    assert [(cell.data_type, cell.quotePrefix) for cell in named] == [("s", True)]


def test_the_same_report_gives_the_same_bytes(contract: dict[str, Any], content: bytes) -> None:
    assert saved(contract) == content


@pytest.mark.parametrize("title", TITLES[1:-1])
def test_filters_frozen_header_and_paper(book: Workbook, title: str) -> None:
    sheet = book[title]
    width = len(list(sheet.iter_cols(max_row=1)))
    rows = sheet.max_row - (title == "Schools")  # the totals below are in no filter
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:{sheet.cell(1, width).column_letter}{rows}"
    assert sheet.print_title_rows == "$1:$1"
    assert re.fullmatch(rf"'{title}'!\$A\$1:\$[A-Z]+\${sheet.max_row}", sheet.print_area)
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToHeight) == ("landscape", 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert title in sheet.oddHeader.center.text


def test_the_summary_is_frozen_and_fits_the_paper(book: Workbook) -> None:
    sheet = book["Summary"]
    assert sheet.freeze_panes == "A4"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_area.startswith("'Summary'!$A$1:$V$")


def test_bands_have_their_colours(book: Workbook) -> None:
    sheet = book["Bands"]
    header = [cell.value for cell in sheet[1]]
    now = {
        row[header.index("Band now")].value: row[header.index("Band now")]
        for row in sheet.iter_rows(min_row=2)
    }
    assert now["green"].fill.fgColor.rgb == "00C6E0B4"
    assert now["yellow"].fill.fgColor.rgb == "00FFF2CC"


class Chart:
    """A chart as a spreadsheet reads it: titles, axes, and the values of the cells that it refers to."""

    def __init__(self, xml: bytes, book: Workbook) -> None:
        self._tree, self._book = etree.fromstring(xml), book

    def _all(self, path: str) -> list[Any]:
        return list(self._tree.xpath(path, namespaces=CHART))

    @property
    def title(self) -> str:
        return "".join(self._all("c:chart/c:title//a:t/text()"))

    @property
    def axis_titles(self) -> list[str]:
        return [
            "".join(axis.xpath("c:title//a:t/text()", namespaces=CHART))
            for axis in self._all("//c:catAx | //c:valAx | //c:dateAx")
        ]

    @property
    def hidden_axes(self) -> list[str]:
        return self._all("//c:catAx/c:delete/@val | //c:valAx/c:delete/@val")

    @property
    def scale(self) -> tuple[str | None, str | None]:
        low, high = (self._all(f"//c:valAx/c:scaling/c:{end}/@val") for end in ("min", "max"))
        return (low[0] if low else None, high[0] if high else None)

    @property
    def series(self) -> dict[str, dict[Any, Any]]:
        """The value of every series by its label, from the cells."""
        found = {}
        for one in self._all("//c:ser"):
            name = "".join(one.xpath("c:tx//c:v/text()", namespaces=CHART))
            labels = self._cells(one.xpath("c:cat/c:strRef/c:f/text()", namespaces=CHART)[0])
            values = self._cells(one.xpath("c:val/c:numRef/c:f/text()", namespaces=CHART)[0])
            found[name] = dict(zip(labels, values, strict=True))
        return found

    def _cells(self, reference: str) -> list[Any]:
        title, cells = re.fullmatch(r"'(.+)'!(.+)", reference).groups()  # type: ignore[union-attr]
        block = self._book[title][cells.replace("$", "")]
        rows = block if isinstance(block, tuple) else ((block,),)
        return [cell.value for row in rows for cell in row]


def charts(content: bytes) -> dict[str, Chart]:
    book = load_workbook(io.BytesIO(content))
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        names = [name for name in parts.namelist() if name.startswith("xl/charts/chart")]
        drawn = [Chart(parts.read(name), book) for name in names]
    return {chart.title: chart for chart in drawn}


def test_charts_show_the_right_cells(content: bytes) -> None:
    drawn = {title: chart.series for title, chart in charts(content).items()}
    mondays = ("2025-09-08", "2025-09-15", "2025-09-22")
    assert drawn == {
        "Attendance by school week": {
            "All schools": dict(zip(mondays, (81.0, 93.0, 91.7), strict=True)),
            ALDER: dict(zip(mondays, (95.7, 92.9, 98.7), strict=True)),
            BIRCH: dict(zip(mondays, (46.7, 93.3, 73.3), strict=True)),
        },
        "Attendance by year group": {
            "Week": {"3": 98.9, "4": 60.0},  # 88 of 89, 12 of 20
            "Year": {"3": 95.6, "4": 60.0},
        },
        "Pupils by band": {
            "Now": {
                "greenhill: green": 5,
                "greenhill: yellow": 3,
                "greenhill: amber": 0,
                "greenhill: red": 0,
                "national: green": 0,
                "national: amber": 1,
                "national: red": 2,
            },
            "Week before": {
                "greenhill: green": 1,
                "greenhill: yellow": 4,
                "greenhill: amber": 0,
                "greenhill: red": 2,
                "national: green": 0,
                "national: amber": 0,
                "national: red": 3,
            },
        },
        # two of the eight who are stated to have no pupil premium or to have it: Ives and Jay
        "Persistent absence by group, the year": {
            "Persistent absence %": {"Pupil premium: no": 28.6, "Pupil premium: yes": 0.0}
        },
        "Attendance by school, the year": {"Year": {ALDER: 95.9, BIRCH: 71.1}},
    }


def test_charts_have_titles_axes_and_a_scale_that_shows_something(content: bytes) -> None:
    drawn = charts(content)
    for chart in drawn.values():
        assert len(chart.axis_titles) == 2
        assert all(chart.axis_titles)
        assert chart.hidden_axes == ["0", "0"]
    assert drawn["Attendance by school week"].scale == ("30", "100")  # the lowest is 46.7
    assert drawn["Attendance by year group"].scale == ("50", "100")  # 60.0
    assert "Attendance %, from 30" in drawn["Attendance by school week"].axis_titles
    assert drawn["Attendance by school, the year"].scale == ("65", "100")  # 71.1
    assert drawn["Pupils by band"].scale == ("0", None)
    assert drawn["Persistent absence by group, the year"].scale == ("0", None)


def test_of_one_school_no_column_says_which(trust: Path) -> None:
    content = saved(asked(trust, "--school", ALDER))
    book = load_workbook(io.BytesIO(content))
    assert [book[title]["A1"].value for title in ("Schools", "Year groups", "Pupils", "Weeks")] == [
        "School",
        "Year group",
        "UPN",
        "Week from",
    ]
    drawn = charts(content)
    assert "Attendance by school, the year" not in drawn
    assert drawn["Attendance by school week"].series == {
        ALDER: {"2025-09-08": 95.7, "2025-09-15": 92.9, "2025-09-22": 98.7}
    }
    assert drawn["Pupils by band"].series["Now"] == {"green": 5, "yellow": 3, "amber": 0, "red": 0}
    assert book["Summary"]["A1"].value == "Attendance of Alder School"


def test_a_school_s_name_is_text_everywhere(contract: dict[str, Any]) -> None:
    """A control character and the codes of a page header do nothing, on cells, charts and paper."""
    odd = json.loads(json.dumps(contract).replace(BIRCH, "=Bir\\u001bch & &D"))
    content = saved(odd)
    assert "=Bir\ufffdch & &D" in charts(content)["Attendance by school week"].series
    alone = {key: odd[key] for key in odd} | {"schools": odd["schools"][1:]}
    book = load_workbook(io.BytesIO(saved(alone)))
    assert book["Summary"]["A1"].value == "Attendance of =Bir\ufffdch & &D"
    assert "&& &&D" in book["Summary"].oddHeader.center.text
