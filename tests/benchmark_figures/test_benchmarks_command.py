"""``attendctl benchmarks``: which figures a school is shown, and taking in a newer download."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from attendctl.cli.main import app
from tests.benchmark_figures.downloads import DOWNLOAD, Row, changed_copy


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("ATTENDCTL_CONFIG", raising=False)
    monkeypatch.delenv("ATTENDCTL_LEDGER", raising=False)
    return tmp_path


def run(*words: str) -> Result:
    return CliRunner().invoke(app, ["benchmarks", *words])


def shown(*words: str) -> dict[str, Any]:
    result = run("show", *words, "--format", "json")
    assert result.exit_code == 0, result.output
    contract: dict[str, Any] = json.loads(result.stdout)
    return contract


def areas(*words: str) -> list[tuple[str, float | None]]:
    return [
        (figure["area"], figure["attendance_percent"]) for figure in shown(*words)["schools"][0]["figures"]
    ]


def configure(folder: Path, text: str) -> None:
    (folder / "attendctl.toml").write_text(text, encoding="utf-8")


def test_a_school_sees_england_its_region_and_its_authority(folder: Path) -> None:
    configure(
        folder, '[school]\nname = "Ash"\nphase = "primary"\nlocal_authority = "Norfolk County Council"\n'
    )
    # Norfolk 94.5274, East of England 94.7290, England 94.7233 in the published table
    assert areas() == [("England", 94.7), ("East of England", 94.7), ("Norfolk", 94.5)]
    assert shown()["schools"][0]["notes"] == []


def test_a_stated_region_is_enough(folder: Path) -> None:
    configure(folder, '[school]\nname = "Ash"\nphase = "primary"\nregion = "east of england"\n')
    assert [name for name, _ in areas()] == ["England", "East of England"]


def test_a_region_that_is_not_the_authoritys_is_said(folder: Path) -> None:
    configure(folder, '[school]\nname = "Ash"\nregion = "London"\nlocal_authority = "Norfolk"\n')
    school = shown()["schools"][0]
    assert [figure["area"] for figure in school["figures"]] == ["England", "London", "Norfolk"]
    assert "Norfolk lies in East of England, not in London." in school["notes"]


def test_without_anything_stated_it_is_england_and_said(folder: Path) -> None:
    school = shown()["schools"][0]
    assert [(one["area"], one["phase"]) for one in school["figures"]] == [("England", "Total")]
    assert len(school["notes"]) == 2
    assert "No phase is stated" in school["notes"][0]
    assert "No local_authority or region" in school["notes"][1]


def test_an_authority_that_is_not_there_is_said_and_not_a_fault(folder: Path) -> None:
    configure(folder, '[school]\nname = "Ash"\nphase = "primary"\nlocal_authority = "Fernshire"\n')
    school = shown()["schools"][0]
    assert [one["area"] for one in school["figures"]] == ["England"]
    assert "no local authority 'Fernshire'" in school["notes"][0]


def test_each_school_of_a_trust_has_its_own(folder: Path) -> None:
    configure(
        folder,
        '[[school]]\nname = "Ash"\nphase = "primary"\nlocal_authority = "Leeds"\n'
        '[[school]]\nname = "Elm"\nphase = "secondary"\nlocal_authority = "Kent"\n',
    )
    found = [(one["school"], one["figures"][-1]["area"], one["phase"]) for one in shown()["schools"]]
    assert found == [("Ash", "Leeds", "Primary"), ("Elm", "Kent", "Secondary")]


def test_withheld_figures_stay_withheld_in_every_format(folder: Path) -> None:
    asked = ["--authority", "City of London", "--phase", "primary"]
    figures = shown(*asked)["schools"][0]["figures"][-1]
    assert figures["suppressed"] is True
    assert figures["attendance_percent"] is None
    assert "withheld" in run("show", *asked).stdout
    rows = list(csv.DictReader(io.StringIO(run("show", *asked, "--format", "csv").stdout)))
    assert (rows[-1]["area"], rows[-1]["suppressed"], rows[-1]["attendance_percent"]) == (
        "City of London",
        "yes",
        "",
    )


def test_table_and_csv_hold_the_numbers_of_the_json(folder: Path) -> None:
    figures = shown("--region", "London")["schools"][0]["figures"][-1]
    table = run("show", "--region", "London").stdout
    rows = list(csv.DictReader(io.StringIO(run("show", "--region", "London", "--format", "csv").stdout)))
    for name in ("attendance_percent", "illness_percent", "persistent_absence_percent"):
        assert rows[-1][name] == str(figures[name])
        assert str(figures[name]) in next(line for line in table.splitlines() if line.startswith("London"))
    assert figures["series"] == rows[-1]["series"]
    assert figures["series"] in table
    assert figures["period"] in table


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--authority", "Kingston"], "could be several"),
        (["--authority", "Nowhere"], "There is no local authority"),
        (["--region", "Wessex"], "There is no region"),
        (["--phase", "nursery"], "no figures of the phase"),
    ],
)
def test_an_area_asked_for_that_is_not_there(folder: Path, words: list[str], said: str) -> None:
    result = run("show", *words)
    assert result.exit_code == 4
    assert said in result.stderr


def test_list_names_every_table_and_area(folder: Path) -> None:
    result = run("list", "--areas", "--format", "json")
    contract = json.loads(result.stdout)
    assert [table["academic_year"] for table in contract["tables"]] == ["2025/26"]
    assert len([one for one in contract["areas"] if one["authority"]]) == 153
    assert "Tower Hamlets" in run("list", "--areas").stdout


def next_year(rows: list[Row]) -> list[Row]:
    return [row | {"time_period": "202627"} for row in rows]


def test_a_newer_download_is_kept_beside_the_configuration(folder: Path) -> None:
    configure(folder, '[school]\nname = "Ash"\n')
    changed_copy(folder / "new.csv", next_year)
    checked = run("update", "new.csv", "--dry-run")
    assert checked.exit_code == 0
    assert not (folder / "benchmarks").exists()
    done = json.loads(run("update", "new.csv", "--to", "2026-11-13", "--format", "json").stdout)
    assert (done["saved"], done["rows"], done["rows_suppressed"]) == (True, 647, 4)
    kept = {path.name: path.read_bytes() for path in (folder / "benchmarks").iterdir()}
    assert sorted(kept) == ["dfe_year_to_date_2026_27.csv", "dfe_year_to_date_2026_27.toml"]
    again = json.loads(run("update", "new.csv", "--to", "2026-11-13", "--format", "json").stdout)
    assert (again["saved"], again["changed"]) == (False, False)
    assert {path.name: path.read_bytes() for path in (folder / "benchmarks").iterdir()} == kept
    assert shown()["table"]["period"] == "2026/27 to 2026-11-13"
    assert shown("--as-of", "2026-03-27")["table"]["academic_year"] == "2025/26"
    notes = shown("--as-of", "2027-11-01")["schools"][0]["notes"]
    assert "No table of the year of 2027-11-01 is held: the figures are of 2026/27." in notes


def test_the_shipped_download_changes_nothing(folder: Path) -> None:
    result = run("update", str(DOWNLOAD))
    assert result.exit_code == 0
    assert "nothing changed" in result.stdout
    assert not (folder / "benchmarks").exists()


def test_an_older_download_of_the_year_is_refused(folder: Path) -> None:
    def without_a_session(rows: list[Row]) -> list[Row]:
        """Take a session of illness in London out of London and of England, and of their totals."""
        for row in rows:
            if row["la_name"] or row["region_name"] or row["education_phase"] not in ("Primary", "Total"):
                continue
            less = (
                "possible_sessions",
                "overall_absence",
                "authorised_absence",
                "reason_i_authorised_illness",
            )
            row |= {column: str(int(row[column]) - 1) for column in less}
            possible = int(row["possible_sessions"])
            for column, part in (
                ("attendance_perc", "overall_attendance"),
                ("overall_absence_perc", "overall_absence"),
                ("authorised_absence_perc", "authorised_absence"),
                ("unauthorised_absence_perc", "unauthorised_absence"),
                ("illness_perc", "reason_i_authorised_illness"),
                ("unauth_hol_perc", "reason_g_unauthorised_holiday"),
            ):
                row[column] = repr(100 * int(row[part]) / possible)
        return rows

    changed_copy(folder / "old.csv", without_a_session)
    result = run("update", "old.csv")
    assert result.exit_code == 3
    assert "I051" in result.stderr
    assert "older download" in result.stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--to", "2027-01-01"], "not in the academic year"),
        (["--from", "2026-01-01", "--to", "2025-12-01"], "is before"),
    ],
)
def test_days_that_cannot_be(folder: Path, words: list[str], said: str) -> None:
    result = run("update", str(DOWNLOAD), *words)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_file_that_is_no_such_table_gives_one_message(folder: Path) -> None:
    (folder / "marks.csv").write_text("UPN,Date,Mark\n", encoding="utf-8")
    result = run("update", "marks.csv")
    assert result.exit_code == 3
    assert result.stderr.count("attendctl: I050") == 1
    assert "Traceback" not in result.output


def test_rows_changed_by_hand_are_noticed_and_mended_by_the_download(folder: Path) -> None:
    configure(folder, "")
    changed_copy(folder / "new.csv", next_year)
    assert run("update", "new.csv").exit_code == 0
    rows = folder / "benchmarks" / "dfe_year_to_date_2026_27.csv"
    rows.write_text(rows.read_text(encoding="utf-8").replace("1230531096", "1230531097"), encoding="utf-8")
    result = run("show")
    assert result.exit_code == 3
    assert "Take the download in again" in result.stderr
    assert run("update", "new.csv").exit_code == 0
    assert run("show").exit_code == 0
