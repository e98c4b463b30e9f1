"""The kinds of the case log: those the design names, and the outcomes that policies wait for."""

from __future__ import annotations

import pytest

from attendctl.casework.case_kinds import case_kinds, check_outcome, kind_named
from attendctl.errors import NotFound, WrongUsage
from attendctl.policies import load_policy
from attendctl.policies.load import shipped_policies

KINDS = (
    "contact conversation meeting visit call plan contract target evidence group hold release event "
    "monitoring referral return step leave withdrawal certificate "
    "penalty-decision penalty-notice notice-to-improve return-expected"
)
OUTCOMES = {
    "contact": {"reached", "no-answer"},
    "call": {"reached", "no-answer"},
    "meeting": {"held", "missed", "refused", "arranged"},
    "visit": {"seen", "nobody-in", "refused"},
    "evidence": {"received", "accepted", "not-accepted"},
    "event": {"truancy"},
    "leave": {"granted", "refused"},
}


def test_there_is_every_kind_once_and_each_says_what_it_is() -> None:
    assert sorted(kind.name for kind in case_kinds()) == sorted(KINDS.split())
    assert all(len(kind.title) > 10 for kind in case_kinds())


def test_every_kind_has_the_outcomes_of_the_design() -> None:
    assert [
        name for name, outcomes in OUTCOMES.items() if not outcomes <= set(kind_named(name).outcomes)
    ] == []


def test_no_kind_has_an_outcome_twice_or_needs_what_is_no_option() -> None:
    options = {"outcome", "step", "until", "sessions", "note"}
    for kind in case_kinds():
        assert len(set(kind.outcomes)) == len(kind.outcomes)
        assert set(kind.needs) <= options
        assert kind.outcomes or "outcome" not in kind.needs


def test_a_kind_is_known_whatever_its_capitals() -> None:
    assert kind_named(" Meeting ").name == "meeting"


def test_an_unknown_kind_lists_them_all() -> None:
    with pytest.raises(NotFound, match="no kind 'gossip'") as fault:
        kind_named("gossip")
    assert all(name in fault.value.remedy for name in KINDS.split())


def test_an_unknown_outcome_lists_those_of_the_kind() -> None:
    with pytest.raises(NotFound, match="no outcome 'hold'") as fault:
        check_outcome(kind_named("meeting"), "hold")
    assert fault.value.remedy == "Its outcomes are: held, missed, refused, arranged."
    with pytest.raises(NotFound) as fault:
        check_outcome(kind_named("plan"), "held")
    assert fault.value.remedy == "It has no outcomes."


def test_an_outcome_that_is_needed_is_asked_for() -> None:
    with pytest.raises(WrongUsage, match="needs an --outcome") as fault:
        check_outcome(kind_named("visit"), None)
    assert "seen, nobody-in, refused" in fault.value.remedy
    check_outcome(kind_named("contact"), None)
    check_outcome(kind_named("plan"), None)


@pytest.mark.parametrize("name", shipped_policies())
def test_whatever_a_policy_waits_for_can_be_logged(name: str) -> None:
    for step in load_policy(name).steps:
        for kind in (step.entry, *step.cleared_by):
            if kind is not None:
                outcomes = kind_named(kind).outcomes
                assert step.outcome is None or kind != step.entry or step.outcome in outcomes, step.name
