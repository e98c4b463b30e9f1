"""One trial of the importer: a damaged file is taken in whole or not at all, and told in words."""

from __future__ import annotations

import hashlib
import re
import struct
import tempfile
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from attendctl.errors import AttendctlError
from attendctl.exports.layouts import shipped_layouts
from attendctl.import_files import import_files
from attendctl.ledger.book import open_ledger
from attendctl.ledger.chain_check import check_chain
from attendctl.ledger.outcome import ImportOutcome, MergeResult
from attendctl.ledger.standing_check import marks_standing_wrongly
from attendctl.settings import SchoolSettings, Settings
from tests.fuzz import seeds
from tests.fuzz.damaged_bytes import damage
from tests.fuzz.damaged_markup import damage_markup
from tests.fuzz.damaged_packages import damage_package
from tests.fuzz.damaged_tables import damage_table

SCHOOL = "Hillside School"
BEFORE, NOW = date(2025, 11, 1), date(2026, 11, 22)
KNOWN_CONTENT = ("roll.csv", "week_strings.csv", "bromcom_basic.csv", "transfer.xml", "numbered_contacts.csv")
LAYOUTS: list[str | None] = [layout.name for layout in shipped_layouts() if layout.shape != "refused"]
_OPTIONS: dict[str, Any] = {"school": SCHOOL, "accept_partial": True}
_FIXTURES = seeds.REPOSITORY / "tests" / "exports" / "fixtures"
Marks = dict[tuple[Any, ...], tuple[Any, ...]]


def import_damaged(seed: int, folder: Path) -> str:
    """Import one damaged file into a ledger with known content. Returns how that ended."""
    random = Random(seed)
    name, content = damaged_export(random)
    options: dict[str, Any] = {
        "layout": random.choice([None] * 12 + LAYOUTS),
        "school": SCHOOL if random.random() < 0.9 else None,
        "week_of": date(2025, 11, 5) if random.random() < 0.4 else None,
        "accept_partial": random.random() < 0.5,
        "accept_older": random.random() < 0.5,
        "match_names": random.random() < 0.2,
    }
    return import_one(folder, name, content, **options)


def import_damaged_old_workbook(seed: int, folder: Path) -> str:
    """Import an old binary workbook in which a few numbers are others."""
    random = Random(seed)
    name = "fixtures-old_workbook.xls"
    content = bytearray(seeds.exports()[name])
    for _ in range(random.choice((1, 1, 2, 4))):
        form = random.choice(("<H", "<I"))
        at = random.randrange(24, 600) if random.random() < 0.3 else random.randrange(len(content) - 4)
        value = random.choice((0, 1, 2, 0x7F, 0xFF, 0x7FFF, 0xFFFE, 0xFFFF, random.randrange(0x10000)))
        struct.pack_into(form, content, at & ~1, value)
    return import_one(folder, name, bytes(content), **_OPTIONS)


def import_one(folder: Path, name: str, content: bytes, **options: Any) -> str:
    """Import bytes as a file of that name, and hold every law against what came of it."""
    (folder / "from").mkdir()
    path = folder / "from" / name
    path.write_bytes(content)
    settings = school_with_known_content(folder)
    marks, listed, digest = _known_marks(), listing(folder), _digest(settings.ledger_path)
    try:
        result = import_files([path], settings, today=NOW, known_on=NOW, **options)
    except AttendctlError as fault:
        result = MergeResult()
        refuse_names([str(fault)])
        is_told(fault)
    assert listing(folder) == listed
    assert path.read_bytes() == content
    for outcome in result.files:
        _is_told_in_words(outcome)
    if not result.saved:
        assert _digest(settings.ledger_path) == digest, "refused, and the ledger is another"
        return next((one.refused_code for one in result.files if one.refused_because), "not saved")
    (outcome,) = result.files
    assert outcome.rows_read > 0
    assert options["accept_partial"] or not outcome.refusals
    after = marks_of(settings)
    _counts_add_up(outcome, marks, after)
    again = import_files([path], settings, today=NOW, known_on=NOW, **options)
    (second,) = again.files
    assert not again.saved or (second.marks.new, second.marks.changed) == (0, 0), second
    assert second.refused_because is None, second
    assert marks_of(settings) == after
    return "saved with rows set aside" if outcome.refusals else "saved"


def damaged_export(random: Random) -> tuple[str, bytes]:
    """Return a name and the bytes of a damaged export."""
    files = seeds.exports()
    what = random.randrange(10)
    if what < 4:
        name = random.choice(seeds.text_tables())
        return _named(name, random), damage_table(files[name], random)
    if what < 6:
        name = random.choice(seeds.packages())
        return _named(name, random), damage_package(files[name], random)
    if what < 8:
        name = random.choice(seeds.markup())
        return _named(name, random), damage_markup(files[name], random)
    name = random.choice(list(files))
    other = random.choice(list(files.values()))
    return _named(name, random), damage(files[name], lambda: other, random)


def school_with_known_content(folder: Path) -> Settings:
    """Put a ledger with known content into a folder."""
    (folder / "school").mkdir()
    settings = Settings(folder=folder / "school", school=[SchoolSettings(name=SCHOOL, urn="999002")])
    settings.ledger_path.write_bytes(_known_ledger())
    return settings


@cache
def _known_ledger() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(folder=Path(folder), school=[SchoolSettings(name=SCHOOL, urn="999002")])
        for name in KNOWN_CONTENT:
            result = import_files(
                [_FIXTURES / name],
                settings,
                today=BEFORE,
                known_on=BEFORE,
                school=SCHOOL,
                accept_partial=True,
            )
            assert result.saved, result
        return settings.ledger_path.read_bytes()


@cache
def _known_marks() -> Marks:
    with tempfile.TemporaryDirectory() as folder:
        return marks_of(school_with_known_content(Path(folder)))


@cache
def _names_in_the_seeds() -> re.Pattern[str]:
    """The names of pupils that no message may hold, as a pattern."""
    names: set[str] = set()
    for name in seeds.text_tables():
        text = seeds.exports()[name].decode("utf-8", errors="replace")
        names |= set(re.findall(r"\b(?:O'Neill|Prydderch|Okoro|Zoë|Siân|Reuben)\b", text))
    with (
        tempfile.TemporaryDirectory() as folder,
        open_ledger(school_with_known_content(Path(folder)).ledger_path) as book,
    ):
        rows = book.connection.execute("SELECT surname, forename FROM pupil").fetchall()
    names |= {name for row in rows for name in row if name and len(name) > 3 and name.isalpha()}
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(names)))})\b")


def refuse_names(messages: list[str]) -> None:
    """Fail where a message holds a pupil's name."""
    for message in messages:
        found = _names_in_the_seeds().search(message)
        assert not found, f"a name ({found and found[0]!r}) in: {message}"


def is_told(fault: AttendctlError) -> None:
    """Fail where a fault does not say what is wrong and what to do."""
    assert fault.message, type(fault)
    assert fault.remedy, fault.message


def _is_told_in_words(outcome: ImportOutcome) -> None:
    if outcome.refused_because:
        assert outcome.remedy, outcome.refused_because
    said = [outcome.refused_because or "", outcome.remedy, *(one.message for one in outcome.warnings)]
    said += [f"{one.column} {one.value} {one.reason}" for one in outcome.refusals]
    refuse_names(said)
    assert not any(re.search(r"Traceback|duckdb\.|0x[0-9a-f]{6}|Error:", text) for text in said), said


def _counts_add_up(outcome: ImportOutcome, before: Marks, after: Marks) -> None:
    if {key[:2] for key in before} - {key[:2] for key in after}:
        return  # two records were found to be one pupil's: places are counted under another number
    assert before.keys() <= after.keys(), "a mark is gone"
    assert len(after) - len(before) == outcome.marks.new, (len(before), len(after), outcome.marks)
    others = [(mark, after[key]) for key, mark in before.items() if after[key] != mark]
    other_codes = sum(1 for old, new in others if old[0] != new[0])
    assert other_codes <= outcome.marks.changed <= len(others), (others, outcome.marks)


def marks_of(settings: Settings) -> Marks:
    """Return the register by place, from a ledger that is sound."""
    with open_ledger(settings.ledger_path) as book:
        assert not check_chain(book.connection).faults
        assert not marks_standing_wrongly(book.connection)
        rows = book.connection.execute(
            "SELECT school_id, pupil_id, date::VARCHAR, session, code, minutes_late FROM mark"
        ).fetchall()
    return {row[:4]: row[4:] for row in rows}


def listing(folder: Path) -> set[str]:
    """Return what lies below a folder, and beside it where files for a time are put."""
    below = {path.relative_to(folder).as_posix() for path in folder.rglob("*")}
    beside = {path.name for path in Path(tempfile.gettempdir()).iterdir()}
    return below | {f"../{name}" for name in beside - {"attendctl-spill"}}


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _named(name: str, random: Random) -> str:
    if random.random() < 0.9:
        return name
    stem = random.choice(("a[1]*", "x y", "'; DROP", "ä", "-x", "%s", "$(id)", "a" * 200, "{0}"))
    return stem + random.choice((".csv", ".xlsx", ".xls", ".xml", ".html", "", ".PDF"))
