"""The named group beside a pupil on a list of a band: whatever was logged of this year by the day asked."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from attendctl.casework.policy_lists.make_lists import policy_lists
from attendctl.casework.reporting_period import PeriodAsked
from attendctl.reports.policy_lists.lists_dict import lists_dict
from tests.celebration.school_by_hand import FRIDAYS, IDA, log, school, settings_of

SUNDAY = date(2025, 11, 23)  # the last marks are of Friday 21 November; Ida was there for 16 of 30 sessions


@pytest.fixture(scope="module")
def register() -> Any:
    connection = school(need="eal")  # logged on 1 October 2025
    log(connection, 3, IDA, "group", date(2025, 6, 2), outcome="medical")
    log(connection, 4, IDA, "group", SUNDAY, outcome="travellers")
    return connection


def group_of_ida(register: Any, *, as_of: date | None = None) -> str | None:
    found = policy_lists(
        register,
        settings_of("cheetwood"),
        today=SUNDAY,
        as_of=as_of,
        period=PeriodAsked("half_term"),
    )
    red = next(one for one in lists_dict(found)["lists"] if one["name"] == "red-in-groups")
    groups = {pupil["forename"]: pupil["group"] for pupil in red["pupils"]}
    return groups["Ida"]["name"] if groups["Ida"] else None


def test_a_group_that_was_logged_after_the_last_marks_is_shown(register: Any) -> None:
    assert group_of_ida(register) == "travellers"


def test_a_group_of_a_later_day_is_not_shown_as_of_an_earlier_one(register: Any) -> None:
    assert group_of_ida(register, as_of=FRIDAYS[2]) == "eal"


def test_a_group_of_the_year_before_is_not_shown() -> None:
    connection = school()
    connection.execute("DELETE FROM case_entry_all WHERE pupil_id = $1", [IDA])
    log(connection, 3, IDA, "group", date(2025, 6, 2), outcome="medical")
    assert group_of_ida(connection) is None
