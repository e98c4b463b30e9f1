"""A school year, night by night with corrections, ends where one import of the whole year ends."""

from __future__ import annotations

import json
import os
import random
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from attendctl.cli.main import app
from attendctl.import_files import import_files
from attendctl.ledger.book import open_ledger
from attendctl.ledger.chain_check import check_chain
from attendctl.ledger.standing_check import marks_standing_wrongly
from attendctl.nightly.run import run_night
from attendctl.settings import Settings, read_settings
from tests.school_year.year_of_nights import SCHOOL, Plan, Slot, plan_year

NOW = 2_000_000_000.0  # in 2033: every file has lain still
HALVES = ("AM", "PM")
FEW = 'letters = "none"\nreports = ["check.csv"]\nbackup = false\n'
MANY = 'letters = "drafts"\nreports = ["week.xlsx", "check.csv"]\nbackups_kept = 2\n'


def school_in(folder: Path, nightly: str) -> Settings:
    (folder / "inbox").mkdir(parents=True)
    (folder / "attendctl.toml").write_text(
        f'[school]\nname = "{SCHOOL}"\npolicy = "greenhill"\n[letters]\nby_hand = true\n[nightly]\n{nightly}',
        encoding="utf-8",
    )
    return read_settings(folder / "attendctl.toml")


def put(settings: Settings, name: str, lines: Iterable[str]) -> Path:
    path = settings.folder / "inbox" / name
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return path


def play(plan: Plan, settings: Settings, seed: int) -> None:
    """Run every night: a register of some or of all days so far, and the pupils where they changed.

    One night in ten is missed: what it would have told comes with the next one.
    """
    chance = random.Random(seed)
    for number, night in enumerate(plan.days):
        if night != plan.days[-1] and not plan.pupils_change_on(night) and chance.random() < 0.1:
            plan.miss(night, plan.days[number + 1])
            continue
        if plan.pupils_change_on(night):
            put(settings, "pupils.csv", plan.pupil_lines(night))
        days = plan.days_of_export(night, reaches_back=chance.choice([4, 10, None]))
        put(settings, "register.csv", plan.register_lines(night, days=days))
        said = run_night(settings, today=night, now=NOW)
        assert {one["became"] for one in said["files"]} <= {"imported", "came before"}, night
        assert not list((settings.folder / "inbox").iterdir())


def register(settings: Settings, known: date | None = None) -> dict[Slot, str]:
    with open_ledger(settings.ledger_path, known=known) as book:
        rows = book.connection.execute(
            "SELECT upn, date, session, code FROM mark JOIN pupil USING (school_id, pupil_id)"
        ).fetchall()
    return {Slot(upn, day, HALVES[half]): code for upn, day, half, code in rows}


def corrections(settings: Settings) -> list[tuple[Slot, str, str, date]]:
    with open_ledger(settings.ledger_path) as book:
        rows = book.connection.execute(
            "SELECT upn, date, session, code_from, code_to, seen_on FROM amendment "
            "JOIN pupil USING (school_id, pupil_id)"
        ).fetchall()
    return [
        (Slot(upn, day, HALVES[half]), before, after, seen) for upn, day, half, before, after, seen in rows
    ]


def pupils(settings: Settings) -> list[tuple[Any, ...]]:
    with open_ledger(settings.ledger_path) as book:
        return book.connection.execute(
            "SELECT upn, surname, forename, year_group, class, date_of_birth, admission_date FROM pupil "
            "ORDER BY upn"
        ).fetchall()


def report(settings: Settings, as_of: date) -> Any:
    config = str(settings.folder / "attendctl.toml")
    result = CliRunner().invoke(
        app,
        ["--config", config, "report", "--as-of", str(as_of), "--format", "json"],
        catch_exceptions=False,
    )
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def ends_alike(tmp_path: Path, plan: Plan, seed: int, nightly: str) -> None:
    nights = school_in(tmp_path / "nights", nightly)
    play(plan, nights, seed)
    last = plan.days[-1]
    at_once = school_in(tmp_path / "at_once", nightly)
    files = [
        put(at_once, "pupils.csv", plan.pupil_lines(last, with_leavers=True)),
        put(at_once, "register.csv", plan.register_lines(last, days=plan.days)),
    ]
    assert import_files(files, at_once, today=last, known_on=last).saved

    assert register(nights) == register(at_once) == plan.as_told_by(last)
    assert pupils(nights) == pupils(at_once)
    assert report(nights, last) == report(at_once, last)
    assert sorted(corrections(nights)) == sorted(plan.changed_by(last))
    for night in random.Random(seed).sample(plan.days, 4):
        assert register(nights, known=night) == plan.as_told_by(night), night
    with open_ledger(nights.ledger_path) as book:
        assert not check_chain(book.connection).faults
        assert not marks_standing_wrongly(book.connection)


def test_the_first_weeks(tmp_path: Path) -> None:
    ends_alike(tmp_path, plan_year(7, pupils=12, days=8), 7, FEW)


@pytest.mark.soak
@pytest.mark.parametrize("seed", [1, 2])
def test_a_whole_year(tmp_path: Path, seed: int) -> None:
    plan = plan_year(seed, pupils=60)
    assert len(plan.days) > 185
    ends_alike(tmp_path, plan, seed, MANY)
