"""attendctl pupil, from the command line: one page, who is not found, and no name in a message."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.cases.case_desk import ANNA, AT_ASH, BEN, case_desk, days
from tests.cli.command_line import TODAY, Desk

# Today is Friday 26 September 2025. Anna has missed 3 of 30 sessions, Ben none. The policy is greenhill, and
# [calendar] states nothing: 380 less 30 are 350 sessions still to come.
NAMES = ("Åsberg", "Zoë", "Quill", "Ben ")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    desk = case_desk(tmp_path, monkeypatch)
    monkeypatch.setattr("attendctl.cli.pupil_command.today", lambda: TODAY)
    return desk


def test_the_page_says_who_what_is_left_and_what_was_assumed(desk: Desk) -> None:
    result = desk.run("pupil", ANNA)
    assert result.exit_code == 0, result.output
    text = " ".join(result.stdout.split())
    assert f"Åsberg, Zoë ({ANNA}), {AT_ASH}" in text
    assert "Attendance 90.0% (27 of 30 sessions), the red band. Missed: 3 sessions (1½ days), 3 auth" in text
    assert "Still to come, up to 31 July 2026 About 350 sessions (175 days)." in text
    # 377 of 380
    assert "if every session from 29 September 2025 on is attended: 99.2% (377 of 380 sessions)" in text
    # exactly a tenth: one full session ends it
    assert "Attending the next session leads out of it: on 29 September 2025 at the earliest." in text
    # 27 of 40; 13 of 40 missed
    assert (
        "With 10 sessions (5 days) missed from 29 September 2025 to 3 October 2025: "
        "67.5% (27 of 40 sessions), the red band; persistent absence: yes, severe absence: no." in text
    )
    assert "[calendar] states no summer term" in text


def test_the_same_as_json(desk: Desk) -> None:
    printed = desk.json("pupil", "0417", "--school", AT_ASH)
    assert (printed["as_of"], printed["until"]) == ("2025-09-26", "2026-07-31")
    assert printed["pupil"]["upn"] == ANNA
    assert printed["so_far"]["sessions_authorised"] == 3
    assert printed["sessions_to_come"] == 350
    assert printed["best_achievable"] == {
        "sessions_attended": 377,
        "sessions_possible": 380,
        "attendance_percent": 99.2,
        "band": "green",
        "persistent_absence": False,
        "severe_absence": False,
    }
    assert printed["sessions_until_persistent_absence"] is None
    assert printed["sessions_to_leave_persistent_absence"] == 1
    assert printed["sessions_until_severe_absence"] == 24  # 27 of 54
    assert printed["one_more_week_off"]["sessions"] == 10
    assert printed["one_more_week_off"]["attendance_percent"] == 67.5
    assert printed["one_more_week_off"]["best_achievable"]["sessions_attended"] == 367
    assert len(printed["assumed"]) == 3


def test_until_a_day(desk: Desk) -> None:
    printed = desk.json("pupil", BEN, "--until", "2025-10-24")
    assert printed["sessions_to_come"] == 40
    # 4 of 34 is over a tenth, 3 of 33 is not
    assert printed["sessions_until_persistent_absence"] == 4
    assert printed["law"][0]["at_the_earliest_on"] == "2025-09-30"


def test_as_of_an_earlier_day(desk: Desk) -> None:
    printed = desk.json("pupil", ANNA, "--as-of", "2025-09-12")
    assert printed["so_far"]["sessions_possible"] == 10
    assert printed["sessions_to_come"] == 370


def test_known_looks_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("attendctl.cli.import_command.today", lambda: date(2025, 9, 29))
    corrected = desk.write("corrected.csv", f"{ANNA},Åsberg,Zoë,{days(1)[0]},AM,/")
    assert desk.run("import", corrected, "--school", AT_ASH).exit_code == 0
    assert desk.json("pupil", ANNA)["so_far"]["sessions_authorised"] == 2
    then = desk.json("pupil", ANNA, "--known", "2025-09-26")
    assert (then["known"], then["so_far"]["sessions_authorised"]) == ("2025-09-26", 3)


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("pupil", "Z999200000099"), 4),
        (("pupil", ANNA, "--school", "Elm Primary"), 4),
        (("pupil", ANNA, "--as-of", "2025-09-01"), 4),
        (("pupil", ANNA, "--as-of", "2026-09-03"), 4),
        (("pupil", ANNA, "--until", "2026-09-01"), 2),
        (("pupil", ANNA, "--until", "2025-09-26"), 2),
        (("pupil", ANNA, "--until", "July"), 2),
        (("pupil", "Zoë Åsberg", "--until", "2020-01-01"), 2),
    ],
)
def test_what_cannot_be_is_refused_without_a_name(desk: Desk, words: tuple[str, ...], status: int) -> None:
    result = desk.run(*words)
    assert result.exit_code == status, result.output
    assert result.stdout == ""
    assert not [name for name in NAMES if name in result.stderr]


def test_it_can_be_written_to_a_file(desk: Desk) -> None:
    path = desk.folder / "ben.txt"
    assert desk.run("pupil", "Ben Quill", "--output", path).exit_code == 0
    assert "100.0% (380 of 380 sessions), the green band" in " ".join(path.read_text("utf-8").split())
