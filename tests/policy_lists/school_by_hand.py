"""Fernbrook School by Copnor's policy, worked out by hand: a pupil at every edge of its lists.

From 1 September to Friday 7 November 2025 there is school every weekday: fifty days, 100 sessions, ten of
them in the last week. Who has fewer joined later. Absence is illness, at the start of a pupil's days; beside
it, on the last Friday Max is ill all day, Lea has no reason yet in the morning, Kit comes 40 minutes late,
after the register closed, and Ann 10 minutes, before. Dee came late, before the register closed, on the
afternoons of 3 and 4 September, 5 and 6 minutes.

                                          this week      lists: from 96, from 91 to 96, below 95, 90, 80, 50
Ann   100 of 100  100.0  no needs     2B  10 of 10       96
Ben    96 of 100   96.0  premium      2B  10 of 10       96, 91
Cai    94 of  98   95.9  support      2B  10 of 10       91
Dee    95 of 100   95.0  premium      2B  10 of 10       91
Eve    93 of  98   94.9  both         2B  10 of 10       91, below 95
Fay    91 of 100   91.0               2B  10 of 10       91, below 95
Gus    90 of  99   90.9  support      2B  10 of 10       below 95
Hal    73 of  81   90.1               1A  10 of 10       below 95
Ida    90 of 100   90.0  premium      1A  10 of 10       below 95
Jay    89 of  99   89.9  premium      1A  10 of 10       below 95, 90
Kit    80 of 100   80.0  support      1A   9 of 10       below 95, 90
Lea    79 of  99   79.8  support      1A   9 of 10       below 95, 90, 80
Max    50 of 100   50.0               1A   8 of 10       below 95, 90, 80
Nia    49 of  99   49.5               1A  10 of 10       below 95, 90, 80, 50
Oli     0 of  20    0.0               1A  left 12 Sept.  would be below all
Pat     0 of   0    none              1A  0 of 0         none
All  1169 of 1393  83.9                   136 of 140, 97.1

Millbank School: Una was there for 10 of 10 sessions of the week of 3 November, Vic for none.
"""

from __future__ import annotations

from datetime import date

from attendctl.settings import SchoolSettings, Settings
from tests.measures.register_tables import AM, PM, Mark, RegisterTables, weekdays

DAYS = weekdays(date(2025, 9, 1), 50)
FRIDAY, TODAY = DAYS[-1], date(2025, 11, 20)
MILLBANK = 2
NAMES = (
    *("Ann", "Ben", "Cai", "Dee", "Eve", "Fay", "Gus", "Hal"),
    *("Ida", "Jay", "Kit", "Lea", "Max", "Nia", "Oli", "Pat"),
)
POSSIBLE = [100, 100, 98, 100, 98, 100, 99, 81, 100, 99, 100, 99, 100, 99]
ATTENDED = [100, 96, 94, 95, 93, 91, 90, 73, 90, 89, 80, 79, 50, 49]
ON_FRIDAY = {"Max": "II", "Lea": "N\\", "Kit": "U\\", "Ann": "L\\"}
MINUTES = {"Kit": 40, "Ann": 10}
PREMIUM = {"Ben", "Dee", "Eve", "Ida", "Jay"}
NEEDS = {"Ann": "N", "Cai": "K", "Eve": "E", "Gus": "K", "Kit": "K", "Lea": "K"}


def settings_of(*policies: str) -> Settings:
    """Return settings of Fernbrook, and of Millbank where there are two, by these policies."""
    names = ("Fernbrook School", "Millbank School")
    schools = [
        SchoolSettings(name=name, policy=policy) for name, policy in zip(names, policies, strict=False)
    ]
    return Settings(school=schools)


def fernbrook() -> RegisterTables:
    """Return Fernbrook's register."""
    register = RegisterTables(schools={1: "Fernbrook School"})
    for number, (name, possible, attended) in enumerate(
        zip(NAMES, POSSIBLE, ATTENDED, strict=False), start=1
    ):
        on_friday = ON_FRIDAY.get(name, "/\\")
        away = possible - attended - sum(code in "INU" for code in on_friday)
        there = "/" * (possible - away - 2)
        codes = " " * (100 - possible) + "I" * away + there + on_friday
        for place, code in enumerate(codes):
            day, session = DAYS[place // 2], place % 2
            if name == "Dee" and day in DAYS[2:4] and session == PM:
                register.marks.append(Mark(number, day, PM, "L", 5 if day == DAYS[2] else 6))
            elif code != " ":
                is_late = day == FRIDAY and session == AM
                minutes = MINUTES.get(name) if is_late else None
                register.marks.append(Mark(number, day, session, code, minutes))
    register.days(15, DAYS[:10], "I" * 20)
    register.days(16, DAYS, "D" * 100)
    for number, name in enumerate(NAMES, start=1):
        register.pupils[1, number] = {
            "forename": name,
            "surname": "Ash",
            "class": "2B" if number < 8 else "1A",
            "pp": name in PREMIUM,
            "sen": NEEDS.get(name),
        }
    register.pupils[1, 15] |= {"leaving_date": date(2025, 9, 12)}
    return register


def two_schools() -> RegisterTables:
    """Return both schools' registers."""
    register = fernbrook()
    register.schools = {1: "Fernbrook School", MILLBANK: "Millbank School"}
    register.days(101, DAYS[-5:], "/\\" * 5, school=MILLBANK)
    register.days(102, DAYS[-5:], "II" * 5, school=MILLBANK)
    register.pupils[MILLBANK, 101] = {"forename": "Una", "surname": "Beech", "class": "4C"}
    register.pupils[MILLBANK, 102] = {"forename": "Vic", "surname": "Beech", "class": "4C", "pp": True}
    return register
