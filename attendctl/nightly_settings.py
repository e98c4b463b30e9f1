"""``[nightly]`` of ``attendctl.toml``: what the unattended run takes in, makes, keeps and mails."""

from __future__ import annotations

import ipaddress
import os
import re
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

NightlyReport = Literal[
    "week.xlsx",
    "year.xlsx",
    "leadership.xlsx",
    "page.html",
    "classes.pdf",
    "classes.xlsx",
    "lists.xlsx",
    "lists.pdf",
    "governors.pdf",
    "governors.docx",
    "newsletter.pdf",
    "penalties.xlsx",
    "actions.xlsx",
    "check.csv",
]
_PORTS = {"tls": 465, "starttls": 587}  # what mail servers listen on, by RFC 8314
_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*@(?P<host>[^@]+)")
_HOST = re.compile(r"(?!-)[A-Za-z0-9-]{1,63}(?<!-)(\.(?!-)[A-Za-z0-9-]{1,63}(?<!-))*")
_LONGEST_ADDRESS = 254


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class MailSettings(_Strict):
    """To whom the summary of a night is mailed, and through which server. Never over an open line."""

    to: list[str] = Field(min_length=1)
    from_address: str = Field(alias="from")
    server: str
    security: Literal["tls", "starttls"] = "tls"  # TLS from the first byte, or before anything is said
    port: int | None = Field(default=None, ge=1, le=65535)
    user: str | None = Field(default=None, min_length=1)
    password_env: str | None = Field(default=None, min_length=1)  # the name of a variable
    password_file: str | None = Field(default=None, min_length=1)  # beside attendctl.toml
    certificates: str | None = Field(default=None, min_length=1)  # of the school's own authority, in PEM
    timeout_seconds: int = Field(default=60, ge=1, le=600)  # for the whole of one mail

    @property
    def port_used(self) -> int:
        """The port stated, else the usual one for how the line is secured.

        >>> MailSettings(**{"to": ["a@b.example"], "from": "c@b.example", "server": "mail"}).port_used
        465
        """
        return self.port or _PORTS[self.security]

    @field_validator("to")
    @classmethod
    def _addresses(cls, addresses: list[str]) -> list[str]:
        for address in addresses:
            _refuse_an_odd_address(address)
        folded = [address.casefold() for address in addresses]
        if twice := {address for address in folded if folded.count(address) > 1}:
            raise ValueError(f"{min(twice)} stands there twice")
        return addresses

    @field_validator("from_address")
    @classmethod
    def _address(cls, address: str) -> str:
        _refuse_an_odd_address(address)
        return address

    @field_validator("user")
    @classmethod
    def _user_is_plain(cls, user: str | None) -> str | None:
        if user is not None and not (user.isascii() and user.isprintable()):
            raise ValueError("a mail server can be told a name of plain letters, digits and signs only")
        return user

    @field_validator("server")
    @classmethod
    def _server_is_a_name(cls, server: str) -> str:
        if not _is_a_host(server):
            raise ValueError(f"{server!r} is not a server: give its name alone, and the port under port")
        return server

    @model_validator(mode="after")
    def _user_and_password_go_together(self) -> MailSettings:
        if self.password_env and self.password_file:
            raise ValueError("password_env and password_file: only one of them can hold")
        has_password = bool(self.password_env or self.password_file)
        if self.user and not has_password:
            raise ValueError("user needs password_file or password_env")
        if has_password and not self.user:
            raise ValueError("a password needs user: the name to sign in with")
        return self


def _is_a_host(text: str) -> bool:
    if _HOST.fullmatch(text) and not text.rpartition(".")[2].isdigit():
        return True
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def _refuse_an_odd_address(text: str) -> None:
    parts = _ADDRESS.fullmatch(text)
    if parts is None or not _HOST.fullmatch(parts["host"]) or len(text) > _LONGEST_ADDRESS:
        raise ValueError(f"{text!r} is not an address: write it like office@our-school.example")


class NightlySettings(_Strict):
    """What the night run takes in, makes and keeps. Folders are beside ``attendctl.toml``."""

    inbox: str = "inbox"
    archive: str = "archive"
    refused: str = "refused"
    output: str = "nightly"  # reports, summary and backups
    drafts: str = "drafts"
    reports: list[NightlyReport] = ["week.xlsx", "leadership.xlsx", "page.html", "actions.xlsx", "check.csv"]
    letters: Literal["drafts", "write", "none"] = "drafts"
    settle_seconds: int = Field(default=60, ge=0)  # a file that changed since is still being copied
    backup: bool = True
    backups_kept: int = Field(default=14, ge=1)  # the newest
    mail: MailSettings | None = None  # None: nothing leaves the school

    @model_validator(mode="after")
    def _folders_differ(self) -> NightlySettings:
        names = ("inbox", "archive", "refused", "output", "drafts")
        places: dict[str, str] = {}
        for name in names:
            place = os.path.normcase(os.path.normpath(getattr(self, name)))
            if place == os.path.curdir:
                raise ValueError(f"{name} needs a folder of its own, not the one of attendctl.toml")
            if place in places:
                raise ValueError(f"{places[place]} and {name} are the same folder")
            places[place] = name
        return self
