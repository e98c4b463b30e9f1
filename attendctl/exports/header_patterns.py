"""Headers that carry a value: a weekday or day with its session, a numbered contact, an attendance code."""

from __future__ import annotations

import re
from datetime import date

from attendctl.exports.values.dates import DateReading, read_date
from attendctl.ledger.incoming import AM, PM

LONGEST_HEADING = 300
"""Characters of a cell that may be a heading. The longest of an MIS has about eighty."""

_WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
_SLOT = re.compile(
    r"(mon|tue|wed|thu|fri|sat|sun)(?:day|s|sday|nesday|rs|rsday|urday)?[\s_:/.-]*(am|pm|a\.m\.|p\.m\.|morning|afternoon)",
    re.IGNORECASE,
)
_SESSION_AT_END = re.compile(r"^(.*?)[\s_:/,;-]*\b(am|pm|a\.m\.|p\.m\.|morning|afternoon)$", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?:contact|parent/carer|parent|carer|guardian)[\s_]*(\d)[\s_:-]*(.+)"
    r"|(?:contact|parent/carer|parent|carer|guardian)[\s_]*(.+?)[\s_]*(\d)",
    re.IGNORECASE,
)
_CONTACT_PARTS = {
    "name": "name", "fullname": "name", "title": "title", "forename": "forename", "firstname": "forename",
    "surname": "surname", "lastname": "surname", "relationship": "relationship", "relation": "relationship",
    "parentalresponsibility": "parental_responsibility", "priority": "priority", "order": "priority",
    "liveswithpupil": "lives_with_pupil", "liveswithstudent": "lives_with_pupil",
    "correspondence": "may_be_written_to", "email": "email", "emailaddress": "email",
    "telephone": "telephone", "phone": "telephone", "mobile": "telephone", "telephonenumber": "telephone",
    "address": "address", "postcode": "postcode",
}  # fmt: skip
_REASON_COUNT = re.compile(r"T_Reason_(\w{1,2})", re.IGNORECASE)


def session_word(text: str) -> int:
    """Return 0 for a word of the morning, 1 for one of the afternoon."""
    return AM if text.casefold()[0] in "am" and text.casefold() != "afternoon" else PM


def weekday_and_session(header: str) -> tuple[int, int] | None:
    """Read a weekly column's header: days after Monday, and session.

    >>> weekday_and_session("MonAM"), weekday_and_session("Thursday pm"), weekday_and_session("Month")
    ((0, 0), (3, 1), None)
    """
    match = _SLOT.fullmatch(header.strip()) if len(header) <= LONGEST_HEADING else None
    return (_WEEKDAYS[match[1].casefold()], session_word(match[2])) if match else None


def day_and_session(header: str, *, year_from: date | None = None) -> tuple[DateReading, int] | None:
    """Read a dated session's header, or None where it is not one.

    A day without a year needs the academic year it lies in; until that is
    known its header still counts as a dated one, with a reading that has no day.

    >>> reading, session = day_and_session("Wed 03/09/2025 PM")
    >>> reading.day, session
    (datetime.date(2025, 9, 3), 1)
    >>> day_and_session("Wed 03 Sep AM")[0].day is None, day_and_session("Comment AM") is None
    (True, True)
    """
    match = _SESSION_AT_END.match(" ".join(header.split())) if len(header) <= LONGEST_HEADING else None
    if not match or not match[1] or not any(character.isdigit() for character in match[1]):
        return None
    reading = read_date(match[1], year_from=year_from)
    if reading.fault == "not a date" and year_from is None:
        # Any leap year lets 29 Feb pass: here only the form is judged.
        if read_date(match[1], year_from=date(2023, 9, 1)).fault == "not a date":
            return None
        return DateReading(None, "no year"), session_word(match[2])
    return None if reading.fault == "not a date" else (reading, session_word(match[2]))


def numbered_contact(header: str) -> tuple[int, str] | None:
    """Read the header of a numbered contact's column: which contact, and which part.

    >>> numbered_contact("Contact1ParentalResponsibility"), numbered_contact("Parent 2 Email")
    ((1, 'parental_responsibility'), (2, 'email'))
    >>> numbered_contact("Contact Priority 1"), numbered_contact("Contact 1") is None
    ((1, 'priority'), True)
    """
    match = _NUMBERED.fullmatch(header.strip()) if len(header) <= LONGEST_HEADING else None
    if not match:
        return None
    number, part = (match[1], match[2]) if match[1] else (match[4], match[3])
    known = _CONTACT_PARTS.get("".join(c for c in part.casefold() if c.isalnum()))
    return (int(number), known) if known else None


def counted_code(header: str, codes: frozenset[str]) -> str | None:
    """Return the code that a column of counts is headed with, or None.

    >>> counted_code("\\\\", frozenset("/\\\\B")), counted_code("T_Reason_C", frozenset("C"))
    ('\\\\', 'C')
    """
    text = header.strip()
    if match := _REASON_COUNT.fullmatch(text):
        text = match[1]
    return text.upper() if text.upper() in codes else None
