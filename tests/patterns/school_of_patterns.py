"""A school as files: sixteen weeks, a pupil away on Fridays, two siblings, a long illness, and others."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path

from typer.testing import CliRunner, Result

from attendctl.cli.main import app

MONDAY = date(2025, 9, 1)
DAYS = [MONDAY + timedelta(weeks=week, days=day) for week in range(17) if week != 8 for day in range(5)]
LAST = DAYS[-1]
HALVES = (("AM", "/"), ("PM", "\\"))
SETTINGS = """\
[[school]]
name = "Fernbrook School"
urn = "999001"
signatory = "A. Officer"
signatory_role = "Attendance officer"
"""
FRIDAYS, ELDER, YOUNGER, LONG_ILL = (f"Z99900000000{number}" for number in range(1, 5))
AWAY_TOGETHER = [DAYS[place] for place in (3, 11, 20, 26, 37, 44, 53, 61, 70)]
OTHERS = {f"Z9990000000{number}": number for number in range(10, 22)}


def away_of() -> dict[str, Sequence[date]]:
    """Return the days away of every pupil, by UPN."""
    away: dict[str, Sequence[date]] = {
        FRIDAYS: [day for day in DAYS if day.weekday() == 4][:13],
        ELDER: AWAY_TOGETHER,
        YOUNGER: AWAY_TOGETHER,
        LONG_ILL: DAYS[10:35],
    }
    for upn, number in OTHERS.items():
        away[upn] = [DAYS[(17 * place + 11 * number) % len(DAYS)] for place in range(number - 6)]
    return away


def run(*words: str) -> Result:
    """Run a command in the working folder."""
    return CliRunner().invoke(app, list(words))


def write_school(folder: Path, *, weeks: int = 17) -> list[str]:
    """Write the school's files and import them; returns the words that name its configuration."""
    last = MONDAY + timedelta(weeks=weeks)
    (folder / "attendctl.toml").write_text(SETTINGS, encoding="utf-8")
    marks, pupils, contacts = ["UPN,Date,Session,Mark"], [], []
    for number, (upn, away) in enumerate(away_of().items()):
        for day in DAYS:
            if day < last:
                marks += [
                    f"{upn},{day:%d/%m/%Y},{half},{'I' if day in away else code}" for half, code in HALVES
                ]
        home = "1 Alder Way" if upn in (ELDER, YOUNGER) else f"{number} Garth Close"
        surname = "=Doyle" if upn == FRIDAYS else f"Name{number}"
        pupils.append(f'{upn},{surname},Ann,3,{"3A" if number % 2 else "3B"},"{home}, Fernbrook",QX8 9BW')
        parent = "Rowe" if upn in (ELDER, YOUNGER) else f"Parent{number}"
        contacts.append(f'{upn},1,Ms,Sarah,{parent},Mother,Yes,Yes,Yes,"{home}, Fernbrook",QX8 9BW')
    _write(folder / "marks.csv", marks)
    header = "UPN,Legal Surname,Legal Forename,Year Group,Reg Group,Address,Postcode"
    _write(folder / "pupils.csv", [header, *pupils])
    header = (
        "UPN,Priority,Title,Contact Forename,Contact Surname,Relationship,Parental Responsibility,"
        "Lives with Pupil,May be written to,Address,Postcode"
    )
    _write(folder / "contacts.csv", [header, *contacts])
    config = ["--config", str(folder / "attendctl.toml")]
    files = [str(folder / name) for name in ("pupils.csv", "contacts.csv", "marks.csv")]
    result = run(*config, "import", *files)
    assert result.exit_code == 0, result.output
    return config


def _write(path: Path, lines: Sequence[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
