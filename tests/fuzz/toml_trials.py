"""Trials of policies, codes of conduct and ``attendctl.toml``: refused, or read and fit to work by."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from contextlib import chdir
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

from typer.testing import CliRunner

from attendctl.cli.main import app
from attendctl.errors import AttendctlError
from attendctl.policies.findings import findings_in_file
from attendctl.policies.load import load_policy
from attendctl.reports.policy_shown import policy_json, policy_text
from attendctl.rules.codes_of_conduct import AUTHORITIES, load_code_of_conduct
from attendctl.settings import read_settings
from tests.fuzz import seeds
from tests.fuzz.damaged_toml import damage_toml, uncommented
from tests.fuzz.import_trial import is_told, listing
from tests.nightly.night_school import contacts, marks, pupils

AS_OF = date(2025, 11, 8)
DOCUMENTED = {0, 2, 3, 4, 5, 6}
COMMANDS = (
    ("report", "--format", "json"),
    ("report", "--week", "--format", "json"),
    ("letters", "--dry-run", "--format", "json"),
    ("actions", "--format", "json"),
    ("penalties", "--format", "json"),
    ("explain", "C999000000003"),
    ("pupil", "B999000000002", "--format", "json"),
    ("check", "--format", "json"),
    ("patterns", "--format", "json"),
    ("returns", "--format", "json"),
    ("policy", "check"),
    ("nightly", "--dry-run", "--format", "json"),
    ("report", "--for", "leadership", "--format", "json"),
    ("import", "from/marks.csv", "--dry-run", "--format", "json"),
)


def read_damaged_policy(seed: int, folder: Path) -> str:
    """Read one damaged policy; what is read is told back, and worked by."""
    random = Random(seed)
    files = _files(seeds.REPOSITORY / "attendctl" / "policies", seeds.REPOSITORY / "tests" / "policies")
    path = folder / "our-policy.toml"
    path.write_bytes(damage_toml(random.choice(files), random.choice(files), random))
    _, found = findings_in_file(path, as_of=AS_OF)
    try:
        policy = load_policy(path.name, folder=folder)
    except AttendctlError as fault:
        is_told(fault)
        assert found, "refused, and the check of the policy finds nothing"
        return fault.code
    assert policy_text(policy, found)
    json.loads(policy_json(policy, found))
    if random.random() < 0.6:
        return f"read, and {work_with(folder, _config('our-policy.toml'), random)}"
    return "read"


def read_damaged_code(seed: int, folder: Path) -> str:
    """Read one damaged code of conduct of an authority."""
    random = Random(seed)
    files = _files(AUTHORITIES)
    path = folder / "our-authority.toml"
    path.write_bytes(damage_toml(random.choice(files), random.choice(files), random))
    try:
        load_code_of_conduct(path.name, folder=folder)
    except AttendctlError as fault:
        is_told(fault)
        return fault.code
    config = _config("greenhill").replace("[letters]", 'code_of_conduct = "our-authority.toml"\n[letters]')
    return f"read, and {work_with(folder, config, random)}" if random.random() < 0.4 else "read"


def read_damaged_settings(seed: int, folder: Path) -> str:
    """Read one damaged ``attendctl.toml``; what is read is worked by."""
    random = Random(seed)
    files = (
        _config("greenhill").encode(),
        uncommented((seeds.REPOSITORY / "templates" / "attendctl.toml").read_bytes(), random),
        (seeds.SAMPLES / "attendctl.toml").read_bytes(),
    )
    content = damage_toml(random.choice(files), random.choice(files), random)
    path = folder / "attendctl.toml"
    path.write_bytes(content)
    try:
        read_settings(path)
    except AttendctlError as fault:
        is_told(fault)
        return fault.code
    return work_with(folder, content.decode(), random)


def work_with(folder: Path, config: str, random: Random) -> str:
    """Run a command or two in a school with this ``attendctl.toml``. Returns their exit statuses."""
    shutil.copytree(school_made_once(), folder, dirs_exist_ok=True)
    (folder / "attendctl.toml").write_text(config, encoding="utf-8", newline="")
    before = listing(folder)
    statuses = [run(folder, *random.choice(COMMANDS)) for _ in range(random.choice((1, 2)))]
    added = {name for name in listing(folder) - before if not name.endswith((".lock", ".duckdb"))}
    assert not added, added
    return f"exit {min(statuses)} to {max(statuses)}"


def run(folder: Path, *words: str) -> int:
    """Run a command in a folder; a fault of the program's own fails."""
    with chdir(folder):
        result = CliRunner().invoke(app, list(words))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise AssertionError(f"attendctl {' '.join(words)}") from result.exception
    assert result.exit_code in DOCUMENTED, (words, result.exit_code, result.output)
    assert "Traceback" not in result.output, result.output
    if words[-1] == "json" and result.exit_code == 0:
        json.loads(result.stdout)
    return result.exit_code


@cache
def school_made_once() -> Path:
    """A school with eight weeks of marks of three pupils, made once for a process."""
    for name in ("ATTENDCTL_CONFIG", "ATTENDCTL_LEDGER"):
        os.environ.pop(name, None)
    folder = Path(tempfile.mkdtemp(prefix="school-"))
    (folder / "from").mkdir()
    for name, lines in (("pupils", pupils()), ("contacts", contacts()), ("marks", marks())):
        (folder / "from" / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "attendctl.toml").write_text(_config("greenhill"), encoding="utf-8")
    files = [f"from/{name}.csv" for name in ("pupils", "contacts", "marks")]
    assert run(folder, "import", *files) == 0
    return folder


def _config(policy: str) -> str:
    return f"""
[school]
name = "Hillside School"
urn = "999002"
policy = "{policy}"

[letters]
by_hand = true

[import]
blank_flag_means_no = true

[import.columns]
"Tutorial Set" = "class"

[calendar]
october_half_term = 2025-10-27
closed_days = [2026-05-04]
terms = [{{ name = "autumn", from = 2025-09-03, to = 2025-12-19 }}]

[ledger]
wait_seconds = 30

[nightly]
inbox = "inbox"
letters = "drafts"
"""


def _files(*folders: Path) -> list[bytes]:
    return [path.read_bytes() for folder in folders for path in sorted(folder.glob("*.toml"))]
