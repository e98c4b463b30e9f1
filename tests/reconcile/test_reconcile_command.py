"""``attendctl reconcile`` on the sample school: one answer in every format, and its messages."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from attendctl.cli.main import app
from tests.house.sources import ROOT

AS_OF = ["--as-of", "2026-03-27"]


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("reconcile") / "school"
    shutil.copytree(ROOT / "sample_data", folder)
    done = CliRunner().invoke(
        app,
        ["--config", str(folder / "attendctl.toml"), "import"]
        + [str(folder / name) for name in ("pupils.csv", "marks.csv")],
    )
    assert done.exit_code in (0, 6), done.output
    return folder


def run(school: Path, *words: str) -> Result:
    return CliRunner().invoke(app, ["--config", str(school / "attendctl.toml"), "reconcile", *words])


def answer(school: Path, *words: str) -> dict[str, Any]:
    result = run(school, *words, *AS_OF, "--format", "json")
    assert result.exit_code == 0, result.output
    contract: dict[str, Any] = json.loads(result.stdout)
    return contract


def reported(school: Path) -> dict[str, Any]:
    result = CliRunner().invoke(
        app, ["--config", str(school / "attendctl.toml"), "report", *AS_OF, "--format", "json"]
    )
    report: dict[str, Any] = json.loads(result.stdout)
    return report


def test_ours_are_the_figures_of_the_report(school: Path) -> None:
    whole = reported(school)["whole_school"]
    asked = [
        "--attendance",
        str(whole["year"]["attendance_percent"]),
        "--persistent",
        str(whole["persistent_absence_percent"]),
    ]
    figures = answer(school, *asked)["figures"]
    assert figures["verdict"] == "same"
    ours = figures["ours"]
    for name in ("possible", "attended", "authorised", "unauthorised"):
        assert ours[f"sessions_{name}"] == whole["year"][f"sessions_{name}"]
    assert "nothing to explain" in run(school, *asked, *AS_OF).stdout


def test_blanks_counted_absent_are_found_with_their_sessions(school: Path) -> None:
    year = reported(school)["whole_school"]["year"]
    possible = year["sessions_possible"] + year["sessions_missing"]
    printed = f"{100 * year['sessions_attended'] / possible:.3f}"
    figures = answer(school, "--attendance", printed)["figures"]
    found = {one["rules"][0]["key"]: one for one in figures["explained_by"] if len(one["rules"]) == 1}
    assert found["blanks-absent"]["sessions_possible"] == possible
    assert figures["verdict"] == "one rule"
    assert (
        "sessions without a mark are counted as absence"
        in run(school, "--attendance", printed, *AS_OF).stdout
    )


def test_csv_has_a_row_for_every_rule_tried(school: Path) -> None:
    figures = answer(school, "--attendance", "94.3")["figures"]
    text = run(school, "--attendance", "94.3", *AS_OF, "--format", "csv").stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    alone = {row["rules"]: row for row in rows if row["kind"] == "one rule"}
    assert set(alone) == {one["rules"][0]["key"] for one in figures["tried"]}
    for one in figures["tried"]:
        row = alone[one["rules"][0]["key"]]
        assert row["attendance_percent"] == one["attendance_percent"]
        assert row["sessions_possible"] == str(one["sessions_possible"])
        assert row["explains"] == ("yes" if one["explains"] else "no")


def test_none_of_them(school: Path) -> None:
    result = run(school, "--attendance", "12.3", *AS_OF)
    assert result.exit_code == 0
    assert "None of them" in result.stdout


def test_totals_of_the_report_with_late_arrivals_counted_absent(school: Path, tmp_path: Path) -> None:
    pupils = reported(school)["pupils"]
    path = tmp_path / "totals.csv"
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["UPN", "Possible", "Attended", "Authorised Absence", "Unauthorised Absence"])
        for pupil in pupils:
            year = pupil["year"]
            late = year["sessions_late"]
            writer.writerow(
                [
                    pupil["upn"],
                    year["sessions_possible"],
                    year["sessions_attended"] - late,
                    year["sessions_authorised"],
                    year["sessions_unauthorised"] + late,
                ]
            )
    totals = answer(school, "--totals", str(path))["totals"]
    late = [pupil for pupil in pupils if pupil["year"]["sessions_late"]]
    assert totals["pupils_agreeing"] == len(pupils) - len(late)
    (group,) = totals["groups"]
    assert [rule["key"] for rule in group["rules"]] == ["late-absent"]
    assert len(group["pupils"]) == len(late)
    assert totals["unexplained"] == []
    shown = run(school, "--totals", str(path), *AS_OF)
    assert f"{len(late)} pupils: late arrivals before the register closed (L)" in shown.stdout
    rows = list(
        csv.DictReader(io.StringIO(run(school, "--totals", str(path), *AS_OF, "--format", "csv").stdout))
    )
    assert len(rows) == len(late)
    assert {row["rules"] for row in rows} == {"late-absent"}


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        ([], 2, "nothing to compare with"),
        (["--attendance", "104"], 2, "not a percentage from 0 to 100"),
        (["--attendance", "many"], 2, "not a percentage"),
        (["--attendance", "94.1234567"], 2, "more decimals"),
        (["--attendance", "nan"], 2, "not a percentage"),
        (["--attendance", "94", "--to", "2026-03-01", "--as-of", "2026-03-02"], 2, "two last days"),
        (["--attendance", "94", "--from", "2026-04-01", "--to", "2026-03-02"], 2, "after the last day"),
        (["--attendance", "94", "--school", "Elm"], 4, "no school"),
        (["--totals", "none.csv"], 3, "I010"),
    ],
)
def test_messages(school: Path, words: list[str], status: int, said: str) -> None:
    result = run(school, *words)
    assert result.exit_code == status
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_a_percent_sign_and_an_output_file(school: Path, tmp_path: Path) -> None:
    path = tmp_path / "answer.csv"
    words = ["--attendance", "94.3%", *AS_OF, "--format", "csv", "--output", str(path)]
    assert run(school, *words).exit_code == 0
    assert path.read_bytes().startswith(b"\xef\xbb\xbfkind,")
