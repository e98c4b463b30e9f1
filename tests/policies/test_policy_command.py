"""``attendctl policy`` as an officer types it: what is printed, and with which status it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from attendctl.cli.main import app
from attendctl.policies import shipped_policies

ASH = (Path(__file__).parent / "ash.toml").read_text(encoding="utf-8")
CONFIG = """
[[school]]
name = "Ash Primary"
policy = "ash.toml"
[[school]]
name = "Beech Primary"
policy = "greenhill"
[[school]]
name = "Cedar Primary"
policy = "greenhill"
"""
LETTER = "# {{ school }}\n\nDear {{ salutation }}\n"


@pytest.fixture
def trust(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of three schools, one with a policy and templates of its own."""
    (tmp_path / "attendctl.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "ash.toml").write_text(ASH, encoding="utf-8")
    letters = tmp_path / "templates" / "letters" / "ash"
    letters.mkdir(parents=True)
    for name in ("1a", "1b", "2a"):
        (letters / f"{name}.md").write_text(LETTER, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def _run(*words: str, status: int = 0) -> str:
    result = CliRunner().invoke(app, ["policy", *words])
    assert result.exit_code == status, result.output
    assert "Traceback" not in result.output
    return result.output


def _json(*words: str, status: int = 0) -> Any:
    return json.loads(_run(*words, "--format", "json", status=status))


def _checked(*words: str, status: int = 0) -> list[dict[str, Any]]:
    (file,) = _json("check", *words, "--as-of", "2026-11-22", status=status)["files"]
    assert file["faults"] == sum(one["severity"] == "fault" for one in file["findings"])
    return list(file["findings"])


def test_list_names_every_policy_and_who_follows_it(trust: Path) -> None:
    listed = _json("list")["policies"]
    assert [one["name"] for one in listed] == [*shipped_policies(), "ash.toml"]
    schools = {one["name"]: one["schools"] for one in listed}
    assert schools["greenhill"] == ["Beech Primary", "Cedar Primary"]
    assert schools["ash.toml"] == ["Ash Primary"]
    assert schools["national"] == []
    text = _run("list")
    assert "followed by Beech Primary, Cedar Primary" in text
    assert "from 2025-07-01" in text


def test_list_without_a_configuration_says_what_holds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "No school is configured: national is followed." in _run("list")


def test_show_reads_an_own_file_from_beside_the_configuration(
    trust: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = trust / "reports"
    below.mkdir()
    monkeypatch.chdir(below)
    text = _run("show", "ash.toml")
    assert "Ash Primary attendance policy" in text
    assert "Ours: The document names no minimum." in text
    assert "FIRST CONCERN\n- In the amber band (90.1% to 94.9%): letter 1a" in text


def test_show_as_json_has_each_rule_with_its_section(trust: Path) -> None:
    shown = _json("show", "greenhill")
    assert shown["key"] == "greenhill"
    by_key = {rule["key"]: rule for rule in shown["rules"]}
    assert by_key["step 1b"]["ours"]
    assert by_key["step 1a"]["ours"] is None
    assert all(rule["section"] and rule["document"] for rule in shown["rules"])
    assert [one["what"] for one in shown["findings"] if one["kind"] == "hole"] == ["90.0 is in no band."]


def test_check_looks_at_what_is_in_use_and_at_all_that_is_shipped(trust: Path) -> None:
    checked = _json("check")
    assert [one["name"] for one in checked["files"]] == [
        "ash.toml",
        "greenhill",
        *(name for name in shipped_policies() if name != "greenhill"),
    ]
    assert checked["faults"] == 0
    assert "No fault. Held against the law of 2026-11-22." in _run("check", "--as-of", "2026-11-22")


def test_a_right_file_of_a_schools_own_is_without_a_word(trust: Path) -> None:
    assert _checked("ash.toml") == []
    assert _run("check", "ash.toml").startswith(
        "ash.toml (ash.toml, version 1): no faults, 0 closed, no notes"
    )


def test_every_fault_is_printed_and_the_status_is_2(trust: Path) -> None:
    broken = ASH.replace("at_least = 8", "at_least = 81").replace("years = 6", "years = 3")
    (trust / "ash.toml").write_text(broken, encoding="utf-8")
    text = _run("check", "ash.toml", status=2)
    assert "FAULT key step 4.at_least: illness counts 81 sessions" in text
    assert "FAULT key retention.years: Registers are kept 3 years; the law asks for 6." in text
    assert "1 file has 2 faults." in text


# What only other rooms know: what is done to the folder or the file, key and words of the fault.
def _without_a_template(trust: Path) -> None:
    (trust / "templates/letters/ash/1b.md").unlink()


def _with_an_unknown_field(trust: Path) -> None:
    (trust / "templates/letters/ash/2a.md").write_text("{{ shoe_size }}", encoding="utf-8")


def _with_a_broken_template(trust: Path) -> None:
    (trust / "templates/letters/ash/1a.md").write_text("{% if %}", encoding="utf-8")


def _edit(before: str, after: str) -> Any:
    def edit(trust: Path) -> None:
        assert ASH.count(before) == 1
        (trust / "ash.toml").write_text(ASH.replace(before, after), encoding="utf-8")

    return edit


ELSEWHERE = [
    (_without_a_template, "template", "step 2.name", "there is no template ash/1b.md"),
    (_with_an_unknown_field, "template", "step 3.name", "shoe_size"),
    (_with_a_broken_template, "template", "step 1.name", "ash/1a.md"),
    (
        _edit("attendctl report --week", "attendctl repot --week"),
        "routine",
        "routine 1.command",
        "no attendctl repot",
    ),
    (_edit("--week --by class", "--weekly --by class"), "routine", "routine 1.command", "it has no --weekly"),
    (_edit("attendctl report", "rm -r"), "routine", "routine 1.command", "it is no attendctl command"),
    (
        _edit("attendctl report --week --by class", "attendctl letters --letter 9z"),
        "routine",
        "routine 1.command",
        "no letter 9z",
    ),
    (
        _edit('led_by = "head"', 'led_by = "head"\ncleared_by = ["dance"]'),
        "unreachable",
        "step 8.cleared_by",
        "'dance' in the case log",
    ),
    (
        _edit(
            'kind = "below"\ndoes = "report"\npercent = 85.0',
            'kind = "logged"\ndoes = "report"\nentry = "song"',
        ),
        "unreachable",
        "step 8.entry",
        "'song' in the case log",
    ),
    (
        _edit(
            'kind = "below"\ndoes = "report"\npercent = 85.0',
            'kind = "logged"\ndoes = "report"\nentry = "visit"\noutcome = "tea"',
        ),
        "unreachable",
        "step 8.outcome",
        "visit with the outcome 'tea'",
    ),
]


@pytest.mark.parametrize(("done", "kind", "key", "words"), ELSEWHERE)
def test_what_templates_commands_and_the_case_log_cannot_do_is_a_fault(
    trust: Path, done: Any, kind: str, key: str, words: str
) -> None:
    done(trust)
    (found,) = _checked("ash.toml", status=2)
    assert (found["severity"], found["kind"], found["key"]) == ("fault", kind, key)
    assert words in found["what"]
    assert found["remedy"]


def test_a_template_that_no_step_writes_is_noted(trust: Path) -> None:
    (trust / "templates/letters/ash/9z.docx").write_bytes(b"")
    (found,) = _checked("ash.toml")
    assert (found["severity"], found["key"]) == ("note", "ash/9z.docx")


def test_a_policy_that_writes_with_another_ones_templates_needs_none_of_its_own(trust: Path) -> None:
    text = ASH.replace('key = "ash"', 'key = "ours"\ntemplates = "greenhill"')
    (trust / "ours.toml").write_text(text, encoding="utf-8")
    assert _checked("ours.toml") == []


def test_no_shipped_policy_has_a_fault_or_a_template_to_spare(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for file in _json("check", *shipped_policies(), "--as-of", "2026-11-22")["files"]:
        assert [one for one in file["findings"] if one["severity"] == "fault"] == []
        assert [one for one in file["findings"] if one["kind"] == "template"] == []


def test_a_file_that_cannot_be_read_is_a_fault_among_the_others(trust: Path) -> None:
    (trust / "ash.toml").write_text('key = "ash', encoding="utf-8")
    files = {one["name"]: one for one in _json("check", status=2)["files"]}
    assert files["ash.toml"]["policy"] is None
    assert files["ash.toml"]["faults"] == 1
    assert files["greenhill"]["faults"] == 0


def test_diff_prints_what_changes_and_nothing_where_nothing_does(trust: Path) -> None:
    text = _run("diff", "ash.toml", "national")
    assert text.startswith(
        "From ash, version 1: Ash Primary attendance policy\nto   national, version 2024-08"
    )
    later = ASH.replace("review_school_weeks = 4", "review_school_weeks = 6")
    (trust / "later.toml").write_text(later, encoding="utf-8")
    assert "- Letter 1b comes after 6 school weeks instead of 4 school weeks.\n" in _run(
        "diff", "ash.toml", "later.toml"
    )
    assert _run("diff", "ash.toml", "ash.toml").endswith("\nNothing changes.\n")
    (change,) = _json("diff", "ash.toml", "later.toml")["changes"]
    assert (change["change"], change["topic"], change["key"]) == ("changed", "no_improvement", "step 1b")


@pytest.mark.parametrize("words", [("show", "oak"), ("check", "oak.toml"), ("diff", "national", "oak")])
def test_a_policy_that_is_not_there_is_status_4(trust: Path, words: tuple[str, ...]) -> None:
    assert "There is no policy 'oak" in _run(*words, status=4)


@pytest.mark.parametrize("words", [("show", "ash.toml"), ("diff", "ash.toml", "national"), ("list",)])
def test_other_commands_stop_at_the_first_fault_with_file_key_and_remedy(
    trust: Path, words: tuple[str, ...]
) -> None:
    (trust / "ash.toml").write_text(ASH.replace('follows = "1a"', 'follows = "1b"'), encoding="utf-8")
    said = _run(*words, status=2)
    assert "ash.toml, key step 2.follows: 1b follows itself." in said
    assert "Name a step that stands above this one." in said
