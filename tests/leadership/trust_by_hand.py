"""Two small schools over three school weeks, worked out by hand: every number the workbook must show.

Weeks from 8, 15 and 22 September 2025, each of five days, ten sessions. Judged on Friday 26 September.

Alder School follows Greenhill's policy: green from 96.0, yellow from 93.0, amber from 90.1, red below.
The ledger is told on 12 September of its first week; on 19 September, at noon, of the second without Friday
afternoon; on 26 September of that afternoon, of the third week and of the corrections.

Pupil            by 19 Sep, then   by 19 Sep, now    by 26 Sep, now   moved
Ash   there           20/20 green       20/20 green     30/30 green    no
Beech ill 8 Sep AM    19/20 yellow      19/20 yellow    29/30 green    better, attendance (96.7)
Cole  two corrected   20/20 green       18/20 red       28/30 yellow   worse, both (100.0, 90.0, 93.3)
Dale  one corrected   20/20 green       19/20 yellow    28/30 yellow   worse, correction (O on 22 Sep)
Elm   one corrected   20/20 green       19/20 yellow    29/30 green    cancelled out, both
=1+1  N on 18, 19 Sep 18/20 red         18/20 red       28/30 yellow   better, attendance
Gale  joins 22 Sep          no band           no band    9/9  green    no: there was no band
Kerr  ill 19 Sep PM   19/20 yellow      19/20 yellow    29/30 green    better, attendance

Kerr's afternoon was told on 26 September: no correction, although the register of 19 September had 19/19.
=1+1 was late on 9 September (L, 12 minutes), Beech on 23 September (L, 5). Gale lacks a mark on 23 September.
The N of 18 September has six school days after it by the 26th, that of the 19th five.

Birch School follows the national policy: green from 95.0, amber from 90.1, red below. The ledger is told of
everything on 26 September: what its register said before is not known.

Hill  ill 8 Sep       18/20 red         28/30 amber     better, attendance
Ives  ill 8, 9 Sep    16/20 red         26/30 red       no          persistently absent: 4 of 30
Jay   8 of 20, 2 of 10                  10/30 red       no          severely absent: 20 of 30, unauthorised

                week possible, attended, %    year possible, attended, authorised, unauthorised, %
Alder                79        78      98.7        219       210        6          3            95.9
Birch                30        22      73.3         90        64        6         20            71.1
both                109       100      91.7        309       274       12         23            88.7
"""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

from typer.testing import CliRunner

from attendctl.cli.main import app
from tests.measures.register_tables import weekdays

MONDAY, FRIDAY = date(2025, 9, 22), date(2025, 9, 26)
TODAY = date(2025, 9, 27)
WEEK_1, WEEK_2, WEEK_3 = (weekdays(date(2025, 9, day), 5) for day in (8, 15, 22))
ALDER, BIRCH = "Alder School", "Birch School"
FORMULA = "=1+1"
SETTINGS = (
    f'[[school]]\nname = "{ALDER}"\npolicy = "greenhill"\n[[school]]\nname = "{BIRCH}"\npolicy = "national"\n'
)
HEADER = ["School", "Admission Number", "Surname", "Forename", "Year", "Reg Group", "Pupil Premium"]
HEADER += ["Date", "Session", "Mark", "Minutes Late"]
PUPILS = {  # number: school, surname, year, class, pupil premium
    1: (ALDER, "Ash", "3", "3A", "Yes"),
    2: (ALDER, "Beech", "3", "3A", "No"),
    3: (ALDER, "Cole", "3", "3A", "No"),
    4: (ALDER, "Dale", "3", "3A", "No"),
    5: (ALDER, "Elm", "3", "3B", "No"),
    6: (ALDER, FORMULA, "3", "3B", "Yes"),
    7: (ALDER, "Gale", "3", "3B", ""),
    8: (ALDER, "Kerr", "3", "3B", "No"),
    11: (BIRCH, "Hill", "3", "3A", "Yes"),
    12: (BIRCH, "Ives", "4", "4A", "No"),
    13: (BIRCH, "Jay", "4", "4A", "No"),
}
Cell = tuple[date, str]

# What is not a mark of presence, as the ledger is first told of it.
FIRST_SAID: dict[int, dict[Cell, str]] = {
    2: {(WEEK_1[0], "AM"): "I", (WEEK_3[1], "AM"): "L"},
    4: {(WEEK_3[0], "AM"): "O"},
    6: {(WEEK_1[1], "AM"): "L", (WEEK_2[3], "AM"): "N", (WEEK_2[4], "AM"): "N"},
    7: {(WEEK_3[1], "AM"): "-"},
    8: {(WEEK_2[4], "PM"): "I"},
    11: dict.fromkeys([(WEEK_1[0], "AM"), (WEEK_1[0], "PM")], "I"),
    12: dict.fromkeys([(day, half) for day in WEEK_1[:2] for half in ("AM", "PM")], "I"),
    13: dict.fromkeys([(day, half) for day in [*WEEK_1, WEEK_2[0]] for half in ("AM", "PM")], "O")
    | dict.fromkeys([(day, half) for day in WEEK_3[:4] for half in ("AM", "PM")], "O"),
}
CORRECTED: dict[int, dict[Cell, str]] = {
    3: {(WEEK_2[1], "AM"): "I", (WEEK_2[1], "PM"): "I"},
    4: {(WEEK_1[2], "AM"): "I"},
    5: {(WEEK_1[2], "PM"): "I"},
}
MINUTES = {(2, WEEK_3[1]): 5, (6, WEEK_1[1]): 12}


def marks_first_said(pupil: int, days: list[date]) -> list[tuple[date, str, str]]:
    """Return a pupil's marks of some days, one a session, as the ledger is first told of them."""
    said = FIRST_SAID.get(pupil, {})
    return [
        (day, half, said.get((day, half), "/" if half == "AM" else "\\"))
        for day in days
        for half in ("AM", "PM")
        if pupil != 7 or day >= MONDAY
    ]


def write_trust(folder: Path) -> Path:
    """Write settings and ledger of both schools into a folder, told week by week; return the ledger."""
    (folder / "attendctl.toml").write_text(SETTINGS, encoding="utf-8")
    alder = [number for number, pupil in PUPILS.items() if pupil[0] == ALDER]
    birch = [number for number, pupil in PUPILS.items() if pupil[0] == BIRCH]
    noon = (WEEK_2[4], "PM")
    first = {one: marks_first_said(one, WEEK_1) for one in alder}
    second = {
        one: [mark for mark in marks_first_said(one, WEEK_2) if mark[:2] != noon] for one in alder if one != 7
    }
    third = {
        one: [mark for mark in marks_first_said(one, WEEK_2) if mark[:2] == noon]
        + marks_first_said(one, WEEK_3)
        + [(*cell, code) for cell, code in CORRECTED.get(one, {}).items()]
        for one in alder
    } | {one: marks_first_said(one, [*WEEK_1, *WEEK_2, *WEEK_3]) for one in birch}
    for name, marks, known in (
        ("first", first, WEEK_1[4]),
        ("second", second, WEEK_2[4]),
        ("third", third, FRIDAY),
    ):
        with (folder / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(HEADER)
            for number, of_pupil in marks.items():
                school, surname, year, class_name, pp = PUPILS[number]
                for day, half, code in of_pupil:
                    minutes = MINUTES.get((number, day), "") if code == "L" else ""
                    writer.writerow(
                        [
                            school,
                            f"{number:03}",
                            surname,
                            "Ann",
                            year,
                            class_name,
                            pp,
                            day,
                            half,
                            code,
                            minutes,
                        ]
                    )
        result = run(folder, "import", str(folder / f"{name}.csv"), "--known", str(known))
        assert result[0] == 0, result[1]
    return folder / "attendance.duckdb"


def run(folder: Path, *words: str) -> tuple[int, str]:
    """Run a command on the folder's settings; return its exit status and what it printed."""
    given = ["--config", str(folder / "attendctl.toml"), "--ledger", str(folder / "attendance.duckdb")]
    result = CliRunner().invoke(app, [*words, *given], catch_exceptions=False)
    assert "Traceback" not in result.output
    return result.exit_code, result.output


def asked(folder: Path, *words: str) -> dict[str, Any]:
    """Return the JSON of the leadership report, judged on 26 September."""
    status, printed = run(
        folder, "report", "--for", "leadership", "--as-of", str(FRIDAY), "--format", "json", *words
    )
    assert status == 0, printed
    found: dict[str, Any] = json.loads(printed)
    return found
