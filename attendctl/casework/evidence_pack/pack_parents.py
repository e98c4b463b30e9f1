"""The parents whom a pack is about: where they live, the notices they had, and what the law leaves."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import duckdb

from attendctl.casework.contacts import contacts_of
from attendctl.casework.notices.cap import Cap, cap_on
from attendctl.casework.notices.notice import Notice
from attendctl.casework.notices.parents import Parent, parent_meant, parents_of
from attendctl.casework.notices.to_pay import law_of_offences
from attendctl.casework.penalties.penalty_row import PenaltyRow
from attendctl.casework.recipients import PupilAtHome, household_of_one

_HOME = "SELECT address, postcode FROM pupil WHERE school_id = $school AND pupil_id = $pupil"


@dataclass(frozen=True)
class PackParent:
    """One parent. ``left`` is how many more notices the law allows on the day; None: it sets no number."""

    parent: Parent
    address: tuple[str, ...]
    notices: tuple[Notice, ...]
    cap: Cap
    left: int | None


def read_pack_parents(
    connection: duckdb.DuckDBPyConnection, row: PenaltyRow, word: str | None, *, on: date
) -> list[PackParent]:
    """Return the parents of a pupil by the register of the school where the pupil is now.

    Args:
        connection: has the ledger's reading views.
        row: of the pupil.
        word: which parent: a name, a relationship or a contact's number; None: all.
        on: the day on which another notice would be issued.

    Raises:
        NotFound: no parent goes by that word.
        WrongUsage: several do.
    """
    school_id, pupil_id = row.school.school_id, row.pupil.pupil_id
    home = connection.execute(_HOME, {"school": school_id, "pupil": pupil_id}).fetchone() or (None, None)
    contacts = contacts_of(connection, school_id, [pupil_id]).get(pupil_id, ())
    found = parents_of(contacts, pupil_has_address=any((part or "").strip() for part in home))
    if word is not None:
        found = [parent_meant(found, word, contacts=contacts)]
    at_home = PupilAtHome("", address=home[0], postcode=home[1])
    return [
        _pack_parent(row, parent, household_of_one(at_home, parent.contact).address, on) for parent in found
    ]


def _pack_parent(row: PenaltyRow, parent: Parent, address: tuple[str, ...], on: date) -> PackParent:
    law = law_of_offences(on)
    cap = cap_on(row.notices, parent.named, law, on=on, counted_from=row.conduct.notices_count_from)
    left = None if law.most is None else max(0, law.most - len(cap.counting))
    notices = tuple(one for one in row.notices if one.parent.key == parent.named.key)
    return PackParent(parent, address, notices, cap, left)
