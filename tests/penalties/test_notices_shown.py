"""attendctl notice show, and the days of a notice to watch."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from attendctl.casework.leave_days import SchoolCalendar
from attendctl.casework.notices.deadlines import deadlines
from attendctl.casework.notices.notice import Notice
from attendctl.casework.notices.to_pay import law_of_offences
from attendctl.rules.codes_of_conduct import load_code_of_conduct
from tests.cli.command_line import Desk
from tests.penalties.notice_desk import (
    ANNA,
    BEN,
    FIRST_MONDAY,
    decide,
    elsewhere,
    issue,
    notice_desk,
    notices,
    whole_days,
)
from tests.penalties.notices_by_hand import notice

ISSUED = date(2025, 11, 3)
OPEN = SchoolCalendar({}, frozenset())


def days_of(one: Notice) -> dict[str, str]:
    found = deadlines(one, law_of_offences(one.on), load_code_of_conduct(), OPEN)
    assert found == sorted(found, key=lambda deadline: deadline.on)
    assert {deadline.notice for deadline in found} <= {one.number}
    return {deadline.what: deadline.on.isoformat() for deadline in found}


def test_a_first_notice_has_three_days_to_watch() -> None:
    assert days_of(notice(ISSUED, received=date(2025, 11, 5))) == {
        "reduced_over": "2025-11-26",
        "payment_over": "2025-12-03",
        "years_over": "2028-11-03",
    }


def test_a_second_notice_has_no_reduced_amount() -> None:
    assert days_of(notice(ISSUED, rank=2)) == {"payment_over": "2025-12-01", "years_over": "2028-11-03"}


@pytest.mark.parametrize(
    ("became", "expected"),
    [
        ("paid", {"years_over": "2028-11-03"}),
        ("unpaid", {"authority_decides": "2025-12-02", "years_over": "2028-11-03"}),
        ("withdrawn", {}),
    ],
)
def test_what_became_of_it_changes_the_days(became: str, expected: dict[str, str]) -> None:
    assert days_of(notice(ISSUED, became=[(became, date(2025, 12, 2))])) == expected


def test_an_acquittal_leaves_nothing_to_watch() -> None:
    court = ("prosecuted", date(2026, 2, 2), {"result": "not-guilty"})
    assert days_of(notice(ISSUED, became=[court])) == {}


def test_a_notice_to_improve_has_its_review_and_its_earliest_end() -> None:
    improvement = notice(
        ISSUED,
        kind="notice-to-improve",
        until=date(2025, 12, 12),
        details={"early_action_from": "2025-11-22"},  # a Saturday
    )
    assert days_of(improvement) == {"early_action": "2025-11-24", "review": "2025-12-12"}
    assert days_of(notice(ISSUED, kind="notice-to-improve", until=date(2025, 12, 12))) == {
        "review": "2025-12-12"
    }


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    ten = whole_days(FIRST_MONDAY, 5)
    return notice_desk(tmp_path, monkeypatch, {ANNA: ten, BEN: ten}, first=one_notice)


def one_notice(desk: Desk) -> None:
    decide(desk, "2025-09-15")
    issue(desk, "2025-09-15")


def test_the_list_has_status_and_what_is_to_pay(desk: Desk) -> None:
    result = desk.run("notice", "show", "--on", "2025-10-06")
    assert result.stdout == (
        f"    2  2025-09-15  penalty notice: Sorrel, Anna ({ANNA})\n"
        "                   To Ms Nia Sorrel (Mother), number 1 to this parent, by Fernshire.\n"
        "                   Cites 10 sessions (5 days), 8 September 2025 to 12 September 2025.\n"
        "                   Running, until 12 October 2025.\n"
        "                   On 6 October 2025, day 22, £160 is to pay, enough until 12 October 2025.\n"
        "                   13 October 2025: it can no longer be paid: what became of it is logged.\n"
        "                   15 September 2028: it no longer counts toward the cap.\n"
    )


@pytest.mark.parametrize(("on", "counts"), [("2028-09-14", True), ("2028-09-15", False)])
def test_it_counts_toward_the_cap_until_its_three_years_are_over(desk: Desk, on: str, counts: bool) -> None:
    (shown,) = notices(desk, "--on", on)
    assert shown["counts_toward_cap"] is counts


def test_it_is_shown_as_it_stood_on_the_day(desk: Desk) -> None:
    assert desk.run("notice", "pay", "2", "--amount", "80", "--on", "2025-10-01").exit_code == 0
    assert notices(desk, "--on", "2025-09-14") == []
    (before,) = notices(desk, "--on", "2025-09-30")
    (after,) = notices(desk, "--on", "2025-10-01")
    assert (before["status"], before["to_pay"]["pounds"]) == ("running", 80)
    assert (after["status"], after["to_pay"]["pounds"], after["to_pay"]["why"]) == (
        "paid",
        None,
        "it was paid",
    )
    assert after["events"][0]["amount"] == 80


def test_one_pupil_can_be_asked_for(desk: Desk) -> None:
    elsewhere(desk, "2025-09-15", BEN)
    assert [one["upn"] for one in notices(desk)] == [ANNA, BEN]
    assert [one["upn"] for one in notices(desk, BEN)] == [BEN]


def test_none_is_said_too(desk: Desk) -> None:
    assert desk.run("notice", "show", BEN).stdout == "The case log holds no such notice.\n"
