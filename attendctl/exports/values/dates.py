"""Dates as exports write them, day first always.

A column is read as a whole: one value that can only be month-first (09/13/2025)
means the file is in US order, and then no value of it can be trusted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from attendctl.exports.values.cells import stated

_MONTHS = {
    name: number
    for number, name in enumerate(
        ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"), start=1
    )
}
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_TIME = r"(?:[T,\s]\s*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|[ap]m|[+-]\d{2}:?\d{2})?)?"
_WEEKDAY = re.compile(r"^(mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_TIME}", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"(\d{{1,2}})[/.-](\d{{1,2}})[/.-](\d{{4}}|\d{{2}}){_TIME}", re.IGNORECASE)
_MONTH_NAMED = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?[\s-]*([A-Za-z]{{3,9}})\.?,?[\s-]*(\d{{4}}|\d{{2}})?{_TIME}", re.IGNORECASE
)
_COMPACT = re.compile(r"(20\d{2}|19\d{2})(\d{2})(\d{2})")
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?")

_EXCEL_DAY_ZERO = date(1899, 12, 30)
_EXCEL_1904_DAY_ZERO = date(1904, 1, 1)  # of workbooks first made on a Macintosh
_EXCEL_FROM, _EXCEL_TO = 29221, 73050  # serials taken for dates: 1980 to 2099
_REGISTERS_FROM, _REGISTERS_TO = 1980, 2099
_CENTURY_TURNS_AT = 70


@dataclass(frozen=True)
class DateReading:
    """One spelling: the day, or why there is none.

    ``fault`` is None, "blank", "not a date", "not a real day", "month first" or, of the date
    of a mark, "not a year of registers".
    """

    day: date | None
    fault: str | None = None
    weekday_differs: bool = False  # the text names a weekday that day does not fall on


def read_date(
    text: str | None, *, year_from: date | None = None, numbers_from_1904: bool = False
) -> DateReading:
    """Read one date, day first.

    Args:
        text: the cell as exported.
        year_from: first day of the academic year a date without a year lies
            in; without it such a date is not a date.
        numbers_from_1904: a bare number is a day of a workbook that counts
            from 1904.

    >>> read_date("Wed, 09 Sep 2026, 11:20").day, read_date("3-Sep-25").day
    (datetime.date(2026, 9, 9), datetime.date(2025, 9, 3))
    >>> read_date("31/02/2025").fault, read_date("09/13/2025").fault
    ('not a real day', 'month first')
    >>> read_date("Mon 03/09/2025").weekday_differs
    True
    """
    cell = stated(text)
    if cell is None:
        return DateReading(None, "blank")
    named = _WEEKDAY.match(cell)
    rest = cell[named.end() :] if named else cell
    reading = _read(rest, year_from, _EXCEL_1904_DAY_ZERO if numbers_from_1904 else _EXCEL_DAY_ZERO)
    if named and reading.day and _DAYS[reading.day.weekday()] != named[1].casefold():
        return DateReading(reading.day, None, weekday_differs=True)
    return reading


def read_register_date(text: str | None, *, numbers_from_1904: bool = False) -> DateReading:
    """Read the date of a mark, which lies between 1980 and 2099: any other year is a slip.

    >>> read_register_date("03/09/0025").fault, read_register_date("03/09/2025").fault
    ('not a year of registers', None)
    """
    reading = read_date(text, numbers_from_1904=numbers_from_1904)
    if reading.day and not _REGISTERS_FROM <= reading.day.year <= _REGISTERS_TO:
        return DateReading(None, "not a year of registers")
    return reading


def month_first_spelling(spellings: Iterable[str | None]) -> str | None:
    """Return the first spelling that proves US order: a day that is no month where the month should be.

    >>> month_first_spelling(["03/09/2025", "09/13/2025"])
    '09/13/2025'
    """
    return next((text for text in spellings if text and read_date(text).fault == "month first"), None)


def _read(cell: str, year_from: date | None, day_zero: date) -> DateReading:
    if match := _YEAR_FIRST.fullmatch(cell) or _COMPACT.fullmatch(cell):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_FIRST.fullmatch(cell):
        return _day(_full_year(match[3]), int(match[2]), int(match[1]))
    if match := _MONTH_NAMED.fullmatch(cell):
        month = _MONTHS.get(match[2][:3].casefold())
        if month is None:
            return DateReading(None, "not a date")
        if match[3]:
            return _day(_full_year(match[3]), month, int(match[1]))
        if year_from is None:
            return DateReading(None, "not a date")
        return _day(year_from.year if month >= year_from.month else year_from.year + 1, month, int(match[1]))
    if (match := _SERIAL.fullmatch(cell)) and _EXCEL_FROM <= int(match[1]) <= _EXCEL_TO:
        return DateReading(day_zero + timedelta(days=int(match[1])))
    return DateReading(None, "not a date")


def _day(year: int, month: int, day: int) -> DateReading:
    try:
        return DateReading(date(year, month, day))
    except ValueError:
        pass
    try:
        date(year, day, month)
    except ValueError:
        return DateReading(None, "not a real day")
    return DateReading(None, "month first")


def _full_year(text: str) -> int:
    year = int(text)
    if len(text) == 4:  # written in full
        return year
    return year + (2000 if year < _CENTURY_TURNS_AT else 1900)
