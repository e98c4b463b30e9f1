"""Trials of backups and of the ledger's own file: a damaged one is told, and nothing is made worse."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from attendctl.ledger.backup import MANIFEST
from attendctl.ledger.book import open_ledger
from attendctl.ledger.chain_check import check_chain
from tests.fuzz.damaged_bytes import damage
from tests.fuzz.import_trial import listing
from tests.fuzz.toml_trials import run, school_made_once

LEDGER, BACKUP = "attendance.duckdb", "backup.zip"
IN_THE_MORNING = "UPN,Date,Session,Mark\nB999000000002,10/11/2025,AM,I\n"
IN_THE_AFTERNOON = "UPN,Date,Session,Mark\nB999000000002,10/11/2025,PM,/\n"
COMMANDS = (
    ("report", "--format", "json"),
    ("check", "--format", "json"),
    ("imports", "--format", "json"),
    ("history", "--format", "json"),
    ("backup", "another.zip"),
    ("import", "more.csv", "--format", "json"),
    ("letters", "--format", "json"),
    ("amend", "B999000000002", "2025-09-08", "AM", "I", "--reason", "told", "--by", "A Clerk"),
    ("nightly", "--format", "json"),
)
_VALUES: tuple[Any, ...] = (
    None,
    -1,
    0,
    1,
    4,
    10**30,
    1.5,
    "",
    "x",
    "../../x",
    "mark",
    "a" * 5_000,
    [],
    {},
    True,
)


def restore_damaged_backup(seed: int, folder: Path) -> str:
    """Restore one damaged backup over a ledger that knows more. Returns how that ended."""
    random = Random(seed)
    _lay_out(folder)
    (folder / BACKUP).write_bytes(_damaged_backup((folder / BACKUP).read_bytes(), random))
    before, files = (folder / LEDGER).read_bytes(), listing(folder)
    status = run(folder, "restore", BACKUP)
    if status:
        assert (folder / LEDGER).read_bytes() == before
        assert listing(folder) == files
        return f"exit {status}"
    assert listing(folder) - files == {f"{LEDGER}.before-restore"}
    assert (folder / f"{LEDGER}.before-restore").read_bytes() == before
    assert _content(folder / LEDGER) == _content(_made() / "as backed up.duckdb")
    return "restored"


def work_on_damaged_ledger(seed: int, folder: Path) -> str:
    """Run a command on a ledger whose file is damaged, and once more. Returns the exit statuses."""
    random = Random(seed)
    _lay_out(folder)
    path = folder / LEDGER
    path.write_bytes(damage(path.read_bytes(), lambda: b"", random))
    words = random.choice(COMMANDS)
    said = [run(folder, *words), run(folder, *words)]
    (folder / BACKUP).rename(folder / "good.zip")
    assert run(folder, "restore", "good.zip") == 0  # whatever became of it, a backup takes its place
    assert _content(path) == _content(_made() / "as backed up.duckdb")
    return f"exit {said[0]}, then {said[1]}"


def _lay_out(folder: Path) -> None:
    for name in (LEDGER, BACKUP, "attendctl.toml"):
        shutil.copy(_made() / name, folder / name)
    (folder / "more.csv").write_text(IN_THE_AFTERNOON, encoding="utf-8")


def _damaged_backup(content: bytes, random: Random) -> bytes:
    if random.random() < 0.3:
        return damage(content, lambda: content, random)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    manifest = json.loads(parts[MANIFEST])
    kind = random.randrange(4)
    if kind == 0:  # other values in the manifest
        place = random.choice([manifest, *manifest["tables"]])
        place[random.choice(sorted(place))] = random.choice(_VALUES)
    elif kind == 1:  # a table or more, or fewer
        random.choice((list.append, list.remove))(manifest["tables"], random.choice(manifest["tables"]))
    else:  # a table that is not what it was, and a manifest that says it is
        one, other = random.choice(manifest["tables"]), random.choice(manifest["tables"])
        parts[one["file"]] = damage(parts[one["file"]], lambda: parts[other["file"]], random)
        one["sha256"] = hashlib.sha256(parts[one["file"]]).hexdigest()
    parts[MANIFEST] = json.dumps(manifest).encode()
    out = io.BytesIO()
    with zipfile.ZipFile(
        out, "w", random.choice((zipfile.ZIP_STORED,) * 9 + (zipfile.ZIP_DEFLATED,))
    ) as package:
        for name, held in parts.items():
            package.writestr(name, held)
    return out.getvalue()


def _content(path: Path) -> list[Any]:
    with open_ledger(path) as book:
        state = check_chain(book.connection)
        assert not state.faults
        marks = book.connection.execute("SELECT * FROM ledger.mark ORDER BY ALL").fetchall()
    return [state.last_sha256, *marks]


@cache
def _made() -> Path:
    """A school with a backup, and a ledger that was told of a mark since; made once for a process."""
    school = school_made_once()
    assert run(school, "backup", BACKUP) == 0
    shutil.copy(school / LEDGER, school / "as backed up.duckdb")
    (school / "one more.csv").write_text(IN_THE_MORNING, encoding="utf-8")
    assert run(school, "import", "one more.csv") == 0
    return school
