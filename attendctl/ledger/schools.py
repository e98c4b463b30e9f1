"""Which school a row is about: given, named in the file, or the only one there is."""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from attendctl.ledger.incoming import FileWarning, Incoming
from attendctl.ledger.refused import FileRefused
from attendctl.settings import SchoolSettings, school_named

UNNAMED_SCHOOL = "School"
"""The name of the school when neither the command, the file, the settings nor the ledger has one."""


def resolve_schools(
    workbench: duckdb.DuckDBPyConnection, incoming: Incoming, configured: Sequence[SchoolSettings]
) -> list[FileWarning]:
    """Make the temporary table ``file_school (stated, school_id)`` for one file.

    ``stated`` is the text of the file's school column (NULL: not stated). ``--school`` goes before
    the column; without either it is the one configured school, else the one school in the ledger.
    A school that had no name when it was first imported takes that of the one configured school.

    Returns:
        A warning when no configuration names a school and the ledger did not know it.

    Raises:
        FileRefused: nothing says which of several schools the file is about.
    """
    stated = [
        text
        for (text,) in workbench.execute(
            f"SELECT DISTINCT school FROM {incoming.schema}.incoming_pupil ORDER BY ALL"
        ).fetchall()
    ]
    not_configured: list[str] = []
    ids: list[int] = []
    for text in stated:
        name = incoming.school or text or _only_school(workbench, configured, incoming)
        school_id, is_new = _school_id(workbench, name, configured)
        ids.append(school_id)
        if is_new and name != UNNAMED_SCHOOL and not school_named(name, configured):
            not_configured.append(name)
    workbench.execute(
        "CREATE OR REPLACE TEMP TABLE file_school AS "
        "SELECT unnest($1::VARCHAR[]) AS stated, unnest($2::SMALLINT[]) AS school_id",
        [stated, ids],
    )
    if not not_configured:
        return []
    named = ", ".join(repr(name) for name in not_configured[:3])
    more = f" and {len(not_configured) - 3} more" if len(not_configured) > 3 else ""
    return [
        FileWarning(
            "school_not_configured",
            f"Schools that no attendctl.toml names are taken in by the name in the file: {named}{more}.",
            len(not_configured),
        )
    ]


def _only_school(
    workbench: duckdb.DuckDBPyConnection, configured: Sequence[SchoolSettings], incoming: Incoming
) -> str:
    if len(configured) == 1:
        return configured[0].name
    known = [name for (name,) in workbench.execute("SELECT name FROM school ORDER BY name").fetchall()]
    if not configured and len(known) <= 1:
        return str(known[0]) if known else UNNAMED_SCHOOL
    raise FileRefused(
        f"{incoming.file} does not say which school it is about, and there are "
        f"{len(configured) or len(known)} schools.",
        remedy="Say which: attendctl import FILE --school NAME (or URN, or DfE number).",
    )


def _school_id(
    workbench: duckdb.DuckDBPyConnection, stated: str, configured: Sequence[SchoolSettings]
) -> tuple[int, bool]:
    """Return the school's number in the ledger, made now if need be, and whether it was."""
    school = school_named(stated, configured)
    name = school.name if school else " ".join(stated.split())
    # A bare number is a URN (6 digits) or a DfE number (3 and 4 digits, with or without the stroke).
    digits = name.replace("/", "")
    urn = school.urn if school else (name if name.isdigit() and len(name) == 6 else None)
    dfe_number = school.dfe_number if school else (name if digits.isdigit() and len(digits) == 7 else None)
    row = workbench.execute(
        """
        SELECT school_id FROM ledger.school
        WHERE urn = $urn OR dfe_number = $dfe_number OR lower(name) = lower($name)
        ORDER BY (urn = $urn) DESC NULLS LAST, (dfe_number = $dfe_number) DESC NULLS LAST, school_id LIMIT 1
        """,
        {"urn": urn, "dfe_number": dfe_number, "name": name},
    ).fetchone()
    if row is None and school and len(configured) == 1:  # imported before attendctl.toml was written
        row = workbench.execute(
            "SELECT school_id FROM ledger.school WHERE name = ? AND urn IS NULL AND dfe_number IS NULL",
            [UNNAMED_SCHOOL],
        ).fetchone()
    if row is None:
        made = workbench.execute(
            "INSERT INTO ledger.school SELECT coalesce(max(school_id), 0) + 1, ?, ?, ? FROM ledger.school "
            "RETURNING school_id",
            [name, urn, dfe_number],
        ).fetchone()
        assert made is not None
        return int(made[0]), True
    if school:  # the settings are the better source for what a school is called
        workbench.execute(
            "UPDATE ledger.school SET name = ?, urn = coalesce(?, urn), dfe_number = coalesce(?, dfe_number) "
            "WHERE school_id = ? AND (name, urn, dfe_number) IS DISTINCT FROM (?, ?, ?)",
            [name, urn, dfe_number, row[0], name, urn, dfe_number],
        )
    return int(row[0]), False
