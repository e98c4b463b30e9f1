"""``make bench``: every ratio that attendctl promises, as one table.

``python -m benchmarks --small`` does the same on a tenth of the schools.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from attendctl.policies import shipped_policies
from benchmarks.letters import letters_beside_typst
from benchmarks.nights import late_night_beside_early, trust_night
from benchmarks.readers import leadership_workbook, pages_beside_report
from benchmarks.registers import write_pupils, write_register
from benchmarks.whole_process import Pair, Run, elsewhere, run_in_turn, run_once

WORK = Path(__file__).parent / "work"
ATTENDCTL = [sys.executable, "-m", "attendctl"]
PUPILS, LARGE = 420, 2000
SCHOOLS, FEW_SCHOOLS = 60, 6
READERS_TOGETHER = 15
EARLY_NIGHT, LATE_NIGHT = 30, 185  # of the 190 school days
GIB = 1024**3
LAST_DAY = "2026-07-31"


@dataclass(frozen=True)
class Line:
    """One line of the table: what was run, against what, the ratio and the one that is promised."""

    what: str
    against: str
    ratio: float
    promised: float
    seconds: float
    peak_bytes: int

    @classmethod
    def of_pair(cls, what: str, against: str, pair: Pair, promised: float) -> Line:
        """Compare the time two commands took."""
        seconds = min(run.seconds for run in pair.ours)
        return cls(what, against, pair.ratio, promised, seconds, pair.peak_bytes)

    @classmethod
    def of_memory(cls, what: str, run: Run) -> Line:
        """Compare the most memory a command held with one GiB."""
        return cls(what, "memory: 1 GiB", run.peak_bytes / GIB, 1, run.seconds, run.peak_bytes)


def measure(schools: int) -> Iterator[Line]:
    """Yield every line, the quick ones first."""
    help_text = run_in_turn([*ATTENDCTL, "--help"], [sys.executable, "-c", "import typer, rich"], times=10)
    yield Line.of_pair("attendctl --help", "import typer, rich", help_text, 1.5)

    yield Line.of_pair("500 letters", "Typst, the same pages", letters_beside_typst(WORK), 2)

    one = elsewhere(write_register, WORK / "one_school.csv", schools=1, pupils=PUPILS)
    one_ledger = WORK / "one_school.duckdb"
    run_once([*ATTENDCTL, "import", str(one), "--ledger", _fresh(one_ledger)])
    yield Line.of_pair("report --week, one school", "its bare queries", _report(one_ledger, times=7), 2)

    pupils = elsewhere(write_pupils, WORK / "one_school_pupils.csv", schools=1, pupils=PUPILS)
    run_once([*ATTENDCTL, "import", str(pupils), "--ledger", str(one_ledger)])
    pages = pages_beside_report(_report_on(one_ledger), WORK / "pages", times=3)
    for name, pair in pages.items():
        promised = READERS_TOGETHER if name == "all" else float("inf")
        yield Line.of_pair(f"for readers: {name}", "report --format json", pair, promised)

    late = late_night_beside_early(one, WORK / "nights", early=EARLY_NIGHT, late=LATE_NIGHT, times=3)
    yield Line.of_pair(f"night {LATE_NIGHT} of a school's year", f"night {EARLY_NIGHT}", late, 1.25)

    large = elsewhere(write_register, WORK / "large_school.csv", schools=1, pupils=LARGE)
    large_ledger = WORK / "large_school.duckdb"
    run_once([*ATTENDCTL, "import", str(large), "--ledger", _fresh(large_ledger)])
    for policy in shipped_policies():
        listed = _actions_beside_report(large_ledger, policy)
        yield Line.of_pair(f"actions by {policy}, {LARGE:,} pupils", "report", listed, 3)

    many = elsewhere(write_register, WORK / f"{schools}_schools.csv", schools=schools, pupils=PUPILS)
    ledger, bare = WORK / "many.duckdb", WORK / "bare.duckdb"
    taken_in = run_in_turn(
        [*ATTENDCTL, "import", str(many), "--ledger", str(ledger)],
        [sys.executable, "-m", "benchmarks.bare_import", str(many), str(bare)],
        times=3,
        before_each=lambda: ledger.unlink(missing_ok=True),
    )
    yield Line.of_pair(f"import, {schools * PUPILS * 380:,} marks", "CREATE TABLE AS read_csv", taken_in, 3)
    run_once([*ATTENDCTL, "import", str(many), "--ledger", _fresh(ledger)])
    yield Line.of_pair(f"report --week, {schools} schools", "its bare queries", _report(ledger, times=3), 2)

    counting = [sys.executable, "-m", "benchmarks.penalty_window"]
    window = run_in_turn(
        [*counting, "ours", str(ledger), LAST_DAY], [*counting, "bare", str(ledger), LAST_DAY], times=3
    )
    yield Line.of_pair(f"penalty window, {schools * PUPILS:,} pupils", "one bare query", window, 2)

    pupils = elsewhere(write_pupils, WORK / f"{schools}_schools_pupils.csv", schools=schools, pupils=PUPILS)
    run_once([*ATTENDCTL, "import", str(pupils), "--ledger", str(ledger)])
    workbook = leadership_workbook(_report_on(ledger), WORK / "pages")
    yield Line.of_memory(f"leadership workbook, {schools} schools", workbook)

    script = [sys.executable, "-m", "benchmarks.pandas_script", str(many)]
    command = _command(ATTENDCTL)
    both = f"{command} import {many} --ledger {ledger} && {command} report --week --ledger {ledger}"
    together = run_in_turn(
        ["sh", "-c", both], script, times=1, before_each=lambda: ledger.unlink(missing_ok=True)
    )
    yield Line.of_pair("import and report together", "a pandas script", together, float("inf"))

    night = trust_night(many, WORK / "trust", schools=schools)
    yield Line.of_pair(f"a night of {schools} schools", "its imports and reports", night, 2)


def _actions_beside_report(ledger: Path, policy: str) -> Pair:
    """Time what is due by one policy against the report by the same policy."""
    config = WORK / f"{policy}.toml"
    config.write_text(
        f'[[school]]\nname = "School 00"\npolicy = "{policy}"\n[ledger]\npath = "{ledger.name}"\n',
        encoding="utf-8",
    )
    words = [*ATTENDCTL, "--config", str(config)]
    return run_in_turn(
        [*words, "actions", "--format", "json"], [*words, "report", "--format", "json"], times=3
    )


def _report(ledger: Path, *, times: int) -> Pair:
    command = ["report", "--week", "--ledger", str(ledger), "--format", "json"]
    statements = ledger.with_suffix(".statements")
    recorded = [sys.executable, "-m", "benchmarks.recorded"]
    run_once([*recorded, "record", str(statements), *command])
    return run_in_turn([*ATTENDCTL, *command], [*recorded, "run", str(statements)], times=times)


def _report_on(ledger: Path) -> list[str]:
    return [*ATTENDCTL, "report", "--ledger", str(ledger)]


def _fresh(ledger: Path) -> str:
    ledger.unlink(missing_ok=True)
    return str(ledger)


def _command(words: list[str]) -> str:
    return " ".join(words)


def main() -> int:
    """Print the table; the exit status is 1 if a promise is broken."""
    schools = FEW_SCHOOLS if "--small" in sys.argv[1:] else SCHOOLS
    kept = True
    print(f"{'what':34} {'against':26} {'ratio':>6} {'promised':>9} {'seconds':>8} {'GiB':>6}", flush=True)
    for line in measure(schools):
        promised = "–" if line.promised == float("inf") else f"≤ {line.promised:g}"
        print(
            f"{line.what:34} {line.against:26} {line.ratio:6.2f} {promised:>9} {line.seconds:8.2f} "
            f"{line.peak_bytes / GIB:6.2f}",
            flush=True,
        )
        kept = kept and line.ratio <= line.promised
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
