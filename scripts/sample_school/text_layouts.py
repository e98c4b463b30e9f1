"""The register in every plain-text layout an English school's system exports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta

from scripts.sample_school.main_files import HALVES, british, csv_bytes
from scripts.sample_school.people import Pupil
from scripts.sample_school.register import MISSING, Register
from scripts.sample_school.term_dates import FIRST_DAY, LAST_DAY, MONDAYS, REGISTER_DAYS

Row = Sequence[object]
WEEK_COLUMNS = [f"{day}{half}" for day in ("Mon", "Tue", "Wed", "Thu", "Fri") for half in HALVES]
LESSON_DAY = date(2025, 9, 16)


def _slots(register: Register) -> Iterator[tuple[Pupil, date, int, str]]:
    for pupil in register.pupils:
        for (day, half), mark in register.marks[pupil.upn].items():
            yield pupil, day, half, mark


def arbor_marks(register: Register) -> bytes:
    """One row a roll call, ISO dates; a mark not recorded is an empty RAW_MARK."""
    rows: list[Row] = [
        (
            "UPN",
            "Legal Last Name",
            "Legal First Name",
            "Year group",
            "Registration form",
            "Date",
            "Period",
            "Raw Mark",
        )
    ]
    for pupil, day, half, mark in _slots(register):
        shown = "" if mark == MISSING else mark
        rows.append((*_who(pupil), day, HALVES[half], shown))
    return csv_bytes(rows)


def bromcom_marks(register: Register) -> bytes:
    """One row a period with date-times; lessons of one day among them; a mark not recorded has no row."""
    rows: list[Row] = [
        (
            "Upn",
            "LastName",
            "FirstName",
            "YearGroup",
            "TutorGroupName",
            "CalendarStartDate",
            "PeriodDisplayName",
            "Mark",
        )
    ]
    for pupil, day, half, mark in _slots(register):
        who = (pupil.upn, pupil.surname, pupil.forename, pupil.year or "R", pupil.group)
        if mark != MISSING:
            rows.append((*who, f"{day}T00:00:00", HALVES[half], mark))
        if day == LESSON_DAY:
            # a lesson is not a session: N here must never be counted
            rows.append((*who, f"{day}T00:00:00", f"Period {half + 1}", "N" if half else "/"))
    return csv_bytes(rows)


def _weeks(register: Register, monday: date) -> Iterator[tuple[Pupil, dict[tuple[int, int], str]]]:
    """Yield each pupil on roll in a week with the marks of that week by (weekday, half)."""
    for pupil in register.pupils:
        own = register.marks[pupil.upn]
        week = {
            (n, half): own[(monday + timedelta(days=n), half)]
            for n in range(5)
            for half in (0, 1)
            if (monday + timedelta(days=n), half) in own
        }
        if week:
            yield pupil, week


def _week_rows(register: Register, missing: str) -> Iterator[Row]:
    for monday in MONDAYS:
        for pupil, week in _weeks(register, monday):
            cells = [week.get((n, half), "#") for n in range(5) for half in (0, 1)]
            shown = [missing if cell == MISSING else cell for cell in cells]
            yield (*_who(pupil), british(monday), *shown)


def _who(pupil: Pupil) -> tuple[str, str, str, str, str]:
    return pupil.upn, pupil.surname, pupil.forename, pupil.year_name, pupil.group


WHO = ("UPN", "Surname", "Forename", "Year Group", "Reg Group")


def week_columns(register: Register) -> bytes:
    """One row a pupil and week, MonAM to FriPM; a mark not recorded is an empty cell."""
    return csv_bytes([(*WHO, "Week commencing", *WEEK_COLUMNS), *_week_rows(register, "")])


def week_columns_tsv(register: Register) -> bytes:
    """The same between tabs; a mark not recorded is ``_``."""
    rows = [(*WHO, "Week commencing", *WEEK_COLUMNS), *_week_rows(register, "_")]
    return csv_bytes(rows, delimiter="\t", end="\n")


def week_columns_html(register: Register) -> bytes:
    """The same as the HTML table that some systems call .xls; a mark not recorded is a hard space."""
    lines = ["<html><head><meta charset='utf-8'><title>Attendance</title></head><body>", "<table border='1'>"]
    header = (*WHO, "Week commencing", *WEEK_COLUMNS)
    lines.append("<tr>" + "".join(f"<th>{cell}" for cell in header) + "</tr>")
    for row in _week_rows(register, "&nbsp;"):
        lines.append("<tr>" + "".join(f"<td>{cell}" for cell in row) + "</tr>")
    lines.append("</table></body></html>")
    return "\n".join(lines).encode("utf-8")


def packed_strings(register: Register, length: int, missing: str) -> bytes:
    """One row a pupil and week with one character a session: 10 for five days, 14 for seven."""
    return _strings(register, length, missing, "")


def comma_strings(register: Register) -> bytes:
    """The same with commas between ten marks; a mark not recorded is an empty place."""
    return _strings(register, 10, "", ",")


def _strings(register: Register, length: int, missing: str, between: str) -> bytes:
    rows: list[Row] = [(*WHO, "WeekStart", "WeekMarks")]
    for monday in MONDAYS:
        for pupil, week in _weeks(register, monday):
            cells = [week.get((n // 2, n % 2), "#") for n in range(length)]
            marks = between.join(missing if cell == MISSING else cell for cell in cells)
            rows.append((*_who(pupil), monday, marks))
    return csv_bytes(rows)


def _short_month(day: date) -> str:
    # not %b: the month's name must not follow the machine's language
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    return f"{day.day:02} {months[day.month - 1]} {day.year}"


def day_rows(register: Register) -> bytes:
    """One row a pupil and day with columns AM and PM; a mark not recorded is an empty cell."""
    rows: list[Row] = [(*WHO, "Date", "AM", "PM")]
    for pupil in register.pupils:
        for day in REGISTER_DAYS:
            if pupil.first_day <= day <= pupil.last_day:
                cells = [register.marks[pupil.upn][(day, half)] for half in (0, 1)]
                rows.append(
                    (*_who(pupil), f"{day:%d %b %Y}", *("" if cell == MISSING else cell for cell in cells))
                )
    return csv_bytes(rows)


def wide(register: Register) -> bytes:
    """One row a pupil, one column a session; empty where nothing is recorded or the pupil is not on roll."""
    slots = [(day, half) for day in REGISTER_DAYS for half in (0, 1)]
    rows: list[Row] = [(*WHO, *(f"{british(day)} {HALVES[half]}" for day, half in slots))]
    for pupil in register.pupils:
        cells = [register.marks[pupil.upn].get(slot, "") for slot in slots]
        rows.append((*_who(pupil), *("" if cell == MISSING else cell for cell in cells)))
    return csv_bytes(rows)


def ctf(register: Register) -> bytes:
    """Common transfer file: a string a pupil, a place for every half day from the start date, with commas."""
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        "<CTfile><Header><DocumentName>Common Transfer File</DocumentName><CTFversion>25.0</CTFversion>",
        "<SourceSchool><LEA>999</LEA><Estab>2047</Estab><SchoolName>Fernbrook Community School</SchoolName>"
        "<AcademicYear>2025</AcademicYear></SourceSchool></Header><CTFpupilData>",
    ]
    for pupil in register.pupils:
        first, last = max(pupil.first_day, FIRST_DAY), min(pupil.last_day, LAST_DAY)
        days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
        own = register.marks[pupil.upn]
        marks = ",".join(own.get((day, half), "#") for day in days for half in (0, 1))
        lines += [
            f"<Pupil><UPN>{pupil.upn}</UPN><Surname>{pupil.surname}</Surname><Forename>{pupil.forename}</Forename>",
            f"<DOB>{pupil.date_of_birth}</DOB><Sex>{pupil.sex}</Sex>",
            f"<NCyearActual>{pupil.year or 'R'}</NCyearActual>",
            "<Attendance><YearData><Year>2025</Year><LEA>999</LEA><Estab>2047</Estab>"
            "<SchoolName>Fernbrook Community School</SchoolName>",
            f"<AttendSessions><AttendanceStartDate>{first}</AttendanceStartDate>"
            f"<AttendanceMarks>{marks}</AttendanceMarks></AttendSessions></YearData></Attendance></Pupil>",
        ]
    lines.append("</CTFpupilData></CTfile>")
    return "\n".join(lines).encode("utf-8")


TEXT_LAYOUTS: dict[str, Callable[[Register], bytes]] = {
    "arbor_marks.csv": arbor_marks,
    "bromcom_marks.csv": bromcom_marks,
    "week_columns.csv": week_columns,
    "week_columns.tsv": week_columns_tsv,
    "week_columns.xls": week_columns_html,
    "week_strings_10.csv": lambda register: packed_strings(register, 10, "_"),
    "week_strings_14.csv": lambda register: packed_strings(register, 14, "-"),
    "week_strings_commas.csv": comma_strings,
    "day_rows.csv": day_rows,
    "wide.csv": wide,
    "ctf.xml": ctf,
}
