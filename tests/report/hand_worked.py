"""One small register, worked out by hand: every number the report's tests expect stands here.

Fernbrook School, academic year 2025/26. Weeks of 20 October and 3 November are
school; 27 October is half term. Today is Wednesday 12 November; no mark is later
than Friday 7 November.

Ann    twenty sessions, all present.                                  20/20
Ben    week 1: 10 present; week 2: 8 present, 2 ill.                  18/20
Cai    joins Tuesday 4 November: 7 present, 1 owed (no row Thu PM).    7/7
Dee    leaves after week 1: 5 present, 5 unauthorised.                 5/10
Eve    dual registered in week 2 (D), week 1: 9 present, 1 late.      10/10
"""

from __future__ import annotations

from datetime import date

from tests.measures.register_tables import RegisterTables, weekdays

WEEK_1 = weekdays(date(2025, 10, 20), 5)
WEEK_2 = weekdays(date(2025, 11, 3), 5)
TODAY = date(2025, 11, 12)
FRIDAY = date(2025, 11, 7)


def fernbrook() -> RegisterTables:
    """Return the register above. Its pupils are 1 Ann, 2 Ben, 3 Cai, 4 Dee, 5 Eve."""
    register = RegisterTables()
    register.days(1, [*WEEK_1, *WEEK_2], "/\\" * 10)
    register.days(2, [*WEEK_1, *WEEK_2], "/\\" * 9 + "II")
    register.days(3, WEEK_2[1:], "/\\/\\/ /\\")
    register.days(4, WEEK_1, "/\\/\\/OOOOO")
    register.days(5, [*WEEK_1, *WEEK_2], "/\\" * 4 + "L\\" + "DD" * 5)
    names = {1: "Ann", 2: "Ben", 3: "Cai", 4: "Dee", 5: "Eve"}
    for pupil, name in names.items():
        register.pupils[1, pupil] = {
            "surname": "Ash",
            "forename": name,
            "class": "3A" if pupil < 4 else "10B",
            "year_group": "3" if pupil < 4 else "10",
            "pp": {1: True, 2: False}.get(pupil),
        }
    return register
