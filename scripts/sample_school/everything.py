"""The whole of sample_data/, file by file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from scripts.sample_school.main_files import CONFIGURATION, contacts_csv, marks_csv, pupils_csv
from scripts.sample_school.messy import messy_files
from scripts.sample_school.people import Pupil, make_pupils
from scripts.sample_school.register import Register, make_register
from scripts.sample_school.text_layouts import TEXT_LAYOUTS
from scripts.sample_school.workbook_layouts import WORKBOOK_LAYOUTS

PUPIL_SEED, REGISTER_SEED = 20250902, 20260327


def fernbrook() -> tuple[list[Pupil], Register]:
    """Return the sample school: its pupils and its register."""
    pupils = make_pupils(PUPIL_SEED)
    return pupils, make_register(pupils, REGISTER_SEED)


def sample_files() -> Iterator[tuple[str, bytes]]:
    """Yield the path of every generated file under sample_data/ and its bytes."""
    pupils, register = fernbrook()
    yield "attendctl.toml", CONFIGURATION.encode()
    yield "marks.csv", marks_csv(register)
    yield "pupils.csv", pupils_csv(pupils)
    yield "contacts.csv", contacts_csv(pupils)
    short = register.one_character()
    for name, write in {**TEXT_LAYOUTS, **WORKBOOK_LAYOUTS}.items():
        yield f"layouts/{name}", write(short)
    yield from messy_files()


def write_sample_data(folder: Path) -> list[Path]:
    """Write every generated file below a folder; files written by hand (README.md) stay."""
    written = []
    for name, content in sample_files():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        written.append(path)
    return written
