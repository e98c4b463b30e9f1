"""attendctl case, from the command line: what is logged, what is refused, and what is shown of it."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

from tests.cases.case_desk import ANNA, AT_ASH, AT_BEECH, BEN, CARA, case_desk
from tests.cli.command_line import Desk

TODAY = "2025-09-26"
NAMES = ("Åsberg", "Zoë", "Quill", "Ben", "Moss", "Cara")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return case_desk(tmp_path, monkeypatch)


def shown(desk: Desk, *words: str) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = desk.json("case", "show", *words)["entries"]
    return entries


def refused(desk: Desk, status: int, *words: str) -> str:
    """Run a command that is refused: with that status, nothing logged, and no name in the message."""
    before = len(shown(desk, "--withdrawn"))
    result = desk.run("case", *words)
    assert result.exit_code == status, result.output
    assert result.stdout == ""
    assert not [name for name in NAMES if name in result.stderr]
    assert len(shown(desk, "--withdrawn")) == before
    return result.stderr


def test_a_meeting_is_logged_with_everything_said(desk: Desk) -> None:
    said = (
        "--on",
        "2025-09-22",
        "--outcome",
        "arranged",
        "--step",
        "meeting-yellow",
        "--until",
        "2025-10-01",
    )
    more = ("--sessions", "3", "--note", " Bus at 8. ", "--by", "B. Person", "--position", "Head of Year")
    result = desk.run("case", "log", "meeting", ANNA, *said, *more)
    assert result.exit_code == 0, result.output
    assert result.stdout == (
        "Entry 1 is logged: meeting, arranged, step meeting-yellow, 3 sessions (1½ days), "
        f"on 22 September 2025, until 1 October 2025 ({ANNA}).\n"
    )
    assert shown(desk) == [
        {
            "entry_id": 1,
            "upn": ANNA,
            "surname": "Åsberg",
            "forename": "Zoë",
            "kind": "meeting",
            "happened_on": "2025-09-22",
            "until": "2025-10-01",
            "step": "meeting-yellow",
            "outcome": "arranged",
            "sessions": 3,
            "note": "Bus at 8.",
            "details": {},
            "by_name": "B. Person",
            "by_position": "Head of Year",
            "known_on": TODAY,
            "withdraws": None,
            "withdrawn_by": None,
            "school": AT_ASH,
        }
    ]


def test_without_a_word_it_happened_today_and_the_signatory_logs_it(desk: Desk) -> None:
    desk.run("case", "log", "call", BEN)
    only = shown(desk)[0]
    assert (only["happened_on"], only["by_name"], only["by_position"]) == (
        TODAY,
        "J. Ashby",
        "Attendance Officer",
    )


def test_the_same_again_changes_nothing(desk: Desk) -> None:
    words = ("case", "log", "call", ANNA, "--outcome", "reached")
    assert desk.json(*words)["is_new"] is True
    again = desk.json(*words)
    assert (again["is_new"], again["saved"], again["entry"]["entry_id"]) == (False, False, 1)
    assert "Entry 1 says so already" in desk.run(*words).stdout
    assert len(shown(desk)) == 1


def test_a_dry_run_saves_nothing(desk: Desk) -> None:
    result = desk.run("case", "log", "call", ANNA, "--dry-run")
    assert result.stdout == (
        f"Would be logged: call, on 26 September 2025 ({ANNA}). Nothing was saved: this was a dry run.\n"
    )
    printed = desk.json("case", "hold", ANNA, "--reason", "bereavement", "--dry-run")
    assert (printed["entry"]["entry_id"], printed["saved"], printed["is_new"]) == (None, False, True)
    assert shown(desk) == []


@pytest.mark.parametrize(("on", "status"), [("2025-09-25", 0), (TODAY, 0), ("2025-09-27", 2)])
def test_what_is_to_come_is_not_logged(desk: Desk, on: str, status: int) -> None:
    if status:
        assert "what is to come is not logged" in refused(desk, status, "log", "call", ANNA, "--on", on)
    else:
        assert desk.run("case", "log", "call", ANNA, "--on", on).exit_code == status


@pytest.mark.parametrize(("until", "status"), [("2025-09-21", 2), ("2025-09-22", 0), ("2025-10-22", 0)])
def test_nothing_ends_before_it_began(desk: Desk, until: str, status: int) -> None:
    words = ("log", "plan", ANNA, "--on", "2025-09-22", "--until", until)
    if status:
        assert "is before --on 2025-09-22" in refused(desk, status, *words)
    else:
        assert desk.run("case", *words).exit_code == 0


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("log", "gossip", ANNA), 4, "contact, call, conversation, meeting"),
        (("log", "meeting", ANNA, "--outcome", "hold"), 4, "held, missed, refused, arranged"),
        (("log", "meeting", ANNA), 2, "held, missed, refused, arranged"),
        (("log", "plan", ANNA, "--outcome", "held"), 4, "It has no outcomes."),
        (("log", "hold", ANNA), 2, "attendctl case hold"),
        (("log", "release", ANNA), 2, "attendctl case release"),
        (("log", "target", ANNA), 2, "attendctl case target"),
        (("log", "step", ANNA), 2, "needs --step"),
        (("log", "leave", ANNA, "--outcome", "granted"), 2, "needs --until"),
        (("log", "withdrawal", ANNA, "--note", "  "), 2, "needs --note"),
        (("log", "step", ANNA, "--step", "nope"), 4, "The policy greenhill has no step 'nope'"),
        (("log", "call", "Mystery Person"), 4, "No pupil in the ledger goes by what PUPIL says."),
        (("log", "call", "417"), 2, "--school"),
        (("log", "call", ANNA, "--school", "Cedar"), 4, "Ash Primary; Beech Primary"),
        (("log", "call", ANNA, "--school", AT_BEECH), 4, "No pupil"),
        (("log", "call", ANNA, "--by", "B. Person"), 2, "The position is missing."),
        (("log", "call", CARA), 2, "signatory_role under [school]"),
        (("log", "call", CARA, "--position", "Head"), 2, "signatory_role under [school]"),
        (("log", "call", ANNA, "--sessions", "-1"), 2, "greater than or equal to 0"),
        (("log", "call", ANNA, "--on", "soon"), 2, "'soon' is not a day"),
        (("log", "call", ANNA, "--known", "2025-09-27"), 2, "in the future"),
        (("log", "call", ANNA, "--known", "2025-09-20", "--on", "2025-09-21"), 2, "than 2025-09-20"),
        (("hold", ANNA), 2, "--reason"),
        (("hold", ANNA, "--reason", " "), 2, "needs --reason"),
        (("hold", ANNA, "--reason", "court", "--until", "2025-09-25"), 2, "is before --on 2025-09-26"),
        (("withdraw", "7", "--reason", "wrong child"), 4, "attendctl case show"),
        (("show", "Mystery Person"), 4, "No pupil in the ledger goes by what PUPIL says."),
        (("show", "--kind", "gossip"), 4, "Its kinds are:"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_is_refused(desk: Desk, words: tuple[str, ...], status: int, said: str) -> None:
    message = " ".join(refused(desk, status, *words).split())
    assert said in message


def test_a_number_of_two_schools_is_told_apart_by_the_school(desk: Desk) -> None:
    desk.run("case", "log", "call", "417", "--school", AT_ASH)
    named = ("--by", "C. Person", "--position", "Head")
    desk.run("case", "log", "call", "417", "--school", AT_BEECH, *named)
    assert [(one["upn"], one["school"]) for one in shown(desk)] == [(ANNA, AT_ASH), (CARA, AT_BEECH)]
    assert [one["upn"] for one in shown(desk, "--school", AT_BEECH)] == [CARA]
    assert [one["upn"] for one in shown(desk, "417")] == [ANNA, CARA]
    assert [one["upn"] for one in shown(desk, "Zoe Asberg")] == [ANNA]


def test_the_position_of_the_signatory_is_the_signatorys(desk: Desk) -> None:
    desk.run("case", "log", "call", ANNA, "--by", "J. Ashby")
    desk.run("case", "log", "call", ANNA, "--position", "Deputy Head")
    assert [(one["by_name"], one["by_position"]) for one in shown(desk)] == [
        ("J. Ashby", "Attendance Officer"),
        ("J. Ashby", "Deputy Head"),
    ]


def test_without_a_configuration_somebody_has_to_be_named(desk: Desk) -> None:
    (desk.folder / "attendctl.toml").unlink()
    assert "--by NAME" in refused(desk, 2, "log", "call", ANNA)
    named = desk.run("case", "log", "call", ANNA, "--by", "B. Person", "--position", "Head")
    assert named.exit_code == 0


def test_a_hold_is_released_once(desk: Desk) -> None:
    assert "No hold is in force" in desk.run("case", "release", ANNA).stdout
    desk.run("case", "hold", ANNA, "--reason", "bereavement", "--on", "2025-09-20")
    assert "No hold is in force" in desk.run("case", "release", BEN).stdout
    assert (
        "No hold is in force on 2025-09-19" in desk.run("case", "release", ANNA, "--on", "2025-09-19").stdout
    )
    assert desk.json("case", "release", ANNA)["entry"]["kind"] == "release"
    again = desk.json("case", "release", ANNA)
    assert (again["entry"], again["saved"]) == (None, False)
    assert [one["kind"] for one in shown(desk)] == ["hold", "release"]
    assert shown(desk)[0]["note"] == "bereavement"


@pytest.mark.parametrize(("until", "in_force"), [("2025-09-25", False), (TODAY, True), ("2025-09-27", True)])
def test_a_hold_is_in_force_to_its_last_day(desk: Desk, until: str, in_force: bool) -> None:
    desk.run("case", "hold", ANNA, "--reason", "court", "--on", "2025-09-20", "--until", until)
    assert (desk.json("case", "release", ANNA)["entry"] is not None) == in_force


def test_a_withdrawn_entry_stays_and_no_longer_counts(desk: Desk) -> None:
    desk.run("case", "hold", ANNA, "--reason", "bereavement")
    result = desk.run("case", "withdraw", "1", "--reason", "wrong child")
    assert result.stdout == (f"Entry 2 is logged: withdrawal of entry 1, on 26 September 2025 ({ANNA}).\n")
    assert shown(desk) == []
    everything = shown(desk, "--withdrawn")
    assert [(one["entry_id"], one["withdraws"], one["withdrawn_by"]) for one in everything] == [
        (1, None, 2),
        (2, 1, None),
    ]
    assert everything[1]["note"] == "wrong child"
    assert "No hold is in force" in desk.run("case", "release", ANNA).stdout
    assert desk.json("case", "withdraw", "1", "--reason", "again")["is_new"] is False


def test_a_withdrawal_is_not_withdrawn(desk: Desk) -> None:
    desk.run("case", "log", "call", ANNA)
    desk.run("case", "withdraw", "1", "--reason", "wrong child")
    assert "a withdrawal stays" in refused(desk, 2, "withdraw", "2", "--reason", "it was right")


def test_the_log_as_it_was_known_on_an_earlier_day(desk: Desk) -> None:
    desk.run("case", "log", "call", ANNA, "--known", "2025-09-20")
    desk.run("case", "withdraw", "1", "--reason", "wrong child", "--known", "2025-09-24")
    assert [one["entry_id"] for one in shown(desk, "--known", "2025-09-26")] == []
    assert [one["entry_id"] for one in shown(desk, "--known", "2025-09-23")] == [1]


def test_the_log_as_lines(desk: Desk) -> None:
    assert desk.run("case", "show").stdout == "The case log holds no such entry.\n"
    desk.run(
        "case", "log", "visit", ANNA, "--outcome", "seen", "--on", "2025-09-22", "--note", "two\nlines\x1b"
    )
    desk.run("case", "log", "call", ANNA)
    desk.run("case", "withdraw", "2", "--reason", "wrong child")
    assert desk.run("case", "show", "--withdrawn").stdout.splitlines() == [
        f"    1  2025-09-22  Åsberg, Zoë ({ANNA}): visit, seen",
        "                   two lines�",
        "                   J. Ashby, Attendance Officer, told on 2025-09-26",
        f"    2  2025-09-26  Åsberg, Zoë ({ANNA}): call",
        "                   J. Ashby, Attendance Officer",
        "                   Withdrawn by entry 3.",
        f"    3  2025-09-26  Åsberg, Zoë ({ANNA}): withdrawal of entry 2",
        "                   wrong child",
        "                   J. Ashby, Attendance Officer",
    ]
    assert [one["kind"] for one in shown(desk, "--kind", "visit")] == ["visit"]


def test_the_log_as_csv_runs_no_formula(desk: Desk) -> None:
    desk.run("case", "log", "call", ANNA, "--note", "=1+1")
    rows = list(csv.DictReader(io.StringIO(desk.run("case", "show", "--format", "csv").stdout)))
    assert [(row["upn"], row["kind"], row["note"], row["details"]) for row in rows] == [
        (ANNA, "call", "'=1+1", "")
    ]
    desk.run("case", "show", "--format", "csv", "--output", "log.csv")
    assert (desk.folder / "log.csv").read_bytes().startswith(b"\xef\xbb\xbfentry_id,")


def test_an_entry_outlives_the_import_of_its_pupil(desk: Desk) -> None:
    desk.run("case", "log", "call", ANNA)
    desk.run("undo", "1")
    (only,) = shown(desk)
    assert (only["upn"], only["kind"]) == (None, "call")
    assert "a pupil no longer in the register" in desk.run("case", "show").stdout


def test_without_a_ledger_there_is_nothing_to_log_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, desk: Desk
) -> None:
    desk.ledger.unlink()
    for words in (("log", "call", ANNA), ("show",)):
        result = desk.run("case", *words)
        assert result.exit_code == 4
        assert "attendctl import FILE" in result.stderr
    assert not desk.ledger.exists()
