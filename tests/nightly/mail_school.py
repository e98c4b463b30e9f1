"""A school that mails its nights: its settings, the server's certificates, and light nights to mail."""

from __future__ import annotations

import json
import ssl
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import trustme

from tests.nightly.mail_server_here import PASSWORD, USER, Server
from tests.nightly.night_school import PRESENT, School, marks

HEAD, OFFICE = "head@hillside.example", "office@hillside.example"
LIGHT = 'letters = "none"\nreports = []\nbackup = false\n'


@dataclass(frozen=True)
class Authority:
    """A school's own certificate authority, made for the test."""

    ca: trustme.CA

    def certificate(
        self, name: str = "localhost", *, until: datetime | None = None, since: datetime | None = None
    ) -> ssl.SSLContext:
        """Return what a server needs to show a certificate for a name."""
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.ca.issue_cert(name, not_before=since, not_after=until).configure_cert(context)
        return context

    def write_to(self, folder: Path) -> None:
        """Put the authority's certificate, and the password, where the settings name them."""
        self.ca.cert_pem.write_to_path(str(folder / "ca.pem"))
        password = folder / "mail-password"
        password.touch(mode=0o600)
        password.write_text(f"{PASSWORD}\n", encoding="utf-8")


def mail_lines(there: Server, /, to: tuple[str, ...] = (HEAD, OFFICE), **changed: Any) -> str:
    """Return [nightly.mail] for a server; a key that is changed to None is left out."""
    keys = {
        "to": list(to),
        "from": USER,
        "server": "localhost",
        "port": there.port,
        "security": "tls" if there.security == "tls" else "starttls",
        "user": USER,
        "password_file": "mail-password",
        "certificates": "ca.pem",
        "timeout_seconds": 20,
    } | changed
    lines = (f"{key} = {json.dumps(value)}\n" for key, value in keys.items() if value is not None)
    return f"[nightly.mail]\n{''.join(lines)}"


def marks_without_a_finding() -> list[str]:
    """Return the register of one pupil who is always there, whose UPN checks: all is well."""
    lines = [line.replace(PRESENT, "V999000000004") for line in marks()]
    return [line for line in lines if line.startswith(("UPN", "V"))]


def mails_by(school: School, there: Server, authority: Authority, /, **changed: Any) -> None:
    """Have the nights of a school mailed, and make little else."""
    authority.write_to(school.folder)
    school.configure(LIGHT + mail_lines(there, **changed))
