"""``attendctl report --for lists`` from the outside: periods, files, refusals, what the ledger knew."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from attendctl.cli.main import app
from tests.policy_lists.school_by_hand import NAMES, NEEDS, PREMIUM, fernbrook

WRONG_USAGE, NOT_FOUND = 2, 4
SETTINGS = (
    '[school]\nname = "Fernbrook School"\npolicy = "{}"\nsignatory = "A. Oak"\nsignatory_role = "Officer"\n'
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with the school worked out by hand; on 10 November the register was told of Nia's recovery."""
    folder = tmp_path_factory.mktemp("lists")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        (folder / "attendctl.toml").write_text(SETTINGS.format("copnor"), encoding="utf-8")
        (folder / "cheetwood.toml").write_text(SETTINGS.format("cheetwood"), encoding="utf-8")
        header = ["Admission Number", "Forename", "Surname", "Class", "Pupil Premium", "SEN Status"]
        with Path("marks.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow([*header, "Date", "Session", "Mark", "Minutes Late", "Comments"])
            for mark in fernbrook().marks:
                name = NAMES[mark.pupil - 1]
                writer.writerow(
                    [
                        *(f"00{mark.pupil}", name, "Ash", "2B" if mark.pupil < 8 else "1A"),
                        *("Yes" if name in PREMIUM else "No", NEEDS.get(name, "N")),
                        *(mark.day, "PM" if mark.session else "AM", mark.code, mark.minutes or ""),
                        "vomiting" if name == "Max" else "",
                    ]
                )
        Path("later.csv").write_text(
            "Admission Number,Date,Session,Mark\n0014,2025-09-01,PM,/\n", encoding="utf-8"
        )
        assert run("import", "marks.csv", "--known", "2025-11-07").exit_code == 0
        assert run("import", "later.csv", "--known", "2025-11-10").exit_code == 0
        yield folder


def run(*words: str) -> Result:
    result = CliRunner().invoke(app, list(words), catch_exceptions=False)
    assert "Traceback" not in result.output
    return result


def asked(*words: str) -> dict[str, Any]:
    result = run("report", "--for", "lists", *words, "--format", "json")
    assert result.exit_code == 0, result.output
    contract: dict[str, Any] = json.loads(result.stdout)
    return contract


def listed(contract: dict[str, Any], name: str) -> list[str]:
    made = next(one for one in contract["lists"] if one["name"] == name)
    return [pupil["forename"] for pupil in made["pupils"]]


@pytest.mark.usefixtures("folder")
def test_without_a_period_it_is_the_latest_week_and_the_day_has_what_the_register_says() -> None:
    latest = asked()
    assert latest == asked("--week", "2025-11-05")
    assert latest["period"]["name"] == "2025-W45"
    assert listed(latest, "below-80") == ["Max", "Nia", "Lea"]  # 50.0, 50.5 since the correction, 79.8
    absent = asked("--day", "2025-11-07")["lists"][0]
    assert [mark["comment"] for mark in absent["pupils"][0]["marks"]] == ["vomiting", "vomiting"]


@pytest.mark.usefixtures("folder")
def test_lists_of_last_month_can_be_printed_as_they_were() -> None:
    # 49 of 99 before the correction, 50 of 99 after it: 50.5
    assert listed(asked("--known", "2025-11-07"), "below-50") == ["Nia"]
    now = asked()
    assert listed(now, "below-50") == []
    assert (now["known"], asked("--known", "2025-11-07")["known"]) == (None, "2025-11-07")


@pytest.mark.usefixtures("folder")
def test_a_list_of_red_has_the_named_group_of_each_pupil() -> None:
    cheetwood = ["--config", "cheetwood.toml"]
    done = run(*cheetwood, "case", "group", "0012", "send", "--led-by", "B. Elm", "--on", "2025-10-01")
    assert done.exit_code == 0, done.output
    result = run(*cheetwood, "report", "--for", "lists", "--half-term", "--format", "json")
    contract = json.loads(result.stdout)
    # exactly 90.0 is red, and 90.9 is red-amber: by the bands of the document, its holes closed
    red = next(one for one in contract["lists"] if one["name"] == "red-in-groups")
    assert [pupil["forename"] for pupil in red["pupils"]] == ["Max", "Nia", "Lea", "Kit", "Jay", "Ida"]
    assert listed(contract, "red-amber") == ["Hal", "Gus", "Fay"]
    assert listed(contract, "amber-green") == ["Eve", "Dee", "Cai", "Ben"]
    groups = {pupil["forename"]: pupil["group"] for pupil in red["pupils"]}
    assert groups["Lea"]["led_by"] == "B. Elm"
    assert groups["Max"] is None


@pytest.mark.parametrize("form", ["table", "json", "csv", "xlsx", "pdf"])
def test_every_form_is_written_to_a_file_with_the_same_bytes(folder: Path, form: str) -> None:
    file = folder / f"lists.{form}"
    words = ["report", "--for", "lists", "--term", "--format", form, "--output", str(file)]
    result = run(*words)
    assert (result.exit_code, result.stdout) == (0, "")
    first = file.read_bytes()
    assert run(*words).exit_code == 0
    assert file.read_bytes() == first != b""


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (["--for", "lists", "--format", "pdf"], WRONG_USAGE, "--output lists.pdf"),
        (["--for", "lists", "--format", "docx"], WRONG_USAGE, "table, json, csv, xlsx, pdf"),
        (["--for", "lists", "--day", "2025-11-08"], NOT_FOUND, "no school"),
        (["--for", "lists", "--week", "2025-W50"], NOT_FOUND, "2025-W45"),
        (["--for", "lists", "--term", "summer"], NOT_FOUND, "autumn term 2025"),
        (["--for", "lists", "--school", "Elsewhere"], NOT_FOUND, "Fernbrook School"),
        (["--for", "lists", "--names"], WRONG_USAGE, "--for page"),
        (["--config", "cheetwood.toml", "--for", "lists", "--week"], NOT_FOUND, "lists with --half-term"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_is_one_message_with_a_remedy(words: list[str], status: int, said: str) -> None:
    result = run("report", *words)
    assert (result.exit_code, result.stdout) == (status, "")
    assert said in result.stderr
    assert not any(name in result.stderr for name in NAMES)
