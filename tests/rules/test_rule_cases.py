"""Cases of every rule, as data that an attendance officer can read and add to."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from attendctl.rules.absence_thresholds import AbsenceThreshold
from attendctl.rules.attendance_codes import UnknownCode, load_attendance_codes
from attendctl.rules.catalogue import all_rules, find_rule
from attendctl.rules.codes_of_conduct import shipped_codes
from attendctl.rules.key_stages import key_stages
from attendctl.rules.penalty_threshold import penalty_threshold
from attendctl.rules.reader import ENGLAND, NoRuleInForce, load_rule
from attendctl.rules.register_health import register_health
from attendctl.rules.register_retention import register_retention
from attendctl.rules.returns_to_authority import returns_to_authority
from attendctl.rules.school_terms import school_term_limits
from attendctl.rules.school_week import school_week
from attendctl.rules.school_year import school_year
from attendctl.rules.small_numbers import small_numbers
from attendctl.rules.year_groups import births_of_year_group

CASES = Path(__file__).parent / "cases"


def cases_of(name: str) -> list[Any]:
    cases = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=case["name"]) for case in cases]


@pytest.mark.parametrize("case", cases_of("attendance_codes"))
def test_attendance_code_counts_as_its_day_says(case: dict[str, Any]) -> None:
    codes = load_attendance_codes()
    if case["expect_class"] == "none":
        with pytest.raises(NoRuleInForce, match="was not an attendance code on"):
            codes.accepted(case["code"], case["on"])
        return
    entry = codes.accepted(case["code"], case["on"])
    assert entry.statistical_class == case["expect_class"]
    assert entry.is_retired_on(case["on"]) is case.get("expect_warning", False)
    if entry.is_retired_on(case["on"]):
        with pytest.raises(NoRuleInForce):
            codes.in_force(case["code"], case["on"])


@pytest.mark.parametrize("name", ["persistent_absence", "severe_absence"])
def test_threshold_is_reached_as_each_case_says(name: str) -> None:
    rule = load_rule(ENGLAND / f"{name}.toml", AbsenceThreshold)
    for parameter in cases_of(name):
        case = parameter.values[0]
        value = rule.in_force(case["on"])
        found = value.is_reached(absent=case["absent"], possible=case["possible"])
        assert found is case["expect_reached"], case["name"]


@pytest.mark.parametrize(
    ("name", "first_day"), [("persistent_absence", "2005-09-01"), ("severe_absence", "2015-09-01")]
)
def test_no_threshold_is_used_before_its_first_day(name: str, first_day: str) -> None:
    rule = find_rule(name)
    with pytest.raises(NoRuleInForce, match=f"starts on {first_day}"):
        rule.values_on(rule.values[0].valid_from.replace(month=8, day=31))


def test_the_length_of_a_session_is_as_each_case_says() -> None:
    for parameter in cases_of("school_week"):
        case = parameter.values[0]
        found = school_week().in_force(case["on"]).minutes_in_a_session
        assert found == case["expect_minutes_in_a_session"], case["name"]
    with pytest.raises(NoRuleInForce, match="starts on 2022-03-28"):
        school_week().in_force(date(2022, 3, 27))


def test_the_parts_of_a_year_are_as_each_case_says() -> None:
    for parameter in cases_of("school_year"):
        case = parameter.values[0]
        found = school_year().in_force(case["on"])
        assert found.sessions_within(case["period"]) == case["expect_sessions"], case["name"]
        assert found.ends_of(case["period"]) == case["expect_ends"], case["name"]


def test_register_entries_are_kept_as_long_as_each_case_says() -> None:
    for parameter in cases_of("register_retention"):
        case = parameter.values[0]
        assert register_retention().in_force(case["on"]).years == case["expect_years"], case["name"]


def test_the_penalty_threshold_is_as_each_case_says() -> None:
    for parameter in cases_of("penalty_threshold"):
        case = parameter.values[0]
        found = penalty_threshold().in_force(case["on"])
        assert (found.sessions, found.school_weeks) == (case["expect_sessions"], case["expect_school_weeks"])
        assert found.codes == case["expect_codes"], case["name"]
        assert found.firm_codes == case["expect_firm_codes"], case["name"]
    with pytest.raises(NoRuleInForce, match="starts on 2024-08-19"):
        penalty_threshold().in_force(date(2024, 8, 18))


def test_each_return_to_the_authority_is_as_each_case_says() -> None:
    tried = set()
    for parameter in cases_of("returns_to_authority"):
        case = parameter.values[0]
        found = returns_to_authority()[case["duty"]].in_force(case["on"])
        assert found.school_days == case["expect_school_days"], case["name"]
        assert found.counted == case["expect_counted"], case["name"]
        assert found.codes == case["expect_codes"], case["name"]
        assert found.made_as == case["expect_made_as"], case["name"]
        tried.add((found.name, found.valid_from))
    every = {
        (value.name, value.valid_from) for duty in returns_to_authority().values() for value in duty.values
    }
    assert tried == every
    with pytest.raises(NoRuleInForce, match="starts on 2024-08-19"):
        returns_to_authority()["illness"].in_force(date(2024, 8, 18))


def test_a_holiday_week_is_of_the_break_that_each_case_says() -> None:
    for parameter in cases_of("school_terms"):
        monday = parameter.values[0]["monday"]
        assert monday.weekday() == 0
        year = monday.year if monday.month >= 9 else monday.year - 1
        limits = school_term_limits().in_force(monday)
        found = [
            name
            for name in ("october", "christmas", "february", "easter", "may", "summer")
            if getattr(limits, name).in_year(year)[0] <= monday <= getattr(limits, name).in_year(year)[1]
        ]
        assert found == [parameter.values[0]["expect_break"]] or (
            not found and parameter.values[0]["expect_break"] == "none"
        ), parameter.values[0]["name"]


def test_the_births_of_a_year_group_are_as_each_case_says() -> None:
    for parameter in cases_of("year_groups"):
        case = parameter.values[0]
        found = births_of_year_group(case["year_group"], case["on"])
        expected = None if case["expect_first"] == "none" else (case["expect_first"], case["expect_last"])
        assert found == expected, case["name"]


@pytest.mark.parametrize("case", cases_of("key_stages"))
def test_a_class_belongs_to_the_key_stage_of_its_pupils(case: dict[str, Any]) -> None:
    found = key_stages().in_force(case["on"]).of_class(case["class_of"])
    assert (found.name if found else "none") == case["expect"]


@pytest.mark.parametrize("case", cases_of("small_numbers"))
def test_a_number_of_pupils_is_printed_as_each_case_says(case: dict[str, Any]) -> None:
    rule = small_numbers().in_force(case["on"])
    assert rule.may_be_printed(case["counted"], of=case["of"]) is case["expect_printed"]


@pytest.mark.parametrize("case", cases_of("register_health"))
def test_a_change_is_late_as_each_case_says(case: dict[str, Any]) -> None:
    rule = register_health().in_force(case["on"])
    assert rule.late_change_school_days == case["expect_late_after_school_days"]


def test_every_rule_file_has_cases_and_is_listed() -> None:
    files = {path.stem for path in ENGLAND.glob("*.toml")}
    assert {path.stem for path in CASES.glob("*.toml")} == files
    codes = {f"code_of_conduct_{name}" for name in shipped_codes()}
    assert {rule.name for rule in all_rules()} == files | codes


def test_every_code_has_a_case_in_every_entry() -> None:
    cases = tomllib.loads((CASES / "attendance_codes.toml").read_text(encoding="utf-8"))["case"]
    tried = {
        (case["code"], entry.valid_from)
        for case in cases
        for entry in load_attendance_codes().entries
        if entry.code == case["code"] and entry.holds_on(case["on"])
    }
    assert tried == {(entry.code, entry.valid_from) for entry in load_attendance_codes().entries}


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.name)
def test_every_value_names_its_source_and_the_day_it_was_checked(rule: Any) -> None:
    assert rule.head.title
    assert rule.head.unit
    for value in rule.values:
        assert value.reference
        assert value.checked_on >= value.valid_from
        assert value.href is None or value.href.startswith("https://")


def test_what_was_never_a_code_is_an_error_of_its_own() -> None:
    with pytest.raises(UnknownCode, match="'Q9' is not an attendance code"):
        load_attendance_codes().in_force("Q9", all_rules()[0].values[0].checked_on)
    assert not load_attendance_codes().is_known("Q9")
    assert load_attendance_codes().is_known("H")
