"""Writing an entry about a notice, and what the command says of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from attendctl.casework.notices.notice import Notice, read_notices
from attendctl.casework.pupil_meant import PupilMeant
from attendctl.ledger.book import Ledger
from attendctl.ledger.case_log import (
    CaseEntry,
    LoggedEntry,
    append_case_entry,
    case_entries,
    case_entry_numbered,
)


@dataclass(frozen=True)
class NoticeLogged:
    """What a command did: the entry, whether it is new, the notice as it stands, and what else to say."""

    entry: LoggedEntry
    pupil: PupilMeant | None
    notice: Notice | None
    is_new: bool
    said: tuple[str, ...] = ()


def append_notice(
    ledger: Ledger, entry: CaseEntry, pupil: PupilMeant | None, said: Sequence[str] = ()
) -> NoticeLogged:
    """Add an entry that issues a notice or tells what became of one; the same entry twice adds nothing."""
    there = {one.entry_id for one in case_entries(ledger.connection, with_withdrawn=True)}
    number = append_case_entry(ledger, entry)
    logged = case_entry_numbered(ledger.connection, number)
    about = int(logged.details.get("notice", number))
    notices = read_notices(case_entries(ledger.connection, pupil_id=logged.pupil_id))
    notice = next((one for one in notices if one.number == about), None)
    return NoticeLogged(logged, pupil, notice, number not in there, tuple(said))
