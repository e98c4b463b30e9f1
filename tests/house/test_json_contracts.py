"""The JSON of every command keeps the names other programs rely on: those of ``json_shapes``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from attendctl.cli.main import app
from scripts.reference.commands import command_paths, help_of
from tests.benchmark_figures.downloads import DOWNLOAD
from tests.house.comparison_shapes import BENCHMARK_TABLES, BENCHMARKS, RECONCILED, TAKEN_IN
from tests.house.governors_shapes import GOVERNORS
from tests.house.json_shapes import (
    ACTIONS,
    CHECKED,
    DIFFERENCES,
    ENTRY,
    EXPLAINED,
    FILE,
    IMPORTS,
    LEAVE,
    LETTERS,
    LOGGED,
    POLICIES,
    POLICY,
    REPORT,
    RETURNS,
    RULE,
    RULES,
    SIMULATED,
    UNDONE,
)
from tests.house.leadership_shapes import LEADERSHIP
from tests.house.list_shapes import LISTS
from tests.house.newsletter_shapes import CERTIFICATES, NEWSLETTER
from tests.house.nightly_shapes import NIGHT, NIGHT_TO_COME
from tests.house.notice_shapes import DECIDED, NOTICE_LOGGED, NOTICES
from tests.house.pack_shape import PACK
from tests.house.page_shapes import PAGE, PAGE_WITH_NAMES
from tests.house.pattern_shapes import PATTERNS
from tests.house.penalty_shapes import PENALTIES
from tests.house.period_shapes import REPORT_OF_TERM
from tests.house.privacy_shapes import ANONYMISED, EXPORTED, RETENTION
from tests.house.pupil_shapes import PUPIL_PAGE
from tests.house.register_shapes import AMENDED, AMENDMENTS, BACKUP, CHECKED_REGISTER, RESTORED
from tests.house.report_shapes import CLASS_DISPLAY, CLASS_SHEETS
from tests.house.sources import ROOT

AMBER, HELD = "T999204720163", "Z999204723062"
LEAVE_ASKED = [
    "--from",
    "2026-04-13",
    "--to",
    "2026-04-15",
    "--kind",
    "religious",
    "--asked-on",
    "2026-03-27",
]
FINED = "V999204724039"
DECISION = [
    *("penalties", "decide", FINED, "--outcome", "proceed", "--on", "2026-03-27"),
    *("--answer", "support=Yes", "--answer", "best-tool=Yes"),
    *("--answer", "equality=No", "--answer", "public-interest=Yes"),
]
PENALTY = ["notice", "issue", FINED, "--parent", "mother", "--on", "2026-03-27"]
IMPROVEMENT = [
    *("notice", "improve", FINED, "--parent", "father", "--on", "2026-03-27"),
    *("--say", "support_so_far=A", "--say", "support_on_offer=B"),
    *("--say", "improvement_means=C", "--say", "early_end_grounds=D"),
]
CONTRACTS: dict[str, tuple[list[str], dict[str, Any]]] = {
    "import": (["import", "marks.csv"], {"files": [FILE], "saved": bool}),
    "report": (["report", "--week"], REPORT),
    "report for class": (["report", "--for", "class"], CLASS_SHEETS),
    "report for class on the wall": (["report", "--for", "class", "--display"], CLASS_DISPLAY),
    "report for lists": (["report", "--for", "lists", "--half-term"], LISTS),
    "report for lists of a day": (["report", "--for", "lists", "--day"], LISTS),
    "report for leadership": (["report", "--week", "--for", "leadership"], LEADERSHIP),
    "report for governors": (["report", "--for", "governors", "--term", "autumn"], GOVERNORS),
    "report for newsletter": (["report", "--for", "newsletter"], NEWSLETTER),
    "report for newsletter of a term": (["report", "--for", "newsletter", "--term", "autumn"], NEWSLETTER),
    "report for newsletter with certificates": (
        ["report", "--for", "newsletter", "--certificates"],
        CERTIFICATES,
    ),
    "report for page": (["report", "--for", "page"], PAGE),
    "report for page with names": (["report", "--for", "page", "--names"], PAGE_WITH_NAMES),
    "report of a term": (["report", "--term"], REPORT_OF_TERM),
    "actions": (["actions", "--as-of", "2026-03-27"], ACTIONS),
    "letters": (["letters", "--band", "amber", "--dry-run", "--as-of", "2026-03-27"], LETTERS),
    "explain": (["explain", "E999204722074", "--as-of", "2026-03-27"], EXPLAINED),
    "penalties": (["penalties", "--as-of", "2026-03-27"], PENALTIES),
    "penalties pack": (
        ["penalties", "pack", "V999204724039", "--as-of", "2026-03-27", "--dry-run"],
        PACK,
    ),
    "penalties decide": (DECISION, DECIDED),
    "notice issue": (PENALTY, NOTICE_LOGGED),
    "notice improve": (IMPROVEMENT, NOTICE_LOGGED),
    "notice pay": (
        ["notice", "pay", "3", "--amount", "80", "--on", "2026-03-30", "--dry-run"],
        NOTICE_LOGGED,
    ),
    "notice unpaid": (["notice", "unpaid", "3", "--on", "2026-05-01", "--dry-run"], NOTICE_LOGGED),
    "notice prosecute": (
        ["notice", "prosecute", "3", "--result", "pending", "--on", "2026-05-01", "--dry-run"],
        NOTICE_LOGGED,
    ),
    "notice withdraw": (
        ["notice", "withdraw", "3", "--reason", "wrong child", "--on", "2026-05-01", "--dry-run"],
        NOTICE_LOGGED,
    ),
    "notice review": (
        ["notice", "review", "4", "--outcome", "met", "--on", "2026-06-01", "--dry-run"],
        NOTICE_LOGGED,
    ),
    "notice end": (
        ["notice", "end", "4", "--reason", "absent again", "--on", "2026-04-20", "--dry-run"],
        NOTICE_LOGGED,
    ),
    "notice show": (["notice", "show", "--on", "2026-04-20"], NOTICES),
    "pupil": (["pupil", "E999204722074", "--as-of", "2026-03-27"], PUPIL_PAGE),
    "pupil export": (["pupil", AMBER, "--export", "access.zip"], EXPORTED),
    "patterns": (["patterns", "--as-of", "2026-03-27", "--could-be-luck"], PATTERNS),
    "leave": (["leave", "E999204722074", *LEAVE_ASKED], LEAVE),
    "returns": (["returns", "--as-of", "2026-03-27"], RETURNS),
    "returns confirm": (
        ["returns", "confirm", "Z999204721139", "--on", "2026-03-27", "--dry-run"],
        LOGGED,
    ),
    "nightly": (["nightly", "--config", "night.toml"], NIGHT),
    "nightly dry run": (["nightly", "--dry-run", "--config", "night.toml"], NIGHT_TO_COME),
    "imports": (["imports"], IMPORTS),
    "undo": (["undo", "3", "--dry-run"], UNDONE),
    "check": (["check", "--as-of", "2026-03-27"], CHECKED_REGISTER),
    "backup": (["backup", "backup.zip"], BACKUP),
    "restore": (["restore", "backup.zip", "--dry-run"], RESTORED),
    "retention": (["retention"], RETENTION),
    "anonymise": (["anonymise", "to-share.duckdb"], ANONYMISED),
    "amend": (["amend", AMBER, "2025-11-05", "PM", "M", "--reason", "dentist"], AMENDED),
    "history": (["history"], AMENDMENTS),
    "case log": (["case", "log", "meeting", AMBER, "--outcome", "held"], LOGGED),
    "case group": (["case", "group", AMBER, "send", "--config", "cheetwood.toml", "--dry-run"], LOGGED),
    "case hold": (["case", "hold", AMBER, "--reason", "bereavement", "--dry-run"], LOGGED),
    "case release": (["case", "release", HELD], LOGGED),
    "case target": (
        ["case", "target", AMBER, "--sessions", "0", "--on", "2026-03-27", "--until", "2026-07-17"],
        LOGGED,
    ),
    "case withdraw": (["case", "withdraw", "1", "--reason", "wrong child", "--dry-run"], LOGGED),
    "case show": (["case", "show"], {"entries": [ENTRY | {"school": str}]}),
    "policy list": (["policy", "list"], POLICIES),
    "policy show": (["policy", "show", "greenhill"], POLICY),
    "policy check": (["policy", "check", "greenhill"], CHECKED),
    "policy diff": (["policy", "diff", "national", "greenhill"], DIFFERENCES),
    "policy simulate": (
        ["policy", "simulate", "national", "--from", "2025-09-01", "--to", "2025-10-10"],
        SIMULATED,
    ),
    "rules list": (["rules", "list"], RULES),
    "benchmarks list": (["benchmarks", "list", "--areas"], BENCHMARK_TABLES),
    "benchmarks show": (["benchmarks", "show"], BENCHMARKS),
    "benchmarks update": (["benchmarks", "update", str(DOWNLOAD)], TAKEN_IN),
    "reconcile": (
        ["reconcile", "--attendance", "94.3", "--persistent", "14.1", "--as-of", "2026-03-27"],
        RECONCILED,
    ),
    "rules show": (["rules", "show", "persistent_absence"], RULE),
}


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample school imported, one pupil on hold, and one with a notice of each kind."""
    folder = tmp_path_factory.mktemp("school")
    for name in ("attendctl.toml", "marks.csv", "pupils.csv", "contacts.csv"):
        (folder / name).write_bytes((ROOT / "sample_data" / name).read_bytes())
    config = ["--config", str(folder / "attendctl.toml")]
    settings = (folder / "attendctl.toml").read_text(encoding="utf-8")
    other = settings.replace('policy = "greenhill"', 'policy = "cheetwood"')
    (folder / "cheetwood.toml").write_text(other, encoding="utf-8")
    few = '\n[nightly]\nletters = "none"\nreports = ["check.csv"]\nbackup = false\n'
    (folder / "night.toml").write_text(settings + few, encoding="utf-8")
    exports = [str(folder / name) for name in ("pupils.csv", "contacts.csv", "marks.csv")]
    result = CliRunner().invoke(app, [*config, "import", *exports])
    assert result.exit_code == 0, result.output
    for words in (["case", "hold", HELD, "--reason", "bereavement"], DECISION, PENALTY, IMPROVEMENT):
        result = CliRunner().invoke(app, [*config, *words])
        assert result.exit_code == 0, result.output
    return folder


def _disagreement(value: Any, contract: Any, where: str) -> list[str]:
    """Return where a value is not what the contract says; keys may be added."""
    if isinstance(contract, dict):
        if not isinstance(value, dict):
            return [f"{where} is no object"]
        missing = [f"{where}.{key} is missing" for key in contract if key not in value]
        return missing + [
            fault
            for key, inner in contract.items()
            if key in value
            for fault in _disagreement(value[key], inner, f"{where}.{key}")
        ]
    if isinstance(contract, list):
        if not isinstance(value, list):
            return [f"{where} is no list"]
        faults = [_disagreement(item, contract[0], f"{where}[{n}]") for n, item in enumerate(value)]
        return [fault for inner in faults for fault in inner]
    right = isinstance(value, contract) and not (contract is int and isinstance(value, bool))
    return [] if right else [f"{where} is {value!r}"]


@pytest.mark.parametrize("name", CONTRACTS)
def test_json_keeps_its_names_and_types(name: str, school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(school)
    words, contract = CONTRACTS[name]
    result = CliRunner().invoke(app, [*words, "--format", "json"])
    assert result.exit_code in (0, 6), result.output
    assert _disagreement(json.loads(result.stdout), contract, name) == []


def test_a_refused_import_keeps_the_contract(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(school)
    bad = ROOT / "sample_data" / "messy" / "unknown_code.csv"
    result = CliRunner().invoke(app, ["import", str(bad), "--format", "json"])
    assert result.exit_code == 3
    printed = json.loads(result.stdout)
    assert printed["saved"] is False
    refusal = printed["files"][0]["refusals"][0]
    assert (refusal["line"], refusal["column"], refusal["value"]) == (6, "Mark", "Q9")


def test_a_year_report_has_no_week(school: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(school)
    printed = json.loads(CliRunner().invoke(app, ["report", "--format", "json"]).stdout)
    assert printed["week"] is None
    assert printed["whole_school"]["week"] is None
    assert {pupil["week"] for pupil in printed["pupils"]} == {None}


def test_every_command_that_prints_json_has_a_contract_and_a_place_in_the_documentation() -> None:
    page = (ROOT / "docs" / "json.md").read_text(encoding="utf-8")
    for path in command_paths():
        if "json" in help_of(path).split("Options:")[-1] and path not in {("rules",), ("policy",)}:
            assert " ".join(path) in CONTRACTS, path
            assert f"\n## attendctl {path[0]}\n" in page, path


def test_the_comparison_itself_can_fail() -> None:
    assert _disagreement({"a": 1}, {"a": int, "b": int}, "x") == ["x.b is missing"]
    assert _disagreement({"a": [{"b": True}]}, {"a": [{"b": int}]}, "x") == ["x.a[0].b is True"]
