"""The school's own three exports: marks, pupils and contacts, as UTF-8 CSV with CRLF line ends."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date

from scripts.sample_school.people import Pupil
from scripts.sample_school.register import MISSING, Register

HALVES = ("AM", "PM")
# fmt: off
PUPIL_HEADER = (
    "UPN", "Admission Number", "Legal Surname", "Legal Forename", "Preferred Forename", "Date of Birth",
    "Sex", "Year Group", "Reg Group", "House", "SEN Status", "Pupil Premium", "FSM", "FSM Ever 6",
    "EAL", "Looked After", "Social Worker", "Service Child", "Enrolment Status", "Admission Date",
    "Leaving Date", "Address", "Postcode",
)
CONTACT_HEADER = (
    "UPN", "Priority", "Title", "Contact Forename", "Contact Surname", "Relationship",
    "Parental Responsibility", "Lives with Pupil", "May be written to", "Email", "Telephone", "Address",
    "Postcode",
)
# fmt: on


def csv_bytes(
    rows: Iterable[Sequence[object]], *, delimiter: str = ",", encoding: str = "utf-8", end: str = "\r\n"
) -> bytes:
    """Return rows as a file; quotes only where a value needs them."""
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    return text.getvalue().encode(encoding)


def british(day: date) -> str:
    """Return a day as 02/09/2025."""
    return f"{day:%d/%m/%Y}"


def _flag(value: bool) -> str:
    return "Yes" if value else "No"


def marks_csv(register: Register) -> bytes:
    """One row a mark; a mark not recorded is ``-`` in the morning and an empty cell in the afternoon."""
    rows: list[Sequence[object]] = [("UPN", "Date", "Session", "Mark", "Minutes Late")]
    for pupil in register.pupils:
        for (day, half), mark in register.marks[pupil.upn].items():
            shown = "" if mark == MISSING and half == 1 else mark
            minutes = register.minutes.get((pupil.upn, (day, half)), "")
            rows.append((pupil.upn, british(day), HALVES[half], shown, minutes))
    return csv_bytes(rows)


def pupils_csv(pupils: list[Pupil]) -> bytes:
    """One row a pupil, with every flag a report can be split by."""
    rows: list[Sequence[object]] = [PUPIL_HEADER]
    for one in pupils:
        admitted = one.first_day if one.first_day > date(2025, 9, 2) else date(2025 - one.year, 9, 2)
        rows.append(
            (
                one.upn,
                one.admission_number,
                one.surname,
                one.forename,
                one.preferred_forename,
                british(one.date_of_birth),
                one.sex,
                one.year_name,
                one.group,
                one.house,
                one.sen,
                *map(_flag, (one.pp, one.fsm, one.ever6, one.eal, one.lac, one.social_worker)),
                _flag(one.service_child),
                one.enrolment,
                british(admitted),
                british(one.last_day) if one.left else "",
                one.family.address,
                one.family.postcode,
            )
        )
    return csv_bytes(rows)


def contacts_csv(pupils: list[Pupil]) -> bytes:
    """One row a contact of a pupil, most important first."""
    rows: list[Sequence[object]] = [CONTACT_HEADER]
    for pupil in pupils:
        for priority, adult in enumerate(pupil.family.adults, start=1):
            rows.append(
                (
                    pupil.upn,
                    priority,
                    adult.title,
                    adult.forename,
                    adult.surname,
                    adult.relationship,
                    _flag(adult.responsible),
                    _flag(adult.lives_with),
                    _flag(adult.may_be_written_to),
                    adult.email,
                    adult.telephone,
                    adult.address,
                    adult.postcode,
                )
            )
    return csv_bytes(rows)


CONFIGURATION = """\
# Fernbrook is an invented school. What each key means: attendctl init writes a file that says it.

[school]
name = "Fernbrook Community School"
urn = "999001"
dfe_number = "999/2047"
phase = "primary"
policy = "greenhill"
local_authority = "Fernshire"
address = ["Mill Fold", "Fernbrook", "QX1 1AA"]
telephone = "01632 960047"
email = "attendance@fernbrook.example"
website = "www.fernbrook.example"
signatory = "J. Ashby"
signatory_role = "Attendance Officer"

[letters]
output = "letters"

[calendar]
october_half_term = 2025-10-27

[ledger]
path = "attendance.duckdb"
"""
