"""Random registers: what is due is what plain loops find, and a recorded return is never due again."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from attendctl.casework.returns.made import details_of
from tests.house.examples import examples
from tests.returns.days_of_school import LAST, SCHOOL_DAYS, Child, log, returns_on, said, school_of
from tests.returns.returns_by_loops import UNAUTHORISED, sessions_ill, spells_of

UPN = "A999000000001"
THIS_YEAR = [day for day in SCHOOL_DAYS if day >= date(2025, 9, 1)]

# stretches of days of one code, some of them broken within the day
STRETCHES = st.lists(
    st.tuples(
        st.sampled_from(["O", "I", "/", "D", "G", "-", "Y4"]),
        st.integers(1, 24),
        st.sampled_from([None, None, None, "/", "I", "O", "D"]),
    ),
    min_size=1,
    max_size=14,
)


def marks_of(stretches: list[tuple[str, int, str | None]]) -> dict[date, tuple[str, str]]:
    codes = [
        (code, other if other and place == 0 else code)
        for code, days, other in stretches
        for place in range(days)
    ]
    return dict(zip(THIS_YEAR, codes, strict=False))


@pytest.mark.law
@settings(max_examples=examples(20), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STRETCHES)
def test_what_is_due_is_what_plain_loops_find(stretches: list[tuple[str, int, str | None]]) -> None:
    marks = marks_of(stretches)
    every_day = dict.fromkeys(SCHOOL_DAYS, ("/", "/")) | marks
    connection = school_of(Child(UPN, marks))
    found = returns_on(connection, LAST)
    long = [run for run in spells_of(every_day, UNAUTHORISED) if len(run) >= 10]
    assert said(found.due, "unauthorised_absence") == [(UPN, run[0], run[-1], len(run)) for run in long]
    still = [run for run in long if len(run) >= 20 and run[-1] == max(spells_of(every_day, UNAUTHORISED)[-1])]
    looked_for = said(found.due, "deletion_unauthorised_absence")
    assert {one[1] for one in looked_for} <= {run[0] for run in still}
    ill = [run for run in spells_of(every_day, frozenset("I")) if len(run) >= 15]
    due = [one for one in found.due if one.duty.name == "illness"]
    assert bool(due) == bool(sessions_ill(marks) >= 30 or ill)
    assert all(any(one.absence.is_of_the_days(run[0], run[-1]) for one in due) for run in ill)
    spells = [one.absence.spell_from for one in due]
    assert len(set(spells)) == len(spells)


@pytest.mark.law
@settings(max_examples=examples(10), deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(STRETCHES)
def test_what_was_recorded_is_not_due_again_and_is_no_correction(
    stretches: list[tuple[str, int, str | None]],
) -> None:
    connection = school_of(Child(UPN, marks_of(stretches)))
    half_way = date(2026, 1, 9)
    for day in (half_way, LAST):
        for line in returns_on(connection, day).due:
            kind, outcome = line.duty.logged_as, "made" if line.duty.is_enquiry else None
            log(connection, kind, day, outcome=outcome, details=json.dumps(details_of(line.absence)))
        found = returns_on(connection, day)
        assert (found.due, found.no_longer_supported) == ((), ())
