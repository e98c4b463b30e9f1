"""Small schools drawn at random: a search over the JSON of their papers recovers no withheld figure.

What is true is counted by plain loops over the marks; what a reader has is the JSON alone, and how many
pupils the school has.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from attendctl.casework.disclosure.lines import Withheld
from attendctl.casework.governors import columns, paper
from attendctl.casework.governors.paper import governors_paper
from attendctl.reports.governors.contract import governors_dict
from tests.disclosure.searches import values_left
from tests.governors.school_of_fourteen import HALF_TERM, SETTINGS, TODAY, connection
from tests.measures.register_tables import RegisterTables

FEW = 2
DAYS = [date(2025, 9, 8), date(2025, 9, 9), date(2025, 11, 3), date(2025, 11, 4)]
FIRST_OF_PERIOD = date(2025, 11, 1)
CODES = st.sampled_from(["/\\"] * 12 + ["II", "I\\", "O\\", "L\\", "U\\", "GG", "  "])
PUPILS = st.fixed_dictionaries(
    {
        "year_group": st.sampled_from(["3", "3", "4", "5"]),
        "sex": st.sampled_from("FM"),
        "pp": st.booleans(),
        "codes": st.lists(CODES, min_size=4, max_size=4).filter(
            lambda days: any(day != "  " for day in days)
        ),
    }
)
SCHOOLS = st.lists(PUPILS, min_size=3, max_size=16)


def register_of(school: list[dict[str, Any]]) -> RegisterTables:
    tables = RegisterTables()
    for number, pupil in enumerate(school, start=1):
        tables.days(number, DAYS, "".join(pupil["codes"]))
        tables.pupils[1, number] = {
            "year_group": pupil["year_group"],
            "sex": pupil["sex"],
            "pp": pupil["pp"],
            "fsm": pupil["pp"] and number % 3 > 0,
        }
    return tables


def tables_of(tables: RegisterTables) -> dict[str, dict[str, set[int]]]:
    """Who is in which group, of each thing that pupils are grouped by."""
    found: dict[str, dict[str, set[int]]] = {"year": {}, "sex": {}, "pp": {}, "fsm": {}}
    for (_, number), stated in tables.pupils.items():
        words = {"year": stated["year_group"], "sex": stated["sex"]}
        words |= {by: "yes" if stated[by] else "no" for by in ("pp", "fsm")}
        for by, name in words.items():
            found[by].setdefault(name, set()).add(number)
    return found


def often_absent(tables: RegisterTables, *, parts: int) -> set[int]:
    """Who missed one in so many sessions or more."""
    possible, absent = Counter[int](), Counter[int]()
    for mark in tables.marks:
        possible[mark.pupil] += 1
        absent[mark.pupil] += mark.code in "IOGU"
    return {pupil for pupil in possible if parts * absent[pupil] >= possible[pupil]}


def check_groups(contract: dict[str, Any], tables: RegisterTables) -> None:
    counted = {
        "persistent_absence": often_absent(tables, parts=10),
        "severe_absence": often_absent(tables, parts=2),
    }
    everybody = len(tables.pupils)
    whole = next((one for one in contract["headline"] if one["name"] == "year"), contract["headline"][0])
    rows = {(one["by"], one["name"]): one for one in contract["groups"]}
    for by, groups in tables_of(tables).items():
        hidden = []
        for name, members in groups.items():
            row = rows[by, name]
            if row["suppressed"]:
                hidden.append(name)
                assert {
                    row["pupils"],
                    row["year_attendance_percent"],
                    row["persistent_absence"]["pupils"],
                } == {None}
            else:
                assert row["pupils"] == len(members) > FEW
                in_period = {
                    mark.pupil
                    for mark in tables.marks
                    if mark.pupil in members and mark.day >= FIRST_OF_PERIOD
                }
                assert len(in_period) not in range(1, FEW + 1)
        left = sum(len(groups[name]) for name in hidden)
        if not whole["suppressed"]:
            values = values_left(left, [range(1, everybody + 1)] * len(hidden))
            assert all(len(one) > 1 for one in values), (by, hidden, values)
        for key, pupils in counted.items():
            if whole[key]["suppressed"] or not pupils:
                continue
            assert whole[key]["pupils"] == len(pupils)
            withheld = [name for name in groups if rows[by, name][key]["suppressed"]]
            left = len(pupils) - sum(rows[by, name][key]["pupils"] for name in groups if name not in withheld)
            assert left == sum(len(pupils & groups[name]) for name in withheld)
            ranges = [range((rows[by, name]["pupils"] or everybody) + 1) for name in withheld]
            assert all(len(one) > 1 for one in values_left(left, ranges)), (by, key)


def check_sums(contract: dict[str, Any], tables: RegisterTables) -> None:
    """No printed sum, and no printed sum less another, is the doing of one or two pupils."""
    headline = {one["name"]: one for one in contract["headline"]}
    for key, codes in (
        ("authorised_absence", "I"),
        ("unauthorised_absence", "OGU"),
        ("late_before_close", "L"),
        ("late_after_close", "U"),
    ):
        now, then = Counter[int](), Counter[int]()
        for mark in tables.marks:
            if mark.code in codes:
                (now if mark.day >= FIRST_OF_PERIOD else then)[mark.pupil] += 1
        true = {"period": now, "before": then, "year": now + then}
        printed = {name: true[name] for name in headline if not headline[name][key]["suppressed"]}
        for name, pupils in printed.items():
            assert headline[name][key]["sessions"] == pupils.total()
            assert len(pupils) not in range(1, FEW + 1)
        if {"period", "year"} <= set(printed):
            assert len(then) not in range(1, FEW + 1)
        if {"before", "year"} <= set(printed):
            assert len(now) not in range(1, FEW + 1)


def check_reasons(contract: dict[str, Any], tables: RegisterTables) -> None:
    for reason in contract["absence_by_reason"]["reasons"] or ():
        if reason["codes"]:
            marks = [
                mark for mark in tables.marks if mark.code in reason["codes"] and mark.day >= FIRST_OF_PERIOD
            ]
            assert len(marks) == reason["sessions"]
            assert len({mark.pupil for mark in marks}) > FEW


@given(school=SCHOOLS)
@settings(
    max_examples=12, deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate], derandomize=True
)
def test_no_withheld_figure_of_a_paper_is_recovered_from_its_json(school: list[dict[str, Any]]) -> None:
    tables = register_of(school)
    if not any(mark.day >= FIRST_OF_PERIOD for mark in tables.marks):
        return
    made = governors_paper(connection(tables), SETTINGS, today=TODAY, period=HALF_TERM)
    contract = governors_dict(made)
    if contract["period"]["name"] != "second half of the autumn term 2025":
        return
    check_groups(contract, tables)
    check_sums(contract, tables)
    check_reasons(contract, tables)


def school_with_a_year_of_two() -> RegisterTables:
    there = ["/\\"] * 4
    pupils = [{"year_group": "3", "sex": "F", "pp": False, "codes": there} for _ in range(8)]
    pupils += [{"year_group": "4", "sex": "M", "pp": False, "codes": ["L\\", *there[:3]]} for _ in range(2)]
    return register_of(pupils)


def test_the_search_finds_it_where_groups_are_not_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = school_with_a_year_of_two()
    monkeypatch.setattr(paper, "withheld_groups", lambda *_, **__: Withheld())
    made = governors_paper(connection(tables), SETTINGS, today=TODAY, period=HALF_TERM)
    with pytest.raises(AssertionError):
        check_groups(governors_dict(made), tables)


def test_the_search_finds_it_where_sums_are_not_withheld(monkeypatch: pytest.MonkeyPatch) -> None:
    tables = school_with_a_year_of_two()
    monkeypatch.setattr(columns, "withheld_columns", lambda *_, **__: set())
    made = governors_paper(connection(tables), SETTINGS, today=TODAY, period=HALF_TERM)
    with pytest.raises(AssertionError):
        check_sums(governors_dict(made), tables)
