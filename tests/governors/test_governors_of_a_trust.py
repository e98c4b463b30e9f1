"""A trust of two schools: one paper of sums, one a school, and a school of two withheld with another."""

from __future__ import annotations

from typing import Any

from typer.testing import CliRunner

from attendctl.casework.attendance_report import attendance_report
from attendctl.casework.disclosure.school_groups import withheld_groups
from attendctl.casework.governors.groups import GROUPS
from attendctl.casework.governors.paper import governors_paper
from attendctl.casework.reporting_period import PeriodAsked
from attendctl.cli.main import app
from attendctl.measures.attendance import group_rows
from attendctl.measures.group_members import group_members
from attendctl.reports.governors.contract import governors_dict
from tests.governors.school_of_fourteen import HALF_TERM, SETTINGS, TODAY, WEEKS, connection, register
from tests.measures.register_tables import RegisterTables

SIZES = {1: 14, 2: 5, 3: 2}
NAMES = {1: "Fernbrook School", 2: "Ash School", 3: "Elm School"}


def trust(*schools: int) -> RegisterTables:
    """The school of fourteen, one of five of whom one is ill for the last week, and one of two."""
    tables = register()
    tables.schools = {number: NAMES[number] for number in schools}
    for school in schools:
        for pupil in range(1, SIZES[school] + 1):
            if school == 1:
                continue
            for number, days in enumerate(WEEKS):
                is_ill = (school, pupil, number) == (2, 1, 3)
                tables.days(100 * school + pupil, days, ("II" if is_ill else "/\\") * 5, school=school)
            tables.pupils[school, 100 * school + pupil] = {"year_group": "3", "sex": "F"}
    return tables


def paper_of(tables: RegisterTables, school: str | None = None) -> dict[str, Any]:
    made = governors_paper(connection(tables), SETTINGS, today=TODAY, period=HALF_TERM, school=school)
    return governors_dict(made)


def test_a_trusts_figures_are_sums_over_its_schools() -> None:
    contract = paper_of(trust(1, 2))
    period = contract["headline"][0]
    # 254 of 280, and 5 x 20 less the ten of the child who was ill
    assert (period["sessions_attended"], period["sessions_possible"]) == (254 + 90, 280 + 100)
    assert period["attendance_percent"] == 90.5
    assert contract["school"] == {"name": None, "urn": None}
    schools = [one for one in contract["groups"] if one["by"] == "school"]
    assert [(one["name"], one["pupils"], one["period_attendance_percent"]) for one in schools] == [
        ("Ash School", 5, 90.0),
        ("Fernbrook School", 14, 90.7),
    ]


def test_a_school_of_two_is_withheld_and_the_next_smallest_with_it() -> None:
    contract = paper_of(trust(1, 2, 3))
    schools = {one["name"]: one["suppressed"] for one in contract["groups"] if one["by"] == "school"}
    assert schools == {"Ash School": True, "Elm School": True, "Fernbrook School": False}


def test_one_school_of_the_trust_has_a_paper_of_its_own() -> None:
    contract = paper_of(trust(1, 2), school="Fernbrook School")
    assert contract["school"]["name"] == "Fernbrook School"
    assert contract["headline"][0]["attendance_percent"] == 90.7
    assert not any(one["by"] == "school" for one in contract["groups"])


def test_whoever_is_counted_in_a_group_is_a_member_of_it() -> None:
    made = connection(trust(1, 2))
    attendance_report(made, SETTINGS, today=TODAY, period=HALF_TERM, by=GROUPS)
    members = group_members(made)
    for by in GROUPS:
        counted = {(row["school_id"], row["name"]): row["pupils"] for row in group_rows(made, by)}
        found: dict[tuple[int, str], int] = {}
        for member in members:
            key = (member.school_id, member.groups[by])
            found[key] = found.get(key, 0) + 1
        assert found == counted


def test_what_is_withheld_of_a_school_is_withheld_of_its_groups() -> None:
    made = connection(trust(1, 2, 3))
    report = attendance_report(made, SETTINGS, today=TODAY, period=PeriodAsked("year"), by=["sex"])
    withheld = withheld_groups(made, report)
    assert withheld.line(("Elm School", None, None))
    assert withheld.line(("Elm School", "sex", "F"))
    assert withheld.line(("Ash School", "sex", "F"))  # it goes with the school of two
    assert not withheld.line(("Fernbrook School", "sex", "F"))


def test_a_paper_without_a_file_and_one_on_a_week_are_refused() -> None:
    run = CliRunner().invoke(app, ["report", "--for", "governors", "--format", "pdf"])
    assert run.exit_code == 2
    assert "--output governors.pdf" in run.stderr
    run = CliRunner().invoke(app, ["report", "--for", "governors", "--week"])
    assert run.exit_code == 2
    assert "--half-term" in run.stderr
