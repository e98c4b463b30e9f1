"""Ten commands at once on a ledger that is yet to be made, of an earlier version, or held by another."""

from __future__ import annotations

from pathlib import Path

import pytest

from attendctl.ledger.attach import SCHEMA_VERSION
from attendctl.ledger.waiting import turn_of
from tests.at_once.mixed_commands import imported, lay_out_files
from tests.at_once.started_together import all_at_once, ended, is_ready, one_after_another, started
from tests.at_once.whole_ledger import chain_of, whole_ledger
from tests.ledger.test_ledger_file import held, let_go
from tests.ledger.test_ledger_versions import OLD_VERSIONS, unpacked, version_of
from tests.nightly.night_school import School, school_in

pytestmark = pytest.mark.soak

REPORT = ("report", "--format", "json")
FILES = ("week.csv", "illness.csv", "leave.csv", "new pupil.csv", "inbox one.csv", "inbox two.csv")
IMPORTS = [imported(name) for name in FILES]


@pytest.fixture
def school(tmp_path: Path) -> School:
    school = school_in(tmp_path / "school")
    lay_out_files(school)
    return school


def in_the_order_of_the_chain(school: School, first: int = 1) -> list[tuple[str, ...]]:
    """Return the imports in the order in which the ledger was told of them."""
    (done,) = one_after_another([("imports", "--format", "json")], school.folder)
    named = {one["import_id"]: one["file"] for one in done.said["imports"]}
    told = [int(about) for kind, about in chain_of(school.ledger) if kind == "import"]
    assert told[first - 1 :] == list(range(first, first + len(FILES)))
    return [imported(named[number]) for number in told[first - 1 :]]


def test_no_ledger_yet(school: School) -> None:
    done = all_at_once([*IMPORTS, REPORT, REPORT, imported("week.csv"), REPORT], school.folder)
    for one in done:
        # 4: read before anything was imported
        assert one.status in ({0, 4} if one.words == REPORT else {0}), one
        assert one.status == 0 or "L003" in one.stderr
    ledger, order = whole_ledger(school.ledger), in_the_order_of_the_chain(school)
    school.ledger.unlink()
    assert {one.status for one in one_after_another(order, school.folder)} == {0}
    assert whole_ledger(school.ledger) == ledger
    assert not list(school.folder.glob(".*"))


@pytest.mark.parametrize("version", OLD_VERSIONS)
def test_a_ledger_of_an_earlier_version(school: School, version: int) -> None:
    unpacked(version, school.folder)
    done = all_at_once([*IMPORTS, REPORT, REPORT, REPORT, REPORT], school.folder)
    assert {one.status for one in done} == {0}, [one for one in done if one.status]
    assert version_of(school.ledger)[-1] == SCHEMA_VERSION
    assert [path.name for path in school.folder.glob("*.before-*")] == [
        f"attendance.duckdb.before-version-{version + 1}"
    ]
    ledger, order = whole_ledger(school.ledger), in_the_order_of_the_chain(school, first=4)
    unpacked(version, school.folder)
    one_after_another(order, school.folder)
    assert whole_ledger(school.ledger) == ledger


@pytest.mark.parametrize("end", ["lets go", "is killed"])
def test_all_wait_for_one_that_holds_it_and_then_go_on(school: School, end: str) -> None:
    one_after_another([imported("week.csv")], school.folder)
    words = [*IMPORTS, REPORT, REPORT, REPORT, REPORT]
    with held(school.ledger) as holder:
        processes = [started(one, school.folder) for one in words]
        assert all(map(is_ready, processes))
        for process in processes:
            assert process.stdin is not None
            process.stdin.write("go\n")
            process.stdin.flush()
        while not turn_of(school.ledger).exists():  # until somebody waits
            assert [process for process in processes if process.poll() is None]
        if end == "is killed":
            holder.kill()
        let_go(holder)
        done = [ended(one, process) for one, process in zip(words, processes, strict=True)]
    assert {one.status for one in done} == {0}, [one for one in done if one.status]
    assert len(whole_ledger(school.ledger)["import_made"]) == len(FILES)
    assert not turn_of(school.ledger).exists()


def test_who_has_no_patience_says_that_it_is_busy_and_changes_nothing(school: School) -> None:
    (school.folder / "attendctl.toml").open("a").write("[ledger]\nwait_seconds = 0\n")
    one_after_another([imported("week.csv")], school.folder)
    before = whole_ledger(school.ledger)
    with held(school.ledger):
        done = all_at_once([*IMPORTS, REPORT, ("imports", "--format", "json")], school.folder)
    for one in done:
        assert (one.status, "is in use by another command" in one.stderr) == (5, True), one
    assert whole_ledger(school.ledger) == before
