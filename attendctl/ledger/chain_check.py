"""Whether the ledger still holds what it was told: every entry of the chain summed anew."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import duckdb

from attendctl.errors import WrongUsage
from attendctl.ledger.chain import entry_sum
from attendctl.ledger.chain_parts import KINDS, Part, parts_of
from attendctl.ledger.chain_removal import REMOVAL, left_by_removals

_NOT_IN_THE_CHAIN = """
SELECT 'import', CAST(import_id AS VARCHAR) FROM ledger.import_made
UNION ALL
SELECT 'withdrawal', CAST(import_id AS VARCHAR) FROM ledger.import_made WHERE undone_on IS NOT NULL
UNION ALL
SELECT 'letter', reference FROM ledger.letter
UNION ALL
SELECT 'case', CAST(entry_id AS VARCHAR) FROM ledger.case_entry
EXCEPT
SELECT kind, about FROM ledger.chain_entry
ORDER BY ALL
"""


@dataclass(frozen=True)
class ChainFault:
    """Something that no longer fits.

    ``changed``: a part of an entry is not what was told. ``broken``: the entry itself, or its place,
    is not as it was written. ``added``: the ledger holds it and the chain does not.
    ``entry`` and ``part`` are None where there is none to name.
    """

    fault: Literal["changed", "broken", "added"]
    kind: str
    about: str
    entry: int | None = None
    part: str | None = None


@dataclass(frozen=True)
class ChainState:
    """The chain as it is: how many entries, the sum of the last, and what no longer fits."""

    entries: int
    last_sha256: str
    faults: tuple[ChainFault, ...]


def check_chain(connection: duckdb.DuckDBPyConnection, *, checked: ChainState | None = None) -> ChainState:
    """Sum up every entry anew and compare. Parts of which rows were removed by law keep their sum.

    Of such a part the ledger is to hold what the entry of the removal says was left.

    Args:
        connection: with a ledger attached as ``ledger``.
        checked: what was found a moment ago: of the entries that were sound then, the sums are believed.
    """
    entries = connection.execute(
        "SELECT entry, kind, about, known_on, previous, sha256 FROM ledger.chain_entry ORDER BY entry"
    ).fetchall()
    believed = _sound_then(checked, [(number, kind, sha256) for number, kind, *_, sha256 in entries])
    written: dict[int, dict[str, tuple[Part, date | None]]] = defaultdict(dict)
    for number, part, rows, sha256, removed_on in connection.execute(
        "SELECT entry, part, row_count, sha256, removed_on FROM ledger.chain_part"
    ).fetchall():
        written[number][part] = Part(part, rows, sha256), removed_on
    now = {
        kind: parts_of(
            connection,
            kind,
            [about for number, of_kind, about, *_ in entries if of_kind == kind and number > believed],
        )
        for kind in KINDS
    }
    left = left_by_removals(
        (number, part)
        for number, kind, *_ in entries
        if kind == REMOVAL
        for part, _ in written[number].values()
    )
    faults: list[ChainFault] = []
    before = ""
    for place, (number, kind, about, known_on, previous, sha256) in enumerate(entries, start=1):
        parts = written[number]
        summed = entry_sum(number, kind, about, known_on, previous, [part for part, _ in parts.values()])
        if number != place or previous != before or summed != sha256:
            faults.append(ChainFault("broken", kind, about, number))
        before = sha256
        if kind == REMOVAL or number <= believed:
            continue  # the parts of a removal are what is left of others
        held = {part.part: part for part in now.get(kind, {}).get(about, [])}
        faults += [
            ChainFault("changed", kind, about, number, name)
            for name in sorted(parts.keys() | held.keys())
            if not _fits(number, parts.get(name), held.get(name), left)
        ]
    faults += [
        ChainFault("broken", "chain", str(number), number)
        for number in written.keys() - {row[0] for row in entries}
    ]
    faults += [
        ChainFault("added", kind, about) for kind, about in connection.execute(_NOT_IN_THE_CHAIN).fetchall()
    ]
    return ChainState(len(entries), before, tuple(faults))


def sound_chain(
    connection: duckdb.DuckDBPyConnection, *, not_done: str, checked: ChainState | None = None
) -> ChainState:
    """Return the chain of a ledger that holds what it was told: what is made of another would hide it.

    Args:
        connection: with a ledger attached as ``ledger``.
        not_done: what was not done, a sentence.
        checked: as for ``check_chain``.

    Raises:
        WrongUsage: an entry does not fit.
    """
    chain = check_chain(connection, checked=checked)
    if chain.faults:
        raise WrongUsage(
            f"The ledger no longer holds what it was told: {len(chain.faults)} of the {chain.entries} "
            f"entries of its chain do not fit. {not_done}",
            remedy="See what it is: attendctl check. Then restore the last backup that is sound.",
        )
    return chain


def _sound_then(checked: ChainState | None, entries: Sequence[tuple[int, str, str]]) -> int:
    """Return the last entry that needs no summing, 0 for none. A removal changes what is left of any."""
    if checked is None or checked.faults or len(entries) < checked.entries:
        return 0
    same = not checked.entries or entries[checked.entries - 1][2] == checked.last_sha256
    since = entries[checked.entries :]
    return checked.entries if same and all(kind != REMOVAL for _, kind, _ in since) else 0


def _fits(
    number: int,
    written: tuple[Part, date | None] | None,
    held: Part | None,
    left: Mapping[tuple[int, str], Part | None],
) -> bool:
    if written is None:
        return False
    part, removed_on = written
    if (number, part.part) in left:
        return removed_on is not None and held == left[number, part.part]
    return removed_on is None and held == part
