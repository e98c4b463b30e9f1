"""Every number of the page, against the register worked out by hand."""

from __future__ import annotations

import csv
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

import attendctl
from attendctl.casework.reporting_period import PeriodAsked
from attendctl.casework.web_page.page import web_page
from attendctl.errors import WrongUsage
from attendctl.settings import Settings
from tests.measures.register_tables import RegisterTables
from tests.web_page.conftest import page
from tests.web_page.page_by_hand import AS_OF, WEEKS

TABLE = Path(attendctl.__file__).parent / "rules/published_figures/dfe_year_to_date_2025_26.csv"


def headline(contract: dict[str, Any]) -> dict[str, tuple[Any, ...]]:
    keys = ("from", "to", "sessions_possible", "sessions_attended", "attendance_percent", "points_above")
    return {one["figure"]: tuple(one[key] for key in keys) for one in contract["headline"]}


def test_the_week_stands_beside_the_one_before_and_the_same_days_last_year(named: dict[str, Any]) -> None:
    assert headline(named) == {
        "period": ("2025-09-15", "2025-09-17", 35, 25, 71.4, None),
        "week_before": ("2025-09-08", "2025-09-12", 60, 49, 81.7, -10.3),
        "period_last_year": ("2024-09-16", "2024-09-18", 12, 9, 75.0, -3.6),
        "year": ("2025-09-02", "2025-09-17", 143, 113, 79.0, None),
        "year_last_year": ("2024-09-04", "2024-09-18", 44, 40, 90.9, -11.9),
    }
    year = named["headline"][3]
    assert (year["sessions_authorised"], year["sessions_unauthorised"]) == (17, 13)
    assert (year["sessions_late"], year["sessions_late_after_close"]) == (1, 1)


def test_persistent_and_severe_absence_of_this_year_and_the_last(named: dict[str, Any]) -> None:
    year, then = named["headline"][3:]
    assert (year["pupils"], year["pupils_persistent"], year["persistent_absence_percent"]) == (6, 3, 50.0)
    assert (year["pupils_severe"], year["severe_absence_percent"]) == (1, 16.7)
    # Ben missed 3 of his 22 sessions, Ann one of hers
    assert (then["pupils"], then["pupils_persistent"], then["persistent_absence_percent"]) == (2, 1, 50.0)
    assert (then["pupils_severe"], then["severe_absence_percent"]) == (0, 0.0)
    assert named["headline"][0]["persistent_absence_percent"] is None  # a week has none


def percents(week: dict[str, Any]) -> tuple[float, float | None]:
    return week["attendance_percent"], (week["last_year"] or {}).get("attendance_percent")


def test_weeks(named: dict[str, Any]) -> None:
    found = [
        (one["number"], one["week"], one["sessions_possible"], one["sessions_attended"], *percents(one))
        for one in named["weeks"]
    ]
    assert found == [
        (1, "2025-W36", 48, 39, 81.3, 91.7),  # last year 11 of 12
        (2, "2025-W37", 60, 49, 81.7, 100.0),
        (3, "2025-W38", 35, 25, 71.4, 75.0),  # up to Wednesday, in both years
    ]


def test_weekdays_and_half_days(named: dict[str, Any]) -> None:
    found = {
        (one["weekday"], one["session"]): (
            (one["year"]["sessions_attended"], one["year"]["sessions_possible"]),
            (one["period"]["sessions_attended"], one["period"]["sessions_possible"]),
        )
        for one in named["weekdays"]
    }
    assert found == {
        ("Monday", "AM"): ((8, 12), (4, 6)),
        ("Monday", "PM"): ((8, 12), (4, 6)),
        ("Tuesday", "AM"): ((14, 18), (4, 6)),
        ("Tuesday", "PM"): ((14, 18), (4, 6)),
        ("Wednesday", "AM"): ((14, 18), (5, 6)),
        ("Wednesday", "PM"): ((14, 17), (4, 5)),
        ("Thursday", "AM"): ((10, 12), (0, 0)),
        ("Thursday", "PM"): ((10, 12), (0, 0)),
        ("Friday", "AM"): ((11, 12), (0, 0)),
        ("Friday", "PM"): ((10, 12), (0, 0)),
    }
    last = named["weekdays"][-1]
    assert (last["year"]["attendance_percent"], last["period"]["attendance_percent"]) == (83.3, None)


def test_every_session_of_the_year(named: dict[str, Any]) -> None:
    missed = "11 21 11 11 | 22 11 11 11 01 | 22 22 11".replace("| ", "").split()  # as the register says
    found = [
        "".join(str(one[half]["sessions_possible"] - one[half]["sessions_attended"]) for half in ("AM", "PM"))
        for one in named["days"]
    ]
    assert found == missed
    assert named["days"][0]["date"] == "2025-09-02"
    assert named["days"][-1] == {
        "date": "2025-09-17",
        "weekday": "Wednesday",
        "week": "2025-W38",
        "AM": {"sessions_possible": 6, "sessions_attended": 5, "attendance_percent": 83.3},
        "PM": {"sessions_possible": 5, "sessions_attended": 4, "attendance_percent": 80.0},
    }


def test_reasons(named: dict[str, Any]) -> None:
    found = [
        (one["code"], one["statistical_class"], *one["year"].values(), *one["period"].values())
        for one in named["reasons"]
    ]
    assert found == [
        ("I", "authorised", 16, 53.3, 11.2, 6, 60.0),
        ("G", "unauthorised", 8, 26.7, 5.6, 0, 0.0),
        ("O", "unauthorised", 4, 13.3, 2.8, 4, 40.0),
        ("M", "authorised", 1, 3.3, 0.7, 0, 0.0),
        ("U", "unauthorised", 1, 3.3, 0.7, 0, 0.0),
    ]
    assert all(one["meaning"] for one in named["reasons"])


def test_reasons_of_one_or_two_pupils_stand_together_without_names(unnamed: dict[str, Any]) -> None:
    # ill were Ben and Fay, Dan had an appointment; Eve was on holiday, Cat and she away, Dan too late
    found = [
        (one["code"], one["statistical_class"], one["year"]["sessions"], one["period"]["sessions"])
        for one in unnamed["reasons"]
    ]
    assert found == [(None, "authorised", 17, 6), (None, "unauthorised", 13, 4)]
    assert len({one["meaning"] for one in unnamed["reasons"]}) == 2


def test_a_reason_of_more_than_two_pupils_joins_those_it_would_give_away(trust: Path) -> None:
    # Two schools, so twice as many: two were too late, which the headline says. The two on holiday would be
    # known from the rest of unauthorised absence: so the four who were away join them. The two appointments
    # would be known from authorised absence less illness: so illness joins them.
    found = [
        (one["code"], one["statistical_class"], one["year"]["sessions"]) for one in page(trust)["reasons"]
    ]
    assert found == [("U", "unauthorised", 2), (None, "authorised", 34), (None, "unauthorised", 24)]


def group(contract: dict[str, Any], by: str, name: str) -> tuple[Any, ...]:
    (one,) = [one for one in contract["groups"] if (one["by"], one["name"]) == (by, name)]
    if one["year"] is None:
        return (one["pupils"], one["withheld"], one["persistent_absence_percent"])
    return (
        one["pupils"],
        (one["year"]["sessions_attended"], one["year"]["sessions_possible"]),
        (one["period"]["sessions_attended"], one["period"]["sessions_possible"]),
        one["persistent_absence_percent"],
        one["severe_absence_percent"],
    )


def test_groups(named: dict[str, Any]) -> None:
    assert group(named, "year", "1") == (3, (66, 71), (14, 17), 33.3, 0.0)
    assert group(named, "year", "2") == (3, (47, 72), (11, 18), 66.7, 33.3)
    assert group(named, "sex", "M") == (2, (44, 48), (12, 12), 0.0, 0.0)
    assert group(named, "pp", "yes") == (1, (15, 24), (5, 6), 100.0, 0.0)
    assert {one["by"] for one in named["groups"]} == {"year", "sex", "pp"}
    assert any("special educational needs" in note for note in named["notes"])


def test_the_page_without_names_shows_no_group_of_two_nor_the_one_that_gives_it_away(
    unnamed: dict[str, Any],
) -> None:
    hidden = (None, ["all"], None)
    assert group(unnamed, "sex", "M") == group(unnamed, "sex", "F") == hidden  # the boys are two
    assert group(unnamed, "pp", "yes") == group(unnamed, "pp", "no") == hidden
    assert group(unnamed, "year", "1")[:2] == (3, (66, 71))
    year, then = unnamed["headline"][3:]
    assert (year["pupils_severe"], year["severe_absence_percent"], year["withheld"]) == (
        None,
        None,
        ["severe"],
    )
    assert year["pupils_persistent"] == 3
    assert (then["pupils_persistent"], then["withheld"]) == (None, ["persistent", "severe"])  # there were two


def test_a_page_on_two_pupils_is_for_the_staff_alone(school: Path) -> None:
    register = RegisterTables()
    for pupil in (1, 2):
        register.days(pupil, WEEKS[0], "/\\" * 4)
    with pytest.raises(WrongUsage, match="one or two pupils") as fault:
        web_page(register.connection(), Settings(), today=AS_OF, period=PeriodAsked("week"))
    assert "--names" in (fault.value.remedy or "")
    assert page(school, "--week", "2024-W38", "--names")["schools"][0]["pupils"] == 2


def test_pupils_to_talk_about_and_why(named: dict[str, Any]) -> None:
    reasons = {
        (one["surname"], one["class"]): [
            (reason["kind"], reason["text"]) for reason in one["reasons"] if reason["kind"] != "action_due"
        ]
        for one in named["to_talk_about"]
    }
    assert {key: value for key, value in reasons.items() if value} == {
        ("Cloverly", "1A"): [
            ("newly_persistent", "Newly persistently absent: missed 3 of 24 sessions this year (12.5%)."),
            ("moved_down", "Down from green to red: attended 21 of 24 sessions this year (87.5%)."),
        ],
        ("Foxwell", "2B"): [
            ("newly_severe", "Newly severely absent: missed 14 of 24 sessions this year (58.3%)."),
        ],
        ("Elmhurst", "2B"): [
            (
                "near_penalty_threshold",
                "Near the penalty threshold of 10 sessions: 9 in 10 school weeks; 1 this week.",
            ),
        ],
    }
    assert ("Ashdown", "1A") not in reasons


@pytest.mark.parametrize(
    ("as_of", "expected"),
    [
        ("2025-09-12", []),  # 18 sessions: Fay has missed 8 of them, and the policy waits for 20
        ("2025-09-15", ["Newly persistently absent: missed 2 of 20 sessions this year (10.0%)."]),
    ],
)
def test_nobody_is_judged_by_a_percentage_of_too_few_sessions(
    school: Path, as_of: str, expected: list[str]
) -> None:
    contract = page(school, "--names", "--as-of", as_of)
    texts = [
        reason["text"]
        for one in contract["to_talk_about"]
        for reason in one["reasons"]
        if reason["kind"] in ("newly_persistent", "moved_down") and one["surname"] in ("Cloverly", "Foxwell")
    ]
    assert [text for text in texts if text.startswith("Newly persistently")] == expected
    assert bool(texts) is bool(expected)


def test_a_range_over_two_years_has_what_only_the_earlier_held(school: Path) -> None:
    contract = page(school, "--names", "--from", "2024-09-16", "--to", "2025-09-05")
    # from the third week on Ben was ill for 7 sessions and both for 10; then Eve and Dan: 8 and 1
    assert {one["code"]: one["period"]["sessions"] for one in contract["reasons"]} == {
        "G": 8,
        "I": 27,
        "M": 1,
    }
    assert {one["code"]: one["year"]["sessions"] for one in contract["reasons"]} == {"G": 8, "I": 0, "M": 1}
    monday = contract["weekdays"][0]
    assert (monday["weekday"], monday["year"]["sessions_possible"]) == ("Monday", 0)
    assert (monday["period"]["sessions_attended"], monday["period"]["sessions_possible"]) == (1, 4)
    assert headline(contract)["period"][2:4] == (88, 52)
    assert "period_last_year" not in headline(contract)


def test_without_names_the_same_pupils_are_counted_by_class(
    named: dict[str, Any], unnamed: dict[str, Any]
) -> None:
    first, second = unnamed["to_talk_about"]
    assert (first["class"], second["class"]) == ("1A", "2B")
    assert (first["newly_persistent"], first["moved_down"]) == (1, 1)
    assert (second["near_penalty_threshold"], second["moved_down"]) == (1, 0)
    # one pupil of all is severely absent, which is withheld: so is who newly is
    assert [line["newly_severe"] for line in unnamed["to_talk_about"]] == [None, None]
    for line in unnamed["to_talk_about"]:
        mine = [one for one in named["to_talk_about"] if one["class"] == line["class"]]
        assert line["pupils"] == len(mine)
        due = [one for one in mine if any(why["kind"] == "action_due" for why in one["reasons"])]
        assert line["action_due"] == len(due)


def published(level: str, area: str) -> dict[str, Decimal]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        (row,) = [
            row
            for row in csv.DictReader(file)
            if row["level"] == level
            and row["phase"] == "Primary"
            and area in (row["authority"], row["region"])
        ]
    tenth = Decimal("0.1")
    return {
        "attendance": (Decimal(100) * int(row["attended"]) / int(row["possible"])).quantize(
            tenth, ROUND_HALF_UP
        ),
        "persistent": Decimal(row["persistent_percent"]).quantize(tenth, ROUND_HALF_UP),
    }


def test_published_figures_are_those_of_the_shipped_table(named: dict[str, Any]) -> None:
    (school,) = named["benchmarks"]["schools"]
    areas = {"England": ("national", ""), "East of England": ("regional",) * 2, "Norfolk": ("authority",) * 2}
    assert [one["area"] for one in school["figures"]] == list(areas)
    for one in school["figures"]:
        level = areas[one["area"]][0]
        row = published(level, "" if level == "national" else one["area"])
        assert Decimal(str(one["attendance_percent"])) == row["attendance"]
        assert Decimal(str(one["persistent_absence_percent"])) == row["persistent"]
        assert Decimal(str(one["attendance_points_above"])) == Decimal("79.0") - row["attendance"]
        assert Decimal(str(one["persistent_absence_points_above"])) == Decimal("50.0") - row["persistent"]
        assert one["accredited"] is False
    assert named["benchmarks"]["table"]["accredited"] is False
    assert "Department for Education" in named["benchmarks"]["table"]["source"]


def test_a_page_on_the_year_has_no_period_beside_it(school: Path) -> None:
    contract = page(school, "--year", "--as-of", "2025-09-12")
    assert [one["figure"] for one in contract["headline"]] == ["year", "year_last_year"]
    # the first two weeks: 88 of 108; the year before, 31 of 32
    assert headline(contract)["year"][2:5] == (108, 88, 81.5)
    assert headline(contract)["year_last_year"][2:] == (32, 31, 96.9, -15.4)
    assert {one["period"] for one in contract["weekdays"]} == {None}
    assert {one["period"] for one in contract["reasons"]} == {None}


def test_a_range_counts_its_own_days(school: Path) -> None:
    contract = page(school, "--from", "2025-09-10", "--to", "2025-09-15")
    # Wednesday to Friday and Monday: 24 sessions of six and 12 of six, missed 1 1 1 1 0 1 and 2 2
    assert headline(contract)["period"] == ("2025-09-10", "2025-09-15", 48, 39, 81.3, None)
    # the year before, Wednesday of the second week to Monday of the third: Ben was ill on that Monday
    assert headline(contract)["period_last_year"][:5] == ("2024-09-11", "2024-09-16", 16, 14, 87.5)
    assert sum(one["period"]["sessions"] for one in contract["reasons"]) == 9


def test_without_a_year_before_nothing_is_put_beside(school: Path) -> None:
    contract = page(school, "--week", "2024-W38", "--names")
    assert [one["figure"] for one in contract["headline"]] == ["period", "week_before", "year"]
    assert {one["last_year"] for one in contract["weeks"]} == {None}
    assert any("does not hold last year" in note for note in contract["notes"])
    assert contract["benchmarks"]["schools"][0]["notes"]  # no table of that year is held


def test_a_trust_is_the_sum_of_its_schools(trust: Path, named: dict[str, Any]) -> None:
    contract = page(trust, "--names")
    assert [one["name"] for one in contract["schools"]] == ["Fernbrook School", "Oakham School"]
    for one in contract["schools"]:
        assert (one["pupils"], one["year"]["sessions_attended"], one["year"]["sessions_possible"]) == (
            6,
            113,
            143,
        )
        assert (one["period"]["sessions_attended"], one["period"]["attendance_percent"]) == (25, 71.4)
    assert headline(contract) == {
        name: (*days[:2], 2 * days[2], 2 * days[3], *days[4:]) for name, days in headline(named).items()
    }
    assert group(contract, "sex", "M") == (4, (88, 96), (24, 24), 0.0, 0.0)
    assert [one["year"]["sessions"] for one in contract["reasons"]] == [32, 16, 8, 2, 2]
    assert [one["phase"] for one in contract["benchmarks"]["schools"]] == ["Primary", "Total"]
    assert {one["school"] for one in contract["to_talk_about"]} == {"Fernbrook School", "Oakham School"}
    one_school = page(trust, "--names", "--school", "Oakham School")
    assert headline(one_school) == headline(named)
