"""What damaged .xls files have shown: each of these took the whole process with it when it was opened."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from attendctl.errors import InputRefused
from attendctl.exports.containers.old_workbook import Endless, cells_spanned
from attendctl.exports.containers.refusals import TooMuchToUnpack, WorkbookDamaged
from attendctl.exports.containers.source import open_source
from attendctl.exports.headers import header_book

WHOLE = (Path(__file__).parents[1] / "containers" / "fixtures" / "old_workbook.xls").read_bytes()
SECTOR = 512
A_TEXT, A_SIZE, THE_TEXTS = (0xFD, 10), (0x200, 14), 0xFC


def records(kind: int, length: int | None = None) -> list[int]:
    """Return where records of a kind begin."""
    at = (place for place in range(SECTOR, len(WHOLE) - 18))
    found = ((place, *struct.unpack_from("<HH", WHOLE, place)) for place in at)
    return [place for place, one, size in found if one == kind and length in (None, size)]


def with_number(form: str, place: int, *values: int) -> bytes:
    spoilt = bytearray(WHOLE)
    struct.pack_into(form, spoilt, place, *values)
    return bytes(spoilt)


def opened(folder: Path, content: bytes) -> InputRefused:
    path = folder / "old.xls"
    path.write_bytes(content)
    with pytest.raises(InputRefused) as refused:
        open_source(path, looks_like_header=header_book({}).score)
    return refused.value


def test_a_whole_one_spans_its_rows_and_columns() -> None:
    # Five rows and four columns of cells; a sheet says of itself what lies before the row after its last.
    assert cells_spanned(WHOLE) == 6 * 5


def test_a_cell_far_away_is_refused(tmp_path: Path) -> None:
    last = records(*A_TEXT)[-1]
    far = with_number("<HH", last + 4, 0xFFFF, 0xFFFF)
    assert cells_spanned(far) == 0x10000 * 0x10000
    assert isinstance(opened(tmp_path, far), TooMuchToUnpack)


@pytest.mark.parametrize("size", [(0, 0xFFFFFFFF, 0, 0xFFFF), (0, 0x10000000, 0, 0x1000), (65536, 1, 256, 1)])
def test_a_sheet_that_says_it_is_endless_is_refused(tmp_path: Path, size: tuple[int, ...]) -> None:
    refused = opened(tmp_path, with_number("<IIHH", records(*A_SIZE)[0] + 4, *size))
    assert isinstance(refused, TooMuchToUnpack)


def test_a_chain_of_sectors_in_a_circle_is_refused(tmp_path: Path) -> None:
    (fat,) = struct.unpack_from("<I", WHOLE, 76)
    (directory,) = struct.unpack_from("<I", WHOLE, 48)
    circle = with_number("<I", (fat + 1) * SECTOR + 4 * directory, directory)
    assert isinstance(opened(tmp_path, circle), WorkbookDamaged)


def test_more_texts_than_bytes_are_refused(tmp_path: Path) -> None:
    place = records(THE_TEXTS)[0]
    assert isinstance(opened(tmp_path, with_number("<I", place + 8, 0xFFFFFFFF)), WorkbookDamaged)


@pytest.mark.parametrize("length", [0, 8, 511, 512, 600, 1_600, len(WHOLE) - 1])
def test_one_that_is_cut_off_has_an_end(length: int) -> None:
    cut = WHOLE[:length]
    try:
        assert cells_spanned(cut) <= 30
    except Endless:
        assert length < len(WHOLE)
