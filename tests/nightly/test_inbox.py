"""What of the inbox is ready, what is still coming, and what is none of ours."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from attendctl.nightly import take_in
from attendctl.nightly.inbox import Inbox, look_into
from attendctl.nightly.put_away import kept_name
from tests.nightly.night_school import School

SETTLE = 60


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def names(found: Inbox) -> tuple[list[str], list[str]]:
    return [one.path.name for one in found.settled], [path.name for path in found.waiting]


def looked(folder: Path, now: float) -> tuple[list[str], list[str]]:
    return names(look_into(folder, now=now, settle_seconds=SETTLE))


def test_a_file_is_ready_when_it_has_lain_still_for_so_long(inbox: Path) -> None:
    path = inbox / "marks.csv"
    path.write_text("1")
    state = path.stat()
    last = max(state.st_mtime, state.st_ctime)
    assert looked(inbox, last + SETTLE - 0.01) == ([], ["marks.csv"])
    assert looked(inbox, last + SETTLE) == (["marks.csv"], [])


def test_a_copy_that_carries_the_time_of_its_original_has_not_settled(inbox: Path) -> None:
    path = inbox / "marks.csv"
    path.write_text("1")
    os.utime(path, (1_000_000_000, 1_000_000_000))  # its place in the folder was changed just now
    assert looked(inbox, path.stat().st_ctime + 1) == ([], ["marks.csv"])


def test_a_time_in_the_future_is_another_machines_clock(inbox: Path) -> None:
    path = inbox / "marks.csv"
    path.write_text("1")
    os.utime(path, (4_000_000_000, 4_000_000_000))
    here = path.stat().st_ctime
    assert looked(inbox, here + SETTLE) == (["marks.csv"], [])
    assert looked(inbox, here - 10) == ([], ["marks.csv"])  # both in the future: our clock was set back


def test_what_is_none_of_ours(inbox: Path) -> None:
    for name in (".hidden", "a.csv.part", "~$a.xlsx", "a.crdownload", "a.tmp", "Thumbs.db", "desktop.ini"):
        (inbox / name).touch()
    (inbox / "older exports").mkdir()
    (inbox / "older exports" / "b.csv").touch()
    os.mkfifo(inbox / "pipe.csv")
    (inbox / "c.csv").touch()
    assert looked(inbox, 4e9) == (["c.csv"], [])


def test_folders_and_copies_that_nobody_goes_on_with_are_told(inbox: Path) -> None:
    for name in (".hidden", "a.csv.part", "~$a.xlsx", "b.crdownload", "old.csv~", "Thumbs.db"):
        (inbox / name).touch()
    (inbox / "older exports").mkdir()
    found = look_into(inbox, now=4e9, settle_seconds=SETTLE)
    assert [path.name for path in found.left_alone] == ["a.csv.part", "b.crdownload", "older exports"]
    just_now = (inbox / "a.csv.part").stat().st_mtime
    assert look_into(inbox, now=just_now, settle_seconds=SETTLE).left_alone == ()


def test_the_oldest_comes_first(inbox: Path) -> None:
    for name, time in (("a.csv", 30), ("b.csv", 10), ("c.csv", 20), ("aa.csv", 20)):
        (inbox / name).touch()
        os.utime(inbox / name, (time, time))
    assert looked(inbox, 4e9)[0] == ["b.csv", "aa.csv", "c.csv", "a.csv"]


def test_no_inbox(tmp_path: Path) -> None:
    assert look_into(tmp_path / "none", now=4e9, settle_seconds=SETTLE) == Inbox(is_there=False)


def test_a_file_that_changes_is_not_as_it_was(inbox: Path) -> None:
    path = inbox / "a.csv"
    path.write_text("1")
    (arrived,) = look_into(inbox, now=4e9, settle_seconds=0).settled
    assert arrived.is_as_it_was()
    path.write_text("12")
    assert not arrived.is_as_it_was()
    path.unlink()
    assert not arrived.is_as_it_was()


def test_two_files_of_one_name_are_kept_apart_and_a_long_name_is_cut() -> None:
    assert kept_name("marks.csv", "a" * 64) != kept_name("marks.csv", "b" * 64)
    assert kept_name("marks", "a" * 64) == "marks.aaaaaaaaaaaa"
    assert len(kept_name("ä" * 120 + ".csv", "a" * 64).encode()) <= 255 - len(".json")


def test_a_link_is_set_aside_and_never_followed(school: School, tmp_path: Path) -> None:
    outside = tmp_path / "secret.csv"
    outside.write_text("UPN,Date,Session,Mark\nB999000000002,08/09/2025,AM,/\n")
    (school.folder / "inbox" / "link.csv").symlink_to(outside)
    said = school.night()
    (one,) = said["files"]
    assert (one["became"], one["why"]) == (
        "refused",
        "link.csv is a link, which is never followed. Nothing was saved.",
    )
    assert not school.ledger.exists()
    assert outside.exists()
    moved = (school.folder / one["kept"]).with_suffix("")
    assert moved.is_symlink()
    assert list((school.folder / "inbox").iterdir()) == []
    assert school.night() == said


def test_a_fault_of_ours_on_one_file_holds_back_no_other(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = take_in.import_files

    def fails_on_one(paths: list[Path], *settings: Any, **options: Any) -> Any:
        if paths[0].name == "bad.csv":
            raise TypeError("Okoro, Ada")  # what it says may name a child: the night does not repeat it
        return real(paths, *settings, **options)

    monkeypatch.setattr(take_in, "import_files", fails_on_one)
    school.configure('letters = "none"\nreports = []\nbackup = false\n')
    bad = school.put("bad.csv", "UPN,Date,Session,Mark", "B999000000002,08/09/2025,PM,/")
    school.put("marks.csv", "UPN,Date,Session,Mark", "B999000000002,08/09/2025,AM,/", order=1)
    said = school.night()
    assert {one["file"]: one["became"] for one in said["files"]} == {
        "marks.csv": "imported",
        "bad.csv": "stays in the inbox",
    }
    assert "TypeError" in said["to_look_at"][0]
    assert "Okoro" not in str(said)
    assert bad.exists()


def test_a_file_that_changes_or_goes_while_it_is_read_stays(school: School) -> None:
    school.configure('letters = "none"\nreports = []\nbackup = false\n')
    path = school.put("marks.csv", "UPN,Date,Session,Mark", "B999000000002,08/09/2025,AM,/")

    def goes_on_growing(done: str) -> None:
        if done == "read marks.csv":
            path.write_text("UPN,Date,Session,Mark\nB999000000002,08/09/2025,AM,/\nB9990")

    said = school.night(between=goes_on_growing)
    assert [(one["became"], one["why"]) for one in said["files"]] == [
        ("stays in the inbox", "It changed while it was read.")
    ]
    assert path.exists()
    assert said["exit_status"] == 6
