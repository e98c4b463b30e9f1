"""The JSON of every command: the names other programs rely on, copied here by hand from the contract."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from attendctl.cli.main import app
from scripts.reference.commands import command_paths, help_of
from tests.house.sources import ROOT

SUMS = {
    "sessions_possible": int,
    "sessions_attended": int,
    "sessions_authorised": int,
    "sessions_unauthorised": int,
    "sessions_late": int,
    "sessions_late_after_close": int,
    "sessions_missing": int,
    "minutes_late": int,
    "attendance_percent": (float, type(None)),
}
TEXT_OR_NULL = (str, type(None))
NUMBER_OR_NULL = (float, type(None))
FILE = {
    "file": str,
    "sha256": str,
    "kind": str,
    "layout": str,
    "school": TEXT_OR_NULL,
    "rows_read": int,
    "marks_new": int,
    "marks_changed": int,
    "marks_same": int,
    "marks_missing_from_export": int,
    "pupils_new": int,
    "pupils_changed": int,
    "first_date": TEXT_OR_NULL,
    "last_date": TEXT_OR_NULL,
    "refusals": [{"line": (int, type(None)), "column": TEXT_OR_NULL, "value": TEXT_OR_NULL, "reason": str}],
    "warnings": [{"code": str, "message": str, "count": int}],
    "import_id": (int, type(None)),
}
PUPIL = {
    "upn": TEXT_OR_NULL,
    "surname": str,
    "forename": str,
    "year_group": TEXT_OR_NULL,
    "class": TEXT_OR_NULL,
    "week": SUMS,
    "year": SUMS | {"persistent_absence": bool, "severe_absence": bool},
    "band": TEXT_OR_NULL,
    "band_previous_week": TEXT_OR_NULL,
    "trend": TEXT_OR_NULL,
}
GROUP = {
    "by": str,
    "name": str,
    "pupils": int,
    "week": SUMS,
    "year": SUMS,
    "persistent_absence_percent": NUMBER_OR_NULL,
    "cohort_band": TEXT_OR_NULL,
}
REPORT = {
    "report": str,
    "school": {"name": str, "urn": TEXT_OR_NULL},
    "policy": str,
    "as_of": str,
    "week": {"from": str, "to": str, "iso": str},
    "whole_school": {
        "pupils": int,
        "week": SUMS,
        "year": SUMS,
        "persistent_absence_percent": NUMBER_OR_NULL,
        "severe_absence_percent": NUMBER_OR_NULL,
    },
    "pupils": [PUPIL],
    "groups": [GROUP],
    "policy_counts": [{"of": str, "every": list, "over": str, "among": int, "pupils": int, "upns": list}],
    "late_marks_to_check": (int, type(None)),
}
LETTERS = {
    "as_of": str,
    "policy": str,
    "policy_version": str,
    "letters": [
        {
            "reference": str,
            "upn": TEXT_OR_NULL,
            "letter": str,
            "band": str,
            "reason": {"text": str, "source": str},
            "addressed_to": list,
            "files": list,
            "previous": list,
            "pupils": [{"upn": TEXT_OR_NULL, "band": str, "reason": {"text": str, "source": str}}],
            "without_email": list,
        }
    ],
    "held_back": [{"upn": TEXT_OR_NULL, "letter": TEXT_OR_NULL, "why": str}],
}
IMPORTS = {
    "imports": [{"import_id": int, "file": str, "sha256": str, "known_on": str, "undone_on": TEXT_OR_NULL}]
}
UNDONE = {"import_id": int, "file": str, "undone_on": str, "saved": bool, "marks": list}
RULES = {"rules": [{"name": str, "id": str, "title": str}]}
RULE = {"id": str, "title": str, "values": [{"from": str, "reference": str}]}
FINDING = {
    "severity": str,
    "kind": str,
    "key": str,
    "what": str,
    "closed_by": TEXT_OR_NULL,
    "because": TEXT_OR_NULL,
    "section": TEXT_OR_NULL,
    "remedy": TEXT_OR_NULL,
}
POLICIES = {
    "policies": [
        {"name": str, "key": str, "title": str, "version": str, "effective_from": str, "schools": list}
    ]
}
POLICY = {
    "key": str,
    "title": str,
    "version": str,
    "effective_from": str,
    "document": {"title": str, "dated": str},
    "rules": [{"topic": str, "key": str, "text": str, "section": str, "document": str, "ours": TEXT_OR_NULL}],
    "findings": [FINDING],
}
CHECKED = {
    "as_of": str,
    "faults": int,
    "files": [
        {
            "name": str,
            "file": str,
            "policy": TEXT_OR_NULL,
            "version": TEXT_OR_NULL,
            "faults": int,
            "findings": [FINDING],
        }
    ],
}
DIFFERENCES = {
    "before": {"policy": str, "version": str, "title": str},
    "after": {"policy": str, "version": str, "title": str},
    "changes": [
        {
            "change": str,
            "topic": str,
            "key": str,
            "text": str,
            "before": TEXT_OR_NULL,
            "after": TEXT_OR_NULL,
        }
    ],
}
COMPARED = {
    "school": str,
    "upn": TEXT_OR_NULL,
    "class": TEXT_OR_NULL,
    "step": str,
    "title": str,
    "band": str,
    "about": TEXT_OR_NULL,
    "change": str,
    "simulated_on": TEXT_OR_NULL,
    "in_force_on": TEXT_OR_NULL,
    "reason": {"text": str, "source": str},
}
OF_WEEK = {"letters": int, "meetings": int, "other": int}
OF_STEP = {"times": int, "pupils": int}
SIMULATED = {
    "from": str,
    "to": str,
    "known": TEXT_OR_NULL,
    "policy": {"policy": str, "version": str, "title": str},
    "schools": [{"name": str, "urn": TEXT_OR_NULL, "in_force": str, "in_force_version": str}],
    "pupils": int,
    "weeks": [{"from": str, "judged_on": str, "simulated": OF_WEEK, "in_force": OF_WEEK}],
    "steps": [
        {
            "step": str,
            "title": str,
            "does": str,
            "to_many": bool,
            "simulated": OF_STEP,
            "in_force": OF_STEP,
        }
    ],
    "to_many": [
        {
            "by": str,
            "on": str,
            "school": str,
            "letter": str,
            "title": str,
            "about": TEXT_OR_NULL,
            "pupils": int,
        }
    ],
    "groups": [{"by": str, "name": str, "pupils": int, "with_letter": {"simulated": int, "in_force": int}}],
    "letters": [COMPARED],
    "meetings": [COMPARED],
}
ENTRY = {
    "entry_id": (int, type(None)),
    "upn": TEXT_OR_NULL,
    "surname": TEXT_OR_NULL,
    "forename": TEXT_OR_NULL,
    "kind": str,
    "happened_on": str,
    "until": TEXT_OR_NULL,
    "step": TEXT_OR_NULL,
    "outcome": TEXT_OR_NULL,
    "sessions": (int, type(None)),
    "note": TEXT_OR_NULL,
    "details": dict,
    "by_name": str,
    "by_position": str,
    "known_on": str,
    "withdraws": (int, type(None)),
    "withdrawn_by": (int, type(None)),
}
LOGGED = {"entry": ENTRY, "is_new": bool, "saved": bool, "said": str}
ACTION = {
    "due_on": TEXT_OR_NULL,
    "who": str,
    "led_by": str,
    "does": str,
    "step": str,
    "letter": TEXT_OR_NULL,
    "title": str,
    "checklist": list,
    "upn": TEXT_OR_NULL,
    "class": TEXT_OR_NULL,
    "school": str,
    "band": str,
    "case_group": (dict, type(None)),
    "reason": {"text": str, "source": str},
    "about": TEXT_OR_NULL,
    "sessions": [{"date": str, "session": str, "code": str}],
}
ACTIONS = {
    "as_of": str,
    "schools": [{"name": str, "policy": str, "policy_version": str}],
    "actions": [ACTION],
    "held_back": [ACTION],
    "to_many": [{"due_on": str, "who": str, "letter": str, "about": str, "pupils": int, "command": str}],
    "routines": [{"due_on": str, "who": str, "routine": str, "every": str, "command": TEXT_OR_NULL}],
    "no_longer_supported": list,
}
AMBER, HELD = "T999204720163", "Z999204723062"
YEAR = {
    "sessions_possible": int,
    "sessions_attended": int,
    "sessions_authorised": int,
    "sessions_unauthorised": int,
    "attendance_percent": NUMBER_OR_NULL,
}
MARK = {"date": str, "session": str, "code": str, "meaning": str, "counts_as": str}
MOVE = {
    "sessions": int,
    "band": str,
    "sessions_attended": int,
    "sessions_possible": int,
    "attendance_percent": float,
}
EXPLAINED = {
    "as_of": str,
    "known": TEXT_OR_NULL,
    "school": {"name": str, "urn": TEXT_OR_NULL},
    "policy": str,
    "policy_version": str,
    "pupil": {"upn": TEXT_OR_NULL, "surname": str, "forename": str, "is_leaver": bool},
    "year": YEAR,
    "band": {
        "name": str,
        "document_name": str,
        "from_percent": float,
        "to_percent": float,
        "source": str,
        "percent_before_rounding": str,
        "attendance_percent": float,
        "closed": [{"document_says": str, "band": str, "because": str, "is_here": bool}],
        "sessions_that_may_be_missed": int,
        "down": MOVE,
        "up": MOVE,
    },
    "law": [{"name": str, "is_reached": bool, "arithmetic": str, "source": str}],
    "sessions": [MARK],
    "protections": [
        {"name": str, "code": str, "sessions_attended": int, "sessions_needed": int, "holds": bool}
    ],
    "late_marks_to_check": [{"date": str, "session": str, "code": str, "minutes_late": int}],
    "steps": [
        {
            "step": str,
            "kind": str,
            "checklist": list,
            "letter": TEXT_OR_NULL,
            "outcome": str,
            "decisions": [{"outcome": str, "why": str, "source": str, "due_on": TEXT_OR_NULL}],
            "rule": str,
            "source": str,
            "ours": TEXT_OR_NULL,
            "sessions": [MARK],
            "what_would_change_it": list,
        }
    ],
    "letters": [
        {
            "reference": str,
            "letter": str,
            "written_on": str,
            "as_of": str,
            "known_on": str,
            "reason": {"text": str, "source": str},
            "policy_version": str,
            "template_sha256": TEXT_OR_NULL,
            "year_then": YEAR,
            "year_now": YEAR,
            "sessions_then": [MARK],
            "sessions_now": [MARK],
            "changed_since": list,
        }
    ],
}
LEAVE = {
    "as_of": str,
    "policy": str,
    "kind": str,
    "from": str,
    "to": str,
    "school_days": list,
    "sessions": int,
    "answer": str,
    "rule": TEXT_OR_NULL,
    "reason": {"text": TEXT_OR_NULL, "source": str},
    "rules_looked_at": [
        {"rule": str, "fits": bool, "conditions": [{"condition": str, "holds": bool, "numbers": str}]}
    ],
    "code_if_granted": TEXT_OR_NULL,
    "code_if_refused": TEXT_OR_NULL,
    "return_by": TEXT_OR_NULL,
    "evidence_by": TEXT_OR_NULL,
    "effect": {
        "before": YEAR,
        "after": YEAR,
        "sessions_left_in_the_year": int,
        "end_of_year_without": YEAR,
        "end_of_year_with": YEAR,
        "band_before": TEXT_OR_NULL,
        "band_after": TEXT_OR_NULL,
        "band_at_the_end": TEXT_OR_NULL,
        "persistent_absence_before": bool,
        "persistent_absence_after": bool,
        "persistent_absence_at_the_end": bool,
        "penalty_window": {
            "from": str,
            "school_weeks": int,
            "sessions_already": int,
            "sessions_added_if_not_granted": int,
            "threshold": int,
            "is_reached_if_not_granted": bool,
        },
    },
    "saved": bool,
}
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
CONTRACTS: dict[str, tuple[list[str], dict[str, Any]]] = {
    "import": (["import", "marks.csv"], {"files": [FILE], "saved": bool}),
    "report": (["report", "--week"], REPORT),
    "actions": (["actions", "--as-of", "2026-03-27"], ACTIONS),
    "letters": (["letters", "--dry-run", "--as-of", "2026-03-27"], LETTERS),
    "explain": (["explain", "E999204722074", "--as-of", "2026-03-27"], EXPLAINED),
    "leave": (["leave", "E999204722074", *LEAVE_ASKED], LEAVE),
    "imports": (["imports"], IMPORTS),
    "undo": (["undo", "3", "--dry-run"], UNDONE),
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
    "rules show": (["rules", "show", "persistent_absence"], RULE),
}


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the sample school imported, and one pupil on hold."""
    folder = tmp_path_factory.mktemp("school")
    for name in ("attendctl.toml", "marks.csv", "pupils.csv", "contacts.csv"):
        (folder / name).write_bytes((ROOT / "sample_data" / name).read_bytes())
    config = ["--config", str(folder / "attendctl.toml")]
    settings = (folder / "attendctl.toml").read_text(encoding="utf-8")
    other = settings.replace('policy = "greenhill"', 'policy = "cheetwood"')
    (folder / "cheetwood.toml").write_text(other, encoding="utf-8")
    exports = [str(folder / name) for name in ("pupils.csv", "contacts.csv", "marks.csv")]
    result = CliRunner().invoke(app, [*config, "import", *exports])
    assert result.exit_code == 0, result.output
    result = CliRunner().invoke(app, [*config, "case", "hold", HELD, "--reason", "bereavement"])
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
