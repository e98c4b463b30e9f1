"""The threshold is met again, ten school weeks after a decision or more: whoever decides is asked again."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.cli.command_line import Desk
from tests.penalties.notice_desk import ANNA, FIRST_MONDAY, TODAY, decide, notice_desk, whole_days

ELEVENTH_WEEK = date(2025, 11, 24)


def considered(desk: Desk, on: str) -> list[str]:
    listed = desk.json("actions", "--as-of", on, "--pupil", ANNA)["actions"]
    return [one["due_on"] for one in listed if one["step"] == "penalty-considered"]


@pytest.mark.parametrize(("days_since", "due_again"), [(4, []), (5, ["2025-11-28"])], ids=["eight", "ten"])
def test_ten_new_sessions_ask_for_a_new_decision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, days_since: int, due_again: list[str]
) -> None:
    absence = whole_days(FIRST_MONDAY, 5) | whole_days(ELEVENTH_WEEK, days_since)
    desk = notice_desk(tmp_path, monkeypatch, {ANNA: absence})
    monkeypatch.setattr("attendctl.cli.actions_command.today", lambda: TODAY)
    assert considered(desk, "2025-09-15") == ["2025-09-12"]
    decide(desk, "2025-09-16", outcome="support")
    assert considered(desk, "2025-09-19") == []
    assert considered(desk, "2025-10-31") == []
    assert considered(desk, "2025-12-05") == due_again
    decide(desk, "2025-12-08", outcome="support")
    assert considered(desk, "2025-12-12") == []


def test_of_a_pupil_who_moved_the_school_of_the_day_decides(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = notice_desk(tmp_path, monkeypatch, {ANNA: whole_days(FIRST_MONDAY, 5)})
    rows = [
        f"Birch Primary,{ANNA},{date(2026, 1, 5 + day)},{half},/" for day in range(5) for half in ("AM", "PM")
    ]
    (tmp_path / "birch.csv").write_text("\n".join(["School,UPN,Date,Session,Mark", *rows]) + "\n")
    assert desk.run("import", "birch.csv").exit_code == 0
    decide(desk, "2025-09-16")
    (tmp_path / "attendctl.toml").write_text(
        "".join(
            f'[[school]]\nname = "{name} Primary"\nsignatory = "J. Ashby"\nsignatory_role = "Officer"\n'
            for name in ("Ash", "Birch")
        )
    )
    decide(desk, "2026-01-07")
    of_schools = [desk.json("case", "show", "--school", f"{name} Primary") for name in ("Ash", "Birch")]
    assert [len(one["entries"]) for one in of_schools] == [1, 1]
