"""A night from the inbox to the summary: what each file becomes, what is made, and a second run."""

from __future__ import annotations

import json
import re
from datetime import date

import duckdb
import pytest

from attendctl.errors import AttendctlError
from attendctl.nightly.one_at_a_time import the_only_run
from attendctl.reports.nightly.page import night_page
from tests.nightly.night_school import AMBER, MISSED, NIGHT, NOW, RED, School, marks


def became(said: dict[str, object]) -> dict[str, str]:
    files = said["files"]
    assert isinstance(files, list)
    return {one["file"]: one["became"] for one in files}


def test_a_whole_night_and_the_same_once_more(school: School) -> None:
    school.put_everything()
    said = school.night()
    assert became(said) == {
        "contacts.csv": "imported",
        "marks.csv": "imported",
        "pupils.csv": "imported",
        "wrong.csv": "refused",
    }
    (register,) = (one for one in said["files"] if one["file"] == "marks.csv")
    assert (register["rows_read"], register["marks_new"], register["marks_changed"]) == (240, 240, 0)
    assert list((school.folder / "inbox").iterdir()) == []
    assert re.fullmatch(r"archive/2025-11-08/marks\.[0-9a-f]{12}\.csv", register["kept"])
    assert (school.folder / register["kept"]).read_text().splitlines() == marks()
    # greenhill: 92.5% is amber and 90.0% is red; 100% is due nothing
    assert (said["letters"]["mode"], said["letters"]["by_letter"]) == ("drafts", {"2a": 1, "3a": 1})
    assert {one.suffix for one in (school.folder / "drafts").iterdir()} == {".pdf", ".json"}
    assert school.told()["letters"] == []
    assert [one["file"] for one in said["reports"]] == [
        "nightly/2025-11-08/week.xlsx",
        "nightly/2025-11-08/check.csv",
    ]
    assert said["backup"] == {"file": "nightly/backups/attendance-2025-11-08.zip", "kept": 1}
    assert said["exit_status"] == 6  # a file was refused
    files, told = school.files(), school.told()
    assert school.night() == said
    assert (school.files(), school.told()) == (files, told)


def test_a_refused_file_stands_beside_its_refusals(after_a_night: School) -> None:
    summary = after_a_night.folder / "nightly" / "2025-11-08" / "summary.json"
    said = json.loads(summary.read_text(encoding="utf-8"))
    (refused,) = (one for one in said["files"] if one["became"] == "refused")
    text = after_a_night.folder / refused["kept"]
    assert "line 3" in text.read_text(encoding="utf-8")
    beside = json.loads(text.with_suffix(".json").read_text(encoding="utf-8"))
    assert [one["line"] for one in beside["refusals"]] == [3]
    assert text.with_suffix("").read_text().splitlines()[2].endswith("Q9")


def test_the_summary_names_nobody_and_its_links_lead_somewhere(after_a_night: School) -> None:
    output = after_a_night.folder / "nightly"
    pages = [output / "latest.html", output / "2025-11-08" / "summary.html"]
    for path in pages:
        text = path.read_text(encoding="utf-8")
        links = [one for one in re.findall(r'href="([^"]+)"', text) if not one.startswith("#")]
        assert len(links) == 4  # two reports, the refusals, the drafts
        assert all((path.parent / link).exists() for link in links), links
    for path in [*pages, output / "2025-11-08" / "summary.json"]:
        text = path.read_text(encoding="utf-8")
        assert not [word for word in ("Okoro", "Ada", "Grace", *MISSED) if word in text], path.name


def test_a_page_escapes_what_a_file_is_called(school: School) -> None:
    school.put("<b>&.csv", "no register")
    said = school.night()
    page = night_page(said, base=school.folder, at=school.folder / "nightly")
    assert "<b>&.csv" not in page
    assert "&lt;b&gt;&amp;.csv" in page
    (link,) = re.findall(r'<a href="(\.\./refused[^"]+)"', page)
    assert "%3Cb%3E%26." in link


def test_a_file_that_came_before_is_archived_and_said_so(after_a_night: School) -> None:
    school = after_a_night
    school.configure('letters = "none"\nreports = []\nbackup = false\n')
    school.put("marks again.csv", *marks())
    said = school.night(date(2025, 11, 9))
    assert became(said) == {"marks again.csv": "came before"}
    assert said["files"][0]["why"].startswith("Import 3 of 2025-11-08 is the same file")
    assert len(list((school.folder / "archive" / "2025-11-09").iterdir())) == 1
    assert len(school.told()["imports"]) == 3


def test_nothing_yet(school: School) -> None:
    (school.folder / "inbox").rmdir()
    said = school.night()
    assert said["exit_status"] == 6
    assert said["to_look_at"] == [
        "Nothing has been imported yet.",
        "There is no inbox: make the folder, and have the exports put there.",
    ]
    assert not school.ledger.exists()


def test_letters_are_written_where_the_school_chooses(school: School) -> None:
    school.configure('letters = "write"\nreports = []\nbackup = false\n')
    school.put_everything()
    said = school.night()
    assert (said["letters"]["made"], said["letters"]["folder"]) == (2, "letters")
    assert [one[1] for one in school.told()["letters"]] in (["2a", "3a"], ["3a", "2a"])
    assert school.night() == said
    assert len(school.told()["letters"]) == 2
    assert not (school.folder / "drafts").exists()
    assert said["backup"] is None
    assert said["reports"] == []


def test_a_report_that_cannot_be_made_holds_back_no_other(school: School) -> None:
    school.configure('letters = "none"\nreports = ["governors.pdf", "check.csv"]\n')
    school.put("marks.csv", "UPN,Surname,Forename,Date,Session,Mark", f"{RED},Okoro,Ada,08/09/2025,AM,/")
    said = school.night()
    names = {one["name"]: one["file"] for one in said["reports"]}
    assert names["check.csv"] == "nightly/2025-11-08/check.csv"
    for one in said["reports"]:
        assert (one["file"] is None) == bool(one["why_not"])
    assert said["letters"]["made"] == 0


def test_a_ledger_that_is_not_sound_stops_the_night(after_a_night: School) -> None:
    school = after_a_night
    before = (school.folder / "nightly" / "backups" / "attendance-2025-11-08.zip").read_bytes()
    with duckdb.connect(str(school.ledger)) as file:
        file.execute("UPDATE mark SET code = 'I' WHERE date = '2025-10-27'")
    said = school.night()
    assert said["exit_status"] == 3
    assert (said["letters"], said["actions"], said["reports"], said["backup"]) == (None, None, [], None)
    assert (school.folder / "nightly" / "backups" / "attendance-2025-11-08.zip").read_bytes() == before
    assert "not what it was told" in (school.folder / "nightly" / "latest.html").read_text()


def test_a_clock_that_was_set_back(school: School) -> None:
    school.put("marks.csv", *marks())
    school.configure('letters = "none"\nreports = []\nbackup = false\n')
    school.night()
    school.put("more.csv", "UPN,Date,Session,Mark", f"{AMBER},03/11/2025,AM,/")
    with pytest.raises(AttendctlError, match="ledger was told something on 2025-11-08") as fault:
        school.night(date(2025, 11, 7))
    assert (fault.value.code, fault.value.exit_status) == ("U004", 2)
    assert (school.folder / "inbox" / "more.csv").exists()


def test_a_ledger_whose_making_was_ended_is_made_by_the_next_night(school: School) -> None:
    duckdb.connect(str(school.ledger)).close()  # it has its name, and no tables yet
    school.configure('letters = "none"\nreports = []\nbackup = false\n')
    school.put("marks.csv", *marks())
    assert became(school.night()) == {"marks.csv": "imported"}


def test_one_run_at_a_time(school: School) -> None:
    with the_only_run(school.ledger), pytest.raises(AttendctlError, match="Another night run") as fault:
        school.night()
    assert (fault.value.code, fault.value.exit_status) == ("L005", 5)
    assert school.night(now=NOW)["night"] == NIGHT.isoformat()


def test_of_the_backups_the_newest_are_kept(school: School) -> None:
    school.configure('letters = "none"\nreports = []\nbackups_kept = 2\n')
    school.put("marks.csv", *marks())
    folder = school.folder / "nightly" / "backups"
    folder.mkdir(parents=True)
    (folder / "attendance-of mine.zip").touch()  # not a night's: it stays
    for day in (8, 9, 10):
        said = school.night(date(2025, 11, day))
    assert said["backup"]["kept"] == 2
    assert sorted(path.name for path in folder.iterdir()) == [
        "attendance-2025-11-09.zip",
        "attendance-2025-11-10.zip",
        "attendance-of mine.zip",
    ]
