"""A class of five over five school weeks, worked out by hand: every number its sheets must show.

Fernbrook School follows Cheetwood's policy: green from 97, amber-green from 93.1, red-amber from 90.1.
Its weeks begin on 6, 13 and 20 October, 3 and 10 November 2025; that of 20 October ends on Wednesday, for
half term. The sheets of 10 November show the last four: 10 + 6 + 10 + 10 = 36 sessions; the year has 46.

Class 3A                    13 Oct  20 Oct  3 Nov   10 Nov  four weeks      year
Ann Ash   always there      10/10   6/6     10/10   10/10   36/36  100.0    46/46  100.0  same
Ben Birch ill in week 1     10/10   6/6     10/10   10/10   36/36  100.0    36/46   78.3  better
Ann Cole  joins 3 November                  10/10    9/10   19/20   95.0    19/20   95.0  worse
          L, 12 minutes, in the week of 3 November; U, 40 minutes, in that of 10 November
Eve Elm   ill on 13 Nov.    10/10   6/6     10/10    8/10   34/36   94.4    44/46   95.7  worse
Dee Dale  leaves 17 Oct.    10/10                           10/10  100.0    20/20  100.0  same
Total                       40/40   18/18   40/40   37/40  135/138  97.8   165/178  92.7

Class 3B
Fay Firth away in week 1     8/10   6/6      8/10    9/10   31/36   86.1    31/46   67.4  better
=Gus Gale ill throughout     0/10   0/6      0/10    0/10    0/36    0.0     0/46    0.0  same
"""

from __future__ import annotations

from datetime import date

from attendctl.settings import SchoolSettings, Settings
from tests.measures.register_tables import Mark, RegisterTables, weekdays

WEEKS = (
    weekdays(date(2025, 10, 6), 5),
    weekdays(date(2025, 10, 13), 5),
    weekdays(date(2025, 10, 20), 3),
    weekdays(date(2025, 11, 3), 5),
    weekdays(date(2025, 11, 10), 5),
)
DAYS = [day for week in WEEKS for day in week]
TODAY = date(2025, 11, 19)
CHEETWOOD = Settings(school=[SchoolSettings(name="Fernbrook School", policy="cheetwood")])
NAMES = {
    1: ("Birch", "Ben", "3A"),
    2: ("Elm", "Eve", "3A"),
    3: ("Ash", "Ann", "3A"),
    4: ("Dale", "Dee", "3A"),
    5: ("Cole", "Ann", "3A"),
    6: ("Firth", "Fay", "3B"),
    7: ("Gale", "=Gus", "3B"),
}
THERE, ILL = "/\\", "II"


def fernbrook() -> RegisterTables:
    """Return the register above."""
    register = RegisterTables()
    register.days(1, DAYS, ILL * 5 + THERE * 18)
    register.days(2, DAYS, THERE * 21 + ILL + THERE)
    register.days(3, DAYS, THERE * 23)
    register.days(4, DAYS[:10], THERE * 10)
    register.days(5, WEEKS[3][1:], THERE * 4)
    register.marks += [Mark(5, WEEKS[3][0], 0, "L", 12), Mark(5, WEEKS[3][0], 1, "\\")]
    register.days(5, WEEKS[4][1:], THERE * 4)
    register.marks += [Mark(5, WEEKS[4][0], 0, "U", 40), Mark(5, WEEKS[4][0], 1, "\\")]
    register.days(6, DAYS, ILL * 6 + THERE * 8 + ILL + THERE * 7 + "I\\")
    register.days(7, DAYS, ILL * 23)
    for pupil, (surname, forename, class_name) in NAMES.items():
        register.pupils[1, pupil] = {"surname": surname, "forename": forename, "class": class_name}
    return register
