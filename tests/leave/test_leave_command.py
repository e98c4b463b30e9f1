"""attendctl leave, from the command line: the answer, the decision in the case log, and its letter."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cases.case_desk import ANNA, BEN, case_desk
from tests.cli.command_line import Desk

# Today is Friday 26 September 2025. Anna has missed 3 of 30 sessions, Ben none. The policy is greenhill.
DAYS = ("--from", "2025-10-06", "--to", "2025-10-07")
NAMES = ("Åsberg", "Zoë", "Quill", "Ben ")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    from tests.cli.command_line import TODAY

    desk = case_desk(tmp_path, monkeypatch)
    monkeypatch.setattr("attendctl.cli.leave_command.today", lambda: TODAY)
    monkeypatch.setattr("attendctl.cli.letters_command.today", lambda: TODAY)
    return desk


def logged(desk: Desk) -> list[dict[str, object]]:
    entries: list[dict[str, object]] = desk.json("case", "show")["entries"]
    return entries


def test_without_a_decision_nothing_is_recorded(desk: Desk) -> None:
    result = desk.run("leave", BEN, *DAYS, "--kind", "holiday")
    assert result.exit_code == 0, result.output
    assert "Answer of the policy greenhill: refused" in result.stdout
    assert "2 school days, 4 sessions" in result.stdout
    # 30 of 34 is 88.2: red
    assert "88.2% (30 of 34 sessions), the red band" in result.stdout
    assert "Nothing was recorded" in result.stdout
    assert "The register ends on 26 September 2025" in result.stdout
    assert logged(desk) == []


def test_a_refusal_is_recorded_and_its_letter_is_due(desk: Desk) -> None:
    printed = desk.json("leave", BEN, *DAYS, "--kind", "holiday", "--refuse")
    assert printed["saved"]
    (entry,) = logged(desk)
    assert (entry["kind"], entry["outcome"], entry["until"], entry["happened_on"]) == (
        "leave",
        "refused",
        "2025-10-07",
        "2025-09-26",
    )
    assert (entry["by_name"], entry["by_position"]) == ("J. Ashby", "Attendance Officer")
    details = entry["details"]
    assert isinstance(details, dict)
    assert {name: details[name] for name in ("from", "to", "kind", "rule", "code", "return_by")} == {
        "from": "2025-10-06",
        "to": "2025-10-07",
        "kind": "holiday",
        "rule": "holiday",
        "code": "G",
        "return_by": None,
    }
    due = desk.json("letters", "--dry-run", "--pupil", BEN)
    assert [one["letter"] for one in due["letters"]] == ["leave-refused"]


def test_the_letter_of_a_grant_tells_the_days_and_the_day_back(desk: Desk) -> None:
    desk.json("leave", BEN, *DAYS, "--kind", "wedding", "--exceptional", "--grant")
    written = desk.json("letters", "--pupil", BEN, "--files", "html", "--output", desk.folder / "out")
    assert [one["letter"] for one in written["letters"]] == ["leave-granted"]
    html = next((desk.folder / "out").rglob("*leave-granted*.html")).read_text(encoding="utf-8")
    assert "6 October 2025" in html
    assert "7 October 2025" in html
    assert "14 October 2025" in html
    assert desk.json("letters", "--pupil", BEN, "--dry-run")["letters"] == []


def test_running_it_twice_changes_nothing(desk: Desk) -> None:
    words = ("leave", BEN, *DAYS, "--kind", "wedding", "--exceptional", "--grant")
    first, second = desk.json(*words), desk.json(*words)
    assert (first["saved"], second["saved"]) == (True, False)
    assert first["decision"]["entry_id"] == second["decision"]["entry_id"] == 1
    assert len(logged(desk)) == 1


def test_a_later_day_changes_nothing_either(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import date

    words = ("leave", BEN, *DAYS, "--kind", "wedding", "--exceptional", "--grant", "--asked-on", "2025-09-26")
    desk.json(*words)
    monkeypatch.setattr("attendctl.cli.leave_command.today", lambda: date(2025, 9, 29))
    monkeypatch.setattr("attendctl.cli.case_command.today", lambda: date(2025, 9, 29))
    assert not desk.json(*words)["saved"]
    assert len(logged(desk)) == 1


def test_a_grant_against_the_policy_needs_a_note_and_is_said(desk: Desk) -> None:
    words = ("leave", BEN, *DAYS, "--kind", "holiday", "--grant")
    refused = desk.run(*words)
    assert refused.exit_code == 2
    assert "--note" in refused.stderr
    assert logged(desk) == []
    done = desk.run(*words, "--note", "A parent is posted abroad.")
    assert done.exit_code == 0
    assert "This is against the policy's answer" in done.stdout
    (entry,) = logged(desk)
    details = entry["details"]
    assert isinstance(details, dict)
    assert details["code"] == "C"
    assert details["return_by"] == "2025-10-14"  # five school days after Tuesday 7 October
    assert "posted abroad" not in str(details), "the note is the school's, not the letter's"


def test_a_refusal_against_a_grant_needs_a_note_too(desk: Desk) -> None:
    words = ("leave", BEN, "--from", "2025-10-06", "--to", "2025-10-06", "--kind", "religious", "--refuse")
    assert desk.run(*words).exit_code == 2
    assert desk.run(*words, "--note", "Told us of another day.").exit_code == 0


def test_where_the_head_decides_neither_is_against_the_policy(desk: Desk) -> None:
    for number, word in enumerate(("--grant", "--refuse"), start=1):
        printed = desk.json("leave", BEN, *DAYS, "--kind", "wedding", "--exceptional", word)
        assert not printed["decision"]["is_against_the_policy"]
        assert len(logged(desk)) == number
    assert "says granted of the same days" in printed["decision"]["said"][0]


def test_words_for_the_family_go_to_the_letter(desk: Desk) -> None:
    printed = desk.json(
        "leave", BEN, *DAYS, "--kind", "holiday", "--refuse", "--reason", "The days are in term time."
    )
    assert printed["decision"]["details"]["leave_reason"] == "The days are in term time."


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (("leave", "Z999200000099", *DAYS, "--kind", "holiday"), 4),
        (("leave", BEN, *DAYS, "--kind", "cruise"), 4),
        (("leave", BEN, "--from", "2025-10-07", "--to", "2025-10-06", "--kind", "holiday"), 2),
        (("leave", BEN, "--from", "2025-10-04", "--to", "2025-10-05", "--kind", "holiday"), 2),
        (("leave", BEN, *DAYS, "--kind", "holiday", "--grant", "--refuse"), 2),
        (("leave", BEN, *DAYS, "--kind", "holiday", "--added-days"), 2),
        (("leave", BEN, *DAYS, "--kind", "holiday", "--refuse", "--added-days"), 4),
        (("leave", BEN, *DAYS, "--kind", "holiday", "--refuse", "--by", "B. Person"), 2),
    ],
)
def test_what_cannot_be_is_refused_without_a_name(desk: Desk, words: tuple[str, ...], status: int) -> None:
    result = desk.run(*words)
    assert result.exit_code == status, result.output
    assert result.stdout == ""
    assert not [name for name in NAMES if name in result.stderr]
    assert logged(desk) == []


def test_every_condition_is_printed_with_its_numbers(desk: Desk) -> None:
    result = desk.run("leave", ANNA, *DAYS, "--kind", "religious", "--asked-on", "2025-09-22")
    text = " ".join(result.stdout.split())
    assert "asked-too-late: does not fit" in text
    assert "asked on 22 September 2025, and the first day is 6 October 2025" in text
    assert "religious-over-one-day: fits" in text
    assert "2 school days asked for, and the policy allows 1" in text
    assert "[Greenhill Academy attendance policy (July 2025), Religious observance]" in text


def test_days_added_to_a_refused_leave_have_a_letter_of_their_own(desk: Desk) -> None:
    # Copnor asks for evidence within five school days of the return on Wednesday 8 October: 15 October
    config = desk.folder / "attendctl.toml"
    config.write_text(config.read_text(encoding="utf-8").replace("greenhill", "copnor"), encoding="utf-8")
    assert desk.json("leave", BEN, *DAYS, "--kind", "holiday", "--refuse")["saved"]
    added = desk.json("leave", BEN, *DAYS, "--kind", "holiday", "--refuse", "--added-days")
    assert added["saved"]
    assert added["decision"]["details"]["evidence_by"] == "2025-10-15"
    assert added["decision"]["said"] == []
    due = desk.json("letters", "--dry-run", "--pupil", BEN)
    assert sorted(one["letter"] for one in due["letters"]) == ["leave-refused", "leave-refused-added-days"]
