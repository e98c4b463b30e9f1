"""Numbers, ranges and lists as plain words, for a policy read back in English."""

from __future__ import annotations

from calendar import month_name
from collections.abc import Sequence

from attendctl.policies.parts import MonthAndDay
from attendctl.rates import TENTHS_IN_ONE_HUNDRED_PERCENT, percent_in_words

_TEENS = range(11, 14)


def ordinal(number: int) -> str:
    """Write a number as a place in a row.

    >>> [ordinal(number) for number in (1, 2, 3, 4, 11, 12, 21)]
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '21st']
    """
    endings = {1: "st", 2: "nd", 3: "rd"}
    is_teen = number % 100 in _TEENS
    return f"{number}{'th' if is_teen else endings.get(number % 10, 'th')}"


def counted(number: int, thing: str) -> str:
    """Write a number of things.

    >>> counted(1, "school week"), counted(4, "school week")
    ('1 school week', '4 school weeks')
    """
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def listed(words: Sequence[str], joint: str = "and") -> str:
    """Write words as a list.

    >>> listed(["G", "N", "O"], "or"), listed(["I"])
    ('G, N or O', 'I')
    """
    return " ".join([", ".join(words[:-1]), joint, words[-1]]) if len(words) > 1 else "".join(words)


def range_in_words(lowest: int, highest: int) -> str:
    """Write a range of percentages, both ends included, in tenths.

    >>> range_in_words(960, 1000), range_in_words(930, 959), range_in_words(0, 900)
    ('96% and above', '93% to 95.9%', '90% and below')
    >>> range_in_words(900, 900), range_in_words(1000, 1000)
    ('90%', '100%')
    """
    if lowest == highest:
        return percent_in_words(lowest)
    if highest == TENTHS_IN_ONE_HUNDRED_PERCENT:
        return f"{percent_in_words(lowest)} and above"
    if lowest == 0:
        return f"{percent_in_words(highest)} and below"
    return f"{percent_in_words(lowest)} to {percent_in_words(highest)}"


def marks_in_words(codes: Sequence[str], absence: str | None) -> str:
    """Say which marks are counted.

    >>> marks_in_words(["I"], None), marks_in_words([], "unauthorised"), marks_in_words([], "any")
    ('marked I', 'of unauthorised absence', 'of absence')
    """
    if absence is not None:
        return "of absence" if absence == "any" else f"of {absence} absence"
    return f"marked {listed(list(codes), 'or')}"


def day_in_words(day: MonthAndDay) -> str:
    """Write a day of any year.

    >>> day_in_words(MonthAndDay(month=10, day=1))
    '1 October'
    """
    return f"{day.day} {month_name[day.month]}"


def capital(text: str) -> str:
    """Begin a sentence: the first letter as a capital, the rest as it is.

    >>> capital("a letter to GPs")
    'A letter to GPs'
    """
    return text[:1].upper() + text[1:]
