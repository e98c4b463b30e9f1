"""The report's numbers as pandas DataFrames, for notebooks.

::

    import attendctl

    book = attendctl.open("attendance.duckdb")
    book.pupils(week="2025-W45")      # one row a pupil
    book.groups("class", "sex")       # one row a group
    book.weeks()                      # one row a school week
    book.missing()                    # marks that are owed
    book.marks()                      # every mark, with what it counts as

The numbers are those of ``attendctl report --format json``, under the same
names: ``year`` and ``week`` become the prefixes ``year_`` and ``week_``. Sums of
sessions are whole numbers. The ledger is opened for each call and let go again.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attendctl.calendar import Week
from attendctl.casework.attendance_report import DEFAULT_GROUPINGS, attendance_report
from attendctl.casework.chosen_schools import choose_schools
from attendctl.casework.report_lines import AttendanceReport
from attendctl.casework.reporting_period import PeriodAsked
from attendctl.ledger.book import open_ledger
from attendctl.measures.attendance import Period, school_week_rows
from attendctl.measures.engine import prepare_register
from attendctl.measures.sums import Sums
from attendctl.reports.report_json import report_dict, sums_dict
from attendctl.settings import Settings, find_settings

if TYPE_CHECKING:
    import duckdb
    import pandas as pd

LATEST = "latest"

MARKS = """
SELECT s.name AS school, p.upn, p.year_group, p.class, m.date,
       CASE WHEN m.session = 0 THEN 'AM' ELSE 'PM' END AS session,
       m.code, c.statistical_class, c.possible = 1 AS possible, c.attended = 1 AS attended, m.minutes_late
FROM register_mark AS m
JOIN session_code AS c ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
LEFT JOIN register_pupil AS p ON m.school_id = p.school_id AND m.pupil_id = p.pupil_id
LEFT JOIN school AS s ON m.school_id = s.school_id
WHERE m.date BETWEEN $first_day AND $last_day
ORDER BY s.name, p.upn, m.pupil_id, m.date, m.session
"""


@dataclass(frozen=True)
class Attendance:
    """A ledger, asked for DataFrames.

    Arguments that several methods share:

    - ``as_of``: judge by marks dated up to this day, included. None: the last school day in the ledger.
    - ``known``: use only what the ledger had been told by this day, included. None: everything.
    - ``school``: one school by name, URN or DfE number. None: all.
    - ``week``: ``"latest"``, ``"2025-W45"`` or any date in it. None: the year to date.
    - ``period``: a term, a half term or any days in the place of ``week``: ``PeriodAsked("term", "autumn")``
      of ``attendctl.casework.reporting_period``. Its columns begin with ``period_``.

    Raises everywhere: ``attendctl.errors.NotFound`` for a ledger, school or week that is not there.
    """

    settings: Settings

    def report(
        self,
        *,
        week: str | None = None,
        period: PeriodAsked | None = None,
        as_of: date | None = None,
        known: date | None = None,
        school: str | None = None,
        by: tuple[str, ...] = DEFAULT_GROUPINGS,
    ) -> AttendanceReport:
        """Return the whole report as frozen lines, as every output format shows it."""
        with self._book(known) as connection:
            return attendance_report(
                connection,
                self.settings,
                today=date.max,
                week=Week.parse(week) if week and week != LATEST else None,
                latest_week=week == LATEST,
                period=period,
                as_of=as_of,
                known=known,
                by=by,
                school=school,
            )

    def pupils(
        self,
        *,
        week: str | None = None,
        period: PeriodAsked | None = None,
        as_of: date | None = None,
        known: date | None = None,
        school: str | None = None,
    ) -> pd.DataFrame:
        """Return one row a pupil: sums of the year (and of the week), band, trend, flags."""
        report = self.report(week=week, period=period, as_of=as_of, known=known, school=school, by=())
        return _flat(report_dict(report)["pupils"])

    def groups(
        self,
        *by: str,
        week: str | None = None,
        period: PeriodAsked | None = None,
        as_of: date | None = None,
        known: date | None = None,
        school: str | None = None,
    ) -> pd.DataFrame:
        """Return one row a group, by class and year unless told otherwise: ``groups("sex", "pp")``."""
        report = self.report(
            week=week, period=period, as_of=as_of, known=known, school=school, by=by or DEFAULT_GROUPINGS
        )
        return _flat(report_dict(report)["groups"])

    def missing(
        self,
        *,
        week: str | None = None,
        period: PeriodAsked | None = None,
        as_of: date | None = None,
        known: date | None = None,
        school: str | None = None,
    ) -> pd.DataFrame:
        """Return one row a mark that is owed: UPN, date and session."""
        report = self.report(week=week, period=period, as_of=as_of, known=known, school=school, by=())
        return _dated(_frame(report_dict(report)["missing_marks"], ["upn", "date", "session"]), "date")

    def weeks(
        self, *, as_of: date | None = None, known: date | None = None, school: str | None = None
    ) -> pd.DataFrame:
        """Return one row a school and school week of the academic year: its Monday and its sums."""
        with self._book(known) as connection:
            report = attendance_report(
                connection, self.settings, today=date.max, as_of=as_of, school=school, by=()
            )
            names = {line.school_id: line.name for line in report.schools}
            rows = school_week_rows(connection, Period(report.as_of))
        return _dated(
            _frame(
                [
                    {
                        "school": names[row["school_id"]],
                        "week": str(Week(row["monday"])),
                        "monday": row["monday"],
                        "pupils": row["pupils"],
                        **sums_dict(Sums(*(row[name] for name in Sums._fields))),
                    }
                    for row in rows
                ],
                ["school", "week", "monday", "pupils"],
            ),
            "monday",
        )

    def marks(
        self,
        *,
        first_day: date = date.min,
        last_day: date = date.max,
        known: date | None = None,
        school: str | None = None,
    ) -> pd.DataFrame:
        """Return one row a mark between two days, both included: who, when, code and what it counts as."""
        with self._book(known) as connection:
            schools = choose_schools(connection, self.settings, school)
            prepare_register(connection, [one.school_id for one in schools] if school else None)
            return connection.execute(MARKS, {"first_day": first_day, "last_day": last_day}).df()

    @contextmanager
    def _book(self, known: date | None) -> Iterator[duckdb.DuckDBPyConnection]:
        ledger = self.settings.ledger
        with open_ledger(self.settings.ledger_path, wait_seconds=ledger.wait_seconds, known=known) as book:
            yield book.connection


def open_attendance(ledger: str | Path | None = None, *, config: str | Path | None = None) -> Attendance:
    """Return the ledger for asking; ``attendctl.open`` is the same function.

    Args:
        ledger: the ledger file; None: as the ``attendctl`` command finds it.
        config: the ``attendctl.toml`` to use; None: as the command finds it.
    """
    return Attendance(find_settings(Path(config) if config else None, Path(ledger) if ledger else None))


def _flat(rows: list[dict[str, Any]]) -> pd.DataFrame:
    """Lift the sums inside a row to columns ``year_…`` and ``week_…``."""
    flat = []
    for row in rows:
        lifted: dict[str, Any] = {}
        for key, value in row.items():
            if isinstance(value, dict):
                lifted |= {f"{key}_{inner}": part for inner, part in value.items()}
            elif key not in ("week", "period"):  # a report on the year has neither
                lifted[key] = value
        flat.append(lifted)
    frame = _frame(flat, [])
    for column in ("first_mark", "last_mark"):
        if column in frame:
            frame = _dated(frame, column)
    return frame


def _frame(rows: list[dict[str, Any]], columns: list[str]) -> pd.DataFrame:
    import pandas as pd

    frame = pd.DataFrame(rows, columns=None if rows else columns)
    for column in frame.columns:
        if column.endswith("_percent"):
            frame[column] = frame[column].astype("float64")
    return frame


def _dated(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    import pandas as pd

    frame[column] = pd.to_datetime(frame[column])
    return frame
