"""The register as workbooks: one row a mark, and the wide register with dates over AM and PM."""

from __future__ import annotations

from collections.abc import Callable

from scripts.sample_school.main_files import HALVES
from scripts.sample_school.register import Register
from scripts.sample_school.term_dates import REGISTER_DAYS
from scripts.sample_school.text_layouts import WHO
from scripts.sample_school.workbook import Cell, column_letters, workbook_bytes


def marks_workbook(register: Register) -> bytes:
    """One row a session under the captions of SIMS, with real Excel dates; a mark not recorded is ``-``."""
    header: list[Cell] = ["UPN", "Surname", "Forename", "Year", "Reg Group"]
    rows: list[list[Cell]] = [[*header, "Attendance Date", "Session Name", "Attendance Mark"]]
    for pupil in register.pupils:
        who: list[Cell] = [pupil.upn, pupil.surname, pupil.forename, str(pupil.year or "R"), pupil.group]
        for (day, half), mark in register.marks[pupil.upn].items():
            rows.append([*who, day, HALVES[half], mark])
    return workbook_bytes("Marks", rows)


def wide_workbook(register: Register) -> bytes:
    """One row a pupil under two header rows, titles above, totals below; ``-`` where nothing is recorded."""
    slots = [(day, half) for day in REGISTER_DAYS for half in (0, 1)]
    titles: list[list[Cell]] = [
        ["Fernbrook Community School"],
        ["Attendance register from 02/09/2025 to 27/03/2026"],
        ["Printed on 27/03/2026 16:00"],
        [],
    ]
    dates: list[Cell] = [None] * len(WHO)
    for day in REGISTER_DAYS:
        dates += [day, None]
    halves: list[Cell] = [*WHO, *(HALVES[half] for _, half in slots)]
    rows: list[list[Cell]] = [*titles, dates, halves]
    for pupil in register.pupils:
        own = register.marks[pupil.upn]
        rows.append(
            [pupil.upn, pupil.surname, pupil.forename, pupil.year_name, pupil.group]
            + [own.get(slot) for slot in slots]
        )
    totals: list[Cell] = ["Total present", None, None, None, None]
    totals += [
        sum(register.marks[pupil.upn].get(slot) in ("/", "\\", "L") for pupil in register.pupils)
        for slot in slots
    ]
    rows += [[], totals]
    first_date_row, first_column = len(titles) + 1, len(WHO) + 1
    merged = [
        f"{column_letters(at)}{first_date_row}:{column_letters(at + 1)}{first_date_row}"
        for at in range(first_column, first_column + len(slots), 2)
    ]
    return workbook_bytes("Register", rows, merged)


WORKBOOK_LAYOUTS: dict[str, Callable[[Register], bytes]] = {
    "sims_marks.xlsx": marks_workbook,
    "wide_two_headers.xlsx": wide_workbook,
}
