"""What a line of the returns says beside its numbers: the age, the address, who is not in the register."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from attendctl.casework.returns.due import returns_due
from attendctl.reports.returns_json import returns_dict
from attendctl.reports.returns_shown import returns_text
from attendctl.settings import Settings
from tests.returns.days_of_school import HOME, LAST, Child, away, log, returns_on, school_of

UPN, OTHER = "A999000000001", "A999000000002"
AWAY = away(date(2026, 1, 5), 10, "O")


def contract_of(connection: Any) -> dict[str, Any]:
    return returns_dict(returns_on(connection, LAST))


def test_a_date_of_birth_that_is_not_known_is_said() -> None:
    text = returns_text(contract_of(school_of(Child(UPN, AWAY, born=None))))
    assert "Date of birth not known: see whether the child is of compulsory school age." in text


def test_a_date_of_birth_that_cannot_be_right_hides_nobody() -> None:
    assert len(contract_of(school_of(Child(UPN, AWAY, born=date(1717, 5, 4))))["due"]) == 1


def test_the_days_before_compulsory_school_age_are_said_to_be_counted() -> None:
    marks = away(date(2025, 12, 1), 16, "O")
    text = returns_text(contract_of(school_of(Child(UPN, marks, born=date(2020, 12, 1)))))
    assert "Of compulsory school age from 31 December 2025: the days before it are counted." in text


def test_who_is_not_of_age_is_listed_by_number_alone() -> None:
    contract = contract_of(school_of(Child(UPN, AWAY, born=date(2021, 4, 1))))
    assert contract["due"] == []
    text = returns_text(contract)
    assert "Nothing is due." in text
    part = text.split("Not of compulsory school age\n")[1].splitlines()[0]
    assert part == (
        f"  {UPN}  Absent without leave, 10 school days in a row, 5 January 2026 to 16 January 2026"
    )


def test_without_an_address_of_the_pupil_that_of_the_home_is_taken() -> None:
    no_address = {"address": " ", "postcode": None}
    connection = school_of(Child(UPN, AWAY, stated=no_address), Child(OTHER, AWAY, stated=no_address))
    connection.execute(
        "INSERT INTO contact BY NAME SELECT * FROM (VALUES (1, 2, 1, 3, true, 'Third House', 'QX3'), "
        "(1, 2, 2, 1, false, 'Elsewhere', 'QX9'), (1, 2, 3, 2, true, 'Second House', 'QX2')) "
        "AS c(school_id, pupil_id, position, priority, lives_with_pupil, address, postcode)"
    )
    lines = {one["upn"]: one for one in contract_of(connection)["due"]}
    assert (lines[UPN]["address"], lines[UPN]["postcode"]) == ("Second House", "QX2")
    assert lines[OTHER]["address"] is None
    text = returns_text(contract_of(connection))
    assert (text.count("Second House, QX2"), text.count("ADDRESS MISSING")) == (1, 1)


def test_an_entry_about_a_pupil_who_is_not_in_the_register_stops_nothing() -> None:
    connection = school_of(Child(UPN, AWAY))
    log(connection, "referral", LAST, pupil_id=77, outcome="not-found")
    details = {"duty": "unauthorised_absence", "spell": "2026-01-05", "to": "2026-01-16"}
    log(connection, "return", LAST, pupil_id=78, details=json.dumps(details))
    contract = contract_of(connection)
    assert [one["upn"] for one in contract["due"]] == [UPN]
    assert [one["upn"] for one in contract["no_longer_supported"]] == [None]
    assert "(no number)" in returns_text(contract)


def test_each_school_of_a_trust_has_its_own_returns() -> None:
    connection = school_of(Child(UPN, AWAY), Child(OTHER, AWAY))
    connection.execute("INSERT INTO school VALUES (2, 'Beech Primary', '999004', NULL)")
    for table in ("mark", "pupil"):
        connection.execute(f"UPDATE {table} SET school_id = 2 WHERE pupil_id = 3")
    both = returns_dict(returns_due(connection, Settings(), today=LAST))
    assert [(one["school"], one["upn"]) for one in both["due"]] == [
        ("Beech Primary", OTHER),
        ("Hillside School", UPN),
    ]
    assert "Beech Primary: Absent without leave: none yet" in returns_text(both)
    one = returns_dict(returns_due(connection, Settings(), today=LAST, school="999004"))
    assert [line["upn"] for line in one["due"]] == [OTHER]


def test_the_address_of_the_register_is_as_it_stands() -> None:
    assert [one["address"] for one in contract_of(school_of(Child(UPN, AWAY)))["due"]] == [HOME]
