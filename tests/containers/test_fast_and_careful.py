"""A long plain file goes straight into the engine; the rows are the same as on the careful way."""

import csv
import io

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendctl.exports.containers import staging, text_table
from attendctl.exports.containers.refusals import RowTooLong
from attendctl.exports.containers.source import open_source
from tests.house.examples import examples

HEADER = ["UPN", "Surname", "Date", "Mark"]
cells = st.one_of(
    st.sampled_from(
        [
            "",
            " ",
            "\t",
            "\n",
            "\r",
            "/",
            "\\",
            "-",
            "AM",
            "Total",
            "total ",
            "Key",
            "UPN",
            "NULL",
            "0",
            "Zoë",
            "a,b",
            'say "x"',
        ]
    ),
    st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=4),
)


def known_names(row):
    return sum(1 for cell in row if cell in HEADER)


def rows_of(connection, name):
    shown = ", ".join(f"coalesce(c{at}::VARCHAR, '')" for at in range(len(HEADER)))
    return connection.execute(f"SELECT line, {shown} FROM {name} ORDER BY line").fetchall()


def both_ways(path):
    """The rows staged the fast way (None if it declined) and the careful way."""
    body = open_source(path, looks_like_header=known_names).tables[0].body
    with duckdb.connect() as connection:
        connection.execute("SET threads = 1")
        connection.execute("CREATE SCHEMA file")
        columns = range(len(HEADER))
        fast = body.stage_fast(connection, "file.fast", columns)
        left = connection.execute(
            "SELECT count(*) FROM duckdb_tables() WHERE table_name LIKE 'fast%'"
        ).fetchone()[0]
        assert bool(left) == (fast is not None)
        careful = body.stage_carefully(connection, "file.careful", columns)
        careful_rows = rows_of(connection, "file.careful")
        if fast is None:
            return None, careful_rows
        assert (fast.rows, fast.skipped, fast.warnings) == (careful.rows, careful.skipped, careful.warnings)
        return rows_of(connection, "file.fast"), careful_rows


@pytest.mark.law
@settings(
    max_examples=examples(30), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    rows=st.lists(st.lists(cells, min_size=4, max_size=4), min_size=1, max_size=8),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    newline=st.sampled_from(["\n", "\r\n"]),
    marked=st.booleans(),
)
def test_both_ways_stage_the_same_rows(tmp_path, rows, quoting, newline, marked):
    text = io.StringIO()
    writer = csv.writer(text, lineterminator=newline, quoting=quoting)
    writer.writerows([HEADER, ["A0", "Ade", "01/09/2025", "/"], *rows])
    path = tmp_path / "export.csv"
    path.write_bytes(text.getvalue().encode("utf-8-sig" if marked else "utf-8"))
    fast, careful = both_ways(path)
    assert fast is None or fast == careful


def test_plain_rows_do_take_the_fast_way(tmp_path):
    path = tmp_path / "export.csv"
    plain = [["A1", "Zoë", "01/09/2025", "/"], ["A2", "O'Neill", "", "\\"], ["A3", "", "01/09/2025", ""]] * 3
    path.write_text("\n".join(",".join(row) for row in [HEADER, *plain]), encoding="utf-8")
    fast, careful = both_ways(path)
    assert fast == careful == [(at, *row) for at, row in enumerate(plain, 2)]


@pytest.mark.parametrize(
    "odd",
    [
        "A9,Bea\n",
        "\n",
        ",,,\n",
        "Total,,,9\n",
        ",Total,,9\n",
        "UPN,Surname,Date,Mark\n",
        '"A9","Bea\nCai",01/09/2025,/\n',
        "Printed on 5 September,,,\n",
    ],
)
def test_a_single_odd_row_sends_the_file_the_careful_way(tmp_path, odd):
    path = tmp_path / "export.csv"
    plain = "A1,Ade,01/09/2025,/\n"
    path.write_text("UPN,Surname,Date,Mark\n" + plain * 5 + odd + plain * 5)
    fast, careful = both_ways(path)
    assert fast is None
    assert [row[0] for row in careful if row[1] == "A1"] == [
        2,
        3,
        4,
        5,
        6,
        *range(careful[-1][0] - 4, careful[-1][0] + 1),
    ]


def test_a_filled_cell_too_many_is_never_staged(tmp_path):
    path = tmp_path / "export.csv"
    plain = "A1,Ade,01/09/2025,/\n"
    path.write_text("UPN,Surname,Date,Mark\n" + plain * 205 + "A1,Ade, the elder,01/09/2025,/\n" + plain * 5)
    with pytest.raises(RowTooLong, match="line 207"):
        both_ways(path)


def test_titles_above_the_header_are_stepped_over(tmp_path):
    path = tmp_path / "export[1].csv"
    path.write_text(
        '"Larkfield, Primary"\n\nUPN,Surname,Date,Mark\nA1,Ade,01/09/2025,/\nA2,Bea,01/09/2025,N\n'
    )
    fast, careful = both_ways(path)
    assert fast == careful == [(4, "A1", "Ade", "01/09/2025", "/"), (5, "A2", "Bea", "01/09/2025", "N")]


@pytest.mark.parametrize("limits", ["enum", "text"])
def test_a_column_of_too_many_values_stays_text_and_reads_the_same(opened, staged, monkeypatch, limits):
    monkeypatch.setattr(text_table, "LINES_WORTH_THE_FAST_WAY", 10)
    if limits == "text":
        monkeypatch.setattr(staging, "MANY_IN_SAMPLE", 5)
        monkeypatch.setattr(staging, "ENUM_VALUES_LIMIT", 50)
    rows = [f"A{at:04},Ade,01/09/2025,/" for at in range(400)]
    result, found = staged(opened("UPN,Surname,Date,Mark\n" + "\n".join(rows)).tables[0])
    assert found == [(at, *row.split(",")) for at, row in enumerate(rows, 2)]
    assert result.rows == 400


def test_a_long_file_that_is_not_plain_is_staged_as_enums_too(opened, staged, workbench, monkeypatch):
    monkeypatch.setattr(staging, "ROWS_WORTH_AN_ENUM", 10)
    text = "UPN,Surname,Date,Mark\n" + "A1,Siân,01/09/2025,/\n" * 20 + "Total,,,20\n"
    result, found = staged(opened(text.encode("cp1252")).tables[0])
    assert found == [(at, "A1", "Siân", "01/09/2025", "/") for at in range(2, 22)]
    types = workbench.execute(f"SELECT DISTINCT typeof(c1) FROM {result.name}").fetchall()
    assert types[0][0].startswith("ENUM")


def test_an_empty_column_and_a_column_that_was_not_asked_for(opened, staged, monkeypatch):
    monkeypatch.setattr(text_table, "LINES_WORTH_THE_FAST_WAY", 3)
    table = opened("UPN,Surname,Date,Mark\n" + "A1,Ade,,/\n" * 5).tables[0]
    assert staged(table, [2, 3])[1] == [(at, "", "/") for at in range(2, 7)]
