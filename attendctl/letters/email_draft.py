"""A letter as an e-mail to look at and send: text, page, and the letter itself attached.

Nothing is sent. ``X-Unsent`` makes Outlook open the file as a draft.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP

from attendctl.letters.sandbox import one_line

_USABLE = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")


@dataclass(frozen=True)
class Attachment:
    """The letter as a file. ``kind`` is its type, such as application/pdf."""

    name: str
    kind: str
    content: bytes


def usable_address(email: str) -> str | None:
    """Return an e-mail address as it is written in a header, or None if it is none.

    >>> usable_address(" g.okoro@example.org "), usable_address("g.okoro@example.org\\nBcc: x@y.zz")
    ('g.okoro@example.org', None)
    """
    address = email.strip()
    return address if _USABLE.fullmatch(address) else None


def email_of(
    to: Sequence[tuple[str, str]],
    *,
    reference: str,
    school: str,
    text: str,
    page: str | None,
    attachment: Attachment,
) -> bytes:
    """Return one draft. The same letter gives the same bytes.

    Args:
        to: name and usable address of each reader.
        reference: of the letter; it and the school are the subject: no pupil's name.
        school: its name.
        text: the letter as plain text.
        page: the letter as HTML; None where there is only the attachment.
        attachment: the letter itself.
    """
    message = EmailMessage(policy=SMTP)
    message["X-Unsent"] = "1"
    message["To"] = [Address(display_name=one_line(name), addr_spec=address) for name, address in to]
    message["Subject"] = f"Attendance letter from {one_line(school)}, reference {reference}"
    message.set_content(text, charset="utf-8", cte="base64")
    if page is not None:
        message.add_alternative(page, subtype="html", charset="utf-8", cte="base64")
    maintype, _, subtype = attachment.kind.partition("/")
    message.add_attachment(attachment.content, maintype=maintype, subtype=subtype, filename=attachment.name)
    for place, part in enumerate(message.walk()):
        if part.is_multipart():
            part.set_boundary(f"=_{reference}_{place}")
    return message.as_bytes()
