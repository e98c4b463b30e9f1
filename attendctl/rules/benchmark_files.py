"""A table of published figures as its two files: what is said of it, and its rows."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date

from attendctl.rules.published_rows import PublishedRow, compact_csv

SERIES = "Pupil attendance in schools, year to date (daily data; not the accredited statistics)"
SOURCE = "Department for Education, Pupil attendance in schools, year to date by region and local authority"
HREF = "https://explore-education-statistics.service.gov.uk/find-statistics/pupil-attendance-in-schools"
LICENCE = "Crown copyright, Open Government Licence v3.0"


def table_files(
    rows: Iterable[PublishedRow],
    *,
    academic_year: int,
    taken_from: str,
    checked_on: date,
    from_day: date | None = None,
    to_day: date | None = None,
    note: str | None = None,
) -> Mapping[str, bytes]:
    """Return the files of one table by their names, the rows first.

    Args:
        rows: of ``attendctl.rules.published_table.read_download``.
        academic_year: of its September.
        taken_from: which download it is, in words.
        checked_on: the day it was taken in and added up.
        from_day: the first day its sessions are of, where that is known.
        to_day: the last, likewise.
        note: what else there is to say of it.
    """
    name = f"dfe_year_to_date_{academic_year}_{(academic_year + 1) % 100:02}"
    content = compact_csv(rows).encode("utf-8")
    said: dict[str, object] = {
        "series": SERIES,
        "is_accredited": False,
        "academic_year": academic_year,
        "from": from_day,
        "to": to_day,
        "source": SOURCE,
        "href": HREF,
        "taken_from": taken_from,
        "licence": LICENCE,
        "checked_on": checked_on,
        "note": note,
        "rows_sha256": hashlib.sha256(content).hexdigest(),
    }
    head = "".join(f"{key} = {_toml(value)}\n" for key, value in said.items() if value is not None)
    return {f"{name}.csv": content, f"{name}.toml": head.encode("utf-8")}


def _toml(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        plain = value.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + "".join(character if character.isprintable() else " " for character in plain) + '"'
    return str(value)
