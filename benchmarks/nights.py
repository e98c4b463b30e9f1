"""Whole night runs: a trust's beside its parts alone, and a school's in July beside one in autumn."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import duckdb

from benchmarks.whole_process import Pair, Run, elsewhere, run_once

DAYS = 190  # of the year in benchmarks.registers
RAN = (0, 6)  # 6: there is something to look at
REPORTS = {
    "week.xlsx": ("report", "--week", "--format", "xlsx"),
    "leadership.xlsx": ("report", "--week", "--for", "leadership", "--format", "xlsx"),
    "page.html": ("report", "--week", "--format", "html"),
    "actions.xlsx": ("actions", "--format", "xlsx"),
    "check.csv": ("check", "--format", "csv"),
}
"""What a night makes when the settings do not say otherwise, each with the words that make it by hand."""
_CONFIG = """
{schools}
[letters]
by_hand = true
[nightly]
settle_seconds = 0
letters = "{letters}"
reports = [{reports}]
"""
_READ = """
CREATE TABLE register AS
SELECT *, dense_rank() OVER (ORDER BY strptime("Date", '%d/%m/%Y')) AS number
FROM read_csv('{path}', all_varchar = true)
"""
# What yesterday's exports said: nothing of the last day; of the ten days before, some marks not known yet.
_YESTERDAY = """
COPY (
    SELECT * EXCLUDE (number) REPLACE (
        CASE WHEN number >= {days} - 10 AND hash(UPN, "Date", "Session") % 50 = 0 THEN 'N'
             ELSE Mark END AS Mark)
    FROM register WHERE number < {days}
) TO '{path}' (HEADER)
"""
_OF_SCHOOL = "COPY (SELECT * EXCLUDE (number) FROM register WHERE School = '{school}') TO '{path}' (HEADER)"
# A night's export in the middle of a year: the ten school days up to it.
_UP_TO = """
COPY (
    SELECT * EXCLUDE (number) FROM register WHERE number BETWEEN {night} - 9 AND {night}
) TO '{path}' (HEADER)
"""


def trust_night(register: Path, folder: Path, *, schools: int) -> Pair:
    """Time one night of a trust against the sum of its imports and reports, each a command by itself.

    Every school's file is of the whole year, and what is new in it is the last day and some marks
    of the days before.

    Args:
        register: as ``benchmarks.registers`` makes it.
        folder: for ledgers and files; made anew.
        schools: how many the register has.
    """
    alone, night = folder / "alone", folder / "night"
    shutil.rmtree(folder, ignore_errors=True)
    names = [f"School {number:02}" for number in range(schools)]
    for place in (alone, night):
        (place / "inbox").mkdir(parents=True)
        _configure(place, names, letters="none")
    last_day = elsewhere(_write_exports, register, folder, names)
    for path in (night / "inbox").iterdir():
        shutil.copy(path, alone / "inbox")
    run_once(_command(alone, last_day, "import", str(folder / "yesterday.csv")))
    shutil.copy(alone / "attendance.duckdb", night)

    files = sorted((alone / "inbox").iterdir())
    imports = [run_once(_command(alone, last_day, "import", str(path))) for path in files]
    reports = [
        run_once(_command(alone, last_day, *words, "--output", str(alone / name)), ends_with=RAN)
        for name, words in REPORTS.items()
    ]
    whole = run_once(_command(night, last_day, "nightly"), ends_with=RAN)
    return Pair([whole], [_together([*imports, *reports])])


def _write_exports(register: Path, folder: Path, names: Sequence[str]) -> str:
    """Write what was told yesterday, and tonight's file of each school. Returns the day of tonight."""
    with _read(register) as engine:
        engine.execute(_YESTERDAY.format(days=DAYS, path=folder / "yesterday.csv"))
        for name in names:
            path = folder / "night" / "inbox" / f"{name}.csv"
            engine.execute(_OF_SCHOOL.format(school=name, path=path))
        return _last_day(engine, DAYS)


def late_night_beside_early(register: Path, folder: Path, *, early: int, late: int, times: int) -> Pair:
    """Time a night near the end of a school's year against one early in it, each on its own ledger.

    The letters that were due have been written the evening before, so that both write a night's letters.

    Args:
        register: of one school, as ``benchmarks.registers`` makes it.
        folder: for ledgers and files; made anew.
        early, late: the numbers of the school days of the two nights.
        times: counted runs of each, after one warm-up.
    """
    shutil.rmtree(folder, ignore_errors=True)
    building = folder / "building"
    building.mkdir(parents=True)
    _configure(building, ["School 00"], letters="write")
    nights: dict[int, tuple[Path, str]] = {}
    with _read(register) as engine:
        for number in range(1, late + 1):
            path, day = folder / "register.csv", _last_day(engine, number)
            engine.execute(_UP_TO.format(night=number, path=path))
            if number in (early, late):
                place = shutil.copytree(building, folder / f"night_{number}")
                evening_before = _last_day(engine, number - 1)
                run_once(_command(place, evening_before, "nightly"), ends_with=RAN)
                nights[number] = (place, day)
                shutil.copy(path, folder / f"register_{number}.csv")
            run_once(_command(building, day, "import", str(path)))
    runs: dict[int, list[Run]] = {number: [] for number in nights}
    for _ in range(times + 1):
        for number, (place, day) in nights.items():
            fresh = folder / "fresh"
            shutil.rmtree(fresh, ignore_errors=True)
            shutil.copytree(place, fresh)
            (fresh / "inbox").mkdir(exist_ok=True)
            shutil.copy(folder / f"register_{number}.csv", fresh / "inbox" / "register.csv")
            runs[number].append(run_once(_command(fresh, day, "nightly"), ends_with=RAN))
    return Pair(runs[late][1:], runs[early][1:])


def _configure(place: Path, schools: Sequence[str], *, letters: str) -> None:
    said = "".join(f'[[school]]\nname = "{name}"\npolicy = "national"\n' for name in schools)
    reports = ", ".join(f'"{name}"' for name in REPORTS)
    text = _CONFIG.format(schools=said, letters=letters, reports=reports)
    (place / "attendctl.toml").write_text(text, encoding="utf-8")


def _command(place: Path, day: str, *words: str) -> list[str]:
    config = str(place / "attendctl.toml")
    return [sys.executable, "-m", "benchmarks.on_day", day, "--config", config, *words]


def _read(register: Path) -> duckdb.DuckDBPyConnection:
    """Read a register into a table, with the number of each row's school day."""
    engine = duckdb.connect()
    engine.execute(_READ.format(path=register))
    return engine


def _last_day(engine: duckdb.DuckDBPyConnection, number: int) -> str:
    row = engine.execute(
        "SELECT strptime(min(\"Date\"), '%d/%m/%Y')::DATE FROM register WHERE number = $1", [number]
    ).fetchone()
    assert row is not None
    day: date = row[0]
    return day.isoformat()


def _together(runs: Sequence[Run]) -> Run:
    return Run(sum(run.seconds for run in runs), max(run.peak_bytes for run in runs))
