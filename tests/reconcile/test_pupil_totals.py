"""Totals of another tool, pupil by pupil: whose differ, and by which rule; and files that cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import pytest

from attendctl.casework.reconciled.counting import prepare_counting
from attendctl.casework.reconciled.pupil_totals import TotalsReconciliation, reconcile_totals
from attendctl.errors import InputRefused
from attendctl.exports.totals import NoTotals, read_totals
from attendctl.rules.benchmarks import load_tables
from attendctl.settings import ImportSettings, Settings
from tests.measures.register_tables import RegisterTables, weekdays

DAYS = weekdays(date(2025, 11, 3), 5)
HEADER = ["UPN", "Surname", "Forename", "Possible", "Attended", "Authorised Absence", "Unauthorised Absence"]


def register() -> RegisterTables:
    """Ten sessions each: 1 all there; 2 two L; 3 two blanks; 4 one N and one L; 5 left on the second day."""
    found = RegisterTables()
    for number, codes in enumerate(
        ["/\\/\\/\\/\\/\\", "/\\LL/\\/\\/\\", "/\\--/\\/\\/\\", "/\\NL/\\/\\/\\"], 1
    ):
        found.days(number, DAYS, codes)
    found.days(5, DAYS[:2], "/\\/I")
    found.pupils[1, 5] = {"leaving_date": DAYS[1]}
    return found


def write(path: Path, rows: Sequence[Sequence[object]], header: Sequence[str] = HEADER) -> Path:
    lines = [header, *rows]
    path.write_text("\n".join(",".join(map(str, line)) for line in lines) + "\n", encoding="utf-8")
    return path


def line(number: int, *sums: object) -> list[object]:
    return [f"Z{number:012}", f"Name{number:03}", "Ann", *sums]


def compared(path: Path) -> TotalsReconciliation:
    counting = prepare_counting(
        register().connection(), Settings(), load_tables(), today=date(2026, 1, 1), as_of=DAYS[-1]
    )
    return reconcile_totals(counting, read_totals(path, Settings()))


def groups_of(found: TotalsReconciliation) -> list[tuple[set[str], list[int]]]:
    return [
        (
            {one.difference.key for one in group.differences},
            [differing.pupil.key[1] for differing in group.pupils],
        )
        for group in found.groups
    ]


def test_the_same_totals_leave_nothing_to_explain(tmp_path: Path) -> None:
    rows = [
        line(1, 10, 10, 0, 0),
        line(2, 10, 10, 0, 0),
        line(3, 8, 8, 0, 0),
        line(4, 10, 9, 0, 1),
        line(5, 4, 3, 1, 0),
    ]
    found = compared(write(tmp_path / "totals.csv", rows))
    assert (found.in_both, found.agreeing, found.groups, found.unexplained) == (5, 5, (), ())
    assert (found.not_in_file, found.not_in_register) == ((), ())
    assert tuple(found.our_sums) == (42, 40, 1, 1)
    assert found.stated_sums == {"possible": 42, "attended": 40, "authorised": 1, "unauthorised": 1}


def test_pupils_are_grouped_by_the_rule_that_explains_most_of_them(tmp_path: Path) -> None:
    rows = [
        line(1, 10, 9, 1, 0),  # nothing explains it
        line(2, 10, 8, 0, 2),  # L absent
        line(3, 10, 8, 0, 2),  # blanks absent
        line(4, 9, 8, 0, 1),  # N left out and L absent together
    ]
    found = compared(write(tmp_path / "totals.csv", rows))
    assert groups_of(found) == [
        ({"late-absent"}, [2]),
        ({"blanks-absent"}, [3]),
        ({"late-absent", "unexplained-left-out"}, [4]),
    ] or groups_of(found) == [
        ({"blanks-absent"}, [3]),
        ({"late-absent"}, [2]),
        ({"late-absent", "unexplained-left-out"}, [4]),
    ]
    assert [one.pupil.key[1] for one in found.unexplained] == [1]
    assert [(one.key[1], one.on_roll) for one in found.not_in_file] == [(5, False)]


def test_a_total_that_is_not_stated_is_not_compared(tmp_path: Path) -> None:
    path = write(tmp_path / "totals.csv", [["Z000000000002", 10, 8]], ["UPN", "Possible", "Attended"])
    found = compared(path)
    assert groups_of(found)[0][1] == [2]
    assert found.stated_sums["authorised"] is None


def test_rows_are_matched_by_name_where_there_is_no_number(tmp_path: Path) -> None:
    path = write(
        tmp_path / "totals.csv",
        [["NAME002", "ann", 10, 10], ["Stranger", "Ann", 10, 10]],
        ["Surname", "Forename", "Possible", "Attended"],
    )
    found = compared(path)
    assert (found.in_both, found.agreeing) == (1, 1)
    assert [row.line for row in found.not_in_register] == [3]


def test_a_name_with_another_upn_is_another_child(tmp_path: Path) -> None:
    rows = [["Z999999999999", "Name002", "Ann", 10, 10, 0, 0]]
    found = compared(write(tmp_path / "totals.csv", rows))
    assert found.in_both == 0
    assert len(found.not_in_register) == 1


FAULTS = {
    "no totals": (["UPN", "Date", "Mark"], [["Z000000000001", "2025-11-03", "/"]], "does not state totals"),
    "no pupil": (["Possible", "Attended"], [[10, 10]], "does not state totals"),
    "a word": (HEADER, [line(1, "ten", 10, 0, 0)], "line 2, column Possible"),
    "a part of a session": (HEADER, [line(1, 10, 9.5, 0, 0)], "line 2, column Attended"),
    "nobody": (HEADER, [["", "", "", 10, 10, 0, 0]], "line 2: it names no pupil"),
    "a number that is lost": (HEADER, [["1.23E+12", "", "", 10, 10, 0, 0]], "line 2, column UPN: the cell"),
    "twice": (HEADER, [line(1, 10, 10, 0, 0), line(1, 10, 10, 0, 0)], "line 3: the pupil of line 2"),
}


@pytest.mark.parametrize(("header", "rows", "said"), FAULTS.values(), ids=FAULTS)
def test_a_file_that_cannot_be_compared_is_refused(
    header: list[str], rows: list[list[object]], said: str, tmp_path: Path
) -> None:
    with pytest.raises(NoTotals, match=said) as refused:
        read_totals(write(tmp_path / "totals.csv", rows, header), Settings())
    assert "Name00" not in str(refused.value)


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(InputRefused):
        read_totals(tmp_path / "none.csv", Settings())


def test_headers_of_the_school_and_whole_numbers_with_a_nought(tmp_path: Path) -> None:
    own = Settings.model_validate(
        {"import": ImportSettings(columns={"Out of": "total_possible", "There": "total_attended"})}
    )
    path = write(tmp_path / "totals.csv", [["Z000000000001", "10.0", 9]], ["UPN", "Out of", "There"])
    (pupil,) = read_totals(path, own).pupils
    assert (pupil.possible, pupil.attended, pupil.unauthorised, pupil.line) == (10, 9, None, 2)
