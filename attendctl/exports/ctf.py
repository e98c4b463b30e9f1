"""The Common Transfer File: attendance of pupils in XML, from one school to another.

``Pupil / Attendance / YearData / AttendSessions`` holds a start date and a
string of marks: two for every calendar day, packed or separated by commas.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from attendctl.exports.bulk import insert_columns
from attendctl.exports.pupils import RowRefused
from attendctl.exports.reading import Reading, date_fault
from attendctl.exports.refusals import LayoutUnknown, NoDatedMarks
from attendctl.exports.shapes.long import LongMarks
from attendctl.exports.shapes.positions import drop_places_without_a_session
from attendctl.exports.values.dates import read_register_date
from attendctl.exports.values.mark_strings import LONGEST, marks_in, places

_Element = Any  # lxml ships no types

_PUPIL_ELEMENTS = {
    "upn": ("UPN",),
    "surname": ("Surname",),
    "forename": ("Forename",),
    "preferred_surname": ("PreferredSurname",),
    "preferred_forename": ("PreferredForename",),
    "date_of_birth": ("DOB",),
    "sex": ("Sex", "Gender"),
    "year_group": ("NCyearActual",),
}
_LONGEST_TOTAL = 6
_TOTALS = {
    "total_possible": "SessionsPossible",
    "total_attended": "SessionsAttended",
    "total_authorised": "SessionsAuthorised",
    "total_unauthorised": "SessionsUnauthorised",
}


def read_ctf(reading: Reading, path: Path) -> tuple[LongMarks, int]:
    """Read a Common Transfer File.

    Returns:
        The marks as written, and the count of pupils read.

    Raises:
        LayoutUnknown: it is XML of another kind.
        NoDatedMarks: a school census, or no pupil in it has strings of marks.
    """
    from attendctl.exports.containers.safe_xml import safe_xml_root

    root = safe_xml_root(path)
    name = _local(root)
    if name != "CTfile":
        if any(
            _local(one) in ("TermlyAttendance", "SessionDetails", "SummerHalfTerm2Attendance")
            for one in root.iter()
        ):
            raise NoDatedMarks(
                f"{reading.file}: this is a school census return: sessions by reason, without dates.",
                remedy="Export one row a mark (pupil, date, session, mark), or a Common Transfer File.",
            )
        raise LayoutUnknown(
            f"{reading.file}: this is XML of the kind {name!r}, and only the Common Transfer File is read.",
            remedy="Export the register as CSV or XLSX: pupil, date, session, mark.",
        )
    school = _text(next(_below(root, "Header"), root), "SourceSchool", "SchoolName")
    rows: list[tuple[int, int, date, int, str]] = []
    pupils = 0
    for pupil in _below(root, "Pupil"):
        pupils += 1
        rows.extend(_marks_of(reading, pupil, school))
    if not rows and not reading.findings.refusals:
        raise NoDatedMarks(
            f"{reading.file}: no pupil in it has marks (AttendSessions), at most totals.",
            remedy="Export it again with session attendance, or export the register as CSV.",
        )
    return _staged(reading, rows), pupils


def _marks_of(
    reading: Reading, pupil: _Element, school: str | None
) -> Iterator[tuple[int, int, date, int, str]]:
    cells = {
        name: next(filter(None, (_text(pupil, element) for element in elements)), None)
        for name, elements in _PUPIL_ELEMENTS.items()
    }
    years = list(_below(pupil, "YearData"))
    schools: set[str | None] = {year_school for year in years if (year_school := _text(year, "SchoolName"))}
    line = int(pupil.sourceline or 0)
    for year_school in sorted(schools, key=str) or [school]:
        here = [year for year in years if (_text(year, "SchoolName") or school) == year_school]
        try:
            who = reading.pupils.add({**cells, "school": year_school, **_totals_of(here)}, line)
        except RowRefused as fault:
            reading.findings.refuse(line, fault.field, fault.value, fault.reason)
            continue
        if who is None:
            continue
        for year in here:
            for sessions in _below(year, "AttendSessions"):
                yield from _places_of(reading, sessions, who)


def _totals_of(years: list[_Element]) -> dict[str, str]:
    """Return what the years of a school state of sessions, summed; nothing where one has no marks to it."""
    if any(next(_below(year, "AttendSessions"), None) is None for year in years):
        return {}
    stated = {name: [_text(year, element) or "" for year in years] for name, element in _TOTALS.items()}
    return {
        name: str(sum(map(int, texts)))
        for name, texts in stated.items()
        if texts and all(text.isdecimal() and len(text) <= _LONGEST_TOTAL for text in texts)
    }


def _places_of(reading: Reading, sessions: _Element, who: int) -> Iterator[tuple[int, int, date, int, str]]:
    line = int(sessions.sourceline or 0)
    written = _text(sessions, "AttendanceStartDate")
    start = read_register_date(written)
    if start.day is None:
        reading.findings.refuse(line, "AttendanceStartDate", written, date_fault(start))
        return
    text = next((one.text or "" for one in _below(sessions, "AttendanceMarks")), "")
    if (count := len(places(text))) > LONGEST:
        reading.findings.refuse(line, "AttendanceMarks", None, f"holds {count} marks, more than a year has")
        return
    for mark in marks_in(text):
        day = date.fromordinal(start.day.toordinal() + mark.days_after_start)
        yield line, who, day, mark.session, mark.mark


def _staged(reading: Reading, rows: list[tuple[int, int, date, int, str]]) -> LongMarks:
    relation = f"{reading.schema}.ctf_long"
    reading.workbench.execute(
        f"CREATE TABLE {relation} (line UINTEGER, who INTEGER, date DATE, session UTINYINT, mark VARCHAR)"
    )
    kinds = {"line": "UINTEGER", "who": "INTEGER", "date": "DATE", "session": "UTINYINT", "mark": "VARCHAR"}
    columns = {name: (kind, [row[at] for row in rows]) for at, (name, kind) in enumerate(kinds.items())}
    insert_columns(reading.workbench, relation, columns)
    drop_places_without_a_session(reading, relation, many_weeks=True)
    return LongMarks(relation, lambda *_: "AttendanceMarks")


def _local(element: _Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _below(element: _Element, name: str) -> Iterator[_Element]:
    return (one for one in element.iter() if _local(one) == name)


def _text(element: _Element, *path: str) -> str | None:
    """Return the text of the child at a path of element names, or None."""
    for name in path:
        found = next((child for child in element if _local(child) == name), None)
        if found is None:
            return None
        element = found
    return (element.text or "").strip() or None
