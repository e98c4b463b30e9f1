"""attendctl import, from the command line to the ledger: JSON contract, exit status, messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from attendctl.import_files import import_files
from attendctl.settings import Settings
from tests.cli.command_line import TODAY, Desk, at_a_desk
from tests.ledger.registers import read_amendments, read_marks

ANNA = "A999200000010"  # invented; its check letter fits
FILE_KEYS = {
    "file", "sha256", "kind", "layout", "school", "rows_read", "marks_new", "marks_changed", "marks_same",
    "marks_missing_from_export", "pupils_new", "pupils_changed", "first_date", "last_date", "refusals",
    "warnings", "import_id",
}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return at_a_desk(tmp_path, monkeypatch)


@pytest.fixture
def marks(desk: Desk) -> Path:
    return desk.write(
        "marks.csv", f"{ANNA},Åsberg,Zoë,08/09/2025,AM,N", f"{ANNA},Åsberg,Zoë,08/09/2025,PM,\\"
    )


@pytest.fixture
def wrong(desk: Desk) -> Path:
    return desk.write(
        "wrong.csv",
        f"{ANNA},Åsberg,Zoë,08/09/2025,AM,N",
        f"{ANNA},Åsberg,Zoë,31/02/2025,AM,/",
        f"{ANNA},Åsberg,Zoë,09/09/2025,AM,Q9",
    )


def test_json_keeps_the_contract(desk: Desk, marks: Path) -> None:
    result = desk.json("import", marks)
    assert result["saved"] is True
    (file,) = result["files"]
    assert file.keys() >= FILE_KEYS
    assert (file["file"], file["kind"], file["school"]) == ("marks.csv", "marks", "School")
    assert (file["marks_new"], file["marks_changed"], file["marks_same"]) == (2, 0, 0)
    assert (file["first_date"], file["last_date"], file["import_id"]) == ("2025-09-08", "2025-09-08", 1)
    assert file["refusals"] == []


def test_the_same_file_is_read_anew_once_a_column_has_a_new_meaning(desk: Desk) -> None:
    file = desk.folder / "sets.csv"
    file.write_text(
        f"UPN,Surname,Forename,Tutorial Set,Date,Session,Mark\n{ANNA},Åsberg,Zoë,7A,08/09/2025,AM,/\n",
        encoding="utf-8",
    )
    assert desk.json("import", file)["files"][0]["import_id"] == 1
    assert desk.json("report")["pupils"][0]["class"] is None
    config = desk.folder / "attendctl.toml"
    config.write_text('[import.columns]\n"Tutorial Set" = "class"\n', encoding="utf-8")
    again = desk.json("import", file)["files"][0]
    assert (again["import_id"], again["marks_same"], again["marks_changed"]) == (2, 1, 0)
    assert desk.json("report")["pupils"][0]["class"] == "7A"


def test_what_came_in_before_the_configuration_belongs_to_the_one_school_it_names(
    desk: Desk, marks: Path
) -> None:
    desk.run("import", marks)
    assert desk.json("report")["policy"] == "national"
    config = desk.folder / "attendctl.toml"
    config.write_text(
        '[school]\nname = "Ash Primary"\nurn = "999101"\npolicy = "greenhill"\n', encoding="utf-8"
    )
    report = desk.json("report")
    assert report["school"] == {"name": "Ash Primary", "urn": "999101"}
    assert report["policy"] == "greenhill"


def test_a_file_given_twice_in_a_dry_run_says_so(desk: Desk, marks: Path) -> None:
    assert "already imported (by this very command)" in desk.run("import", marks, marks, "--dry-run").stdout


def test_the_summary_says_what_an_officer_asks(desk: Desk, marks: Path) -> None:
    result = desk.run("import", marks)
    assert result.exit_code == 0
    words = " ".join(result.stdout.split())
    assert "marks.csv (import 1)" in words
    assert "Rows read 2 Pupils 1, 1 new Days 8 September 2025 to 8 September 2025 New marks 2" in words


def test_the_same_file_again_says_so(desk: Desk, marks: Path) -> None:
    desk.run("import", marks)
    result = desk.run("import", marks)
    assert (result.exit_code, result.stdout) == (
        0,
        "marks.csv: already imported (import 1). Nothing changed.\n",
    )


def test_a_wrong_row_keeps_the_whole_file_out(desk: Desk, wrong: Path) -> None:
    result = desk.run("import", wrong)
    assert result.exit_code == 3
    assert "attendctl: I041: 2 of 3 rows in wrong.csv cannot be imported. Nothing was saved." in result.stderr
    assert "line 3, column Date" in result.stderr
    assert "line 4, column Mark" in result.stderr
    assert "--accept-partial" in result.stderr
    assert "sberg" not in result.output
    assert not desk.ledger.exists()


def test_refusals_are_in_the_json_and_nothing_is_saved(desk: Desk, marks: Path, wrong: Path) -> None:
    result = desk.json("import", marks, wrong, exit_code=3)
    assert result["saved"] is False
    assert [file["import_id"] for file in result["files"]] == [None, None]
    refusals = [(one["line"], one["column"], one["value"]) for one in result["files"][1]["refusals"]]
    assert refusals == [(3, "Date", "31/02/2025"), (4, "Mark", "Q9")]
    assert not desk.ledger.exists()


def test_faults_of_all_files_are_shown_together(desk: Desk, wrong: Path) -> None:
    other = desk.write("other.csv", f"{ANNA},Åsberg,Zoë,08/09/2025,AM,Q8")
    stderr = desk.run("import", wrong, other, desk.folder / "gone.csv").stderr
    for text in ("31/02/2025", "'Q9'", "'Q8'", "gone.csv cannot be opened"):
        assert text in stderr


def test_with_accept_partial_the_good_rows_are_kept(desk: Desk, wrong: Path) -> None:
    result = desk.run("import", wrong, "--accept-partial")
    assert result.exit_code == 6
    assert "2 rows of wrong.csv were set aside" in result.stderr
    assert len(read_marks(desk.ledger)) == 1


def test_many_refusals_are_cut_in_the_message_and_whole_in_json(desk: Desk) -> None:
    rows = [
        f"{ANNA},Åsberg,Zoë,{day:02}/09/2025,{session},Q9" for day in range(1, 16) for session in ("AM", "PM")
    ]
    path = desk.write("many.csv", *rows)
    assert "and 10 more" in desk.run("import", path).stderr
    assert len(desk.json("import", path, exit_code=3)["files"][0]["refusals"]) == 30


def test_a_dry_run_saves_nothing(desk: Desk, marks: Path) -> None:
    result = desk.json("import", marks, "--dry-run")
    assert (result["saved"], result["files"][0]["marks_new"]) == (False, 2)
    assert not desk.ledger.exists()
    assert "Nothing was saved: this was a dry run." in desk.run("import", marks, "--dry-run").stdout


def test_a_correction_makes_an_amendment_told_on_the_given_day(desk: Desk, marks: Path) -> None:
    desk.run("import", marks, "--known", "2025-09-12")
    corrected = desk.write("corrected.csv", f"{ANNA},Åsberg,Zoë,08/09/2025,AM,I")
    assert desk.json("import", corrected)["files"][0]["marks_changed"] == 1
    assert read_amendments(desk.ledger)[0][3:8] == ("N", "I", None, None, TODAY)


def test_the_future_is_not_a_day_to_be_told_on(desk: Desk, marks: Path) -> None:
    result = desk.run("import", marks, "--known", "2025-09-27")
    assert result.exit_code == 2
    assert "in the future" in result.stderr


def test_a_stale_file_is_refused_with_its_remedy(desk: Desk, marks: Path) -> None:
    desk.run("import", marks)
    newer = desk.write(
        "newer.csv", f"{ANNA},Åsberg,Zoë,08/09/2025,AM,I", f"{ANNA},Åsberg,Zoë,09/09/2025,AM,/"
    )
    desk.run("import", newer)
    stale = desk.write("stale.csv", f"{ANNA},Åsberg,Zoë,08/09/2025,AM,N")
    result = desk.json("import", stale, exit_code=3)
    assert result["files"][0]["refusals"][0]["line"] == 2
    assert "--accept-older" in desk.run("import", stale).stderr
    assert desk.run("import", stale, "--accept-older").exit_code == 0


def test_output_goes_to_a_file(desk: Desk, marks: Path) -> None:
    result = desk.run("import", marks, "--format", "json", "--output", desk.folder / "out.json")
    assert (result.exit_code, result.stdout) == (0, "")
    assert '"saved": true' in (desk.folder / "out.json").read_text(encoding="utf-8")


def test_a_file_that_vanishes_after_it_was_opened_is_refused(
    desk: Desk, marks: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def vanish(path: Path, *arguments: object, **options: object) -> None:
        path.unlink()
        raise FileNotFoundError(2, "No such file or directory", str(path))

    monkeypatch.setattr("attendctl.import_files.read_export", vanish)
    result = import_files([marks], Settings(folder=desk.folder), today=TODAY, known_on=TODAY)
    assert (result.saved, result.exit_status) == (False, 3)
    assert "marks.csv cannot be read: No such file" in (result.files[0].refused_because or "")


def test_marks_pupils_and_contacts_may_come_apart(desk: Desk, marks: Path) -> None:
    roll = desk.folder / "roll.csv"
    roll.write_text(
        f"UPN,Surname,Forename,Year Group,Reg Group\n{ANNA},Åsberg,Zoë,Year 3,3A\n", encoding="utf-8"
    )
    files = desk.json("import", marks, roll)["files"]
    assert [file["kind"] for file in files] == ["marks", "pupils"]
    assert (files[1]["pupils_new"], files[1]["pupils_changed"]) == (0, 1)
