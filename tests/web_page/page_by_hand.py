"""A school of six over twelve days, and two of them the year before: every number its page must show.

Fernbrook School, in Norfolk, follows the national policy, which judges nobody on fewer than 20 sessions.
Its school weeks of 2025/26 begin on 1 September (from Tuesday), 8 September and 15 September (up to
Wednesday, the last day with marks).

                    1 September    8 September      15 September            year
Ann Ashdown   1A F  all            all              all, Wed PM is owed     23/23  100.0
Ben Birchall  1A M  all            ill on Monday    all                     22/24   91.7
Cat Cloverly  1A F  all            all              O Mon AM PM, Tue AM     21/24   87.5
Dan Dunmore   2B M  M Wed AM,      U Fri PM         all                     22/24   91.7
                    L Thu AM
Eve Elmhurst  2B F  G throughout   all              O Tue PM                15/24   62.5
Fay Foxwell   2B F  all            ill Mon to Thu   ill throughout          10/24   41.7
attended            39/48  81.3    49/60  81.7      25/35  71.4            113/143  79.0

Missed in each session (of six pupils, of five on the last afternoon):
    1 September       Tue 1 1   Wed 2 1   Thu 1 1   Fri 1 1
    8 September  Mon 2 2   Tue 1 1   Wed 1 1   Thu 1 1   Fri 0 1
    15 September Mon 2 2   Tue 2 2   Wed 1 1

2024/25, of which Ann and Ben are held; the weeks begin on 2 September (from Wednesday), 9 and 16 September:
Ann ill on the first morning; Ben ill on Monday and on Tuesday morning of the third week. Up to Wednesday of
the third week that is 40/44 = 90.9, in that week 9/12 = 75.0. What follows would change it: Ben is away from
Thursday on, and both for the whole fourth week.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from scripts.sample_school.upn import make_upn
from tests.measures.register_tables import weekdays

CONFIG = """[school]
name = "Fernbrook School"
phase = "primary"
policy = "national"
local_authority = "Norfolk"
"""
AS_OF = date(2025, 9, 17)
WEEKS = (
    weekdays(date(2025, 9, 2), 4),
    weekdays(date(2025, 9, 8), 5),
    weekdays(date(2025, 9, 15), 3),
)
DAYS = [day for week in WEEKS for day in week]
WEEKS_THEN = (
    weekdays(date(2024, 9, 4), 3),
    weekdays(date(2024, 9, 9), 5),
    weekdays(date(2024, 9, 16), 5),
    weekdays(date(2024, 9, 23), 5),
)
DAYS_THEN = [day for week in WEEKS_THEN for day in week]
GROUPS_STATED = ("Year Group", "Reg Group", "Pupil Premium")


class Child(NamedTuple):
    """A pupil; ``codes`` has a letter a session of this year, ``then`` of the year before."""

    surname: str
    forename: str
    year: str
    class_name: str
    sex: str
    pupil_premium: str
    codes: str
    then: str = ""


_WEEK_1, _WEEK_2, _WEEK_3 = "/\\" * 4, "/\\" * 5, "/\\" * 3
CHILDREN = (
    Child(
        "Ashdown",
        "Annabel",
        "1",
        "1A",
        "F",
        "No",
        _WEEK_1 + _WEEK_2 + "/\\/\\/-",
        "I\\" + "/\\" * 12 + "I" * 10,
    ),
    Child(
        "Birchall",
        "Benedict",
        "1",
        "1A",
        "M",
        "No",
        _WEEK_1 + "II" + "/\\" * 4 + _WEEK_3,
        "/\\" * 8 + "III\\" + "/\\" + "IIII" + "I" * 10,
    ),
    Child("Cloverly", "Catrin", "1", "1A", "F", "No", _WEEK_1 + _WEEK_2 + "OOO\\/\\"),
    Child("Dunmore", "Dancey", "2", "2B", "M", "No", "/\\M\\L\\/\\" + "/\\" * 4 + "/U" + _WEEK_3),
    Child("Elmhurst", "Zenobia", "2", "2B", "F", "Yes", "G" * 8 + _WEEK_2 + "/\\/O/\\"),
    Child("Foxwell", "Fayette", "2", "2B", "F", "No", _WEEK_1 + "I" * 8 + "/\\" + "I" * 6),
)


def write_register(folder: Path, schools: tuple[str, ...] = ("Fernbrook School",)) -> None:
    """Write ``pupils.csv`` and ``marks.csv``; of several schools, each with the same register."""
    with (folder / "pupils.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["School", "UPN", "Legal Surname", "Legal Forename", "Sex", *GROUPS_STATED])
        for number, school in enumerate(schools):
            for place, child in enumerate(CHILDREN):
                who = [upn(number, place), child.surname, child.forename, child.sex]
                writer.writerow([school, *who, child.year, child.class_name, child.pupil_premium])
    with (folder / "marks.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["School", "UPN", "Date", "Session", "Mark"])
        for number, school in enumerate(schools):
            for place, child in enumerate(CHILDREN):
                for day, session, code in [*_marks(DAYS_THEN, child.then), *_marks(DAYS, child.codes)]:
                    writer.writerow([school, upn(number, place), day.isoformat(), session, code])


def upn(school: int, place: int) -> str:
    """Return the UPN of a child of a school, both counted from 0."""
    return make_upn(999, 4001 + school, 20, place + 1)


def _marks(days: list[date], codes: str) -> Iterator[tuple[date, str, str]]:
    for place, code in enumerate(codes):
        yield days[place // 2], ("AM", "PM")[place % 2], code
