"""A simulation is what the commands do: the same letters on the same days as a ledger that is really kept.

Each Friday an officer asks for what is due, writes the letters, and logs every other step as done.
"""

from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from attendctl.casework.actions import actions_due
from attendctl.casework.decision import Decision
from attendctl.casework.earlier_letters import letters_written
from attendctl.casework.simulation import simulate
from attendctl.ledger.book import Ledger, open_ledger, open_ledger_to_write
from attendctl.ledger.case_log import CaseEntry, append_case_entry
from attendctl.letters.file_kinds import FileKind
from attendctl.letters.letters_run import run_letters
from attendctl.letters.save_run import save_run
from attendctl.policies import load_policy
from attendctl.settings import Settings, find_settings
from tests.cli.command_line import Desk, at_a_desk

UPNS = [f"{letter}99910000002{digit}" for digit, letter in enumerate("BCDEF", start=1)]
WEEKS = [date(2025, 9, 8) + timedelta(weeks=n) for n in (*range(7), *range(8, 13))]  # half term: 27 October
FRIDAYS = [monday + timedelta(days=4) for monday in WEEKS]
CONFIG = """
[school]
name = "Hillside School"
policy = "{policy}"
telephone = "01632 960000"
email = "office@hillside.example"
address = ["1 Hill Road", "Fernbrook", "QX1 1AA"]
local_authority = "Fernshire"
signatory = "J. Ashby"
signatory_role = "Attendance Officer"

[letters]
by_hand = true
"""


@pytest.mark.parametrize(("policy", "seed"), [("greenhill", 6), ("reach2", 3), ("copnor", 3)])
def test_the_same_letters_on_the_same_days(
    policy: str, seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = at_a_desk(tmp_path, monkeypatch)
    settings = _kept_ledger(desk, policy, seed)
    with open_ledger(settings.ledger_path) as book:
        found = simulate(
            book.connection, settings, load_policy(policy), from_day=date(2025, 9, 1), to_day=FRIDAYS[-1]
        )
    simulated = sorted(
        (one.pupil.upn or "", one.step.name, one.on, one.occasion) for one in found.simulated if one.is_letter
    )
    for friday in FRIDAYS:
        _officer_does_what_is_due(settings, friday, tmp_path / friday.isoformat())
    with open_ledger(settings.ledger_path) as book:
        upns = dict(book.connection.execute("SELECT pupil_id, upn FROM pupil").fetchall())
        written = sorted(
            (upns[one.letter.pupil_id], one.letter.letter, one.letter.written_on, one.letter.occasion or "")
            for one in letters_written(book.connection)
        )
    # The numbers of entries differ: other steps are logged in another order.
    assert [_without_numbers(one) for one in simulated] == [_without_numbers(one) for one in written]
    assert len({step for _, step, _, _ in written}) >= 4, "too few kinds of letters to say anything"


def _kept_ledger(desk: Desk, policy: str, seed: int) -> Settings:
    """A register by chance: every pupil has spells of illness, unauthorised sessions and late marks."""
    config = desk.folder / "attendctl.toml"
    config.write_text(CONFIG.format(policy=policy), encoding="utf-8")
    dice = random.Random(seed)
    rows = []
    for place, upn in enumerate(UPNS):
        away = 0  # days of a spell of illness that are still to come
        for day in (monday + timedelta(days=n) for monday in WEEKS for n in range(5)):
            if not away and dice.random() < 0.015 * place:
                away = dice.choice([1, 1, 2, 3, 6])
            for session in ("AM", "PM"):
                code = "I" if away else dice.choices("/UOL", [96, place, place, 2])[0]
                rows.append(f"{upn},Okoro{place},Ada{place},{day},{session},{code}")
            away = max(away - 1, 0)
    result = desk.run("import", desk.write("marks.csv", *rows))
    assert result.exit_code == 0, result.output
    contacts = ["UPN,Title,Forename,Surname,Relationship,Parental responsibility,Lives with pupil"]
    contacts += [f"{upn},Ms,Ngozi,Okoro{place},Mother,Y,Y" for place, upn in enumerate(UPNS)]
    path = desk.folder / "contacts.csv"
    path.write_text("\n".join(contacts) + "\n", encoding="utf-8")
    result = desk.run("import", path)
    assert result.exit_code == 0, result.output
    return find_settings(config, desk.ledger)


def _officer_does_what_is_due(settings: Settings, friday: date, folder: Path) -> None:
    with open_ledger_to_write(settings.ledger_path) as book:
        listed = actions_due(book.connection, settings, today=friday, as_of=friday)
        run = run_letters(book.connection, settings, today=friday, as_of=friday, kinds=(FileKind.html,))
        assert not run.some_lack_something, [one.decision.why for one in run.not_written]
        for _, decision in listed.actions:
            if decision.letter is None:
                _log_as_done(book, decision, friday)
        if run.letters:
            save_run(run, book, folder, known_on=friday)


def _log_as_done(book: Ledger, decision: Decision, friday: date) -> None:
    step = decision.step
    assert step is not None
    # A review of a plan is logged as a step: it is no new plan.
    kind = (
        "step"
        if step.name == "plan-review" or step.does in ("decision", "report", "record", "target")
        else step.does
    )
    outcome = {
        "meeting": "held",
        "visit": "seen",
        "contact": "reached",
        "evidence": "received",
        "referral": "made",
    }
    append_case_entry(
        book,
        CaseEntry(
            decision.pupil.school_id,
            decision.pupil.pupil_id,
            kind,
            friday,
            "J. Ashby",
            "Attendance Officer",
            friday,
            step=step.name,
            outcome=outcome.get(kind),
            until=friday + timedelta(weeks=4),
            note="Here on time, every day.",
        ),
    )


def _without_numbers(one: tuple[str, str, date, str]) -> tuple[str, str, date, str]:
    upn, step, on, occasion = one
    return upn, step, on, "entry" if occasion.startswith("entry ") else occasion
