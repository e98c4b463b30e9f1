"""Cells that are no session: what a grid must hold a place for, though nothing was due there.

A grid has a cell for every pupil and session, so an empty one may mean "mark
forgotten", "school closed" or "not on roll". The last two are dropped here.
"""

from __future__ import annotations

from attendctl.exports.reading import Reading

_BLANK = "(mark IS NULL OR trim(mark) = '')"
_MISSING = f"({_BLANK} OR trim(mark) IN ('-', '_'))"
_NO_MARK = f"({_MISSING} OR trim(mark) = '#')"


def drop_places_without_a_session(reading: Reading, table: str, *, many_weeks: bool) -> None:
    """Delete from a table of marks as written the places at which no session can have been due.

    - at weekends, where nobody in the file attended or was absent;
    - sessions that are empty for every pupil of the file;
    - with ``many_weeks`` (one row a pupil): a pupil's empty cells before the
      first mark, if they cover the whole first week, and after the last mark,
      if they cover the whole last week: the pupil was not on roll.

    A written ``-`` is a missing mark and stays.
    """
    run = reading.workbench.execute
    run(
        f"""
        DELETE FROM {table} WHERE isodow(date) >= 6 AND {_MISSING}
        AND (date, session) NOT IN (SELECT DISTINCT (date, session) FROM {table} WHERE NOT {_NO_MARK})
        """
    )
    run(
        f"""
        DELETE FROM {table} WHERE {_BLANK}
        AND (date, session) NOT IN (SELECT DISTINCT (date, session) FROM {table} WHERE NOT {_BLANK})
        """
    )
    if not many_weeks:
        return
    run(
        f"""
        DELETE FROM {table} USING (
            SELECT who, first_mark, last_mark, first_sunday, last_monday
            FROM (SELECT who, min(date) FILTER (NOT {_BLANK}) AS first_mark,
                         max(date) FILTER (NOT {_BLANK}) AS last_mark
                  FROM {table} GROUP BY who)
            CROSS JOIN (SELECT date_trunc('week', min(date))::DATE + 6 AS first_sunday,
                               date_trunc('week', max(date))::DATE AS last_monday FROM {table})
            WHERE first_sunday < last_monday
        ) AS span
        WHERE {table}.who = span.who AND {_BLANK}
          AND (first_mark IS NULL
               OR (first_mark > first_sunday AND date < first_mark)
               OR (last_mark < last_monday AND date > last_mark))
        """
    )
