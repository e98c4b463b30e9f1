"""A copy of a ledger that can be shown to others: the same numbers, about nobody.

What is replaced: names, numbers, birthdays, addresses, contacts, everything somebody wrote, the names of
schools and of files. What stays: days, codes, minutes, classes, year groups and groups, imports and their
order, the policy's steps. The texts of letters are left out.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from attendctl.errors import WrongUsage
from attendctl.ledger.anonymised_texts import (
    addressees_without_people,
    details_without_people,
    reason_left_out,
)
from attendctl.ledger.attach import attached_for_reading
from attendctl.ledger.by_hand import BY_HAND
from attendctl.ledger.chain import append_entry, chain_what_is_there
from attendctl.ledger.chain_check import sound_chain
from attendctl.ledger.chain_removal import REMOVAL
from attendctl.ledger.made_anew import copy_ledger, put_in_place, verify
from attendctl.ledger.other_identities import Identities
from attendctl.ledger.workbench import open_workbench
from attendctl.temporary_folder import temporary_folder

_PREFIX = ".attendctl-anonymise-"
_FORGET = """
DELETE FROM ledger.letter_copy;
DELETE FROM ledger.chain_part;
DELETE FROM ledger.chain_entry;
UPDATE ledger.mark SET comment = 'Left out.' WHERE comment IS NOT NULL;
UPDATE ledger.mark SET standing_comment = 'Left out.' WHERE standing_comment IS NOT NULL;
UPDATE ledger.mark SET amended_reason = 'Left out.' WHERE amended_reason IS NOT NULL;
UPDATE ledger.case_entry SET note = 'Left out.' WHERE note IS NOT NULL;
UPDATE ledger.case_entry SET by_position = 'Member of staff';
UPDATE ledger.letter SET template_sha256 = NULL, files = '[]';
UPDATE ledger.import_made SET options = '{}';
UPDATE ledger.school SET name = concat('School ', school_id),
    urn = CASE WHEN urn IS NOT NULL THEN CAST(888000 + school_id AS VARCHAR) END,
    dfe_number = CASE WHEN dfe_number IS NOT NULL THEN concat('999/', 4000 + school_id) END
"""
_REAL = """
SELECT value FROM ledger.pupil_key
UNION SELECT upper(postcode) FROM ledger.pupil_record WHERE postcode IS NOT NULL
UNION SELECT upper(postcode) FROM ledger.contact_record WHERE postcode IS NOT NULL
"""


@dataclass(frozen=True)
class Anonymised:
    """How much the copy holds; ``letters``: written, their texts left out."""

    schools: int
    pupils: int
    marks: int
    imports: int
    letters: int
    case_entries: int


def anonymise(
    ledger: Path,
    target: Path,
    *,
    secret: bytes,
    policies: Collection[str] = (),
    wait_seconds: Decimal | float = 30,
) -> Anonymised:
    """Write a copy of a ledger with other identities, for its owner alone.

    Args:
        ledger: stays as it is.
        target: a new file.
        secret: what the other identities hang on; random, and kept by nobody.
        policies: that many schools have; of any other the name is replaced, too.
        wait_seconds: how long to wait while another command writes the ledger.

    Raises:
        LedgerNotFound, LedgerNotUsable, LedgerBusy: as for reading.
        WrongUsage: the ledger no longer holds what it was told, there is such a file already, or it
            cannot be written.
    """
    if target.exists():
        raise WrongUsage(f"{target} is there already.", remedy="Name a new file, or remove that one first.")
    try:
        with temporary_folder(target.absolute().parent, prefix=_PREFIX) as beside:
            changed, anew = beside / "changed.duckdb", beside / "anew.duckdb"
            with open_workbench() as held, attached_for_reading(held, ledger, wait_seconds=wait_seconds):
                sound_chain(held, not_done="No copy was made.")
                copy_ledger(held, changed)
            with open_workbench() as workbench:
                quoted = str(changed).replace("'", "''")
                workbench.execute(f"ATTACH '{quoted}' AS ledger")
                workbench.execute("BEGIN")
                give_other_identities(workbench, secret, policies)
                workbench.execute("COMMIT")
                copy_ledger(workbench, anew)
                counted = _count(workbench)
            verify(anew, target.name)
            put_in_place(anew, target)
    except (OSError, duckdb.IOException) as fault:
        why = getattr(fault, "strerror", None) or str(fault).splitlines()[0]
        raise WrongUsage(
            f"{target} cannot be written: {why}.",
            remedy="Name a file in a folder that is there and has room for two copies of the ledger.",
        ) from None
    return counted


def give_other_identities(
    workbench: duckdb.DuckDBPyConnection, secret: bytes, policies: Collection[str]
) -> None:
    """Replace everything in an attached ledger by which anybody could be known, and make its chain anew."""
    who = Identities(secret, frozenset(value for (value,) in workbench.execute(_REAL).fetchall()))
    codes = {code for (code,) in workbench.execute("SELECT DISTINCT code FROM ledger.mark").fetchall()}
    (last_removal,) = workbench.execute(
        "SELECT max(known_on) FROM ledger.chain_entry WHERE kind = $1", [REMOVAL]
    ).fetchone() or (None,)
    for statement in _FORGET.split(";"):
        workbench.execute(statement)
    _replace_numbers(workbench, who)
    of_columns: tuple[tuple[str, Callable[[Any], Any]], ...]
    for table in ("pupil_record", "contact_record"):
        there = _columns(workbench, table)
        of_columns = (
            ("surname forename preferred_surname preferred_forename", who.part_of_a_name),
            ("title", who.title),
            ("date_of_birth", who.born),
            ("address", who.address),
            ("postcode", who.postcode),
            ("email", who.email),
            ("telephone", who.telephone),
            ("relationship", who.relationship),
            ("digest", lambda value: who.token("digest", value, 32)),
        )
        for columns, other in of_columns:
            for column in columns.split():
                if column in there:
                    _replace(workbench, table, column, other)
    for table, columns in (("pupil_record", "salutation addressee"), ("contact_record", "name")):
        for column in columns.split():  # when every surname is known as one
            _replace(workbench, table, column, who.name)
    _replace(workbench, "mark", "amended_by", lambda text: f"{who.name(text)}, member of staff")
    _replace(workbench, "case_entry", "by_name", who.name)
    _replace(workbench, "case_entry", "details", lambda text: details_without_people(text, who, codes))
    _replace(workbench, "letter", "addressed_to", lambda text: addressees_without_people(text, who))
    _replace(workbench, "letter", "reason", reason_left_out)
    _replace(workbench, "letter", "policy", lambda name: name if name in policies else "own-policy")
    for table in ("letter", "letter_pupil"):
        _replace(workbench, table, "reference", lambda value: _reference(who.token("reference", value, 8)))
    _replace(workbench, "import_made", "sha256", lambda value: who.token("sha256", value, 64))
    workbench.execute(
        "UPDATE ledger.import_made SET file = concat('import-', import_id, "
        "coalesce(nullif(regexp_extract(lower(file), '[.](csv|tsv|txt|xlsx|xls|html|htm|xml)$'), ''), '')) "
        "WHERE file <> $1",
        [BY_HAND],
    )
    chain_what_is_there(workbench)
    if last_removal is not None:  # of the imports before it there is less than they were counted to have
        append_entry(workbench, REMOVAL, "1", last_removal, [])


def _replace_numbers(workbench: duckdb.DuckDBPyConnection, who: Identities) -> None:
    _replace(workbench, "pupil_key", "value", who.upn, where="kind = 'upn'")
    for column in ("upn", "former_upn"):
        _replace(workbench, "pupil_record", column, who.upn)
    for kind in ("mis_id", "admission_number"):

        def other(value: str, kind: str = kind) -> str:
            return who.number(kind, value)

        _replace(workbench, "pupil_key", "value", other, where=f"kind = '{kind}'")
        _replace(workbench, "pupil_record", kind, other)


def _replace(
    workbench: duckdb.DuckDBPyConnection,
    table: str,
    column: str,
    other: Callable[[Any], Any],
    *,
    where: str = "TRUE",
) -> None:
    """Put another value in place of every value of a column that is not NULL."""
    values = workbench.execute(
        f"SELECT DISTINCT {column} FROM ledger.{table} WHERE {column} IS NOT NULL AND {where}"
    ).fetchall()
    if not values:
        return
    of = "DATE" if column == "date_of_birth" else "VARCHAR"
    workbench.execute(
        f"CREATE OR REPLACE TEMP TABLE other AS SELECT unnest($1::{of}[]) AS was, unnest($2::{of}[]) AS now",
        [[value for (value,) in values], [other(value) for (value,) in values]],
    )
    workbench.execute(
        f"UPDATE ledger.{table} SET {column} = other.now FROM other "
        f"WHERE ledger.{table}.{column} = other.was AND {where}"
    )


def _columns(workbench: duckdb.DuckDBPyConnection, table: str) -> set[str]:
    return {
        name
        for (name,) in workbench.execute(
            "SELECT column_name FROM duckdb_columns() WHERE database_name = 'ledger' AND table_name = $1",
            [table],
        ).fetchall()
    }


def _reference(digits: str) -> str:
    return f"{digits[:4]}-{digits[4:]}".upper()


def _count(workbench: duckdb.DuckDBPyConnection) -> Anonymised:
    row = workbench.execute(
        """
        SELECT (SELECT count(*) FROM ledger.school), (SELECT count(DISTINCT pupil_id) FROM ledger.pupil_key),
               (SELECT count(*) FROM ledger.mark), (SELECT count(*) FROM ledger.import_made),
               (SELECT count(*) FROM ledger.letter), (SELECT count(*) FROM ledger.case_entry)
        """
    ).fetchone()
    assert row is not None
    return Anonymised(*row)
