"""A letter, a corrected import, the letter that takes it back, and what is due after: on a ledger on disk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.actions.two_classes import ADA, BEN, DAN, DAYS, ILL_TWO_DAYS, MARKS, school_desk, take_in
from tests.cli.command_line import Desk

TUESDAY, WEDNESDAY = DAYS[1], DAYS[2]
# Without Tuesday's two sessions 38 of 40: 95.0, yellow. On Wednesday instead it is 36 of 40 again: 90.0.
ILL_ON_MONDAY = {slot: code for slot, code in ILL_TWO_DAYS.items() if slot[0] != TUESDAY}
ILL_ON_WEDNESDAY = {**ILL_ON_MONDAY, (WEDNESDAY, "AM"): "I", (WEDNESDAY, "PM"): "I"}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return school_desk(tmp_path, monkeypatch)


def corrected(desk: Desk, name: str, **marks: Mapping[tuple[date, str], str]) -> None:
    """Take in the register once more, with other marks of Ada, Ben or Dan."""
    take_in(
        desk, name, {**MARKS, **{{"ada": ADA, "ben": BEN, "dan": DAN}[who]: of for who, of in marks.items()}}
    )


def due_3a(desk: Desk) -> list[str]:
    return [one["upn"] for one in desk.json("actions")["actions"] if one["step"] == "3a"]


def unsupported(desk: Desk) -> list[dict[str, Any]]:
    listed: list[dict[str, Any]] = desk.json("actions")["no_longer_supported"]
    return listed


def written(desk: Desk, *words: str) -> list[tuple[str, list[str], str]]:
    """Write letters; return the letter, the pupils it is about, and its reference."""
    letters = desk.json("letters", *words)["letters"]
    return [(one["letter"], [of["upn"] for of in one["pupils"]], one["reference"]) for one in letters]


def test_a_letter_is_taken_back_once_and_may_come_due_again(desk: Desk) -> None:
    assert due_3a(desk) == [ADA, DAN, BEN]
    ((_, _, first),) = written(desk, "--letter", "3a", "--pupil", DAN)
    assert due_3a(desk) == [ADA, BEN]
    assert unsupported(desk) == []  # nothing was corrected

    # Two of his ten sessions stand: 95.0.
    stands = {slot: code for slot, code in MARKS[DAN].items() if slot[0] == DAYS[15]}
    corrected(desk, "corrected.csv", dan=stands)
    (listed,) = unsupported(desk)
    assert (listed["reference"], listed["letter"], listed["upn"]) == (first, "3a", DAN)
    assert "95.0% (38 of 40 sessions)" in listed["why"]
    assert [(one["date"], one["session"], one["from"], one["to"]) for one in listed["corrections"]] == [
        (day.isoformat(), half, "O", "/") for day in DAYS[16:] for half in ("AM", "PM")
    ]
    assert listed["command"] == f"attendctl letters --withdraw {first}"
    assert "**We take that letter back.**" in listed["draft"]
    assert first in listed["draft"]
    assert "38 of 40 sessions" in listed["draft"]
    table = desk.run("actions").stdout
    assert "Letters the register no longer supports" in table
    assert f"attendctl letters --withdraw {first}" in table

    shown = desk.json("letters", "--withdraw", first, "--dry-run")["letters"]
    assert len(shown) == 1
    assert len(unsupported(desk)) == 1  # a dry run records nothing
    ((letter, about, taken_back),) = written(desk, "--withdraw", first.lower().replace("-", ""))
    assert (letter, about) == ("withdrawal", [DAN])
    assert taken_back != first

    # It is off the list, nothing else came of it, and a second time there is nothing to take back.
    assert unsupported(desk) == []
    assert due_3a(desk) == [ADA, BEN]
    before = desk.ledger.read_bytes()
    again = desk.run("letters", "--withdraw", first)
    assert (again.exit_code, again.stdout) == (4, "")
    assert first in again.stderr
    assert desk.ledger.read_bytes() == before

    # The absence stands after all: the letter is due again, and is another letter.
    corrected(desk, "corrected-back.csv", ben=ILL_ON_WEDNESDAY)  # the first file again would say nothing new
    assert due_3a(desk) == [ADA, DAN, BEN]
    ((_, _, second),) = written(desk, "--letter", "3a", "--pupil", DAN)
    assert second not in (first, taken_back)
    assert unsupported(desk) == []
    assert written(desk, "--letter", "3a", "--pupil", DAN) == []


def test_siblings_one_of_whom_was_ill_for_one_day_only(desk: Desk) -> None:
    ((_, about, joint),) = [one for one in written(desk, "--letter", "3a") if ADA in one[1]]
    assert about == [ADA, BEN]
    corrected(desk, "corrected.csv", ada=ILL_ON_MONDAY)
    assert [(one["upn"], one["reference"]) for one in unsupported(desk)] == [(ADA, joint)]
    assert [about for _, about, _ in written(desk, "--withdraw", joint)] == [[ADA]]
    assert unsupported(desk) == []
    assert due_3a(desk) == []  # what was written about the brother stands


def test_siblings_both_of_whom_were_ill_for_one_day_only(desk: Desk) -> None:
    ((_, _, joint),) = [one for one in written(desk, "--letter", "3a") if ADA in one[1]]
    corrected(desk, "corrected.csv", ada=ILL_ON_MONDAY, ben={(TUESDAY, "AM"): "I"})
    listed = unsupported(desk)
    assert sorted((one["upn"], one["reference"]) for one in listed) == sorted([(ADA, joint), (BEN, joint)])
    drafts = {one["upn"]: one["draft"] for one in listed}
    assert "38 of 40 sessions" in drafts[ADA]
    assert "39 of 40 sessions" in drafts[BEN]
    assert [len(one["corrections"]) for one in listed if one["upn"] == BEN] == [3]
    taken_back = written(desk, "--withdraw", joint)
    assert sorted(upn for _, about, _ in taken_back for upn in about) == sorted([ADA, BEN])
    assert unsupported(desk) == []
    assert due_3a(desk) == []


def test_a_correction_that_changes_nothing_takes_nothing_back(desk: Desk) -> None:
    written(desk, "--letter", "3a")
    corrected(desk, "corrected.csv", ada=ILL_ON_WEDNESDAY)  # other days, as many sessions
    assert unsupported(desk) == []
    assert due_3a(desk) == []


def test_only_a_letter_without_support_can_be_taken_back(desk: Desk) -> None:
    ((_, _, reference),) = written(desk, "--letter", "3a", "--pupil", DAN)
    for wrong in (reference, "AAAA-AAAA", ""):
        result = desk.run("letters", "--withdraw", wrong)
        assert (result.exit_code, result.stdout) == (4, ""), result.output
        assert "attendctl actions" in result.stderr


def test_a_class_s_list_has_its_own_letters_to_take_back(desk: Desk) -> None:
    written(desk, "--letter", "3a", "--pupil", DAN)
    corrected(desk, "corrected.csv", dan={})
    assert len(desk.json("actions", "--class", "4K")["no_longer_supported"]) == 1
    assert desk.json("actions", "--class", "5L")["no_longer_supported"] == []
    assert desk.json("actions", "--for", "head")["no_longer_supported"] == []
