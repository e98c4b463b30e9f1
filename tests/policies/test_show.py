"""A policy read back in plain English: nothing left out, every rule with its section."""

from __future__ import annotations

from typing import get_args

import pytest

from attendctl.policies import Policy, Step, load_policy, shipped_policies
from attendctl.policies.findings import findings_in
from attendctl.policies.findings_in_leave import CONDITIONS
from attendctl.policies.in_words import TOPICS, policy_in_words
from attendctl.policies.in_words_rules import CONDITION_WORDS
from attendctl.policies.in_words_steps import due_in_words, more_in_words
from attendctl.policies.parts import Topic
from attendctl.policies.steps import StepKind
from attendctl.reports.policy_shown import policy_text

GREENHILL = load_policy("greenhill")

# Of each kind of step one, in the words an officer would use: kind, keys of the step, when it is due.
IN_WORDS = [
    ("in_band", {"band": "yellow"}, "in the yellow band (93% to 95.9%)"),
    (
        "in_band",
        {"band": "red", "not_before": "october_half_term"},
        "in the red band (90% and below), from the October half term on",
    ),
    ("below", {"percent": 850}, "with attendance below 85% this year"),
    (
        "no_improvement",
        {"follows": "1a", "band": "yellow", "review_school_weeks": 1, "target": 955},
        "1 school week after 1a, if attendance since then is below 95.5%, in the yellow band",
    ),
    (
        "no_improvement",
        {"follows": "1a", "review_school_days": 15, "judged_by": "unauthorised"},
        "15 school days after 1a, if there was unauthorised absence since then",
    ),
    (
        "no_improvement",
        {"follows": "1a", "review_school_weeks": 4, "target": 960, "or_unauthorised": True},
        "4 school weeks after 1a, if attendance since then is below 96%, "
        "or at once with unauthorised absence",
    ),
    (
        "improved",
        {"follows": "1a", "also_follows": ("1b",), "review_school_weeks": 4, "target": 960},
        "4 school weeks after 1a or 1b, if attendance since then is 96% or better",
    ),
    ("persistent_absence", {}, "persistently absent, as the law counts it"),
    ("severe_absence", {}, "severely absent, as the law counts it"),
    (
        "penalty_threshold",
        {"band": "red"},
        "at the law's threshold for a penalty notice, in the red band",
    ),
    (
        "count",
        {"codes": ("I", "M"), "at_least": 8, "within": "term"},
        "at the 8th session marked I or M in one term",
    ),
    (
        "count",
        {"absence": "unauthorised", "at_least": 1, "within": "half_term"},
        "at the 1st session of unauthorised absence in one half term",
    ),
    ("spell", {"codes": ("I",), "school_days": 5}, "on the 5th school day in a row marked I"),
    ("spell", {"absence": "any", "school_days": 1}, "on the 1st school day of absence"),
    (
        "spell",
        {"codes": ("I",), "school_days": 3, "when_over": True},
        "back after 3 school days or more in a row marked I",
    ),
    (
        "unsettled",
        {"codes": ("N",), "school_days": 5},
        "more than 5 school days after the session, while a mark is still N",
    ),
    ("unsettled", {"codes": ("N", "-"), "school_days": 0}, "on the day itself, while a mark is still N or -"),
    ("not_returned", {"school_days": 10}, "not back 10 school days after leave ended"),
    (
        "logged",
        {"entry": "visit", "outcome": "nobody-in"},
        "when a visit to the home with the outcome 'nobody in' is in the case log",
    ),
    (
        "logged",
        {"entry": "event", "outcome": "truancy", "occurrence": 2, "or_later": True},
        "when an event with the outcome 'truancy' is in the case log, the 2nd time and each time after it",
    ),
    ("after", {"follows": "1b", "school_days": 15}, "15 school days after 1b"),
    ("after", {"follows": "1b", "school_days": 0}, "right after 1b"),
    (
        "after",
        {"follows": "1b", "school_days": 2, "while_away": True},
        "2 school days after 1b, while the pupil is still away",
    ),
    (
        "in_band",
        {"band": "red", "unless_done": ("1a", "2a")},
        "in the red band (90% and below), unless 1a or 2a was done this year",
    ),
    ("repeated", {"every_school_days": 5, "band": "red"}, "every 5 school days in the red band"),
    ("repeated", {"every_school_days": 1, "band": "red"}, "every school day in the red band"),
    (
        "repeated",
        {"every_school_days": 10, "absence": "any", "school_days": 15},
        "every 10 school days while away 15 school days or more in a row of absence",
    ),
    (
        "end_of",
        {"period": "term", "lowest": 1000, "highest": 1000, "on_time": True, "time": 2},
        "at the end of each term, with 100% over it and never late, the 2nd time this year",
    ),
    (
        "end_of",
        {"period": "year", "band": "green"},
        "at the end of each school year in the green band (96% and above)",
    ),
    ("end_of", {"period": "half_term"}, "at the end of each half term, for every pupil"),
    (
        "most_improved",
        {"period": "term", "best": 2},
        "at the end of each term, the best 2 of each class against the one before",
    ),
    (
        "penalty_warning",
        {},
        "at as many sessions in the penalty window as the authority's code of conduct has parents warned at",
    ),
    (
        "notice_deadline",
        {"deadline": "review"},
        "on the last day of a notice to improve, until what became of it is logged",
    ),
]


def _step(kind: str, keys: dict[str, object]) -> Step:
    whole = GREENHILL.step_for("1a")
    assert whole is not None
    bare = {name: field.default for name, field in Step.model_fields.items() if not field.is_required()}
    return whole.model_copy(update={**bare, "kind": kind, **keys})


@pytest.mark.parametrize(("kind", "keys", "words"), IN_WORDS)
def test_when_a_step_is_due_is_said_in_words(kind: str, keys: dict[str, object], words: str) -> None:
    assert due_in_words(GREENHILL, _step(kind, keys)) == words


def test_every_kind_of_step_has_words() -> None:
    assert {row[0] for row in IN_WORDS} == set(get_args(StepKind))


def test_every_condition_of_leave_has_words() -> None:
    assert set(CONDITION_WORDS) == set(CONDITIONS)


def test_every_topic_has_a_heading() -> None:
    assert set(get_args(Topic)) <= set(TOPICS)


def test_what_else_is_to_know_of_a_step_is_said() -> None:
    step = _step(
        "logged",
        {
            "entry": "event",
            "name": "notice",
            "checklist": ("the warning", "the period"),
            "shortest_weeks": 3,
            "longest_weeks": 6,
            "only_when_named": True,
            "cleared_by": ("plan", "meeting"),
            "statutory": True,
        },
    )
    assert more_in_words(step) == [
        "The law asks this of every school.",
        "With 2 points: the warning; the period.",
        "It sets a period of 3 to 6 weeks.",
        "Written only when asked for: --letter notice.",
        "Settled too by a plan or a meeting in the case log.",
    ]


def _tables(policy: Policy) -> int:
    """Count the rules of a policy by its tables, each once."""
    lists = (
        policy.bands, policy.cohort_bands, policy.steps, policy.leave_rules, policy.routines, policy.groups,
        policy.counts_below, policy.counts_between, policy.lists, policy.case_groups, policy.register_times,
        policy.allowances, policy.protections, policy.duties, policy.awards, policy.left_out,
    )  # fmt: skip
    single = (
        policy.celebration,
        policy.target,
        policy.after_leave,
        policy.retention,
        policy.days_missed,
        policy.minutes_late,
    )
    waits = any(step.not_before for step in policy.steps)
    always = 3 + waits  # early_year, after_worse_band, still_due; the October half term where a step waits
    return sum(map(len, lists)) + sum(one is not None for one in single) + always


@pytest.mark.parametrize("name", shipped_policies())
def test_every_rule_is_read_back_once(name: str) -> None:
    policy = load_policy(name)
    rules = policy_in_words(policy)
    assert len(rules) == _tables(policy)
    assert len({rule.key for rule in rules}) == len(rules)
    for rule in rules:
        assert rule.source.section
        assert rule.sentence.endswith((".", "?", "!", '."'))
        assert "None" not in rule.sentence, rule.sentence
        assert rule.sentence[0].isupper() or not rule.sentence[0].isalpha()


@pytest.mark.parametrize("name", shipped_policies())
def test_the_text_has_every_section_and_marks_what_is_ours(name: str) -> None:
    policy = load_policy(name)
    rules = policy_in_words(policy)
    text = policy_text(policy, findings_in(policy, as_of=policy.effective_from))
    words = " ".join(text.split())
    for rule in rules:
        assert " ".join(rule.sentence.split()) in words
        assert f"§ {rule.source.document}" in words if rule.source.document else True
        assert " ".join(rule.source.section.split()) in words
    assert words.count("Ours: ") == sum(rule.source.ours is not None for rule in rules)
    assert max(map(len, text.splitlines()[3:])) <= 96


def test_greenhill_is_read_back_as_the_document_has_it() -> None:
    said = {rule.key: rule.sentence for rule in policy_in_words(GREENHILL)}
    assert said["target"] == "The target is 96% attendance."
    assert said["band red"] == 'Red: 90% and below (the document: "below 90").'
    assert said["early_year"] == "No step of the ladder before 40 possible sessions of the year."
    assert said["1b" if "1b" in said else "step 1b"].startswith(
        "4 school weeks after 1a, if attendance since then is below 96%, in the yellow band: letter 1b"
    )
