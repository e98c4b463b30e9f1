"""What ``attendctl actions`` lists, for whom and of whom: every line of a small school worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.actions.two_classes import ADA, BEN, CARA, DAN, DAYS, EVE, FLO, TODAY, school_desk
from tests.cli.command_line import Desk

RED = ["3a", "welfare-officer", "meeting-red", "plan-red", "evidence-red", "authority-alerted"]
OFFICER_4K = [(ADA, step) for step in RED] + [(CARA, "n-unsettled")]
OFFICER_4K += [(DAN, step) for step in [*RED, "authority-panel"]]
OFFICER_5L = [(BEN, step) for step in RED] + [(FLO, "outside-help-amber")]
HEAD = [(DAN, "penalty-considered")]
HELD_BACK = [
    (CARA, "1a"),
    (CARA, "conversation-yellow"),
    (FLO, "2a"),
    (FLO, "meeting-amber"),
    (FLO, "plan-amber"),
]
DAILY, WEEKLY = ["daily-check", "travels-alone"], ["class-race-weekly", "newsletter"]
WEEKLY_OF_TEACHERS = ["class-display", "weekly-check"]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Any:
    with pytest.MonkeyPatch.context() as monkeypatch:
        yield school_desk(tmp_path_factory.mktemp("school"), monkeypatch)


def pairs(listed: list[dict[str, Any]]) -> list[tuple[str, str]]:
    return [(one["upn"], one["step"]) for one in listed]


def test_the_whole_list(desk: Desk) -> None:
    said = desk.json("actions")
    assert said["as_of"] == TODAY.isoformat()
    assert [(one["name"], one["policy"]) for one in said["schools"]] == [("Ash Primary", "greenhill")]
    # All of it came due today: then by class, surname and forename.
    assert pairs(said["actions"]) == OFFICER_4K + HEAD + OFFICER_5L
    assert {one["due_on"] for one in said["actions"]} == {"2025-10-03"}
    assert pairs(said["held_back"]) == HELD_BACK
    assert EVE not in {one["upn"] for one in said["actions"] + said["held_back"]}
    assert said["no_longer_supported"] == []
    for one in said["actions"]:
        assert one["reason"]["text"]
        assert one["reason"]["source"].startswith(("Greenhill Academy attendance policy", "The School Att"))


@pytest.mark.parametrize(
    ("who", "due", "held_back", "to_many", "routines"),
    [
        ("officer", OFFICER_4K + OFFICER_5L, HELD_BACK, [], sorted(DAILY + WEEKLY)),
        ("teacher", [], [], ["hero-of-the-week"], WEEKLY_OF_TEACHERS),
        ("head", HEAD, [], [], []),
    ],
)
def test_each_reader_s_list(
    desk: Desk,
    who: str,
    due: list[tuple[str, str]],
    held_back: list[tuple[str, str]],
    to_many: list[str],
    routines: list[str],
) -> None:
    said = desk.json("actions", "--for", who)
    assert pairs(said["actions"]) == due
    assert pairs(said["held_back"]) == held_back
    assert [one["letter"] for one in said["to_many"]] == to_many
    assert sorted(one["routine"] for one in said["routines"]) == routines


@pytest.mark.parametrize(
    ("words", "due", "held_back"),
    [
        (("--class", "4K"), OFFICER_4K + HEAD, HELD_BACK[:2]),
        (("--class", "5L"), OFFICER_5L, HELD_BACK[2:]),
        (("--pupil", CARA), [(CARA, "n-unsettled")], HELD_BACK[:2]),
        (("--pupil", "404"), [*OFFICER_4K[7:], *HEAD], []),  # Dan's admission number
        (("--pupil", "Dan Quill", "--for", "head"), HEAD, []),
        (("--pupil", EVE), [], []),
        (("--pupil", DAN, "--class", "5L"), [], []),
        (("--school", "999001", "--class", "5L", "--for", "officer"), OFFICER_5L, HELD_BACK[2:]),
    ],
)
def test_of_a_class_or_a_pupil(
    desk: Desk, words: tuple[str, ...], due: list[tuple[str, str]], held_back: list[tuple[str, str]]
) -> None:
    said = desk.json("actions", *words)
    assert (pairs(said["actions"]), pairs(said["held_back"])) == (due, held_back)
    assert said["to_many"] == said["routines"] == []  # no pupil's


def test_the_sessions_beside_a_count_are_those_of_the_register(desk: Desk) -> None:
    said = {(one["upn"], one["step"]): one["sessions"] for one in desk.json("actions")["actions"]}
    assert said[CARA, "n-unsettled"] == [
        {"date": "2025-09-25", "session": half, "code": "N"} for half in ("AM", "PM")
    ]
    assert said[DAN, "penalty-considered"] == [
        {"date": day.isoformat(), "session": half, "code": "O"} for day in DAYS[15:] for half in ("AM", "PM")
    ]
    # What goes by a percentage of the year rests on every session; none is picked out.
    assert said[ADA, "3a"] == []


def test_what_is_done_is_off_the_list_and_what_is_held_back_says_why(desk: Desk) -> None:
    (held,) = [one for one in desk.json("actions")["held_back"] if one["step"] == "2a"]
    assert held["reason"]["text"] == "On hold until 31 October 2025: bereavement (case log, entry 1)."
    assert (held["entry"], held["due_on"]) == (1, None)
    (waits,) = [one for one in desk.json("actions")["held_back"] if one["step"] == "conversation-yellow"]
    assert "--letter" not in waits["reason"]["text"]  # it is no letter


def test_to_many_counts_the_pupils(desk: Desk) -> None:
    """Here all the week and on time: Ada, Ben and Cara. Dan was away, Eve late, Flo is on hold."""
    (many,) = desk.json("actions")["to_many"]
    assert (many["letter"], many["pupils"], many["about"]) == ("hero-of-the-week", 3, "week of 2025-09-29")
    assert many["command"] == "attendctl letters --letter hero-of-the-week"
    assert many["due_on"] == "2025-10-03"


def test_earlier_days_have_lists_of_their_own(desk: Desk) -> None:
    """Thursday 2 October: 38 sessions are too few to judge by, the N five days old, Dan has missed eight."""
    said = desk.json("actions", "--as-of", "2025-10-02")
    assert said["as_of"] == "2025-10-02"
    assert said["actions"] == []  # nor Flo's decision: the level is not known yet
    assert {(one["upn"], one["step"]) for one in said["held_back"]} >= {(ADA, "3a"), (DAN, "3a"), (BEN, "3a")}
    # The week of 29 September ends on its Friday; of the one before it all but Cara, and Flo is on hold.
    (many,) = said["to_many"]
    assert (many["about"], many["pupils"], many["due_on"]) == ("week of 2025-09-22", 4, "2025-09-28")


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("--for", "governor"), 2, "Choose from: officer, teacher, head."),
        (("--class", "4k"), 4, "The classes: 4K, 5L."),
        (("--pupil", "Nobody Known"), 4, "upil"),
        (("--school", "Beech Primary"), 4, "Ash Primary"),
        (("--as-of", "2025-08-31"), 4, "--as-of"),
        (("--as-of", "tomorrow"), 2, "--as-of"),
        (("--format", "xlsx"), 2, "--output"),
        (("--config", "nowhere.toml"), 2, "nowhere.toml"),
    ],
)
def test_bad_input_is_one_message(desk: Desk, words: tuple[str, ...], status: int, said: str) -> None:
    result = desk.run("actions", *words)
    assert (result.exit_code, result.stdout) == (status, ""), result.output
    assert said in result.stderr
    assert "Åsberg" not in result.stderr


def test_no_ledger(desk: Desk, tmp_path: Path) -> None:
    from tests.cli.command_line import Desk as At

    result = At(tmp_path).run("actions")
    assert (result.exit_code, result.stdout) == (4, ""), result.output
    assert "attendctl import" in result.stderr
    assert list(tmp_path.iterdir()) == []  # asking makes no ledger
