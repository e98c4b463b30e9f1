"""The fields of letters: each has a value or None, what is printed without one is found, numbers by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from attendctl.casework.decision import Decision
from attendctl.casework.recipients import Household
from attendctl.casework.standing import Sessions
from attendctl.ledger.case_log import LoggedEntry
from attendctl.letters.fields import CHILD_FIELDS, FIELDS, GROUPS, ROWS, Occasion, values_of
from attendctl.letters.prepare import prepare_letter
from attendctl.letters.templates import LetterTemplates
from attendctl.policies import load_policy
from tests.letters.example_letters import MOTHER, SCHOOL, decided, occasion_of

HOME = Household((MOTHER,), "Mrs Okoro", "Mrs Okoro", ("3 Low Lane",))


def values(
    decision: Decision | None = None, occasion: Occasion | None = None, *more: Decision
) -> dict[str, Any]:
    first = decision or decided(
        "greenhill",
        "1a",
        Sessions(90, 5, 2),
        minutes_late=40,
        minutes_late_before_close=12,
        late=3,
        late_after_close=1,
    )
    return values_of([first, *more], HOME, occasion or occasion_of("greenhill"), reference="AB12-CD34")


def test_every_field_is_listed_with_a_description_and_given() -> None:
    found = values()
    assert set(found) == set(FIELDS)
    assert all(FIELDS.values())
    assert sum(len(group) for group in GROUPS.values()) == len(FIELDS)  # none is in two groups
    (child,) = found["children"]
    assert set(child) == CHILD_FIELDS
    for name in ("children", "days_missed", "minutes_late_each_day"):
        assert set(found[name][0]) == ROWS[name]


@pytest.mark.parametrize(
    ("name", "kind", "outcome", "details"),
    [
        ("offence_days", "notice-to-improve", "offered", {"sessions": [["2025-10-01", "PM", "O"]]}),
        ("decision_answers", "penalty-decision", "proceed", {"answers": {"support": "Offered twice"}}),
    ],
)
def test_rows_about_a_notice_have_the_names_that_are_listed(
    name: str, kind: str, outcome: str, details: dict[str, Any]
) -> None:
    on = date(2025, 10, 6)
    entry = LoggedEntry(1, 7, kind, on, "A", "B", on, outcome=outcome, details=details, entry_id=3)
    found = values(replace(decided("greenhill", "1a", Sessions(90, 5, 2)), entry=entry))
    (row,) = found[name]
    assert set(row) == ROWS[name]


def test_several_children_have_the_same_fields_as_one() -> None:
    ben = decided("greenhill", "1a", Sessions(90, 4, 0), forename="Ben")
    assert set(values(None, None, ben)) == set(FIELDS)


def test_sessions_days_and_minutes() -> None:
    """7 sessions of 195 minutes (32.5 hours in ten sessions) and 12 minutes late: 1365 + 12."""
    found = values()
    assert (found["missed_sessions"], found["missed_days"], found["missed"]) == (
        7,
        "3½",
        "7 sessions (3½ days)",
    )
    assert (found["minutes_lost"], found["time_lost"]) == ("1,377", "22 hours and 57 minutes")
    assert (found["times_late"], found["times_late_after_close"], found["has_been_late"]) == (3, 1, True)


def test_the_school_s_own_session_counts_and_before_any_was_expected_there_is_no_number() -> None:
    own = SCHOOL.model_copy(update={"minutes_in_a_session": 180})
    assert values(occasion=occasion_of("greenhill", own))["minutes_lost"] == "1,272"  # 7 x 180 + 12
    long_ago = Occasion(load_policy("greenhill"), SCHOOL, date(2022, 3, 27), date(2022, 3, 28))
    assert values(occasion=long_ago)["minutes_lost"] is None


def test_the_tables_of_greenhill_are_those_of_its_document() -> None:
    found = values()
    assert [(row["attendance"], row["days"]) for row in found["days_missed"]] == [
        ("100%", 0),
        ("95%", 10),
        ("90%", 20),
        ("85%", 30),
        ("80%", 40),
    ]
    assert found["school_year_days"] == 190
    late = [(row["minutes"], row["days"]) for row in found["minutes_late_each_day"]]
    assert (late[0], late[-1]) == ((5, "3"), (30, "19"))
    assert values(occasion=occasion_of("national"))["days_missed"] is None


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (("Ada",), ("Ada", "Ada", "Ada's", "has", "child", 1)),
        (("Ada", "Ben"), ("Ada and Ben", "Ada or Ben", "Ada and Ben's", "have", "children", 2)),
        (
            ("Ada", "Ben", "Cleo"),
            ("Ada, Ben and Cleo", "Ada, Ben or Cleo", "Ada, Ben and Cleo's", "have", "children", 3),
        ),
    ],
)
def test_names_in_a_row(names: tuple[str, ...], expected: tuple[Any, ...]) -> None:
    first, *more = [decided("greenhill", "1a", Sessions(90, 5, 0), forename=name) for name in names]
    found = values(first, None, *more)
    fields = (
        "first_name",
        "first_name_or",
        "first_name_possessive",
        "has_or_have",
        "child_or_children",
        "number_of_children",
    )
    assert tuple(found[name] for name in fields) == expected


def test_an_entry_of_the_case_log_gives_its_days_and_its_details_by_the_field_s_name() -> None:
    entry = LoggedEntry(
        1,
        7,
        "leave",
        date(2025, 11, 3),
        "R. Amadi",
        "Attendance Officer",
        date(2025, 11, 3),
        until=date(2026, 2, 13),
        sessions=10,
        details={
            "leave_from": "2026-02-09",
            "leave_to": "2026-02-13",
            "leave_reason": "It is for a <b>wedding</b>.",
            "nonsense": 1,
        },
    )
    found = values(replace(decided("greenhill", "1a", Sessions(90, 5, 0)), entry=entry))
    assert (found["event_on"], found["leave_from"], found["leave_to"]) == (
        "3 November 2025",
        "9 February 2026",
        "13 February 2026",
    )
    assert (found["leave_sessions"], found["leave_in_words"]) == (10, "10 sessions (5 days)")
    assert found["leave_reason"] == "It is for a <b>wedding</b>."


def held_back(folder: Path, source: str) -> str:
    (folder / "greenhill").mkdir()
    (folder / "greenhill" / "1a.md").write_text(source, encoding="utf-8")
    template = LetterTemplates(folder).template_for("greenhill", "1a")
    decision = decided("greenhill", "1a", Sessions(90, 5, 0))
    result = prepare_letter(decision, (MOTHER,), occasion_of("greenhill"), template)
    assert isinstance(result, Decision)
    assert result.is_fault
    return result.why


def test_every_field_that_is_printed_without_a_value_is_named(tmp_path: Path) -> None:
    why = held_back(
        tmp_path, "{{ spell_from }}{% for child in children %}{{ child.meeting_on | upper }}{% endfor %}"
    )
    assert why == "The letter has no value for: meeting_on, spell_from."


@pytest.mark.parametrize(
    "use", ["{{ counted + 1 }}", "{% if counted > 3 %}x{% endif %}", "{{ counted ~ 'x' }}"]
)
def test_a_field_without_a_value_cannot_be_reckoned_with(tmp_path: Path, use: str) -> None:
    assert held_back(tmp_path, use) == "The letter has no value for: counted."


def test_a_field_without_a_value_may_be_asked_about(tmp_path: Path) -> None:
    (tmp_path / "greenhill").mkdir()
    (tmp_path / "greenhill" / "1a.md").write_text(
        "{% if meeting_on %}On {{ meeting_on }}.{% else %}No day yet.{% endif %}"
        " {{ spell_from | default('never') }}"
    )
    template = LetterTemplates(tmp_path).template_for("greenhill", "1a")
    decision = decided("greenhill", "1a", Sessions(90, 5, 0))
    letter = prepare_letter(decision, (MOTHER,), occasion_of("greenhill"), template)
    assert not isinstance(letter, Decision)
    assert letter.envelopes[0].markdown == "No day yet. never\n"
