"""What a school celebrates, against the table of ``school_by_hand``: figures, races, heroes, certificates."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from attendctl.casework.decision import Outcome
from attendctl.casework.steps_due import steps_due
from attendctl.reports.newsletter.newsletter_dict import newsletter_dict
from tests.celebration.school_by_hand import (
    CHILDREN,
    FRIDAYS,
    GUS,
    IDA,
    MONDAYS,
    PIP,
    celebrate,
    school,
    settings_of,
)

WEEK_1, WEEK_2, WEEK_3 = FRIDAYS
FULL_IN_WEEK_1 = ["1A Ann A", "1A Joy", "2B Di", "2B Ed", "2B Flo", "3C Hal", "4D Kim", "4D Lee", "5E Ned"]


@pytest.fixture(scope="module")
def register() -> Any:
    return school()


def contract(register: Any, policy: str, kind: str, name: str | None = None, *, on: date) -> dict[str, Any]:
    return newsletter_dict(celebrate(register, policy, kind, name, on=on))


def named(rows: list[dict[str, Any]], award: str) -> list[str]:
    return [f"{row['class']} {row['name']}" for row in rows if row["award"] == award]


def test_the_school_and_its_classes_but_none_that_would_be_a_childs_own(register: Any) -> None:
    found = contract(register, "greenhill", "week", on=WEEK_1)
    assert found["whole_school"] == {"pupils": 17, "attendance_percent": 90.7}
    assert {row["class"]: (row["attendance_percent"], row["withheld"]) for row in found["classes"]} == {
        "1A": (97.2, False),
        "2B": (97.2, False),
        "3C": (None, True),
        "4D": (95.0, False),
        "5E": (None, True),
    }
    assert {row["class"]: row["key_stage"] for row in found["classes"]} == {
        "1A": "KS1",
        "2B": "KS1",
        "3C": "KS2",  # one of year 2, two of year 3
        "4D": "KS2",
        "5E": "KS2",
    }


def test_the_figures_are_sums_over_the_marks(register: Any) -> None:
    """A plain loop over the marks as they were written down, leavers among them."""
    for week, on in enumerate(FRIDAYS):
        found = contract(register, "greenhill", "week", on=on)
        attended: dict[str, int] = {}
        possible: dict[str, int] = {}
        for child in CHILDREN.values():
            codes = child.weeks[week].replace(" ", "")
            for where in ("school", child.class_name or ""):
                attended[where] = attended.get(where, 0) + sum(code in "/\\L" for code in codes)
                possible[where] = possible.get(where, 0) + len(codes)

        def half_up(
            where: str, attended: dict[str, int] = attended, possible: dict[str, int] = possible
        ) -> float:
            return (2000 * attended[where] + possible[where]) // (2 * possible[where]) / 10

        assert found["whole_school"]["attendance_percent"] == half_up("school")
        for row in found["classes"]:
            assert row["withheld"] or row["attendance_percent"] == half_up(row["class"])


def test_two_classes_that_are_level_share_the_star(register: Any) -> None:
    found = contract(register, "greenhill", "week", on=WEEK_1)
    assert [
        (row["key_stage"], row["winners"], row["competing"], row["is_final"]) for row in found["race"]
    ] == [
        (
            "KS1",
            [{"class": "1A", "attendance_percent": 97.2}, {"class": "2B", "attendance_percent": 97.2}],
            2,
            True,
        ),
        ("KS2", [{"class": "4D", "attendance_percent": 95.0}], 2, True),
    ]
    assert [(row["names"], row["why"]) for row in found["not_in_race"]] == [(["5E"], "small")]


def test_heroes_were_there_every_session_and_on_time_and_illness_that_is_excused_shuts_nobody_out(
    register: Any,
) -> None:
    """Cy was late, Max after the register closed, Ann Beck and Ola ill; Gus has left; Pip is on hold."""
    found = contract(register, "greenhill", "week", on=WEEK_1)
    assert named(found["heroes"], "hero-of-the-week") == sorted([*FULL_IN_WEEK_1, "3C Ida", "3C Jo"])
    assert found["certificates"] == []
    said = " ".join(note["text"] for note in found["notes"])
    assert "appointments with a doctor, dentist or hospital; illness of a child with a noted medical" in said
    assert "1 award" in " ".join(note["text"] for note in found["for_the_officer"])


def test_who_was_away_all_week_is_no_hero_however_good_the_reason(register: Any) -> None:
    heroes = named(contract(register, "greenhill", "week", on=WEEK_2)["heroes"], "hero-of-the-week")
    assert "3C Ida" not in heroes
    assert "3C Jo" in heroes


@pytest.mark.parametrize("entry", ["another group", "withdrawn", "logged later", "of last year"])
def test_illness_counts_without_a_need_that_is_noted(entry: str) -> None:
    found = school(need="something-else") if entry == "another group" else school()
    change = {
        "withdrawn": "withdrawn_by = 9",
        "logged later": "happened_on = DATE '2025-11-10'",
        "of last year": "happened_on = DATE '2025-08-31'",
    }.get(entry, "kind = kind")
    found.execute(f"UPDATE case_entry_all SET {change} WHERE pupil_id = {IDA}")
    heroes = named(contract(found, "greenhill", "week", on=WEEK_1)["heroes"], "hero-of-the-week")
    assert "3C Ida" not in heroes
    assert "3C Jo" in heroes  # an appointment is held against nobody


def test_an_earlier_week_is_celebrated_as_it_was(register: Any) -> None:
    from attendctl.calendar import Week

    later = newsletter_dict(celebrate(register, "greenhill", on=WEEK_3, week=Week(MONDAYS[0])))
    then = contract(register, "greenhill", "week", on=WEEK_1)
    assert later["heroes"] == then["heroes"]
    assert later["classes"] == then["classes"]


def test_before_a_week_is_over_nobody_is_named_and_a_race_is_so_far(register: Any) -> None:
    found = contract(register, "greenhill", "week", on=date(2025, 11, 6))
    assert found["heroes"] == []
    assert not found["period"]["has_ended"]
    assert {row["is_final"] for row in found["race"]} == {False}
    assert "Children are named when the week is over." in [note["text"] for note in found["notes"]]


# 14 of 20 of Ida's sessions are excused illness, 2 of 20 of Jo's are appointments.
FULL_IN_AUTUMN = sorted([*FULL_IN_WEEK_1, "1A Cy", "3C Ida", "3C Jo"])
IMPROVED = ["1A Ann B", "4D Max", "5E Ola"]  # 95, 90 and 75 in autumn, then 100; Pip was 100 all along


def test_certificates_of_a_term_and_the_metals_of_the_next(register: Any) -> None:
    autumn = contract(register, "greenhill", "term", "autumn", on=WEEK_2)
    assert named(autumn["certificates"], "certificate-100-term") == FULL_IN_AUTUMN
    assert named(autumn["certificates"], "notable-bronze") == FULL_IN_AUTUMN
    assert {row["level"] for row in autumn["certificates"]} == {None, "bronze"}
    spring = contract(register, "greenhill", "term", "spring", on=WEEK_3)
    assert named(spring["certificates"], "notable-silver") == FULL_IN_AUTUMN
    assert named(spring["certificates"], "notable-bronze") == IMPROVED
    assert named(spring["certificates"], "most-improved") == IMPROVED
    assert named(spring["certificates"], "certificate-100-term") == sorted([*FULL_IN_AUTUMN, *IMPROVED])


@pytest.mark.parametrize(
    ("policy", "kind", "name", "on"),
    [
        ("greenhill", "week", None, WEEK_1),
        ("greenhill", "term", "spring", WEEK_3),
        ("cheetwood", "term", "autumn", WEEK_2),
    ],
)
def test_who_is_named_is_whom_the_step_makes_a_certificate_due_of(
    register: Any, policy: str, kind: str, name: str | None, on: date
) -> None:
    found = celebrate(register, policy, kind, name, on=on)
    (of_school,) = found.schools
    awards = {award.step for award in of_school.school.policy.awards if award.step and award.every == kind}
    assert awards
    mine = {(award.step, one.key) for award, one in of_school.reached.pupils if award.step}
    (due,) = steps_due(register, settings_of(policy), today=on, as_of=on)
    theirs = {
        (one.step.name, (one.pupil.school_id, one.pupil.pupil_id))
        for one in due.decisions
        if one.step is not None and one.step.name in awards and one.outcome is Outcome.DUE
    }
    assert mine == theirs
    assert not {GUS, PIP} & {pupil for _, (_, pupil) in mine}


def test_a_policy_that_leaves_nothing_out_says_so_to_the_officer(register: Any) -> None:
    found = contract(register, "cheetwood", "term", "autumn", on=WEEK_2)
    assert named(found["certificates"], "certificate-green-term") == sorted(
        {*FULL_IN_AUTUMN} - {"3C Ida", "3C Jo"}
    )  # Ida 6 of 20, Jo 18 of 20; nobody else is at 97 and below 100
    assert any("leaves no absence out" in note["text"] for note in found["for_the_officer"])
    assert not any("held against" in note["text"] for note in found["notes"])


def test_house_cups_by_key_stage_and_points_by_house(register: Any) -> None:
    found = contract(register, "copnor", "week", on=WEEK_1)
    assert [(row["key_stage"], row["winners"]) for row in found["houses"]] == [
        ("KS1", [{"house": "Oak", "attendance_percent": 98.0}]),
        ("KS2", [{"house": "Elm", "attendance_percent": 95.0}]),
    ]
    # Late is there: Cy has a point. Pip's is counted, for it names nobody. Jo was at the dentist.
    assert {row["house"]: row["pupils"] for row in found["house_numbers"]} == {"Elm": 6, "Oak": 5}
    assert found["heroes"] == found["race"] == []
    officer = [note["text"] for note in found["for_the_officer"]]
    assert "1 pupil with no house stated: not counted for any house." in officer


@pytest.mark.parametrize("policy", ["national", "reach2"])
def test_a_policy_without_awards_has_percentages_alone_and_says_so(register: Any, policy: str) -> None:
    found = contract(register, policy, "week", on=WEEK_1)
    assert found["whole_school"]["attendance_percent"] == 90.7
    assert len(found["classes"]) == 5
    assert not any(found[key] for key in ("race", "heroes", "houses", "house_numbers", "certificates"))
    assert "The school's attendance policy names no awards." in [note["text"] for note in found["notes"]]


def test_any_days_have_percentages_and_no_awards(register: Any) -> None:
    found = newsletter_dict(
        celebrate(register, "greenhill", "range", on=WEEK_3, from_day=MONDAYS[0], to_day=WEEK_2)
    )
    assert found["whole_school"]["attendance_percent"] == 92.2  # 147 + 150 of 162 + 160: 297 of 322
    assert not any(found[key] for key in ("race", "heroes", "houses", "certificates"))
    assert any("names no award for these days" in note["text"] for note in found["for_the_officer"])


def test_the_reason_of_a_certificate_says_what_is_not_held_against_the_child(register: Any) -> None:
    """Jo was at the dentist for two sessions of 20; Ida ill, with a noted need, for 14."""
    (due,) = steps_due(register, settings_of("greenhill"), today=WEEK_2, as_of=WEEK_2)
    why = {
        one.pupil.forename: one.why
        for one in due.decisions
        if one.step is not None and one.step.name == "certificate-100-term"
    }
    left_out = "Not held against the pupil: 2 sessions (1 day) that the policy leaves out."
    assert why["Jo"].endswith(f"90.0% (18 of 20 sessions). {left_out}")
    assert "14 sessions (7 days)" in why["Ida"]
    assert "Not held" not in why["Kim"]
