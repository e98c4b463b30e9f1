"""Control totals: what exports themselves state of a pupil's sessions, held against the register."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import duckdb

from attendctl.calendar import academic_year_start
from attendctl.casework.register_health.finding import Finding, Session, StatedTotal
from attendctl.ledger.confirmations import marks_said_by
from attendctl.measures.attendance import Period
from attendctl.measures.engine import fill_table

# Of the totals of one pupil those of the latest file; those of an earlier one too, where it has days that no
# later one has.
_STATED = """
SELECT import_id, school_id, pupil_id, file, line, first_date, last_date, possible, attended, authorised,
       unauthorised, percent
FROM export_total AS t
WHERE last_date >= $1 AND first_date <= $2 AND NOT EXISTS (
    FROM export_total AS l
    WHERE l.school_id = t.school_id AND l.pupil_id = t.pupil_id
      AND l.first_date <= t.first_date AND l.last_date >= t.last_date
      AND (l.known_on, l.import_id) > (t.known_on, t.import_id))
ORDER BY school_id, pupil_id, last_date, import_id
"""
_SPAN = {"school_id": "SMALLINT", "pupil_id": "INTEGER", "from_day": "DATE", "to_day": "DATE"}
_COUNTED = """
SELECT s.school_id, s.pupil_id, s.from_day, s.to_day,
       CAST(sum(c.possible) AS INTEGER), CAST(sum(c.attended) AS INTEGER),
       CAST(sum(c.authorised) AS INTEGER), CAST(sum(c.unauthorised) AS INTEGER)
FROM totalled_span AS s
JOIN register_mark AS m
  ON m.school_id = s.school_id AND m.pupil_id = s.pupil_id AND m.date BETWEEN s.from_day AND s.to_day
JOIN session_code AS c ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
GROUP BY ALL
"""
# The sessions in which the register is other than the file said: changed since, or not in the file.
_OTHERWISE = f"""
WITH said AS ({marks_said_by("SELECT import_id FROM differing_total")})
SELECT s.import_id, m.school_id, m.pupil_id, m.date, m.session, m.code, a.code_from
FROM differing_total AS s
JOIN ledger.mark AS m
  ON m.current AND m.school_id = s.school_id AND m.pupil_id = s.pupil_id
 AND m.date BETWEEN s.from_day AND s.to_day
JOIN session_code AS c ON m.code = c.code AND m.date BETWEEN c.valid_from AND c.valid_until
LEFT JOIN amendment AS a
  ON a.school_id = m.school_id AND a.pupil_id = m.pupil_id AND a.date = m.date AND a.session = m.session
 AND a.import_id = m.import_id AND a.code_to = m.code
ANTI JOIN said AS d
  ON d.import_id = s.import_id AND d.school_id = m.school_id AND d.pupil_id = m.pupil_id
 AND d.date = m.date AND d.session = m.session AND d.code = m.code
WHERE c.on_roll = 1 OR a.code_from IS NOT NULL
ORDER BY ALL
"""
_NAMES = ("possible", "attended", "authorised", "unauthorised")


@dataclass(frozen=True)
class _Stated:
    """The totals of one pupil in one file: of its first to its last day, or of the year up to the last."""

    import_id: int
    school_id: int
    pupil_id: int
    file: str
    line: int | None
    first_date: date
    last_date: date
    possible: int | None
    attended: int | None
    authorised: int | None
    unauthorised: int | None
    percent: str | None

    @property
    def spans(self) -> list[tuple[date, date]]:
        """The days that the totals may be of; a week's register often states the year to date."""
        year_from = academic_year_start(self.last_date)
        return sorted({(self.first_date, self.last_date), (year_from, self.last_date)}, reverse=True)


Counts = tuple[int, int, int, int]
_Span = tuple[int, int, date, date]


def totals_that_differ(connection: duckdb.DuckDBPyConnection, period: Period) -> list[Finding]:
    """Return, by pupil and file, the stated totals that the register does not give.

    Args:
        connection: has the ledger's reading views and the register; after ``measure_attendance``.
        period: files with a day of its academic year, up to its last day, are looked at.
    """
    stated = [
        _Stated(*row) for row in connection.execute(_STATED, [period.year_from, period.as_of]).fetchall()
    ]
    if not stated:
        return []
    counted = _counted(connection, stated)
    differing: list[tuple[_Stated, tuple[date, date], tuple[StatedTotal, ...]]] = []
    for one in stated:
        of_spans = {
            span: differing_totals(one, counted.get((one.school_id, one.pupil_id, *span), (0, 0, 0, 0)))
            for span in one.spans
        }
        if all(of_spans.values()):
            nearest = min(of_spans, key=lambda span: _distance(of_spans[span]))
            differing.append((one, nearest, of_spans[nearest]))
    sessions = _sessions(connection, [(one, span) for one, span, _ in differing])
    return [
        Finding(
            "totals",
            one.school_id,
            one.pupil_id,
            tuple(sessions[one.import_id, one.school_id, one.pupil_id]),
            totals=totals,
            where=f"{one.file}, line {one.line}" if one.line else one.file,
        )
        for one, _, totals in differing
    ]


def differing_totals(stated: _Stated, counted: Counts) -> tuple[StatedTotal, ...]:
    """Return the totals that are stated and counted otherwise. A percentage is compared to its decimals."""
    found = [
        StatedTotal(name, str(said), str(number))
        for name, number in zip(_NAMES, counted, strict=True)
        if (said := getattr(stated, name)) not in (None, number)
    ]
    possible, attended = counted[:2]
    if stated.percent is not None:
        said = Decimal(stated.percent)
        unit = Decimal(1).scaleb(int(said.as_tuple().exponent))
        if possible == 0 or 2 * abs(said * possible - 100 * attended) > unit * possible:
            shown = f"{_half_up(attended, possible, unit)}" if possible else "–"
            found.append(StatedTotal("percent", stated.percent, shown))
    return tuple(found)


def _half_up(attended: int, possible: int, unit: Decimal) -> Decimal:
    """Return the percentage in whole units, rounded half up.

    >>> _half_up(77, 80, Decimal("0.1"))
    Decimal('96.3')
    """
    units_in_all = int(100 / unit)
    return (2 * units_in_all * attended + possible) // (2 * possible) * unit


def _distance(totals: Iterable[StatedTotal]) -> Decimal:
    return sum(
        (abs(Decimal(one.stated) - Decimal(one.counted)) for one in totals if one.counted != "–"), Decimal(0)
    )


def _counted(connection: duckdb.DuckDBPyConnection, stated: Iterable[_Stated]) -> Mapping[_Span, Counts]:
    spans = {(one.school_id, one.pupil_id, *span) for one in stated for span in one.spans}
    fill_table(connection, "totalled_span", _SPAN, sorted(spans))
    return {(row[0], row[1], row[2], row[3]): row[4:] for row in connection.execute(_COUNTED).fetchall()}


def _sessions(
    connection: duckdb.DuckDBPyConnection, differing: Iterable[tuple[_Stated, tuple[date, date]]]
) -> dict[tuple[int, int, int], list[Session]]:
    found: dict[tuple[int, int, int], list[Session]] = defaultdict(list)
    rows = [(one.import_id, one.school_id, one.pupil_id, *span) for one, span in differing]
    fill_table(connection, "differing_total", {"import_id": "INTEGER", **_SPAN}, rows)
    for *who, day, half, code, before in connection.execute(_OTHERWISE).fetchall() if rows else ():
        found[who[0], who[1], who[2]].append(Session.of(day, half, code, before))
    return found
