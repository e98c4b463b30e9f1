"""What each column of a pupil holds, and how a cell of it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from functools import partial
from typing import Any

from attendctl.exports.values.cells import stated
from attendctl.exports.values.classes import read_class
from attendctl.exports.values.dates import read_date
from attendctl.exports.values.flags import read_flag
from attendctl.exports.values.kinds import read_enrolment, read_sen, read_sex
from attendctl.exports.values.shown import shown
from attendctl.exports.values.years import read_year_group

FLAGS = (
    "pp", "pp_recipient", "fsm", "fsm_ever6", "eal", "lac", "social_worker", "service_child", "traveller",
)  # fmt: skip
DATES = ("date_of_birth", "admission_date", "leaving_date")
NUMBERS = ("upn", "mis_id", "admission_number")
NAMES = ("surname", "forename", "preferred_surname", "preferred_forename", "name")
TEXTS = ("school", "former_upn", "house", "salutation", "addressee", "address", "postcode")
TOTALS = ("total_possible", "total_attended", "total_authorised", "total_unauthorised")
TOTAL_PERCENT = "total_percent"
EVERY_TOTAL = (*TOTALS, TOTAL_PERCENT)

_ALL = 100
_MOST_SESSIONS = 1_000_000  # more than a school has in a year
_MOST_DECIMALS = 6  # a workbook keeps 35 of 38 as 0.9210526315789473

PUPIL_FIELDS = (
    *NUMBERS, *NAMES, *TEXTS, *DATES, "sex", "year_group", "class", "sen", "enrolment", *FLAGS, *EVERY_TOTAL,
)  # fmt: skip
"""Every field of a pupil that a table may state."""

INCOMING_TYPES = {
    "who": "INTEGER", "line": "UINTEGER", "school": "VARCHAR", "upn": "VARCHAR", "former_upn": "VARCHAR",
    "mis_id": "VARCHAR", "admission_number": "VARCHAR", "surname": "VARCHAR", "forename": "VARCHAR",
    "preferred_surname": "VARCHAR", "preferred_forename": "VARCHAR", "date_of_birth": "DATE",
    "sex": "VARCHAR", "year_group": "VARCHAR", "class": "VARCHAR", "house": "VARCHAR", "sen": "VARCHAR",
    **dict.fromkeys(FLAGS, "BOOLEAN"), "enrolment": "VARCHAR", "admission_date": "DATE",
    "leaving_date": "DATE", "salutation": "VARCHAR", "addressee": "VARCHAR", "address": "VARCHAR",
    "postcode": "VARCHAR",
}  # fmt: skip
"""The columns of incoming_pupil and their types."""


class CellRefused(ValueError):
    """A cell of a pupil's row that makes the row unusable: the message says what is wrong with it."""


class CellDoubtful(ValueError):
    """A cell that cannot be read and is left out, with a warning."""


def readers(*, blank_flag_means_no: bool) -> Mapping[str, Callable[[str | None], Any]]:
    """Return field → the function that reads a cell of it.

    >>> readers(blank_flag_means_no=False)["year_group"]("Year 04")
    '4'
    """
    flag = partial(_flag, blank_means_no=blank_flag_means_no)
    return {
        **dict.fromkeys((*NUMBERS, *NAMES, *TEXTS), stated),
        "school": _number,
        "mis_id": _number,
        "admission_number": _number,
        **dict.fromkeys(DATES, _day),
        **dict.fromkeys(FLAGS, flag),
        **dict.fromkeys(TOTALS, _count),
        TOTAL_PERCENT: _percent,
        "sex": read_sex,
        "year_group": read_year_group,
        "class": read_class,
        "sen": read_sen,
        "enrolment": read_enrolment,
    }


def _flag(text: str | None, *, blank_means_no: bool) -> bool | None:
    try:
        return read_flag(text, blank_means_no=blank_means_no)
    except ValueError as fault:
        raise CellDoubtful(str(fault)) from None


def _day(text: str | None) -> Any:
    reading = read_date(text)
    if reading.fault in (None, "blank"):
        return reading.day
    raise CellRefused(
        "is not a real day" if reading.fault == "not a real day" else "is not a date this program knows"
    )


def _number(text: str | None) -> str | None:
    """Read an identifying number as text: ``1224.0`` is 1224, leading zeros stay."""
    cell = stated(text)
    return cell[:-2] if cell and cell.endswith(".0") and cell[:-2].isdigit() else cell


def _count(text: str | None) -> int | None:
    """Read a number of sessions.

    >>> _count("1,204"), _count("8.0")
    (1204, 8)
    """
    cell = stated(text)
    if cell is None:
        return None
    try:
        number = float(cell.replace(",", ""))
        if not 0 <= number <= _MOST_SESSIONS:  # nor is it one that is no number at all
            raise ValueError
        return int(number)
    except ValueError:
        raise CellDoubtful(f"{shown(cell)} is not a number of sessions") from None


def _percent(text: str | None) -> Decimal | None:
    """Read a percentage with the decimals it has. A workbook keeps 92.1% as 0.921.

    >>> _percent("92.1 %"), _percent("0.921"), _percent("100")
    (Decimal('92.1'), Decimal('92.1'), Decimal('100'))
    """
    cell = stated(text)
    if cell is None:
        return None
    try:
        value = Decimal(cell.removesuffix("%").strip())
        if not 0 <= value <= _ALL:
            raise InvalidOperation
    except InvalidOperation:
        raise CellDoubtful(f"{shown(cell)} is not a percentage") from None
    if not cell.endswith("%") and "." in cell and value <= 1:
        value = value.scaleb(2)
    decimals = min(max(-int(value.as_tuple().exponent), 0), _MOST_DECIMALS)
    return value.quantize(Decimal(1).scaleb(-decimals))
