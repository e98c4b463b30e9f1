"""A place of the night that cannot be used: one message that names it, and the next run does the rest."""

from __future__ import annotations

import errno
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from attendctl.errors import AttendctlError
from attendctl.nightly.inbox import look_into
from attendctl.nightly.put_away import archive
from attendctl.nightly.take_in import Left, read_or_refuse
from attendctl.settings import read_settings
from tests.nightly.night_school import NIGHT, NOW, School, marks

NO_REPORTS = "reports = []\nbackup = false\n"
TOO_LONG = "n" * 300  # no disk takes it, so that even to ask whether it is there fails, for root too


def refused(school: School) -> AttendctlError:
    with pytest.raises(AttendctlError) as fault:
        school.night()
    assert fault.value.exit_status == 2
    assert "Okoro" not in str(fault.value)
    return fault.value


def test_an_inbox_that_is_a_file(school: School) -> None:
    inbox = school.folder / "inbox"
    inbox.rmdir()
    inbox.write_text("in the way")
    fault = refused(school)
    assert fault.code == "U001"
    assert f"The inbox {inbox} cannot be read" in fault.message
    assert "[nightly] inbox" in fault.remedy
    assert inbox.read_text() == "in the way"
    inbox.unlink()
    inbox.mkdir()
    school.put("marks.csv", *marks())
    assert school.night()["files"][0]["became"] == "imported"


@pytest.mark.parametrize("place", ["inbox", "archive", "refused", "output", "drafts"])
def test_a_folder_that_cannot_even_be_asked_for(school: School, place: str) -> None:
    school.put_everything()
    school.configure(NO_REPORTS + f'{place} = "{TOO_LONG}"\n')
    assert TOO_LONG in refused(school).message
    school.configure(NO_REPORTS)
    became = {one["file"]: one["became"] for one in school.night()["files"]}
    assert became == dict.fromkeys(("contacts.csv", "marks.csv", "pupils.csv"), "imported") | {
        "wrong.csv": "refused"
    }


def test_a_file_where_the_drafts_should_be_is_left_alone(after_a_night: School) -> None:
    drafts = after_a_night.folder / "drafts"
    shutil.rmtree(drafts)
    drafts.write_text("in the way")
    for _night in range(2):  # the second says the same as the first
        fault = refused(after_a_night)
        assert fault.code == "U003"
        assert str(drafts) in fault.message
        assert drafts.read_text() == "in the way"
    drafts.unlink()
    after_a_night.night()
    assert (drafts / "letters.json").is_file()


def test_a_file_where_the_old_drafts_go_does_not_end_every_night(after_a_night: School) -> None:
    drafts = after_a_night.folder / "drafts"
    there = sorted(path.name for path in drafts.iterdir())
    (drafts / "letters.json").write_text("other")
    (after_a_night.folder / ".drafts.old").write_text("left behind")
    after_a_night.night()
    assert sorted(path.name for path in drafts.iterdir()) == there
    assert not (after_a_night.folder / ".drafts.old").exists()


def test_drafts_behind_a_link_are_made_anew_where_it_leads(after_a_night: School, tmp_path: Path) -> None:
    drafts, shared = after_a_night.folder / "drafts", tmp_path / "shared"
    drafts.rename(shared)
    drafts.symlink_to(shared)
    for _night in range(2):
        (shared / "letters.json").write_text("other")
        after_a_night.night()
        assert drafts.is_symlink()
        assert (shared / "letters.json").read_text().startswith("{")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["after", "shared"]


def test_an_open_draft_is_not_named_for_its_name_bears_a_number(
    after_a_night: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is said is mailed, too, where the settings ask for it. The folder is named."""
    unlink, open_drafts = os.unlink, []

    def is_open(path: Any, **options: Any) -> None:
        if str(path).endswith(".pdf"):
            open_drafts.append(Path(path).name)
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(path))
        unlink(path, **options)

    (after_a_night.folder / "drafts" / "letters.json").write_text("other")
    monkeypatch.setattr(os, "unlink", is_open)
    fault = refused(after_a_night)
    assert open_drafts
    assert not [name for name in open_drafts if name in fault.message]
    assert f"{after_a_night.folder / '.drafts.old'}: Permission denied" in fault.message


def test_what_cannot_be_moved_names_both_places(tmp_path: Path) -> None:
    source, folder = tmp_path / "inbox" / "marks.csv", tmp_path / "archive"
    with pytest.raises(AttendctlError) as fault:
        archive(source, folder, "ab" * 32)
    assert f"{source} cannot be moved to {folder / 'marks.abababababab.csv'}: " in fault.value.message


def test_a_link_that_goes_between_listing_and_reading_stays_out(school: School) -> None:
    link = school.folder / "inbox" / "link.csv"
    link.symlink_to("nowhere")
    (arrived,) = look_into(link.parent, now=NOW, settle_seconds=0).settled
    link.unlink()
    settings = read_settings(school.folder / "attendctl.toml")
    said = read_or_refuse(arrived, settings, night=NIGHT, tell=lambda *_: None)
    assert said == Left("link.csv", "It went, or changed, before it was looked at.")
