"""A desk with pupils, parents and absence for the tests of attendctl notice. The present day is in 2028.

School weeks run from 8 September to 19 December 2025, with half term from 27 October.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.cli.command_line import Desk, at_a_desk
from tests.ledger.made_once import made_once

TODAY = date(2028, 12, 29)
ANNA, BEN, CARA = "A999200000010", "B999200000020", "C999200000030"
NAMES = ("Anna", "Ben", "Cara", "Sorrel", "Tarn", "Nia", "Abel", "Ines")
FIRST_MONDAY = date(2025, 9, 8)
HALF_TERM = date(2025, 10, 27)
SCHOOL_DAYS = [
    day
    for day in (FIRST_MONDAY + timedelta(days=n) for n in range(103))
    if day.weekday() < 5 and not HALF_TERM <= day < HALF_TERM + timedelta(weeks=1)
]
ANSWERS = (
    "--answer",
    "support=Breakfast club offered twice",
    "--answer",
    "best-tool=Nothing else has worked",
    "--answer",
    "equality=Looked at; nothing speaks against it",
    "--answer",
    "public-interest=Yes",
)
TEXTS = (
    "--say",
    "support_so_far=A breakfast club",
    "--say",
    "support_on_offer=The bus pass",
    "--say",
    "improvement_means=No unauthorised absence",
    "--say",
    "early_end_grounds=Three more sessions",
)

Absence = Mapping[tuple[date, str], str]
"""Day and half (AM or PM), with the code."""


def whole_days(first: date, number: int, code: str = "O") -> dict[tuple[date, str], str]:
    """So many whole school days in a row, two sessions each."""
    days = [day for day in SCHOOL_DAYS if day >= first][:number]
    return {(day, half): code for day in days for half in ("AM", "PM")}


def notice_desk(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    absence: Mapping[str, Absence],
    *,
    code: str = "national",
    pupils: Mapping[str, Mapping[str, str]] | None = None,
    first: Callable[[Desk], object] | None = None,
) -> Desk:
    """Make the desk. Every pupil has a mother and a father who live apart, and an aunt.

    Args:
        absence: by UPN; on all other days the pupil is present.
        code: of conduct.
        pupils: by UPN, what differs from a child of seven in year 3.
        first: what is logged to begin with.
    """
    desk = at_a_desk(tmp_path, monkeypatch)
    for command in (
        "case_command",
        "notice_command",
        "notice_outcomes",
        "penalties_decide",
        "import_command",
    ):
        monkeypatch.setattr(f"attendctl.cli.{command}.today", lambda: TODAY)
    config = ["[school]", 'name = "Ash Primary"', f'code_of_conduct = "{code}"', 'signatory = "J. Ashby"']
    config += ['signatory_role = "Attendance Officer"', 'local_authority = "Fernshire"']
    (tmp_path / "attendctl.toml").write_text("\n".join(config) + "\n", encoding="utf-8")
    _write_marks(tmp_path / "marks.csv", absence)
    _write_pupils(tmp_path / "pupils.csv", absence, pupils or {})
    _write_contacts(tmp_path / "contacts.csv", absence)
    texts = [path.read_text(encoding="utf-8") for path in sorted(tmp_path.iterdir())]

    def make() -> None:
        result = desk.run("import", "pupils.csv", "contacts.csv", "marks.csv")
        assert result.exit_code == 0, result.output
        if first is not None:
            first(desk)

    made_once(desk.ledger, ("\n".join(texts), first), make)
    return desk


def decide(desk: Desk, on: date | str, upn: str = ANNA, outcome: str = "proceed") -> dict[str, Any]:
    """Log a decision with every answer."""
    return desk.json("penalties", "decide", upn, "--outcome", outcome, "--on", str(on), *ANSWERS)


def issue(desk: Desk, on: date | str, upn: str = ANNA, parent: str = "mother", *words: str) -> dict[str, Any]:
    """Issue a penalty notice."""
    return desk.json("notice", "issue", upn, "--parent", parent, "--on", str(on), *words)


def elsewhere(
    desk: Desk, on: date | str, upn: str = ANNA, parent: str = "mother", *words: str
) -> dict[str, Any]:
    """Enter a notice that another authority issued."""
    return issue(desk, on, upn, parent, "--elsewhere", "Moorshire", *words)


def notices(desk: Desk, *words: str) -> list[dict[str, Any]]:
    """Return what attendctl notice show has."""
    found: list[dict[str, Any]] = desk.json("notice", "show", *words)["notices"]
    return found


def refused(desk: Desk, *words: str, status: int = 2) -> str:
    """Run a command of attendctl notice that is refused: nothing is logged, and the message has no name."""
    before = desk.ledger.read_bytes()
    result = desk.run(*words)
    assert result.exit_code == status, result.output
    assert result.stdout == ""
    assert not [name for name in NAMES if name in result.stderr]
    assert desk.ledger.read_bytes() == before
    return result.stderr


def _write_marks(path: Path, absence: Mapping[str, Absence]) -> None:
    rows = ["UPN,Date,Session,Mark"]
    for upn, missed in absence.items():
        for day in SCHOOL_DAYS:
            for half in ("AM", "PM"):
                rows.append(f"{upn},{day},{half},{missed.get((day, half), '/')}")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def _write_pupils(
    path: Path, absence: Mapping[str, Absence], pupils: Mapping[str, Mapping[str, str]]
) -> None:
    names = {ANNA: "Anna", BEN: "Ben", CARA: "Cara"}
    rows = ["UPN,Surname,Forename,Date of Birth,Year Group,Class,Looked After,Address,Postcode"]
    for upn in absence:
        said = {"born": "2018-01-15", "year": "3", "looked_after": "No", **pupils.get(upn, {})}
        rows.append(
            f"{upn},Sorrel,{names[upn]},{said['born']},{said['year']},3A,{said['looked_after']},"
            "1 Mill Row,QX1 1AA"
        )
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")


def _write_contacts(path: Path, absence: Mapping[str, Absence]) -> None:
    rows = [
        "UPN,Priority,Title,Contact Forename,Contact Surname,Relationship,Parental Responsibility,"
        "Lives with Pupil,May be written to,Address,Postcode"
    ]
    for upn in absence:
        rows.append(f"{upn},1,Ms,Nia,Sorrel,Mother,Yes,Yes,Yes,1 Mill Row,QX1 1AA")
        rows.append(f"{upn},2,Mr,Abel,Tarn,Father,Yes,No,Yes,,")
        rows.append(f"{upn},3,Ms,Ines,Sorrel,Aunt,No,No,No,,")
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
