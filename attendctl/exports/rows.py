"""Whose row it is: the distinct pupils of a staged table, and the table that joins rows to them."""

from __future__ import annotations

from collections.abc import Sequence

from attendctl.exports.columns import Binding, Column
from attendctl.exports.contacts import contact_columns
from attendctl.exports.pupil_fields import PUPIL_FIELDS
from attendctl.exports.pupils import RowRefused
from attendctl.exports.reading import Reading, placed
from attendctl.exports.values.dates import month_first_spelling

_Row = tuple[str | None, ...]


def pupil_columns(binding: Binding) -> dict[str, list[Column]]:
    """Return the columns that say something of a pupil; an address may stand in several."""
    columns = {name: found[:1] for name in PUPIL_FIELDS if (found := binding.columns.get(name))}
    if "address" in columns:
        columns["address"] = binding.columns["address"]
    return columns


def join_pupils(reading: Reading, staged: str, binding: Binding, *, sheet: str | None) -> str:
    """Take in the pupils and contacts of a staged table.

    Returns:
        SQL that joins the staged table (as ``s``) to its pupils (as ``w``);
        rows without a pupil, refused here with their lines, fall out.
    """
    own = pupil_columns(binding)
    contacts = contact_columns(binding)
    every = sorted(
        {column.name for columns in own.values() for column in columns}
        | {c.name for parts in contacts.values() for columns in parts.values() for c in columns}
    )
    for name in ("date_of_birth", "admission_date", "leaving_date"):
        for column in own.get(name, []):
            _stop_at_us_order(reading, staged, column)
    listed = ", ".join(f"{name}::VARCHAR" for name in every)
    rows = reading.workbench.execute(
        f"SELECT min(line), {listed} FROM {staged} GROUP BY {', '.join(every)} ORDER BY 1"
    ).fetchall()
    place = {name: number for number, name in enumerate(every)}
    found: list[int | None] = []
    for line, *cells in rows:
        stated = {
            name: ", ".join(filter(None, (cells[place[column.name]] for column in columns)))
            if len(columns) > 1
            else cells[place[columns[0].name]]
            for name, columns in own.items()
        }
        try:
            who = reading.pupils.add(stated, line)
        except RowRefused as fault:
            _refuse(reading, staged, every, cells, fault, own, sheet)
            who = None
        if who is not None:
            for parts in contacts.values():
                reading.contacts.add(
                    who,
                    line,
                    {part: [cells[place[c.name]] for c in columns] for part, columns in parts.items()},
                )
        found.append(who)
    return _joined(reading, staged, every, [tuple(cells) for _, *cells in rows], found, own)


def _joined(
    reading: Reading,
    staged: str,
    every: Sequence[str],
    rows: Sequence[_Row],
    found: Sequence[int | None],
    own: dict[str, list[Column]],
) -> str:
    """Make the table of pupils by the fewest columns that decide between them."""
    numbers = [own[name][0].name for name in ("upn", "mis_id", "admission_number") if name in own]
    schools = [own["school"][0].name] if "school" in own else []
    candidates = [[name] for name in numbers] + [[*schools, name] for name in numbers if schools]
    chosen, decided = list(every), dict(zip(rows, found, strict=True))
    for candidate in candidates:
        places = [every.index(name) for name in candidate]
        by_key: dict[_Row, int | None] = {}
        if all(
            by_key.setdefault(tuple(row[at] for at in places), who) == who
            for row, who in zip(rows, found, strict=True)
        ):
            chosen, decided = candidate, by_key
            break
    table = f"{staged}_who"
    keys = [key for key, who in decided.items() if who is not None]
    texts = ", ".join(f"unnest(?::VARCHAR[]) AS k{number}" for number in range(len(chosen)))
    matches = " AND ".join(
        f"d.{name}::VARCHAR IS NOT DISTINCT FROM t.k{number}" for number, name in enumerate(chosen)
    )
    reading.workbench.execute(
        f"""
        CREATE TABLE {table} AS
        SELECT {", ".join(f"d.{name}" for name in chosen)}, t.who
        FROM (SELECT DISTINCT {", ".join(chosen)} FROM {staged}) AS d
        JOIN (SELECT {texts}, unnest(?::INTEGER[]) AS who) AS t ON {matches}
        """,
        [*([key[number] for key in keys] for number in range(len(chosen))), [decided[key] for key in keys]],
    )
    return f"JOIN {table} AS w ON " + " AND ".join(f"s.{n} IS NOT DISTINCT FROM w.{n}" for n in chosen)


def _refuse(
    reading: Reading,
    staged: str,
    every: Sequence[str],
    cells: Sequence[str | None],
    fault: RowRefused,
    own: dict[str, list[Column]],
    sheet: str | None,
) -> None:
    matches = " AND ".join(f"{name}::VARCHAR IS NOT DISTINCT FROM ?" for name in every)
    lines = reading.workbench.execute(
        f"SELECT line FROM {staged} WHERE {matches} ORDER BY line", list(cells)
    ).fetchall()
    column = placed(own[fault.field][0].header, sheet) if fault.field in own else None
    for (line,) in lines:
        reading.findings.refuse(line, column, fault.value, fault.reason)


def _stop_at_us_order(reading: Reading, staged: str, column: Column) -> None:
    rows = reading.workbench.execute(f"SELECT DISTINCT {column.name}::VARCHAR FROM {staged}").fetchall()
    spellings = [text for (text,) in rows]
    if month_first_spelling(filter(None, spellings)):
        reading.refuse_us_order(staged, column, spellings)
