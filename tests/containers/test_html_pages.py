"""HTML tables, whatever the file is called: spans, nested tags, headings above, pages without a table."""

import pytest

from attendctl.exports.containers import html_page
from attendctl.exports.containers.refusals import NoHeaderFound, NoRowsFound, NotATable, TooMuchToUnpack

HEADER = "<tr><th>UPN</th><th>Surname</th><th>Date</th><th>Mark</th></tr>"
ADE = "<tr><td>A1</td><td>Zo&euml;</td><td>Wed, 09 Sep 2026, 11:20</td><td>\\</td></tr>"


def page(*tables):
    return f"<html><body>{''.join(f'<table>{table}</table>' for table in tables)}</body></html>"


@pytest.mark.parametrize("name", ["export.xls", "export.csv", "export.html"])
def test_a_table_is_read_whatever_the_file_is_called(opened, staged, name):
    source = opened(page(HEADER + ADE), name)
    assert (source.container, source.encoding, source.tables[0].sheet) == ("html", "utf-8", None)
    assert staged(source.tables[0])[1] == [(2, "A1", "Zoë", "Wed, 09 Sep 2026, 11:20", "\\")]


@pytest.mark.parametrize(
    "start",
    [
        "<table>",
        "\ufeff<TABLE border=1>",
        "<!DOCTYPE html><html><body><table>",
        "<?xml version='1.0'?>\n<html><table>",
        "<html xmlns:x='urn:schemas-microsoft-com:office:excel'><body><div><table>",
        "<meta http-equiv='Content-Type' content='text/html; charset=utf-8'><table>",
    ],
)
def test_html_is_known_by_its_first_tags(opened, start):
    assert opened(start + HEADER + ADE + "</table>").container == "html"


@pytest.mark.parametrize("codec", ["utf-8", "utf-16", "cp1252"])
def test_names_survive_in_every_encoding(opened, staged, codec):
    row = "<tr><td>A1</td><td>Siân O'Neill</td><td>x</td><td>/</td></tr>"
    source = opened(page(HEADER + row).encode(codec))
    assert staged(source.tables[0])[1][0][2] == "Siân O'Neill"


def test_a_cell_is_the_text_of_its_tags_without_scripts(opened, staged):
    cell = (
        "<td> <b>O'<i>Neill</i></b><br>Ade&nbsp;<script>alert(1)</script><style>b{}</style><!-- x --> </td>"
    )
    table = opened(page(HEADER + f"<tr><td>A1</td>{cell}<td><p>x</p><p>y</p></td><td>/</td></tr>")).tables[0]
    assert staged(table)[1] == [(2, "A1", "O'Neill Ade", "x y", "/")]


def test_spans_are_laid_out_as_they_are_drawn(opened, staged):
    rows = (
        "<tr><td colspan=6>Larkfield Primary School</td></tr>"
        "<tr><th rowspan=2>UPN</th><th rowspan=2>Surname</th><th colspan=2>01/09/2025</th>"
        "<th colspan=2>02/09/2025</th></tr>"
        "<tr><th>AM</th><th>PM</th><th>AM</th><th>PM</th></tr>"
        "<tr><td>A1</td><td rowspan='2'>Ade</td><td>/</td><td>\\</td><td>/</td><td>\\</td></tr>"
        "<tr><td>A2</td><td>N</td><td>N</td><td>/</td><td>\\</td></tr>"
        "<tr><td colspan=6>Printed on 5 September 2025</td></tr>"
    )
    table = opened(page(rows)).tables[0]
    assert table.preamble == [(1, ["Larkfield Primary School"])]
    assert table.header_rows == [
        ["UPN", "Surname", "01/09/2025", "01/09/2025", "02/09/2025", "02/09/2025"],
        ["UPN", "Surname", "AM", "PM", "AM", "PM"],
    ]
    result, body = staged(table)
    assert body == [(4, "A1", "Ade", "/", "\\", "/", "\\"), (5, "A2", "Ade", "N", "N", "/", "\\")]
    assert [(skip.line, skip.why) for skip in result.skipped] == [(6, "a note, not data")]


def test_headings_above_the_table_are_its_preamble(opened):
    above = "<html><title>Register</title><h1>3A</h1><p>Week of 1 Sep</p>"
    assert opened(f"{above}<table>{HEADER}{ADE}</table><p>after</p>").tables[0].preamble == [
        (0, ["Register"]),
        (0, ["3A"]),
        (0, ["Week of 1 Sep"]),
    ]


def test_several_tables_are_numbered_and_layout_tables_passed_over(opened):
    inner = f"<tr><td><table>{HEADER}{ADE}</table></td></tr>"
    source = opened(page(inner, "<tr><td>menu</td></tr>", HEADER + ADE))
    assert [table.sheet for table in source.tables] == ["table 1", "table 3"]


def test_pages_without_a_table_or_without_rows(opened):
    with pytest.raises(NotATable, match="a web page without a table"):
        opened("<!doctype html><html><body><form>Password</form></body></html>")
    with pytest.raises(NoHeaderFound, match="is an HTML page"):
        opened(page("<tr><td>menu</td></tr>"))
    with pytest.raises(NoRowsFound):
        opened(page(HEADER))


def test_a_page_that_would_draw_millions_of_cells_is_refused(opened, monkeypatch):
    monkeypatch.setattr(html_page, "HTML_CELLS_LIMIT", 5_000)
    with pytest.raises(TooMuchToUnpack, match="more than 5,000 cells"):
        opened(page(HEADER + "<tr><td colspan='99999999'>x</td></tr>" * 2_000))


def test_a_page_too_large_is_refused_before_it_is_parsed(opened, monkeypatch):
    monkeypatch.setattr(html_page, "HTML_BYTES_LIMIT", 100)
    with pytest.raises(TooMuchToUnpack, match="too large to be read"):
        opened(page(HEADER + ADE))
