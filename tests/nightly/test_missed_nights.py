"""Nights on which the machine was off: one run takes in all that came, and ends as they would have."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

from attendctl.ledger.book import open_ledger
from tests.nightly.night_school import RED, School, contacts, marks, pupils, school_in

THURSDAY, FRIDAY = date(2025, 11, 6), date(2025, 11, 7)
SPARE = 'reports = ["week.xlsx"]\nbackup = false\n'
STANDS = """
SELECT upn, date, session, code FROM mark JOIN pupil USING (school_id, pupil_id) ORDER BY ALL
"""
CHANGED = "SELECT date, session, code_from, code_to, file FROM amendment ORDER BY ALL"


def register_of(day: date) -> list[str]:
    """The register as exported in the evening of a day; that of Friday corrects a mark of September."""
    head, *rows = marks()
    told = [row for row in rows if row.split(",")[1].split("/")[::-1] <= day.strftime("%Y/%m/%d").split("/")]
    if day >= FRIDAY:
        told = [row.replace(",I", ",O") if row.startswith(f"{RED},08/09/2025,AM") else row for row in told]
    return [head, *told]


def arrive(school: School, day: date) -> None:
    """Put into the inbox what the MIS exported that evening."""
    school.put(f"register-{day}.csv", *register_of(day), order=day.day)


def standing(school: School) -> dict[str, Any]:
    """What the register says, what changed in it, the week's report and the drafts."""
    with open_ledger(school.ledger) as book:
        rows = {
            name: book.connection.execute(query).fetchall()
            for name, query in {"stands": STANDS, "changed": CHANGED}.items()
        }
    drafts = json.loads((school.folder / "drafts" / "letters.json").read_text(encoding="utf-8"))
    return rows | {
        "week": (school.folder / "nightly" / str(FRIDAY) / "week.xlsx").read_bytes(),
        "letters": [(one["upn"], one["letter"], one["reference"]) for one in drafts["letters"]],
    }


def begin(school: School) -> None:
    school.put("pupils.csv", *pupils(), order=1)
    school.put("contacts.csv", *contacts(), order=2)


def test_one_run_after_missed_nights_ends_where_they_all_would_have(tmp_path: Path) -> None:
    every_night, missed = (school_in(tmp_path / name, SPARE) for name in ("every", "missed"))
    for school in (every_night, missed):
        begin(school)
    for day in (THURSDAY, FRIDAY):
        arrive(every_night, day)
        every_night.night(day)
    for day in (FRIDAY, THURSDAY):  # in whatever order they came: the oldest is taken first
        arrive(missed, day)
    said = missed.night(FRIDAY)
    assert [one["became"] for one in said["files"]] == ["imported"] * 4
    assert list((missed.folder / "inbox").iterdir()) == []
    found = standing(missed)
    assert found == standing(every_night)
    assert found["changed"] == [(date(2025, 9, 8), 0, "I", "O", "register-2025-11-07.csv")]
    assert len(found["letters"]) == 2
    assert sorted(path.name for path in (missed.folder / "archive").iterdir()) == [str(FRIDAY)]
