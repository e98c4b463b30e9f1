"""Withdrawing a notice of either kind: it stays in the history, frees its sessions, and does not count."""

from __future__ import annotations

from attendctl.casework.case_checks import Asked, needed_text
from attendctl.casework.notices.notice import WITHDRAWN
from attendctl.casework.notices.notice_log import NoticeLogged
from attendctl.casework.notices.notice_words import PAID
from attendctl.casework.notices.what_follows import (
    append_outcome,
    day_it_may_follow,
    found_notice,
    said_already,
)
from attendctl.ledger.book import Ledger
from attendctl.settings import Settings


def withdraw(ledger: Ledger, settings: Settings, asked: Asked, number: int, *, reason: str) -> NoticeLogged:
    """Log that a notice of either kind was withdrawn: its sessions are free, and it does not count.

    Raises:
        NoSuchNotice: there is no notice of that number.
        NoticeRefused: what became of it before rules it out.
    """
    found = found_notice(ledger, settings, asked, number)
    reason = needed_text(reason, "--reason")
    if same := said_already(found, asked, WITHDRAWN, {"notice": number}):
        return same
    day_it_may_follow(found.notice, asked, WITHDRAWN)
    said = []
    if found.notice.is_penalty:
        said.append("Its sessions are free again, and it does not count toward the cap.")
    if found.notice.status == PAID:
        said.append("It was paid: what was paid is given back.")
    return append_outcome(ledger, asked, found, WITHDRAWN, {"notice": number}, note=reason, said=said)
