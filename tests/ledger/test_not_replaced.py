"""A name typed wrongly costs no ledger, no configuration and no device."""

from __future__ import annotations

import os
import stat
from datetime import date
from pathlib import Path

import pytest

from attendctl.errors import CannotWrite
from attendctl.ledger.backup import make_backup
from attendctl.reports.whole_file import write_whole
from tests.ledger.registers import AM, File, Row, take_in

MONDAY, MADE_ON = date(2025, 9, 8), date(2025, 9, 22)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = tmp_path / "attendance.duckdb"
    first = File("first.csv", (Row("A999200000010", MONDAY, AM, "/"),), school="Ash Primary")
    take_in(path, first, known_on=MADE_ON)
    return path


def test_a_ledger_is_written_over_by_no_backup_and_no_report(ledger: Path, tmp_path: Path) -> None:
    other_name = tmp_path / "copy.zip"
    other_name.write_bytes(ledger.read_bytes())
    for path in (ledger, other_name):
        before = path.read_bytes()
        with pytest.raises(CannotWrite, match="is a ledger, and is not written over"):
            make_backup(ledger, path, made_on=MADE_ON)
        with pytest.raises(CannotWrite, match="is a ledger, and is not written over"):
            write_whole(path, b"a report")
        assert path.read_bytes() == before
    assert sorted(path.name for path in tmp_path.iterdir()) == ["attendance.duckdb", "copy.zip"]


def test_nor_a_configuration(ledger: Path, tmp_path: Path) -> None:
    config = tmp_path / "attendctl.toml"
    config.write_text("[school]\n")
    with pytest.raises(CannotWrite, match="configuration of a school"):
        write_whole(config, b"a report")
    with pytest.raises(CannotWrite, match="configuration of a school"):
        make_backup(ledger, config, made_on=MADE_ON)
    assert config.read_text() == "[school]\n"


@pytest.mark.skipif(os.name == "nt", reason="no pipes in folders")
def test_nor_a_device_or_a_pipe(ledger: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.zip"
    os.mkfifo(pipe)  # a device in its place would need rights that a test has not
    with pytest.raises(CannotWrite, match="not a file"):
        make_backup(ledger, pipe, made_on=MADE_ON)
    with pytest.raises(CannotWrite, match="not a file"):
        write_whole(pipe, b"a report")
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_an_earlier_output_is_replaced(ledger: Path, tmp_path: Path) -> None:
    for name, content in (("empty", b""), ("short", b"DUCK"), ("page.html", b"<p>eight of DUCK")):
        path = tmp_path / name
        path.write_bytes(content)
        write_whole(path, b"new")
        assert path.read_bytes() == b"new"
        make_backup(ledger, path, made_on=MADE_ON)
        assert path.read_bytes().startswith(b"PK")
