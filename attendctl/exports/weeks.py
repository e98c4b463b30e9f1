"""Which week or year a table without dates is of: told above the table or by a name, never guessed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

from attendctl.calendar import academic_year_start, monday_of
from attendctl.exports.values.dates import read_register_date

_DATE = re.compile(
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2})(?!\d)"
    r"|\d{1,2}(?:st|nd|rd|th)?[\s-]+[A-Za-z]{3,9}[\s,-]+\d{4}|(?<!\d)20\d{6}(?!\d)"
)
_ISO_WEEK = re.compile(r"(?<!\d)(20\d{2})-?[Ww](\d{1,2})(?!\d)")
_ACADEMIC_YEAR = re.compile(r"(?<!\d)(20\d{2})\s?[/-]\s?(?:20)?(\d{2})(?![\d/-])")
_PRINTED = re.compile(r"print|generat|produc|creat|export|download|run (?:on|at)|report date", re.IGNORECASE)


def days_in(texts: Iterable[str]) -> list[date]:
    """Return the days named in free text; lines that say when it was printed do not count.

    >>> days_in(["Week beginning 3 November 2025", "Printed on 09/11/2025"])
    [datetime.date(2025, 11, 3)]
    """
    found: list[date] = []
    for text in texts:
        if _PRINTED.search(text):
            continue
        for match in _DATE.finditer(text):
            if day := read_register_date(match[0]).day:
                found.append(day)
        for match in _ISO_WEEK.finditer(text):
            try:
                found.append(date.fromisocalendar(int(match[1]), int(match[2]), 1))
            except ValueError:
                continue
    return found


def week_in(texts: Iterable[str]) -> date | None:
    """Return the Monday of the one week that the text names; None if it names none or several.

    >>> week_in(["03/11/2025 to 07/11/2025"]), week_in(["03/11/2025 to 14/11/2025"]) is None
    (datetime.date(2025, 11, 3), True)
    """
    mondays = {monday_of(day) for day in days_in(texts)}
    return mondays.pop() if len(mondays) == 1 else None


def year_start_in(texts: Sequence[str]) -> date | None:
    """Return 1 September of the one academic year that the text names.

    >>> year_start_in(["Registers 2025/26"]), year_start_in(["Spring term"]) is None
    (datetime.date(2025, 9, 1), True)
    """
    starts = {academic_year_start(day) for day in days_in(texts)}
    for text in texts:
        if _PRINTED.search(text):
            continue
        for match in _ACADEMIC_YEAR.finditer(text):
            if (int(match[1]) + 1) % 100 == int(match[2]):
                starts.add(date(int(match[1]), 9, 1))
    return starts.pop() if len(starts) == 1 else None
