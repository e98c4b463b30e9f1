"""A school with an empty inbox, and one after its first night, which is run once and copied."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import trustme

from tests.nightly.mail_school import Authority
from tests.nightly.mail_server_here import Server, listening
from tests.nightly.night_school import School, school_in


@pytest.fixture
def school(tmp_path: Path) -> School:
    return school_in(tmp_path / "school")


@pytest.fixture(scope="session")
def _first_night(tmp_path_factory: pytest.TempPathFactory) -> School:
    school = school_in(tmp_path_factory.mktemp("night") / "school")
    school.put_everything()
    school.night()
    return school


@pytest.fixture
def after_a_night(_first_night: School, tmp_path: Path) -> School:
    """The school as its first night, with everything in the inbox, left it."""
    shutil.copytree(_first_night.folder, tmp_path / "after")
    return School(tmp_path / "after")


@pytest.fixture(scope="session")
def authority() -> Authority:
    return Authority(trustme.CA())


@pytest.fixture
def server(authority: Authority) -> Iterator[Server]:
    with listening(Server(authority.certificate())) as server:
        yield server
