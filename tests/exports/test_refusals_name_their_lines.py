"""A refused row is found again in the file: the line of every refusal is opened and looked at."""

from __future__ import annotations


def test_every_refused_row_is_named_by_its_physical_line(read):
    file = read("faults.csv")
    found = {
        (refusal.line, refusal.column): (refusal.value, refusal.reason) for refusal in file.incoming.refusals
    }
    expected = {
        (4, "Date"): "is not a real day",
        (5, "Mark"): "was never an attendance code",
        (7, "Session"): "is neither AM nor PM",
        (8, "Date"): "is empty",
        (9, "UPN"): "rounded",
        (10, None): "names no pupil",
        (11, "Mark"): "contradicts 'I' on line 12",
        (12, "Mark"): "contradicts '/' on line 11",
    }
    assert set(found) == set(expected)
    for (line, column), (value, reason) in found.items():
        assert expected[line, column] in reason
        if value:
            assert value in file.physical_line(line)  # line 2 is a cell over two lines


def test_the_good_rows_are_there_all_the_same(read):
    file = read("faults.csv", accept_partial=True)
    assert [(day, code) for _, day, _, code in file.marks] == [("2024-09-12", "H"), ("2025-11-03", "/")]
    assert file.incoming.rows_read == 10
    assert file.incoming.options == {"accept_partial": "yes"}


def test_no_refusal_and_no_warning_names_a_pupil(read):
    for name in ("roll.csv", "own_totals.csv", "day_rows.csv", "names_one_column.csv", "schoolbooking.csv"):
        file = read(name)
        said = " ".join(
            [str(one) for one in file.incoming.refusals] + [one.message for one in file.incoming.warnings]
        )
        for part in ("Lindqvist", "Njoroge", "Okafor", "O'Neill", "Lee"):
            assert part not in said


def test_very_many_refusals_are_counted_and_not_all_listed(read):
    rows = "".join(f"B801200005001,{1 + n % 28:02}/11/2025,AM,Q9\n" for n in range(1500))
    refusals = read("many.csv", "UPN,Date,Session,Mark\n" + rows).incoming.refusals
    assert len(refusals) == 1001
    assert refusals[-1].reason == "500 more rows are refused and not listed here."


def test_a_refusal_in_one_of_several_sheets_names_the_sheet(read, tmp_path):
    import openpyxl

    book = openpyxl.Workbook()
    for title, code in (("3A", "/"), ("3B", "Q9")):
        sheet = book.create_sheet(title)
        sheet.append(["UPN", "Date", "Session", "Mark"])
        sheet.append(["B801200005001", "03/11/2025" if code == "/" else "04/11/2025", "AM", code])
    del book["Sheet"]
    book.save(tmp_path / "classes.xlsx")
    (refusal,) = read(tmp_path / "classes.xlsx").incoming.refusals
    assert (refusal.line, refusal.column, refusal.value) == (2, "3B!Mark", "Q9")
