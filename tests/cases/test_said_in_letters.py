"""What an entry of the case log says to the letter that answers it, by the field's name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from attendctl.casework.decision import Decision, Outcome
from attendctl.casework.steps.facts import PupilFacts
from attendctl.cli.case_options import details_said
from attendctl.errors import WrongUsage
from attendctl.ledger.case_log import LoggedEntry
from attendctl.letters.fields.facts import facts_of
from attendctl.policies import load_policy
from tests.letters.example_letters import PUPIL

DAY = date(2025, 11, 3)


def entry(kind: str, outcome: str | None, until: date | None, **details: str) -> LoggedEntry:
    return LoggedEntry(1, 7, kind, DAY, "A. Person", "Officer", DAY, until, None, outcome, details=details)


def said(logged: LoggedEntry) -> dict[str, object]:
    step = load_policy("aletheia").step_for("notice-to-improve")
    decision = Decision(
        PUPIL, Outcome.DUE, "x", "red", "why", "rule", step=step, entry=logged, facts=PupilFacts(PUPIL)
    )
    return dict(facts_of(decision, as_of=date(2025, 11, 7)))


@pytest.mark.parametrize(
    ("kind", "field"),
    [
        ("meeting", "meeting_on"),
        ("monitoring", "monitoring_to"),
        ("leave", "leave_to"),
        ("plan", "plan_review_on"),
        ("contract", "plan_review_on"),
    ],
)
def test_the_day_an_entry_runs_to_is_a_field_of_its_kind(kind: str, field: str) -> None:
    values = said(entry(kind, None, date(2025, 12, 1)))
    assert values[field] == values["entry_until"] == "1 December 2025"


def test_a_notice_to_improve_says_how_long_it_runs_and_what_it_is_about() -> None:
    logged = entry("notice-to-improve", "offered", date(2025, 12, 1), improvement_means="Every session.")
    values = said(logged)
    assert values["improvement_period"] == "4 weeks"  # 3 November to 1 December
    assert values["improvement_until"] == "1 December 2025"
    assert values["improvement_means"] == "Every session."
    assert values["support_so_far"] is None  # nobody said it: the letter is held back
    own_words = replace(logged, details={"improvement_period": "until Christmas"})
    assert said(own_words)["improvement_period"] == "until Christmas"


def test_no_field_is_made_up() -> None:
    assert set(said(entry("meeting", "arranged", date(2025, 12, 1)))) == set(said(entry("event", None, None)))


def test_words_for_a_letter_are_given_by_field() -> None:
    assert details_said(["support_so_far=A = B", " improvement_means = No lates"]) == {
        "support_so_far": "A = B",
        "improvement_means": "No lates",
    }


@pytest.mark.parametrize("text", ["support_so_far", "support_so_far=", "salutation=x", "=x", "foo=1"])
def test_what_is_no_field_or_no_text_is_refused(text: str) -> None:
    with pytest.raises(WrongUsage, match="FIELD=TEXT") as refused:
        details_said([text])
    assert "support_so_far" in refused.value.remedy
