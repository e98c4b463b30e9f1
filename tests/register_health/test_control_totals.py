"""The totals that an export states of a pupil, against its marks: worked by hand."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.cli.command_line import Desk, at_a_desk

ANNA, BEN = "N999200000001", "C999200000002"
SIGNED = ("--by", "A. Lee", "--position", "Office Manager", "--reason", "Rang")
# Monday to Thursday, eight sessions: 6 attended, 1 authorised, 1 unauthorised. 6 of 8 is 75%.
ANNAS = "/\\/\\/IO\\"
WEEK_1 = ("08/09/2025", "09/09/2025", "10/09/2025", "11/09/2025")
WEEK_2 = ("15/09/2025", "16/09/2025", "17/09/2025", "18/09/2025")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return at_a_desk(tmp_path, monkeypatch)


def take_in(desk: Desk, name: str, totals: str, *, codes: str = ANNAS, days: tuple[str, ...] = WEEK_1) -> Any:
    """Import a file of Anna's marks in which each row states the same totals; Ben has none of them."""
    lines = ["UPN,Surname,Forename,Date,Session,Mark,Possible,Attended,Authorised,Unauthorised,Attendance %"]
    for place, code in enumerate(codes):
        when = f"{days[place // 2]},{('AM', 'PM')[place % 2]}"
        lines += [f"{ANNA},Quill,Anna,{when},{code},{totals}", f"{BEN},Reed,Ben,{when},/,,,,,"]
    path = desk.folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return desk.json("import", path)


def found(desk: Desk) -> list[dict[str, Any]]:
    """What ``attendctl check`` finds of totals."""
    result = desk.run("check", "--format", "json")
    assert result.exit_code in (0, 6), result.output
    return [one for one in json.loads(result.stdout)["findings"] if one["kind"] == "totals"]


@pytest.mark.parametrize(
    "totals",
    [
        "8,6,1,1,75.0%",
        "8,6,1,1,75",
        "8,6,1,1,0.75",  # as a workbook keeps it
        ",,,,75.00",
        "8,,,,",
        ",,,,",
    ],
)
def test_totals_that_the_marks_give_are_no_finding(desk: Desk, totals: str) -> None:
    take_in(desk, "week.csv", totals)
    assert found(desk) == []
    assert desk.run("check").exit_code == 0


@pytest.mark.parametrize(
    ("totals", "name", "stated", "counted"),
    [
        ("9,6,1,1,", "possible", "9", "8"),
        ("8,5,1,1,", "attended", "5", "6"),
        ("8,6,0,1,", "authorised", "0", "1"),
        ("8,6,1,2,", "unauthorised", "2", "1"),
        (",,,,75.1%", "percent", "75.1", "75.0"),
        (",,,,74.94", "percent", "74.94", "75.00"),
    ],
)
def test_totals_that_the_marks_do_not_give_name_no_session(
    desk: Desk, totals: str, name: str, stated: str, counted: str
) -> None:
    take_in(desk, "week.csv", totals)
    (one,) = found(desk)
    assert (one["upn"], one["where"], one["sessions"]) == (ANNA, "week.csv, line 2", [])
    assert one["totals"] == [{"name": name, "stated": stated, "counted": counted}]
    assert "attendctl reconcile --totals" in one["fix"]


# 7 of 8 is 87.5%: as a whole number it may be written 87 or 88.
@pytest.mark.parametrize(
    ("percent", "differs"), [("86", True), ("87", False), ("88", False), ("89", True), ("87.4", True)]
)
def test_a_percentage_is_compared_to_the_decimals_it_has(desk: Desk, percent: str, differs: bool) -> None:
    take_in(desk, "week.csv", f",,,,{percent}", codes="/\\/\\/\\I\\")
    assert (len(found(desk)) == 1) == differs


def test_a_session_amended_since_is_named(desk: Desk) -> None:
    take_in(desk, "week.csv", "8,6,1,1,75.0")
    assert desk.run("amend", ANNA, "2025-09-09", "PM", "O", *SIGNED).exit_code == 0
    (one,) = found(desk)
    assert one["sessions"] == [{"date": "2025-09-09", "session": "PM", "code": "O", "code_before": "\\"}]
    assert [(row["name"], row["stated"], row["counted"]) for row in one["totals"]] == [
        ("attended", "6", "5"),
        ("unauthorised", "1", "2"),
        ("percent", "75.0", "62.5"),
    ]
    shown = desk.run("check")
    assert shown.exit_code == 6
    assert "week.csv, line 2  states sessions attended 6, the register gives 5; " in shown.stdout
    assert "9 September 2025 PM \\ → O" in shown.stdout
    (row,) = csv.DictReader(io.StringIO(desk.run("check", "--format", "csv").stdout))
    assert (row["where"], row["date"], row["code_before"]) == ("week.csv, line 2", "2025-09-09", "\\")


def test_a_session_that_the_file_lacks_is_named(desk: Desk) -> None:
    desk.run("import", desk.write("before.csv", f"{ANNA},Quill,Anna,11/09/2025,PM,B"))
    take_in(desk, "week.csv", "7,5,1,1,", codes=ANNAS[:7])  # its last day ends with the morning
    (one,) = found(desk)
    assert one["sessions"] == [{"date": "2025-09-11", "session": "PM", "code": "B", "code_before": None}]


def test_a_week_may_state_the_year_to_date(desk: Desk) -> None:
    take_in(desk, "first.csv", "8,6,1,1,75.0")
    take_in(desk, "second.csv", "16,14,1,1,87.5", codes="/\\" * 4, days=WEEK_2)
    assert found(desk) == []
    take_in(desk, "third.csv", "16,13,1,1,87.5", codes="/\\" * 4, days=WEEK_2)
    (one,) = found(desk)  # nearer to the year than to the week
    assert one["totals"] == [{"name": "attended", "stated": "13", "counted": "14"}]


def test_a_later_file_of_these_days_takes_the_place_of_the_first(desk: Desk) -> None:
    take_in(desk, "wrong.csv", "9,6,1,1,")
    assert len(found(desk)) == 1
    take_in(desk, "right.csv", "8,6,1,1,")
    assert found(desk) == []
    assert desk.run("undo", "2").exit_code == 0
    assert [one["where"] for one in found(desk)] == ["wrong.csv, line 2"]
    assert desk.run("undo", "1").exit_code == 0


def test_totals_of_each_week_say_nothing_of_the_file(desk: Desk) -> None:
    """Rows of a pupil that state different totals: of which days they are, nobody knows."""
    path = desk.folder / "weeks.csv"
    path.write_text(
        "UPN,Date,Session,Mark,Possible\n"
        f"{ANNA},08/09/2025,AM,/,1\n{ANNA},15/09/2025,AM,/,9\n{BEN},08/09/2025,AM,/,\n"
    )
    assert desk.run("import", path).exit_code == 0
    assert found(desk) == []


def test_they_are_in_the_chain_and_in_the_answer_to_the_child(desk: Desk) -> None:
    take_in(desk, "week.csv", "8,6,1,1,75.0")
    said = desk.json("pupil", ANNA, "--export", desk.folder / "anna.zip")
    assert said["rows"]["totals"] == 1
    assert desk.json("pupil", BEN, "--export", desk.folder / "ben.zip")["rows"]["totals"] == 0
    with duckdb.connect(str(desk.ledger)) as file:
        file.execute("UPDATE stated_total SET attended = 8")
    result = desk.run("check")
    assert result.exit_code == 3
    assert "import 1, totals, is not what it was" in result.stdout


def test_the_rule_by_which_a_system_counts_is_named_from_the_same_file(desk: Desk) -> None:
    """A wide register whose system counts days at another school as attended: no session differs."""
    path = desk.folder / "wide.csv"
    path.write_text(
        "UPN,Surname,Forename,08/09/2025 AM,08/09/2025 PM,09/09/2025 AM,09/09/2025 PM,Possible,Attended\n"
        f"{ANNA},Quill,Anna,/,\\,/,I,4,3\n{BEN},Reed,Ben,/,\\,D,D,4,4\nTotal,,,2,2,1,0,8,7\n",
        encoding="utf-8",
    )
    desk.run("import", path)
    (one,) = found(desk)
    assert (one["upn"], one["where"], one["sessions"]) == (BEN, "wide.csv, line 3", [])
    assert [(row["stated"], row["counted"]) for row in one["totals"]] == [("4", "2"), ("4", "2")]
    answer = desk.run("reconcile", "--totals", path, "--as-of", "2025-09-09").stdout
    assert "1 pupil: sessions due at another school (D) are counted as attended" in answer


@pytest.mark.parametrize("total", ["1e309", "-nan", "-1", "99999999999", "1e7", "many"])
@pytest.mark.parametrize("place", [0, 4])
def test_a_total_that_is_none_is_left_out_with_a_warning(desk: Desk, total: str, place: int) -> None:
    said = take_in(desk, "odd.csv", ",".join([""] * place + [total] + [""] * (4 - place)), codes="/\\")
    assert [one["code"] for one in said["files"][0]["warnings"]] == ["W124"]
    assert found(desk) == []
