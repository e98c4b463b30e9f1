"""The sheet for the wall: forenames of who is at the target or going up, and nothing that shames a child."""

from __future__ import annotations

import json
import random
from datetime import date
from typing import Any

import pytest

from attendctl.casework.class_sheets import class_sheets
from attendctl.reports.class_sheets_csv import class_sheets_csv
from attendctl.reports.class_sheets_dict import class_sheets_dict
from attendctl.reports.class_sheets_pages import display_pages
from attendctl.settings import SchoolSettings, Settings
from tests.class_sheets.class_by_hand import CHEETWOOD, DAYS, TODAY, WEEKS, fernbrook
from tests.measures.register_tables import RegisterTables, weekdays


def shown(register: RegisterTables, settings: Settings = CHEETWOOD) -> list[dict[str, Any]]:
    sheets = class_sheets(register.connection(), settings, today=TODAY)
    return class_sheets_dict(sheets, display=True)["classes"]  # type: ignore[no-any-return]


def line(name: str, percent: float | None, trend: str | None = None) -> dict[str, Any]:
    return {"name": name, "four_weeks_percent": percent, "trend": trend}


def test_who_is_at_the_target_and_who_is_going_up_is_shown_and_nobody_else() -> None:
    three_a, three_b = shown(fernbrook())
    assert three_a["target_percent"] == 97.0
    # Two children here are called Ann. Cole and Elm are below 97 and going down; Dale has left.
    assert three_a["pupils"] == [line("Ann A", 100.0), line("Ben", 100.0, "better")]
    # Firth is below 97 and going up; Gale is neither.
    assert three_b["pupils"] == [line("Fay", None, "better")]


def test_nothing_else_is_in_it() -> None:
    for sheet in shown(fernbrook()):
        assert sheet.keys() == {"school", "policy", "class", "weeks", "target_percent", "pupils"}


@pytest.mark.parametrize(
    ("absences", "percent"), [(1, 97.4), (2, None)], ids=["above the target", "below the target"]
)
def test_the_target_is_of_the_policy_and_of_the_rounded_percentage(
    absences: int, percent: float | None
) -> None:
    register = RegisterTables()  # 37 of 38 is 97.37, 36 of 38 is 94.7
    days = weekdays(date(2025, 10, 20), 19)
    register.days(1, days, "I" * absences + "/" * (38 - absences))
    register.pupils[1, 1] = {"surname": "Ash", "forename": "Ann", "class": "3A"}
    found = [child["four_weeks_percent"] for child in shown(register)[0]["pupils"]]
    assert found == [percent]


@pytest.mark.parametrize(("policy", "is_shown"), [("national", True), ("copnor", False)])
def test_exactly_at_the_target_is_shown_and_a_tenth_below_is_not(policy: str, is_shown: bool) -> None:
    register = RegisterTables()  # 19 of 20 is 95.0: the national target; Copnor's is 96
    register.days(1, weekdays(date(2025, 10, 20), 10), "/" * 10 + "I" + "/" * 9)
    register.pupils[1, 1] = {"surname": "Ash", "forename": "Ann", "class": "3A"}
    settings = Settings(school=[SchoolSettings(name="Fernbrook School", policy=policy)])
    assert shown(register, settings)[0]["pupils"] == ([line("Ann", 95.0)] if is_shown else [])


def test_an_initial_stands_only_where_two_children_of_the_class_share_a_forename() -> None:
    register = fernbrook()
    register.pupils[1, 1] |= {"forename": "ann"}
    register.pupils[1, 6] |= {"forename": "Ann"}  # in another class
    three_a, three_b = shown(register)
    assert [child["name"] for child in three_a["pupils"]] == ["Ann A", "ann B"]
    assert [child["name"] for child in three_b["pupils"]] == ["Ann"]


def test_who_has_left_lends_nobody_an_initial_and_who_has_no_forename_is_not_shown_by_another_name() -> None:
    register = fernbrook()
    register.pupils[1, 4] |= {"forename": "Ben"}
    register.pupils[1, 3] |= {"forename": None}
    assert [child["name"] for child in shown(register)[0]["pupils"]] == ["Ben"]


def test_those_going_up_stand_in_the_order_of_their_names_not_of_their_attendance() -> None:
    page = display_pages(
        {
            "school": {"name": "Fernbrook School"},
            "as_of": "2025-11-14",
            "classes": [
                {
                    "school": "Fernbrook School",
                    "class": "3A",
                    "weeks": [],
                    "target_percent": 97.0,
                    "pupils": [line("Zoë", 99.0, "better"), line("Cy", 98.0), line("Abe", None, "better")],
                }
            ],
        }
    )["classes"][0]
    assert page["at_target"] == [["Zoë", "99.0%"], ["Cy", "98.0%"]]
    assert page["better"] == ["Abe", "Zoë"]


@pytest.mark.parametrize("seed", range(20))
def test_no_surname_no_low_percentage_and_no_lateness_is_in_it_whatever_the_register(seed: int) -> None:
    luck = random.Random(seed)
    register = RegisterTables()
    for pupil in range(1, 31):
        stay = luck.choice([len(DAYS)] * 5 + [8])
        often = luck.choice([0, 1, 2, 5, 20])
        codes = luck.choices("/IOLU", weights=[60, often, often, 3, 1], k=2 * stay)
        register.days(pupil, DAYS[:stay], "".join(codes))
        register.pupils[1, pupil] = {
            "surname": f"Surname{pupil:03}",
            "forename": luck.choice(["Ann", "Ben", "Cy", "Dee"]) + luck.choice(["", "ie", " Jo"]),
            "class": luck.choice(["3A", "3B"]),
        }
    sheets = class_sheets(register.connection(), CHEETWOOD, today=TODAY)
    contract = class_sheets_dict(sheets, display=True)
    for text in (json.dumps(contract), class_sheets_csv(contract), json.dumps(display_pages(contract))):
        assert "urname0" not in text
        assert "Z0000" not in text
        assert "minutes" not in text
        assert "late" not in text
    left = {one.of_report.pupil_id for sheet in sheets.sheets for one in sheet.pupils if one.has_left}
    assert left == {pupil for pupil in range(1, 31) if not _is_there_in(register, pupil)}
    for shown_sheet, sheet in zip(contract["classes"], sheets.sheets, strict=True):
        here = [one for one in sheet.pupils if not one.has_left]
        high = [one for one in here if 1000 * one.four_weeks.attended >= 969.5 * one.four_weeks.possible]
        up = [one for one in here if one not in high and one.of_report.trend == "better"]
        assert len(shown_sheet["pupils"]) == len(high) + len(up)
        percents = [child["four_weeks_percent"] for child in shown_sheet["pupils"][: len(high)]]
        assert all(percent >= 97.0 for percent in percents)
        assert all(child["four_weeks_percent"] is None for child in shown_sheet["pupils"][len(high) :])


def _is_there_in(register: RegisterTables, pupil: int) -> bool:
    return any(mark.pupil == pupil and mark.day in WEEKS[4] for mark in register.marks)
