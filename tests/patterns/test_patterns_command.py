"""``attendctl patterns`` from a register file to each of its outputs."""

from __future__ import annotations

import csv
import io
import json
import re
from fractions import Fraction
from math import comb
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.patterns.school_of_patterns import ELDER, FRIDAYS, LAST, LONG_ILL, YOUNGER, run, write_school

AS_OF = ["--as-of", LAST.isoformat()]


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The school's configuration, after the import and a meeting about the pupil of the Fridays."""
    words = write_school(tmp_path_factory.mktemp("school"))
    for upn in (FRIDAYS, LONG_ILL):
        logged = ["log", "meeting", upn, "--outcome", "held", "--on", "2025-10-22"]
        result = run(*words, "case", *logged)
        assert result.exit_code == 0, result.output
    return words


def contract(config: list[str], *words: str) -> dict[str, Any]:
    result = run(*config, "patterns", *AS_OF, *words, "--format", "json")
    assert result.exit_code == 0, result.output
    loaded: dict[str, Any] = json.loads(result.stdout)
    return loaded


def found(printed: dict[str, Any]) -> set[tuple[str, str, tuple[str, ...]]]:
    return {
        (one["kind"], one["what"], tuple(who["upn"] for who in one["pupils"])) for one in printed["patterns"]
    }


def test_what_is_planted_is_found_and_nothing_else(config: list[str]) -> None:
    assert found(contract(config)) == {
        ("weekday", "Friday", (FRIDAYS,)),
        ("siblings", "sibling", (ELDER, YOUNGER)),
    }


def apart(days: int, singles: int) -> int:
    """Return in how many ways single days can be chosen of so many, no two in a row."""
    return comb(max(0, days - singles + 1), singles)


def fridays_expected() -> Fraction:
    """Of 13 single days among 80, no two in a row: for each Friday, the ways with it over all ways.

    With a Friday, the day before it and the day after it are at school; the others lie among the rest.
    """
    with_a_friday = sum(
        apart(max(0, friday - 1), before) * apart(max(0, 80 - friday - 2), 12 - before)
        for friday in range(4, 80, 5)
        for before in range(13)
    )
    return Fraction(with_a_friday, apart(80, 13))


def test_the_numbers_of_the_fridays(config: list[str]) -> None:
    printed = contract(config)
    (one,) = [one for one in printed["patterns"] if one["kind"] == "weekday"]
    assert (one["observed"], one["of"]) == (13, 13)
    assert one["expected"] == float(round(fridays_expected(), 2))
    assert (one["codes"], len(one["days"]), one["could_be_luck"]) == ({"I": 26}, 13, False)
    assert one["chance_among_all"] <= printed["luck"]["level"]
    assert re.fullmatch(
        r"13 of 13 days away on a Friday; 2\.6 expected; by luck less than once in 1,000,000; "
        r"among \d+ patterns looked at it could still be luck: no",
        one["text"],
    )


def test_the_long_illness_is_a_shape_and_no_pattern(config: list[str]) -> None:
    printed = contract(config, "--pupil", LONG_ILL)
    assert (printed["patterns"], printed["patterns_tried"]) == ([], 0)
    (shape,) = printed["absence"]
    # 25 days from the Monday of week 3: five school weeks
    assert (shape["days_away"], shape["spells"], shape["longest_spell_days"]) == (25, 1, 25)
    assert (shape["weeks"], shape["weeks_broken"], shape["weeks_away_whole"]) == (16, 0, 5)
    assert (shape["shape"], shape["days_away_percent"]) == ("one long", 31.3)


def test_early_in_the_year_nothing_is_said(tmp_path: Path) -> None:
    words = write_school(tmp_path, weeks=3)
    printed = json.loads(run(*words, "patterns", "--as-of", "2025-09-19", "--format", "json").stdout)
    assert printed["patterns"] == []
    text = run(*words, "patterns", "--as-of", "2025-09-19").stdout
    assert "Too few absences yet to tell any pattern from luck." in text


def test_days_from_and_to_are_included(config: list[str]) -> None:
    printed = contract(config, "--from", "2025-09-05", "--to", "2025-09-12")
    assert (printed["from"], printed["to"]) == ("2025-09-05", "2025-09-12")
    fridays = next(one for one in printed["absence"] if one["upn"] == FRIDAYS)
    assert (fridays["days_possible"], fridays["days_away"]) == (6, 2)


def test_one_class_and_one_school(config: list[str]) -> None:
    assert found(contract(config, "--class", "3B")) >= {("weekday", "Friday", (FRIDAYS,))}
    assert not [one for one in found(contract(config, "--class", "3A")) if one[0] == "weekday"]
    assert found(contract(config, "--school", "999001")) == found(contract(config))


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["--class", "9Z"], 4),
        (["--pupil", "nobody"], 4),
        (["--school", "nowhere"], 4),
        (["--from", "2026-01-01"], 2),
        (["--format", "xlsx"], 2),
        (["--as-of", "2020-01-01"], 4),
    ],
)
def test_what_cannot_be_looked_at_is_said(config: list[str], words: list[str], status: int) -> None:
    result = run(*config, "patterns", *AS_OF, *words)
    assert result.exit_code == status
    assert "Traceback" not in result.output


def test_before_and_after_the_meetings_by_hand(config: list[str]) -> None:
    """Six school weeks before the week of 22 October, weeks 1 to 6, and six after it, weeks 9 to 14.

    Away on Fridays: on 6 days before and, the last of the 13 being that of week 13, on 5 after. The long
    illness: 25 of the 30 days before, none after. Both are below 90% until then.
    """
    compared = contract(config)["before_and_after"]
    assert (compared["school_weeks"], compared["steps_with_too_few_weeks"]) == (6, 0)
    (one,) = compared["steps"]
    side = one["with_step"]
    assert (one["step"], one["band"], side["pupils"], side["times"]) == ("meeting", "red", 2, 2)
    assert side["before"] == {
        "sessions_possible": 120,
        "sessions_attended": 48 + 10,
        "attendance_percent": 48.3,
    }
    assert side["after"] == {
        "sessions_possible": 120,
        "sessions_attended": 50 + 60,
        "attendance_percent": 91.7,
    }
    assert side["change_in_points"] == 43.4
    assert not one["enough_to_compare"]


def test_the_table_says_what_the_json_says(config: list[str]) -> None:
    printed, text = contract(config), run(*config, "patterns", *AS_OF).stdout
    joined = " ".join(text.split())
    for one in printed["patterns"]:
        assert one["text"] in joined
        assert ", ".join(one["days"]) in joined
    assert "25 of 80 days away (31.3%) in 1 absence, the longest 25" in text
    assert "do not say what a step did" in joined


def test_nothing_says_that_a_step_worked_or_that_a_child_is_to_blame(config: list[str]) -> None:
    text = run(*config, "patterns", *AS_OF, "--could-be-luck").stdout.casefold()
    assert not [word for word in ("effect", "worked", "truan", "suspicio", "blame") if word in text]


def test_the_csv_equals_the_json(config: list[str], tmp_path: Path) -> None:
    path = tmp_path / "patterns.csv"
    result = run(*config, "patterns", *AS_OF, "--could-be-luck", "--format", "csv", "--output", str(path))
    assert result.exit_code == 0, result.output
    rows = list(csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"))))
    patterns = contract(config, "--could-be-luck")["patterns"]
    assert [
        (row["kind"], row["what"], row["observed"], row["of"], row["expected"], row["text"]) for row in rows
    ] == [
        (one["kind"], one["what"], str(one["observed"]), str(one["of"]), str(one["expected"]), one["text"])
        for one in patterns
    ]
    assert {row["surname"] for row in rows} >= {"'=Doyle"}  # no formula


def test_the_workbook_equals_the_json(config: list[str], tmp_path: Path) -> None:
    path = tmp_path / "patterns.xlsx"
    result = run(*config, "patterns", *AS_OF, "--format", "xlsx", "--output", str(path))
    assert result.exit_code == 0, result.output
    workbook = openpyxl.load_workbook(path)
    printed = contract(config)

    def rows(sheet: str) -> list[dict[Any, Any]]:
        header, *lines = workbook[sheet].iter_rows(values_only=True)
        return [dict(zip(header, line, strict=True)) for line in lines]

    assert [(row["Seen"], row["Expected"], row["In words"]) for row in rows("Patterns")] == [
        (one["observed"], one["expected"], one["text"]) for one in printed["patterns"]
    ]
    assert [(row["UPN"], row["Days away"], row["Weeks broken"], row["Shape"]) for row in rows("Absence")] == [
        (one["upn"], one["days_away"], one["weeks_broken"], one["shape"]) for one in printed["absence"]
    ]
    steps = printed["before_and_after"]["steps"]
    sides = [one[side] for one in steps for side in ("with_step", "without_step")]
    assert [(row["Pupils"], row["Before %"], row["After %"]) for row in rows("Before and after")] == [
        (side["pupils"], side["before"]["attendance_percent"], side["after"]["attendance_percent"])
        for side in sides
    ]


def test_a_pupil_alone_is_corrected_for_that_pupil_and_says_what_that_means(config: list[str]) -> None:
    everyone, alone = contract(config), contract(config, "--pupil", FRIDAYS)
    assert alone["patterns_tried"] < everyone["patterns_tried"]
    text = " ".join(run(*config, "patterns", *AS_OF, "--pupil", FRIDAYS).stdout.split())
    assert "whoever looks at one pupil after another will find some" in text
