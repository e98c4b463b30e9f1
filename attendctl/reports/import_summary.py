"""An import in words: what was taken in, for the terminal, and what was refused, for standard error."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attendctl.ledger.incoming import rows_in
from attendctl.ledger.outcome import ImportOutcome, MergeResult

MOST_REFUSALS_SHOWN = 20
"""Refusals printed of one file; ``--format json`` gives them all."""


def summary_lines(result: MergeResult, *, dry_run: bool) -> Iterator[str]:
    """Yield the lines that tell an officer what became of the files that were not refused."""
    refused = any(outcome.refused_because for outcome in result.files)
    for outcome in result.files:
        if outcome.refused_because:
            continue
        yield from _file_lines(outcome, merged=not refused)
    if dry_run and not refused:
        yield "Nothing was saved: this was a dry run."


def _file_lines(outcome: ImportOutcome, *, merged: bool) -> Iterator[str]:
    if outcome.already_imported:
        made = f"import {outcome.import_id}" if outcome.import_id else "by this very command"
        yield f"{outcome.file}: already imported ({made}). Nothing changed."
        return
    if not merged:
        yield f"{outcome.file}: {_rows(outcome.rows_read)} read, not saved."
        return
    number = f" (import {outcome.import_id})" if outcome.import_id is not None else ""
    yield f"{outcome.file}{number}"
    facts = [("Layout", outcome.layout or "")]
    if outcome.schools:
        facts.append(("School" if len(outcome.schools) == 1 else "Schools", _some(outcome.schools)))
    facts.append(("Rows read", f"{outcome.rows_read:,}"))
    facts.append(("Pupils", _pupils(outcome)))
    if outcome.first_date and outcome.last_date:
        facts.append(("Days", f"{_day(outcome.first_date)} to {_day(outcome.last_date)}"))
        facts.append(("New marks", f"{outcome.marks.new:,}"))
        facts.append(("Changed marks", f"{outcome.marks.changed:,}"))
        facts.append(("Same as before", f"{outcome.marks.same:,}"))
    if outcome.refusals:
        facts.append(("Set aside", _rows(rows_in(outcome.refusals))))
    width = max(len(name) for name, _ in facts) + 2
    yield from (f"  {name:<{width}}{value}" for name, value in facts)
    for warning in outcome.warnings:
        count = f" ({warning.count:,})" if warning.count > 1 else ""
        yield f"  Note{count}: {warning.message}"


def refusal_lines(outcome: ImportOutcome, *, most: int | None = MOST_REFUSALS_SHOWN) -> Iterator[str]:
    """Yield what goes to standard error about one file: the fault, its rows (None: all), the remedy."""
    if outcome.refused_because:
        yield f"attendctl: {outcome.refused_code}: {outcome.refused_because}"
    elif outcome.refusals:
        count = rows_in(outcome.refusals)
        yield f"attendctl: {_rows(count)} of {outcome.file} {'was' if count == 1 else 'were'} set aside."
    if outcome.refusals:
        yield ""
        for one in outcome.refusals[:most]:
            where = f"line {one.line:,}" if one.line is not None else "the file"
            column = f", column {one.column}" if one.column else ""
            yield f"    {where}{column}: {one.reason}"
        more = 0 if most is None else len(outcome.refusals) - most
        if more > 0:
            yield f"    and {more:,} more; --format json lists them all."
        yield ""
    if outcome.remedy:
        yield f"  {outcome.remedy}"


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


def _pupils(outcome: ImportOutcome) -> str:
    told = [f"{outcome.pupils:,}"]
    if outcome.pupils_new:
        told.append(f"{outcome.pupils_new:,} new")
    if outcome.pupils_changed:
        told.append(f"{outcome.pupils_changed:,} with other details than before")
    return ", ".join(told)


def _some(names: tuple[str, ...]) -> str:
    shown = ", ".join(names[:3])
    return shown if len(names) <= 3 else f"{shown} and {len(names) - 3} more"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
