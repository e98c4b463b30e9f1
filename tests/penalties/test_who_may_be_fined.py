"""Who may be fined, by the list: age on the days, children in care, first holidays; what is to be weighed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from attendctl.casework.penalties.penalty_row import PenaltyPupil
from attendctl.casework.penalties.school_age import days_not_of_age, was_of_compulsory_age
from tests.cli.command_line import Desk, at_a_desk
from tests.penalties.register_at_desk import TAMSIN, listed, take_in_weeks, weeks_from

WEEKS = weeks_from(date(2025, 11, 3), 12)  # to 23 January; the days between the years are school days here
LAST = WEEKS[-1] + timedelta(days=4)
BORN = "2020-11-01"  # five on 1 November 2025: of compulsory school age from 31 December 2025


def desk_with(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    absences: dict[int, str],
    *,
    born: str = "2017-03-01",
    year: str = "3",
    said: str = "No,No,N",
    conduct: str = 'code_of_conduct = "national"',
) -> Desk:
    desk = at_a_desk(tmp_path, monkeypatch)
    monkeypatch.setattr("attendctl.cli.case_command.today", lambda: LAST)
    (tmp_path / "attendctl.toml").write_text(
        f'[school]\nname = "Ash Primary"\nsignatory = "J. Ashby"\nsignatory_role = "Officer"\n{conduct}\n'
    )
    (tmp_path / "pupils.csv").write_text(
        "School,UPN,Surname,Forename,Date of Birth,Year Group,Looked After,Social Worker,SEN Status\n"
        f"Ash Primary,{TAMSIN},Vale,Tamsin,{born},{year},{said}\n"
    )
    assert desk.run("import", "pupils.csv").exit_code == 0
    take_in_weeks(desk, WEEKS, absences)
    return desk


def judged(desk: Desk, on: date = LAST) -> dict[str, Any]:
    pupil = listed(desk, on)
    assert pupil is not None
    return pupil


@pytest.mark.parametrize(
    ("absences", "on", "eligible", "reached", "of_age"),
    [
        # weeks 1 to 8 begin before 29 December, week 9 holds 31 December (its Wednesday)
        ({3: "O" * 10}, LAST, False, "2025-11-21", None),
        ({9: "O" * 10}, LAST, False, "2026-01-02", None),  # four are before the day: six are too few
        ({10: "O" * 10}, LAST, True, "2026-01-09", "2026-01-09"),
        ({8: "O" * 4, 10: "O" * 6}, LAST, False, "2026-01-07", None),
        ({8: "O" * 4, 10: "O" * 10}, LAST, True, "2026-01-07", "2026-01-09"),
        ({3: "O" * 5}, LAST, False, None, None),
        ({3: "O" * 4, 10: "O"}, LAST, True, None, None),  # below: one of five would be an offence
    ],
)
def test_a_child_who_comes_of_compulsory_school_age_in_the_window(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    absences: dict[int, str],
    on: date,
    eligible: bool,
    reached: str | None,
    of_age: str | None,
) -> None:
    pupil = judged(desk_with(tmp_path, monkeypatch, absences, born=BORN, year="R"), on)
    assert (pupil["reached_on"], pupil["reached_on_at_compulsory_age"]) == (reached, of_age)
    assert pupil["eligible"] is eligible
    assert (pupil["why_not_eligible"] is None) is eligible


@pytest.mark.parametrize(
    ("absences", "due"), [({3: "O" * 10}, False), ({8: "O" * 4, 10: "O" * 6}, False), ({10: "O" * 10}, True)]
)
def test_the_decision_is_not_due_of_a_child_below_that_age(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, absences: dict[int, str], due: bool
) -> None:
    desk = desk_with(tmp_path, monkeypatch, absences, born=BORN, year="R")
    steps = [one["step"] for one in desk.json("actions", "--as-of", str(LAST))["actions"]]
    assert ("penalty-considered" in steps) is due


def test_a_looked_after_child_is_not_fined_unless_the_code_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pupil = judged(desk_with(tmp_path, monkeypatch, {9: "O" * 10}, said="Yes,No,N"))
    assert pupil["eligible"] is False
    assert "Looked after" in pupil["why_not_eligible"]
    assert (pupil["sessions_in_window"], pupil["reached_on"]) == (10, "2026-01-02")


def test_what_must_be_weighed_rules_nothing_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = desk_with(tmp_path, monkeypatch, {9: "O" * 10}, said="No,Yes,K")
    assert desk.run("case", "hold", TAMSIN, "--reason", "bereavement", "--on", "2026-01-12").exit_code == 0
    log = desk.run("case", "log", "evidence", TAMSIN, "--outcome", "accepted", "--on", "2026-01-13")
    assert log.exit_code == 0, log.output
    pupil = judged(desk)
    assert pupil["eligible"] is True
    said = " ".join(pupil["for_judgement"])
    for word in ("hold is in force: bereavement", "Medical evidence", "Equality Act", "social worker"):
        assert word in said
    before = judged(desk, date(2026, 1, 9))
    assert "hold" not in " ".join(before["for_judgement"])


def test_a_first_holiday_where_the_code_does_not_fine_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "ours.toml").write_text(
        'key = "ours"\ntitle = "Our code"\nauthority = "Fernshire"\nfollows = "national"\nfrom = 2024-08-19\n'
        'reference = "Our code"\nchecked_on = 2026-11-22\nfines_first_holiday = false\n'
        '[[source]]\nterms = ["fines_first_holiday"]\nsection = "4"\nchecked_on = 2026-11-22\n'
    )
    conduct = 'code_of_conduct = "ours.toml"'
    pupil = judged(desk_with(tmp_path, monkeypatch, {9: "G" * 10}, conduct=conduct))
    assert pupil["eligible"] is False
    assert "first holiday" in pupil["why_not_eligible"]


def test_a_code_that_does_not_count_unexplained_sessions(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = desk_with(tmp_path, monkeypatch, {9: "O" * 9 + "N"}, conduct='code_of_conduct = "norfolk"')
    pupil = judged(desk)
    assert (pupil["sessions_in_window"], pupil["reached_on"]) == (9, None)
    assert desk.json("penalties", "--as-of", str(LAST))["threshold"]["codes"] == ["G", "O", "U"]


def pupil_of(year: str | None, born: date | None = None) -> PenaltyPupil:
    return PenaltyPupil(1, "A", None, None, "", "", born, year, None, None, None, None, None)


@pytest.mark.parametrize(
    ("year", "on", "expected"),
    [
        ("1", date(2025, 9, 1), True),  # five by 31 August 2025, a prescribed day
        ("R", date(2025, 11, 3), None),  # some are, some are not
        ("N2", date(2025, 11, 3), None),
        (None, date(2025, 11, 3), None),
        ("11", date(2026, 6, 26), True),  # the last Friday in June
        ("11", date(2026, 6, 27), False),
        ("10", date(2026, 7, 17), True),
        ("12", date(2025, 9, 5), False),
    ],
)
def test_without_a_date_of_birth_the_year_group_may_tell(
    year: str | None, on: date, expected: bool | None
) -> None:
    assert was_of_compulsory_age(pupil_of(year), on, as_of=on) is expected


def test_the_days_below_the_age() -> None:
    born = date(2020, 11, 1)
    days = [date(2025, 12, 30), date(2025, 12, 31), date(2025, 12, 29), date(2025, 12, 30)]
    assert days_not_of_age(pupil_of("R", born), days, as_of=LAST) == [date(2025, 12, 29), date(2025, 12, 30)]
