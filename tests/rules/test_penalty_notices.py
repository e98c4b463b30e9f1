"""Amounts, days to pay and the cap of penalty notices; the parts of a notice to improve; the questions."""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from attendctl.letters.fields.facts import FACTS
from attendctl.resources import shipped
from attendctl.rules.notice_to_improve import ImprovementLaw, notice_to_improve
from attendctl.rules.penalty_notices import penalty_notices
from attendctl.rules.penalty_questions import PenaltyQuestions, penalty_questions
from attendctl.rules.reader import ENGLAND, NoRuleInForce, RuleFileWrong, load_rule

HERE = Path(__file__).parent
ONE_DAY = timedelta(days=1)
FRAMEWORK = date(2024, 8, 19)


def cases_of(name: str) -> list[Any]:
    return list(tomllib.loads((HERE / "cases" / f"{name}.toml").read_text(encoding="utf-8"))["case"])


@pytest.mark.parametrize("case", cases_of("penalty_notices"), ids=lambda case: case["name"])
def test_a_notice_costs_what_each_case_says(case: dict[str, Any]) -> None:
    law = penalty_notices().in_force(case.get("offence", case["received"]))
    found = law.pounds_to_pay(case["rank"], received_on=case["received"], paid_on=case["paid"])
    assert (found or 0) == case["expect_pounds"]


def test_the_day_a_notice_is_received_is_day_one() -> None:
    law = penalty_notices().in_force(FRAMEWORK)
    assert law.last_day_reduced(date(2025, 11, 3)) == date(2025, 11, 23)
    assert law.last_day_to_pay(date(2025, 11, 3)) == date(2025, 11, 30)


@given(st.dates(date(2013, 9, 1), date(2040, 1, 1)), st.sampled_from([1, 2]))
def test_the_amount_only_rises_until_it_can_no_longer_be_paid(received: date, rank: int) -> None:
    law = penalty_notices().in_force(received)
    days = [received + n * ONE_DAY for n in range(40)]
    due = [law.pounds_to_pay(rank, received_on=received, paid_on=day) for day in days]
    paid = [amount for amount in due if amount is not None]
    assert due == paid + [None] * (len(due) - len(paid))
    assert len(paid) == 28
    assert paid == sorted(paid)
    assert paid.count(paid[0]) == (28 if law.reduced_pounds(rank) is None else 21)


def test_the_framework_has_two_notices_in_three_years_and_the_old_law_no_cap() -> None:
    old, new = (penalty_notices().in_force(day) for day in (FRAMEWORK - ONE_DAY, FRAMEWORK))
    assert (old.most, old.years, old.instead) == (None, None, [])
    assert old.looks_back_to(date(2024, 8, 18)) is None
    assert (new.most, new.years) == (2, 3)
    assert len(new.instead) == 3


def test_no_amount_is_known_before_september_2013() -> None:
    with pytest.raises(NoRuleInForce, match="starts on 2013-09-01"):
        penalty_notices().in_force(date(2013, 8, 31))


def test_three_years_end_with_the_day_the_next_notice_is_issued() -> None:
    law = penalty_notices().in_force(FRAMEWORK)
    first_issued = date(2024, 10, 1)
    last_day_it_counts = date(2027, 9, 30)
    assert law.looks_back_to(last_day_it_counts) == first_issued
    assert law.looks_back_to(last_day_it_counts + ONE_DAY) == first_issued + ONE_DAY


@pytest.mark.parametrize(
    ("issued", "first_day"),
    [
        (date(2028, 2, 28), date(2025, 3, 1)),
        (date(2028, 2, 29), date(2025, 3, 1)),
        (date(2028, 3, 1), date(2025, 3, 2)),
        (date(2031, 2, 28), date(2028, 2, 29)),
        (date(2031, 3, 1), date(2028, 3, 2)),
    ],
)
def test_three_years_around_a_leap_day(issued: date, first_day: date) -> None:
    law = penalty_notices().in_force(FRAMEWORK)
    assert law.looks_back_to(issued) == first_day


@given(st.dates(date(2024, 8, 19), date(2060, 1, 1)))
@example(date(2028, 2, 29))
def test_three_years_are_never_shorter_nor_more_than_three_years(issued: date) -> None:
    first_day = penalty_notices().in_force(issued).looks_back_to(issued)
    assert first_day is not None
    days = (issued - first_day).days + 1
    assert days in (1095, 1096)


def test_a_notice_to_improve_is_as_its_case_says() -> None:
    for case in cases_of("notice_to_improve"):
        law = notice_to_improve().in_force(case["on"])
        assert [law.shortest_weeks, law.longest_weeks] == case["expect_weeks"]
        assert [part.field for part in law.parts] == case["expect_fields"]
    with pytest.raises(NoRuleInForce, match="starts on 2024-08-19"):
        notice_to_improve().in_force(FRAMEWORK - ONE_DAY)


def test_each_part_of_a_notice_to_improve_is_a_field_of_its_letter() -> None:
    letter = shipped("templates") / "letters" / "every-policy" / "notice-to-improve.md"
    text = letter.read_text(encoding="utf-8")
    for value in notice_to_improve().values:
        for part in value.parts:
            assert part.field in FACTS
            assert f"{{{{ {part.field} }}}}" in text, part.name


def test_the_questions_are_as_their_case_says() -> None:
    for case in cases_of("penalty_questions"):
        asked = penalty_questions().in_force(case["on"]).questions
        assert [one.name for one in asked] == case["expect_names"]
    with pytest.raises(NoRuleInForce, match="starts on 2024-08-19"):
        penalty_questions().in_force(FRAMEWORK - ONE_DAY)


@pytest.mark.parametrize(
    ("rule", "model", "old", "new", "said"),
    [
        ("notice_to_improve", ImprovementLaw, "longest_weeks = 6", "longest_weeks = 2", "is below"),
        ("notice_to_improve", ImprovementLaw, '"support_so_far"', '"support_on_offer"', "stands twice"),
        (
            "notice_to_improve",
            ImprovementLaw,
            '"support_so_far"',
            '"Support so far"',
            "value 1.parts.2.field",
        ),
        ("penalty_questions", PenaltyQuestions, 'name = "equality"', 'name = "support"', "stands twice"),
        ("penalty_questions", PenaltyQuestions, 'name = "equality"', 'name = "fairness"', "questions.3.name"),
        (
            "penalty_questions",
            PenaltyQuestions,
            "public interest?",
            "public interest",
            "questions.4.question",
        ),
    ],
)
def test_a_broken_file_is_refused(
    tmp_path: Path, rule: str, model: type[Any], old: str, new: str, said: str
) -> None:
    broken = tmp_path / f"{rule}.toml"
    shipped = (ENGLAND / f"{rule}.toml").read_text(encoding="utf-8")
    assert old in shipped
    broken.write_text(shipped.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(RuleFileWrong, match=rf"{rule}\.toml") as refused:
        load_rule(broken, model)
    assert said in str(refused.value)
