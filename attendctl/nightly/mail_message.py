"""A night's mail: the same bytes and the same Message-ID whenever it is made from the same words."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate

from attendctl.nightly_settings import MailSettings

_LONGEST_SUBJECT = 150
_HASH_SHOWN = 32


@dataclass(frozen=True)
class Words:
    """What a mail says: its subject, and its body as text and as a page that asks for nothing."""

    subject: str
    text: str
    page: str


def digest_of(words: Words, mail: MailSettings, night: date) -> str:
    """Return the SHA-256 of what a mail says and from whom, by which a copy of it is known."""
    said = [night.isoformat(), mail.from_address, words.subject, words.text, words.page]
    return hashlib.sha256(json.dumps(said).encode("ascii")).hexdigest()


def message_of(
    words: Words, mail: MailSettings, night: date, *, to: Sequence[str], now: float
) -> EmailMessage:
    """Return a mail with all its headers.

    Args:
        words: what it says.
        mail: whom it is from.
        night: the date of the night, part of the Message-ID.
        to: who is named as getting it.
        now: the time, in seconds since 1970, for its Date.

    >>> settings = MailSettings(**{"to": ["a@b.example"], "from": "c@b.example", "server": "mail"})
    >>> words = Words("all\\r\\nBcc: d@b.example", "Well.", "<p>Well.</p>")
    >>> message = message_of(words, settings, date(2025, 11, 8), to=settings.to, now=0)
    >>> message["Subject"], message["Bcc"], message["Message-ID"][:12]
    ('all Bcc: d@b.example', None, '<2025-11-08.')
    """
    digest = digest_of(words, mail, night)[:_HASH_SHOWN]
    message = EmailMessage(policy=SMTP.clone(cte_type="7bit"))
    message["From"] = mail.from_address
    message["To"] = ", ".join(to)
    message["Subject"] = _one_line(words.subject)
    message["Date"] = formatdate(now, localtime=True)
    message["Message-ID"] = f"<{night}.{digest}@{mail.from_address.rpartition('@')[2]}>"
    # So that no answering machine answers a machine.
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(_storable(words.text))
    message.add_alternative(_storable(words.page), subtype="html")
    message.set_boundary(f"=_{digest}")
    return message


def _one_line(text: str) -> str:
    """Return text fit for a header: no line end, nothing that is not printed, not too long."""
    plain = "".join(letter if letter.isprintable() else " " for letter in _storable(text))
    return " ".join(plain.split())[:_LONGEST_SUBJECT]


def _storable(text: str) -> str:
    return text.encode("utf-8", "replace").decode("utf-8")
