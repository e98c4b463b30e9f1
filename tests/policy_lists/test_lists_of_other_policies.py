"""The lists of the other documents and of the law: bands, certificates, N marks, groups, by hand."""

from __future__ import annotations

from typing import Any

import pytest

from attendctl.casework.policy_lists.make_lists import policy_lists
from attendctl.casework.reporting_period import PeriodAsked
from attendctl.errors import NotFound
from attendctl.policies import load_policy, shipped_policies
from attendctl.policies.lists_asked import lists_asked, periods_with_lists
from attendctl.reports.policy_lists.lists_dict import lists_dict
from tests.policy_lists.school_by_hand import FRIDAY, TODAY, fernbrook, settings_of, two_schools


def lists(policy: str, kind: Any) -> dict[str, list[str]]:
    period = PeriodAsked(kind, from_day=FRIDAY if kind == "day" else None)
    made = policy_lists(fernbrook().connection(), settings_of(policy), today=TODAY, period=period)
    return {one["name"]: [pupil["forename"] for pupil in one["pupils"]] for one in lists_dict(made)["lists"]}


def test_greenhill_watches_two_bands_and_whether_96_is_kept() -> None:
    below_90 = ["Nia", "Max", "Lea", "Kit", "Jay", "Ida"]  # exactly 90.0 is below: the document's hole
    at_risk = ["Hal", "Gus", "Fay"]  # 90.1 to 92.9
    assert lists("greenhill", "week") == {"below-90": below_90, "at-risk": at_risk}
    assert lists("greenhill", "half_term") == {
        "below-90": below_90,
        "at-risk": at_risk,
        "kept-at-96": ["Ann", "Ben"],
    }
    assert lists("greenhill", "term") == {"below-90": below_90, "at-risk": at_risk}
    assert lists("greenhill", "day") == {"absent-today": ["Max", "Lea"], "late-today": ["Kit", "Ann"]}


def test_reach2_has_the_n_marks_of_the_day_and_who_is_at_risk() -> None:
    assert lists("reach2", "day") == {"n-marks": ["Lea"]}
    # amber and red: 93.9 and below
    assert lists("reach2", "week") == {
        "at-risk": ["Nia", "Max", "Lea", "Kit", "Jay", "Ida", "Hal", "Gus", "Fay"]
    }


def test_aletheia_has_bands_the_laws_measures_and_a_list_for_each_leader() -> None:
    found = lists("aletheia", "term")
    assert found["below-90"] == ["Nia", "Max", "Lea", "Kit", "Jay"]
    assert found["from-90-to-96"] == ["Ida", "Hal", "Gus", "Fay", "Eve", "Dee", "Cai", "Ben"]
    # by the law's fraction: Ida misses 10 of 100, Jay 10 of 99; Hal 8 of 81, Gus 9 of 99 do not reach a tenth
    assert found["persistent"] == ["Nia", "Max", "Lea", "Kit", "Jay", "Ida"]
    assert found["severe"] == ["Nia", "Max"]  # 50 of 99, 50 of 100
    assert found["for-leaders-sen"] == ["Lea", "Kit", "Gus", "Eve", "Cai"]
    assert found["for-leaders-pp"] == ["Jay", "Ida", "Eve", "Dee", "Ben"]
    assert found["for-leaders-social-worker"] == []
    assert list(lists("aletheia", "half_term")) == list(found)


def test_national_has_who_is_at_risk_persistent_and_severe() -> None:
    persistent = ["Nia", "Max", "Lea", "Kit", "Jay", "Ida"]
    of_week = {
        "at-risk": ["Hal", "Gus", "Fay", "Eve"],
        "persistent": persistent,
        "severe": ["Nia", "Max"],
    }
    assert lists("national", "week") == lists("national", "year") == of_week
    assert lists("national", "day") == {"absent-today": ["Max", "Lea"], "n-marks": ["Lea"]}


def test_a_school_whose_policy_asks_for_no_such_list_is_named_beside_those_of_the_other() -> None:
    settings = settings_of("cheetwood", "copnor")
    made = policy_lists(two_schools().connection(), settings, today=TODAY, period=PeriodAsked("week"))
    contract = lists_dict(made)
    assert {one["school"] for one in contract["lists"]} == {"Millbank School"}
    assert contract["without_lists"] == [
        {
            "school": "Fernbrook School",
            "policy": "cheetwood",
            "why": "no lists",
            "lists_every": ["half_term"],
        }
    ]


def test_where_no_policy_asks_for_one_the_message_says_which_there_are() -> None:
    with pytest.raises(NotFound, match="cheetwood asks for no list of a week") as refused:
        policy_lists(
            fernbrook().connection(), settings_of("cheetwood"), today=TODAY, period=PeriodAsked("week")
        )
    assert refused.value.remedy == (
        "Of cheetwood there are lists with --half-term. Each class's own sheet is made with --for class."
    )


@pytest.mark.parametrize("name", shipped_policies())
def test_every_policy_has_lists_and_no_two_of_a_period_share_a_name(name: str) -> None:
    policy = load_policy(name)
    assert periods_with_lists(policy)
    for every in (*periods_with_lists(policy), None):
        names = [(one.name, who) for one in lists_asked(policy, every) for who in one.who]
        assert names
        assert len(set(names)) == len(names)
