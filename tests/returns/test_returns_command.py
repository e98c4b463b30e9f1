"""attendctl returns, from the command line: the list, the workbook, the record, and what is expected."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.command_line import TODAY, Desk, at_a_desk
from tests.returns.days_of_school import away, school_days

# Today is Friday 26 September 2025, the marks begin on the 3rd. Zoë was away without leave from Monday 8 to
# Friday 19 September, ten school days; Ben is ill since Monday 15 September, ten days; Ivy is at school.
ZOE, BEN, IVY = "A999200000010", "A999200000020", "A999200000030"
NAMES = ("Åsberg", "Zoë", "Quill", "Ben ")
CONFIG = """
[school]
name = "Ash Primary"
urn = "999003"
signatory = "J. Ashby"
signatory_role = "Attendance Officer"
"""
PUPILS = f"""\
UPN,Surname,Forename,Date of Birth,Year Group,Class,Address,Postcode
{ZOE},Åsberg,Zoë,04/05/2017,4,4K,"1 Mill Lane, Ashby",QX1 1AA
{BEN},Quill,Ben,05/06/2017,4,4K,,
{IVY},Moss,Ivy,06/07/2017,4,4K,2 Mill Lane,QX1 1AB
"""


def marks_file(folder: Path, absences: dict[str, dict[date, Any]], name: str = "marks.csv") -> Path:
    rows = ["UPN,Surname,Forename,Date,Session,Mark"]
    for upn, who in ((ZOE, "Åsberg,Zoë"), (BEN, "Quill,Ben"), (IVY, "Moss,Ivy")):
        for day in school_days(date(2025, 9, 3), 18):
            for half, mark in zip(("AM", "PM"), absences.get(upn, {}).get(day, "//"), strict=True):
                rows.append(f"{upn},{who},{day},{half},{mark}")
    path = folder / name
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = at_a_desk(tmp_path, monkeypatch)
    for command in ("returns_command", "actions_command", "case_command"):
        monkeypatch.setattr(f"attendctl.cli.{command}.today", lambda: TODAY)
    (tmp_path / "attendctl.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "pupils.csv").write_text(PUPILS, encoding="utf-8")
    absences = {ZOE: away(date(2025, 9, 8), 10, "O"), BEN: away(date(2025, 9, 15), 10, "I")}
    desk.take_in(tmp_path / "pupils.csv", marks_file(tmp_path, absences))
    return desk


def due(desk: Desk, *words: str) -> list[tuple[str, str]]:
    return [(one["duty"], one["upn"]) for one in desk.json("returns", *words)["due"]]


def logged(desk: Desk) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = desk.json("case", "show")["entries"]
    return entries


def test_the_list_says_of_whom_and_why(desk: Desk) -> None:
    result = desk.run("returns")
    assert result.exit_code == 0, result.output
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert "Åsberg, Zoë  4K  A999200000010" in lines
    assert (
        "10 school days in a row, 8 September 2025 to 19 September 2025. Due since 19 September 2025."
        in lines
    )
    assert "1 Mill Lane, Ashby, QX1 1AA" in lines
    assert "Quill, Ben  A999200000020  10 school days in all this academic year, 15 September 2025 to " in (
        result.stdout
    )
    assert logged(desk) == []


def test_the_workbook_has_a_sheet_for_each_duty_and_a_missing_address_in_red(desk: Desk) -> None:
    desk.run("returns", "confirm", BEN)
    result = desk.run("returns", "--output", "returns.xlsx")
    assert result.exit_code == 0, result.output
    book = load_workbook(desk.folder / "returns.xlsx")
    assert book.sheetnames == [
        "Absent without leave",
        "Illness",
        "Away without leave, enquiry",
        "Not back after leave, enquiry",
        "Missing education, enquiry",
    ]
    header, row = book["Absent without leave"].iter_rows(values_only=True)
    of_zoe = dict(zip(header, row, strict=True))
    assert of_zoe == {
        "School": "Ash Primary",
        "URN": "999003",
        "UPN": ZOE,
        "Surname": "Åsberg",
        "Forename": "Zoë",
        "Date of birth": "2017-05-04",
        "Year group": "4",
        "Class": "4K",
        "Address": "1 Mill Lane, Ashby",
        "Postcode": "QX1 1AA",
        "Cause": of_zoe["Cause"],
        "First day": "2025-09-08",
        "Last day": "2025-09-19",
        "School days": 10,
        "Still away": "no",
        "Due since": "2025-09-19",
        "Date of return": "2025-09-26",
        "Note": None,
    }
    assert str(of_zoe["Cause"]).startswith("O (")
    assert str(of_zoe["Cause"]).endswith("): 20")
    address = next(cell for cell, name in zip(book["Illness"][2], header, strict=True) if name == "Address")
    assert (address.value, address.fill.fgColor.rgb) == ("missing", "00C00000")
    assert len(list(book["Missing education, enquiry"].iter_rows())) == 1


def test_a_recorded_return_is_not_due_again_and_settles_the_step_of_the_policy(desk: Desk) -> None:
    def steps() -> list[str]:
        return [one["step"] for one in desk.json("actions")["actions"] if one["upn"] == ZOE]

    assert "return-10-days" in steps()
    result = desk.run("returns", "--record", "--output", "september.xlsx")
    assert result.exit_code == 0, result.output
    assert "Written to september.xlsx and recorded: entries 1 of the case log." in result.stdout
    (entry,) = logged(desk)
    assert (entry["kind"], entry["outcome"], entry["step"]) == ("return", None, "return-10-days")
    assert (entry["happened_on"], entry["by_name"]) == ("2025-09-26", "J. Ashby")
    assert entry["details"] == {
        "duty": "unauthorised_absence",
        "spell": "2025-09-08",
        "to": "2025-09-19",
        "counted": "in a row",
        "school_days": 10,
        "file": "september.xlsx",
    }
    assert "return-10-days" not in steps()
    content = (desk.folder / "september.xlsx").read_bytes()
    again = desk.json("returns", "--record", "--output", "september.xlsx")
    assert (again["due"], again["recorded"], again["file"]) == ([], [], None)
    assert (desk.folder / "september.xlsx").read_bytes() == content
    assert len(logged(desk)) == 1
    last = {one["duty"]: one["on"] for one in desk.json("returns")["last_made"]}
    assert (last["unauthorised_absence"], last["illness"]) == ("2025-09-26", None)


def test_a_return_that_was_withdrawn_is_due_again(desk: Desk) -> None:
    desk.run("returns", "--record", "--output", "september.xlsx")
    assert due(desk) == []
    desk.run("case", "withdraw", "1", "--reason", "it was never sent")
    assert due(desk) == [("unauthorised_absence", ZOE)]


def test_an_expected_illness_is_returned_and_settles_its_step(desk: Desk) -> None:
    result = desk.run("returns", "confirm", BEN, "--note", "in hospital until October")
    assert result.exit_code == 0, result.output
    assert "Entry 1 is logged: return-expected, expected" in result.stdout
    assert due(desk) == [("illness", BEN), ("unauthorised_absence", ZOE)]
    desk.run("returns", "--record", "--duty", "illness", "--output", "illness.xlsx")
    entry = logged(desk)[-1]
    assert (entry["step"], entry["details"]["expectation"]) == ("return-15-days", 1)
    assert due(desk) == [("unauthorised_absence", ZOE)]
    again = desk.run("returns", "confirm", BEN)
    assert again.exit_code == 2
    assert "was made on 2025-09-26 (entry 2)" in again.output


def test_the_same_answer_twice_is_one_and_its_opposite_on_one_day_is_refused(desk: Desk) -> None:
    desk.run("returns", "confirm", BEN, "--no")
    assert "Nothing changed" in desk.run("returns", "confirm", BEN, "--no").stdout
    refused = desk.run("returns", "confirm", BEN)
    assert (refused.exit_code, "attendctl case withdraw 1" in refused.output) == (2, True)
    shown = desk.json("returns")
    assert (shown["proposed"], [one["upn"] for one in shown["not_expected"]]) == ([], [BEN])


def test_what_cannot_be_confirmed_is_refused_without_a_name(desk: Desk) -> None:
    for words, status, message in (
        (("confirm", IVY), 4, "shows no illness of this pupil"),
        (("confirm", BEN, "--duty", "unauthorised-absence"), 2, "there is nothing to expect"),
        (("confirm", BEN, "--duty", "holiday"), 4, "There is no duty 'holiday'"),
        (("confirm", "Nobody Atall"), 4, "No pupil"),
        (("--school", "Ash Primary", "confirm", BEN), 2, "--school stands before confirm"),
        (("--duty", "holiday"), 4, "The duties are: unauthorised_absence, illness"),
        (("--record",), 2, "--record needs --output"),
        (("--record", "--known", "2025-09-20", "--output", "r.xlsx"), 2, "no --known"),
        (("--record", "--as-of", "2025-09-30", "--output", "r.xlsx"), 2, "is later than 2025-09-26"),
        (("--record", "--output", "nowhere/r.xlsx"), 2, "cannot be written"),
        (("--format", "xlsx"), 2, "--output"),
        (("--as-of", "2025-09-01"), 4, "no marks up to"),
    ):
        result = desk.run("returns", *words)
        assert (result.exit_code, message in result.output) == (status, True), result.output
        assert not any(name in result.output for name in NAMES)
    assert logged(desk) == []


def test_the_file_of_earlier_returns_is_never_written_over(desk: Desk) -> None:
    there = desk.folder / "september.xlsx"
    there.write_text("of last year", encoding="utf-8")
    result = desk.run("returns", "--record", "--output", "september.xlsx")
    assert (result.exit_code, "is there already" in result.output) == (2, True)
    assert there.read_text(encoding="utf-8") == "of last year"
    assert logged(desk) == []


def test_somebody_signs(desk: Desk) -> None:
    settings = desk.folder / "attendctl.toml"
    settings.write_text('[school]\nname = "Ash Primary"\nurn = "999003"\n', encoding="utf-8")
    result = desk.run("returns", "--record", "--output", "r.xlsx")
    assert (result.exit_code, "--by NAME and --position" in result.output) == (2, True)
    assert not (desk.folder / "r.xlsx").exists()
    desk.run("returns", "--record", "--output", "r.xlsx", "--by", "K. Elm", "--position", "Head")
    assert [(one["by_name"], one["by_position"]) for one in logged(desk)] == [("K. Elm", "Head")]


def test_a_correction_says_what_to_do(desk: Desk) -> None:
    desk.run("returns", "--record", "--output", "september.xlsx")
    absences = {ZOE: away(date(2025, 9, 8), 10, "O", "I"), BEN: away(date(2025, 9, 15), 10, "I")}
    assert desk.run("import", marks_file(desk.folder, absences, "corrected.csv")).exit_code == 0
    result = desk.run("returns")
    assert "the register now shows 10 sessions of it" in result.stdout
    assert "Tell the authority, then: attendctl case withdraw 1 --reason TEXT" in result.stdout
    (undone,) = desk.json("returns")["no_longer_supported"]
    assert (undone["upn"], undone["school_days_then"], undone["sessions_now"]) == (ZOE, 10, 10)


def test_by_what_was_known_before_the_correction_it_was_due(desk: Desk) -> None:
    # everything was imported on 26 September: the day before, the ledger knew of no mark
    assert desk.run("returns", "--known", "2025-09-25").exit_code == 4
    assert due(desk, "--known", "2025-09-26") == [("unauthorised_absence", ZOE)]


def test_one_pupil_and_one_duty(desk: Desk) -> None:
    desk.run("returns", "confirm", BEN)
    assert due(desk, "--pupil", ZOE) == [("unauthorised_absence", ZOE)]
    assert due(desk, "--duty", "illness") == [("illness", BEN)]
    assert [one["duty"] for one in desk.json("returns", "--duty", "illness")["last_made"]] == ["illness"]
