"""make sample writes what is in the repository, byte for byte."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from scripts.sample_school.everything import sample_files
from scripts.sample_school.upn import make_upn

SAMPLE = Path(__file__).parents[2] / "sample_data"


@pytest.fixture(scope="module")
def generated() -> dict[str, bytes]:
    return dict(sample_files())


def _comparable(name: str, content: bytes) -> object:
    if zipfile.is_zipfile(io.BytesIO(content)):
        # compression may differ from machine to machine; what is inside may not
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [(part.filename, part.date_time, archive.read(part)) for part in archive.infolist()]
    return content


def test_the_generator_writes_the_files_that_are_there(generated: dict[str, bytes]) -> None:
    for name, content in generated.items():
        there = (SAMPLE / name).read_bytes()
        assert _comparable(name, there) == _comparable(name, content), f"{name}: run make sample"


def test_no_file_is_there_that_the_generator_does_not_write(generated: dict[str, bytes]) -> None:
    there = {
        path.relative_to(SAMPLE).as_posix()
        for path in SAMPLE.rglob("*")
        if path.is_file() and path.name != "README.md"
    }
    assert there == set(generated)


def test_published_upn_has_the_check_letter_the_generator_gives() -> None:
    assert make_upn(802, 2001, 6, 1) == "A802200106001"
    assert make_upn(207, 0, 16, 49) == "P207000016049"
