"""Cheetwood, day by day from 10 November to 12 December: no word from home, leave, suspension, contracts.

Every date is worked out by hand. School days: Mondays 10, 17 and 24 November, 1 and 8 December, each with
its Tuesday to Friday. The document rings on the first and second day without word, visits on the third,
and writes when nobody was in (7.3); 20 days without a break, and not back from leave (6.1). The law asks
for a code within five school days and for returns. Officers do what comes up on the day it does, but for
the steps that a path leaves to its diary.
"""

from __future__ import annotations

from datetime import date

import pytest

from tests.timelines.school_of_one import (
    SCHOOL_DAYS,
    CameUp,
    Entry,
    OnePupil,
    SchoolYearByHand,
    away,
    in_short,
)

DAYS = [one for one in SCHOOL_DAYS if date(2025, 11, 10) <= one <= date(2025, 12, 12)]
# Everything that does not go by a band.
ABOUT = {
    *("first-day-call", "second-day-call", "home-visit", "no-contact", "missing-education"),
    *("n-unsettled", "return-10-days", "missing-20-days", "not-returned-10-days", "penalty-considered"),
    *("leave-granted", "leave-refused", "leave-without-permission"),
    *("work-for-excluded", "attendance-contract", "contract-review"),
}
CALLS = ("first-day-call", "second-day-call")
BY_THE_REGISTER = "n-unsettled"  # no entry settles it: the mark has to go
NOV = {n: date(2025, 11, n) for n in range(10, 29)}


def no_word(days: int, *diary: Entry, undone: tuple[str, ...] = CALLS, first: str = "2025-11-10") -> OnePupil:
    return OnePupil(away(first, days, "N"), diary, (*undone, BY_THE_REGISTER))


PATHS: dict[str, tuple[OnePupil, list[tuple[str, str]]]] = {
    # The tenth unauthorised session is the second of Friday the 14th. Two school days after the letter of
    # the 13th: Monday the 17th. More than five school days after the 10th: Tuesday the 18th. Tenth day:
    # Friday the 21st. Twentieth: Friday 5 December.
    "nobody answers": (
        no_word(
            20,
            Entry(NOV[10], "call", "no-answer"),
            Entry(NOV[13], "visit", "nobody-in"),
            undone=(*CALLS, "home-visit", "missing-20-days"),
        ),
        [
            ("2025-11-10", "first-day-call"),
            ("2025-11-11", "second-day-call"),
            ("2025-11-12", "home-visit"),
            ("2025-11-13", "no-contact"),
            ("2025-11-14", "penalty-considered"),
            ("2025-11-17", "missing-education"),
            ("2025-11-18", "n-unsettled"),
            ("2025-11-21", "return-10-days"),
            ("2025-12-05", "missing-20-days"),
        ],
    ),
    # Contact was made: no second call and no visit. The marks still want a code.
    "the parents ring": (
        no_word(3, Entry(NOV[10], "contact", "reached"), undone=()),
        [("2025-11-18", "n-unsettled")],
    ),
    "the first call is answered": (
        no_word(3, undone=()),
        [("2025-11-10", "first-day-call"), ("2025-11-18", "n-unsettled")],
    ),
    "the second call is answered": (
        no_word(4, undone=("first-day-call",)),
        [("2025-11-10", "first-day-call"), ("2025-11-11", "second-day-call"), ("2025-11-18", "n-unsettled")],
    ),
    "somebody is in": (
        no_word(4),
        [
            ("2025-11-10", "first-day-call"),
            ("2025-11-11", "second-day-call"),
            ("2025-11-12", "home-visit"),
            ("2025-11-18", "n-unsettled"),
        ],
    ),
    # Two school days after the letter of the 12th is the 14th: the pupil is at school.
    "back on the second day after the letter": (
        no_word(4, Entry(NOV[12], "visit", "nobody-in")),
        [
            ("2025-11-10", "first-day-call"),
            ("2025-11-11", "second-day-call"),
            ("2025-11-12", "no-contact"),
            ("2025-11-18", "n-unsettled"),
        ],
    ),
    # Or the parents answered it on the day between.
    "the letter is answered": (
        no_word(5, Entry(NOV[12], "visit", "nobody-in"), Entry(NOV[13], "contact", "reached"), undone=CALLS),
        [
            ("2025-11-10", "first-day-call"),
            ("2025-11-11", "second-day-call"),
            ("2025-11-12", "no-contact"),
            ("2025-11-14", "penalty-considered"),
            ("2025-11-18", "n-unsettled"),
        ],
    ),
    # Two days, and two days: each is a spell of its own, and no third day. The 10th is settled at once.
    "twice two days": (
        OnePupil(away("2025-11-10", 2, "N") | away("2025-11-13", 2, "N"), (), (*CALLS, BY_THE_REGISTER)),
        [
            ("2025-11-10", "first-day-call"),
            ("2025-11-11", "second-day-call"),
            ("2025-11-13", "first-day-call"),
            ("2025-11-14", "second-day-call"),
            ("2025-11-18", "n-unsettled"),
        ],
    ),
    # Leave to Friday the 14th; away until Friday the 28th, the tenth school day after.
    "not back ten days after leave": (
        OnePupil(
            away("2025-11-10", 5, "C") | away("2025-11-17", 10, "O"),
            [Entry(NOV[10], "leave", "granted", until=NOV[14])],
        ),
        [
            ("2025-11-10", "leave-granted"),
            ("2025-11-21", "penalty-considered"),
            ("2025-11-28", "not-returned-10-days"),
            ("2025-11-28", "return-10-days"),
        ],
    ),
    "back on the tenth day after leave": (
        OnePupil(
            away("2025-11-10", 5, "C") | away("2025-11-17", 9, "O"),
            [Entry(NOV[10], "leave", "granted", until=NOV[14])],
        ),
        [("2025-11-10", "leave-granted"), ("2025-11-21", "penalty-considered")],
    ),
    # Each holiday is a matter of its own; so much unauthorised absence once.
    "two holidays": (
        OnePupil(
            away("2025-11-17", 5, "G") | away("2025-12-01", 2, "G"),
            [Entry(NOV[10], "leave", "refused", until=NOV[21])],
        ),
        [
            ("2025-11-10", "leave-refused"),
            ("2025-11-17", "leave-without-permission"),
            ("2025-11-21", "penalty-considered"),
            ("2025-12-01", "leave-without-permission"),
        ],
    ),
    "suspended twice": (
        OnePupil(away("2025-11-10", 3, "E") | away("2025-11-24", 1, "E")),
        [("2025-11-10", "work-for-excluded"), ("2025-11-24", "work-for-excluded")],
    ),
    # Twenty school days after Monday the 10th: Monday 8 December.
    "contract": (
        OnePupil({}, [Entry(NOV[10], "contract")], ["contract-review"]),
        [("2025-11-10", "attendance-contract"), ("2025-12-08", "contract-review")],
    ),
    # A hold to Friday the 21st, that day included, stops letters and calls. The search for a child goes on,
    # and so does what the register needs: more than five school days after Monday the 17th is the 25th.
    "on hold": (
        OnePupil(
            away("2025-11-17", 3, "N"),
            [
                Entry(NOV[10], "hold", until=NOV[21], note="bereavement"),
                Entry(NOV[12], "leave", "refused", until=NOV[12]),
            ],
            [BY_THE_REGISTER],
        ),
        [
            ("2025-11-12", "leave-refused (held back)"),
            ("2025-11-17", "first-day-call"),
            ("2025-11-24", "leave-refused"),
            ("2025-11-25", "n-unsettled"),
        ],
    ),
}


@pytest.fixture(scope="module")
def came_up() -> dict[str, list[CameUp]]:
    year = SchoolYearByHand("cheetwood", {name: pupil for name, (pupil, _) in PATHS.items()})
    return year.play(DAYS)


@pytest.mark.parametrize("path", PATHS)
def test_each_thing_comes_up_once_on_its_day(came_up: dict[str, list[CameUp]], path: str) -> None:
    assert sorted(in_short(came_up[path], about=ABOUT)) == sorted(PATHS[path][1])


@pytest.mark.parametrize(
    ("path", "step", "words"),
    [
        ("nobody answers", "home-visit", "3 school days in a row (N) from 10 November 2025"),
        ("nobody answers", "no-contact", "visit, nobody-in"),
        ("nobody answers", "missing-education", "no-contact was done on 13 November 2025, 2 school days ago"),
        ("nobody answers", "n-unsettled", "2 marks are still N after more than 5 school days: 10 November"),
        ("nobody answers", "missing-20-days", "The 20th was on 5 December 2025"),
        ("not back ten days after leave", "not-returned-10-days", "still away 10 school days later"),
        ("on hold", "leave-refused", "On hold until 21 November 2025: bereavement"),
        ("two holidays", "leave-without-permission", "1 school day in a row (G) from 17 November 2025"),
    ],
)
def test_the_reason_says_what_it_rests_on(
    came_up: dict[str, list[CameUp]], path: str, step: str, words: str
) -> None:
    assert words in next(one.why for one in came_up[path] if one.step == step)


def test_what_came_up_on_its_day_came_due_on_it(came_up: dict[str, list[CameUp]]) -> None:
    for path, (_, expected) in PATHS.items():
        for one in came_up[path]:
            if one.step in ABOUT and (str(one.on), one.step) in expected and one.due_on is not None:
                late = (path, one.step) == ("on hold", "leave-refused")
                assert one.due_on == (NOV[12] if late else one.on), (path, one.step)
