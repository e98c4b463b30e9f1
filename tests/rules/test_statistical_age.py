"""Who is counted in official statistics, by age on the day before the academic year."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attendctl.rules.reader import ENGLAND, NoRuleInForce, RuleFileWrong, load_rule
from attendctl.rules.statistical_age import StatisticalAge, is_counted_in_statistics

CASES = tomllib.loads((Path(__file__).parent / "cases" / "statistical_age.toml").read_text(encoding="utf-8"))[
    "case"
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_pupil_is_counted_as_each_case_says(case: dict[str, Any]) -> None:
    assert is_counted_in_statistics(case["born"], case["on"]) is case["expect_counted"]


@given(st.dates(date(1990, 1, 1), date(2040, 12, 31)), st.dates(date(2005, 9, 1), date(2040, 12, 31)))
def test_it_is_the_cohort_of_eleven_school_years(born: date, on: date) -> None:
    starts = on.year if on.month >= 9 else on.year - 1
    cohort = born.year if born.month < 9 else born.year + 1  # born up to 31 August of that year
    assert is_counted_in_statistics(born, on) is (starts - 15 <= cohort <= starts - 5)


def test_nobody_is_counted_before_the_measure_existed() -> None:
    with pytest.raises(NoRuleInForce, match="starts on 2005-09-01"):
        is_counted_in_statistics(date(1995, 1, 1), date(2005, 8, 31))


def test_an_oldest_age_below_the_youngest_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "statistical_age.toml"
    shipped = (ENGLAND / "statistical_age.toml").read_text(encoding="utf-8")
    broken.write_text(shipped.replace("oldest = 15", "oldest = 4"), encoding="utf-8")
    with pytest.raises(RuleFileWrong, match="oldest 4 is below youngest 5"):
        load_rule(broken, StatisticalAge)
