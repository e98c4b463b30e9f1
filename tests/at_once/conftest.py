"""A school after its first night, with drafts that wait, one import that was a mistake, and files to come."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.at_once.mixed_commands import MISTAKEN, MISTAKEN_FILE, lay_out_files
from tests.at_once.started_together import one_after_another
from tests.nightly.night_school import School, school_in


@pytest.fixture(scope="session")
def _base(tmp_path_factory: pytest.TempPathFactory) -> School:
    school = school_in(tmp_path_factory.mktemp("at_once") / "school", 'reports = ["check.csv"]\n')
    school.put_everything()
    school.night()
    name, lines = MISTAKEN_FILE
    path = school.put(name, *lines)
    (done,) = one_after_another([["import", f"inbox/{name}", "--format", "json"]], school.folder)
    assert done.said["files"][0]["import_id"] == MISTAKEN
    path.unlink()
    lay_out_files(school)
    return school


@pytest.fixture
def base(_base: School, tmp_path: Path) -> Iterator[School]:
    """A copy of that school; it may be put back as it was with ``as_it_was``."""
    shutil.copytree(_base.folder, tmp_path / "as it was")
    shutil.copytree(_base.folder, tmp_path / "school")
    return School(tmp_path / "school")


def as_it_was(school: School) -> School:
    """Put the school as it was in the place where it now is, and return what is now under another name."""
    now = school.folder.rename(school.folder.with_name("as it is"))
    shutil.copytree(school.folder.with_name("as it was"), school.folder)
    return School(now)
