"""Tables that are not a dated register, and registers that need one more word from the officer."""

from __future__ import annotations

from scripts.sample_school.messy_file import PUPILS, REFUSED, TAKEN, Messy, good_lines, joined

_WEEK = "MonAM,MonPM,TueAM,TuePM,WedAM,WedPM,ThuAM,ThuPM,FriAM,FriPM"
_WEEK_HEADER = f"UPN,Surname,Forename,Year Group,Reg Group,{_WEEK}"
_WEEK_MARKS = "/,\\,/,\\,/,\\,/,\\,I,I"
_REGISTERS = [
    "Time,Lesson/Event,Teacher,Marks",
    "08:50,5T: Registration,T Garner,26 present",
    "13:10,5T: Registration,T Garner,25 present 1 absent",
]
_PREAMBLE = [
    "Fernbrook Community School,,,,,,,",
    "Attendance marks from 03/11/2025 to 04/11/2025,,,,,,,",
    '"Printed on 05/11/2025 09:12, page 1",,,,,,,',
    ",,,,,,,",
    *good_lines(),
    "Total marks,,,,,,,12",
    "Template Notes,,,,,,,",
]

MESSY_LAYOUTS = (
    Messy(
        "lessons_only.csv",
        "lessons, no sessions",
        joined(
            [
                "Upn,CalendarStartDate,PeriodDisplayName,Mark",
                *(f"{pupil[:13]},2025-11-03T00:00:00,Period {n},/" for pupil in PUPILS for n in (1, 2)),
            ]
        ),
        REFUSED,
        r"(?i)lesson|session",
    ),
    Messy(
        "counts_by_code.csv",
        "one column for each code with how often it was given",
        joined(
            [
                "UPN,Surname,Forename,/,\\,B,I,N,O",
                *(f"{','.join(pupil.split(',')[:3])},60,58,0,2,0,1" for pupil in PUPILS),
            ]
        ),
        REFUSED,
        r"(?i)count",
    ),
    Messy(
        "totals_only.csv",
        "sums of sessions, no dated marks",
        joined(
            [
                "UPN,Surname,Forename,Possible sessions,Present,Authorised absent,Unauthorised absent",
                *(f"{','.join(pupil.split(',')[:3])},120,114,4,2" for pupil in PUPILS),
            ]
        ),
        REFUSED,
        r"(?i)total",
    ),
    Messy(
        "arbor_registers.csv",
        "the list of registers of one day",
        joined(_REGISTERS),
        REFUSED,
        r"(?i)register",
    ),
    Messy(
        "behaviour_points.csv",
        "a table about something else",
        joined(["UPN,Points,Awarded for", *(f"{pupil[:13]},3,Kindness" for pupil in PUPILS)]),
        REFUSED,
        r"(?i)layout|recognis",
    ),
    Messy(
        "two_layouts.csv",
        "weekly columns and a string for the same week",
        joined(
            [
                f"UPN,Week commencing,WeekMarks,{_WEEK}",
                *(f"{pupil[:13]},03/11/2025,/\\/\\/\\/\\II,{_WEEK_MARKS}" for pupil in PUPILS),
            ]
        ),
        REFUSED,
        r"--layout",
    ),
    Messy(
        "mark_ids.csv",
        "marks given as numbers of a list that is not in the file",
        joined(
            [
                "UPN,Date,Session,attendance_code_id",
                *(f"{pupil[:13]},2025-11-03,AM,{n}" for n, pupil in enumerate(PUPILS, start=4417)),
            ]
        ),
        REFUSED,
        r"(?i)attendance_code_id|lookup|number",
    ),
    Messy(
        "week_without_date.csv",
        "a week, and nowhere its date",
        joined([_WEEK_HEADER, *(f"{pupil},{_WEEK_MARKS}" for pupil in PUPILS)]),
        REFUSED,
        r"--date",
    ),
    Messy(
        "week_dated_by_option.csv",
        "the same week, dated by the officer",
        joined([_WEEK_HEADER, *(f"{pupil},{_WEEK_MARKS}" for pupil in PUPILS)]),
        TAKEN,
        marks=30,
        options=["--date", "2025-11-03"],
    ),
    Messy(
        "preamble_and_footer.csv",
        "titles above the table, totals and notes below",
        joined(_PREAMBLE),
        TAKEN,
        marks=12,
    ),
)
