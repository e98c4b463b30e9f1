"""Does the register make sense as a whole? Days and codes that are taken in, with a warning."""

from __future__ import annotations

from collections import Counter
from datetime import date

from attendctl.calendar import academic_year_start
from attendctl.exports.reading import Reading
from attendctl.ledger.incoming import MISSING_MARK

_SATURDAY = 5
_CLOSED = "#"
_SPORT, _PRESENT = "P", ("/", "\\")


def warn_of_odd_days(reading: Reading, table: str) -> tuple[date | None, date | None]:
    """Warn of marks at weekends, after today, of several academic years; return the first and last day."""
    days = reading.workbench.execute(
        f"""
        SELECT date, count(*), count(*) FILTER (code NOT IN ('{MISSING_MARK}', '{_CLOSED}'))
        FROM {table} GROUP BY date ORDER BY date
        """
    ).fetchall()
    if not days:
        return None, None
    warn = reading.findings.warn
    warn("W110", "Marks on Saturdays or Sundays.", sum(n for day, _, n in days if day.weekday() >= _SATURDAY))
    if reading.today is not None:
        later = [(day, every) for day, every, _ in days if day > reading.today]
        warn(
            "W105",
            f"Marks of days after {reading.today}, filled in ahead: kept, and not counted before their day.",
            sum(every for _, every in later),
        )
    years: Counter[date] = Counter()
    for day, every, _ in days:
        years[academic_year_start(day)] += every
    if len(years) > 1:
        listed = ", ".join(
            f"{start.year}/{(start.year + 1) % 100:02}: {n} marks" for start, n in sorted(years.items())
        )
        warn(
            "W111",
            f"Marks of {len(years)} academic years ({listed}): check that no date is wrong.",
            sum(years.values()) - max(years.values()),
        )
    return days[0][0], days[-1][0]


def warn_of_odd_codes(reading: Reading, table: str) -> set[str]:
    """Warn of many ``P`` and no ``/``: P is a sporting activity, and some write it for present.

    Returns the codes that the file has, missing marks aside.
    """
    counts = dict(
        reading.workbench.execute(f"SELECT code::VARCHAR, count(*) FROM {table} GROUP BY code").fetchall()
    )
    if counts.get(_SPORT, 0) > 1 and not any(counts.get(code) for code in _PRESENT):
        reading.findings.warn(
            "W112",
            "Many marks P (sporting activity) and none / or \\ (present): if P stands for present here, "
            'say so in attendctl.toml, [import.mark_words] "P" = "/".',
            counts[_SPORT],
        )
    missing = counts.get(MISSING_MARK, 0)
    reading.findings.warn("W113", "Sessions with no mark recorded.", missing)
    return set(counts) - {MISSING_MARK}


def warn_of_other_totals(reading: Reading, table: str) -> None:
    """Count the sessions of every pupil whose totals the file states; warn of those that differ, by UPN."""
    from attendctl.exports.pupil_fields import TOTALS

    stated = [
        pupil
        for pupil in reading.pupils.pupils
        if any(isinstance(pupil.stated.get(name), int) for name in TOTALS)
    ]
    if not stated:
        return
    counted = _sessions_by_pupil(reading, table)
    for name in TOTALS:
        kind = name.removeprefix("total_")
        differing = [
            f"{pupil.stated.get('upn') or f'line {pupil.line}'} states {total}, its marks give {found}"
            for pupil in stated
            if isinstance(total := pupil.stated.get(name), int)
            and (found := counted.get(pupil.who, Counter())[kind]) != total
        ]
        if differing:
            shown = "; ".join(differing[:5]) + ("; …" if len(differing) > 5 else "")
            reading.findings.warn(
                "W114",
                f"The file's own totals of {kind} sessions differ from its marks, which are used: {shown}.",
                len(differing),
            )


def _sessions_by_pupil(reading: Reading, table: str) -> dict[int, Counter[str]]:
    counted: dict[int, Counter[str]] = {}
    codes = reading.codes
    rows = reading.workbench.execute(
        f"SELECT who, date, code::VARCHAR, count(*) FROM {table} GROUP BY ALL"
    ).fetchall()
    for who, day, code, count in rows:
        kind = codes.class_of(codes.accepted(code, day))
        of_pupil = counted.setdefault(who, Counter())
        of_pupil["possible"] += count if kind.possible else 0
        of_pupil[kind.counts_as] += count
    return counted
