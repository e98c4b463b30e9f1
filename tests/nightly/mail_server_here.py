"""A mail server on this machine, over TLS, with the faults that mail servers have."""

from __future__ import annotations

import base64
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import BinaryIO

USER, PASSWORD = "night@hillside.example", "correct horse 7!"


@dataclass(frozen=True)
class Taken:
    """A mail as the server took it."""

    sender: str
    to: tuple[str, ...]
    content: bytes
    user: str | None

    @property
    def message(self) -> EmailMessage:
        message = message_from_bytes(self.content, policy=default)
        assert isinstance(message, EmailMessage)
        return message

    def body(self, kind: str) -> str:
        """Return the text or the html of the mail."""
        part = self.message.get_body((kind,))
        assert part is not None
        text = part.get_content()
        assert isinstance(text, str)
        return text


@dataclass
class Server:
    """What a server is like, what it was told, and what it took."""

    certificate: ssl.SSLContext
    security: str = "tls"  # or "starttls", or "open": it offers no encryption
    answers: dict[str, str] = field(default_factory=dict)  # what a line begins with -> a refusal
    hangs_at: str | None = None  # what a line begins with, or "greeting", "trickle", "taken"
    mechanism: str = "PLAIN"  # or "LOGIN"
    port: int = 0
    mails: list[Taken] = field(default_factory=list)
    said: list[str] = field(default_factory=list)  # every line that was said to it
    closing: threading.Event = field(default_factory=threading.Event)


@contextmanager
def listening(server: Server) -> Iterator[Server]:
    """Let a server listen on a port of this machine while the body lasts."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        server.port = door.getsockname()[1]
        thread = threading.Thread(target=_let_in, args=(server, door), daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            with suppress(OSError):
                door.shutdown(socket.SHUT_RDWR)
            thread.join(10)


def _let_in(server: Server, door: socket.socket) -> None:
    while not server.closing.is_set():
        try:
            line, _ = door.accept()
        except OSError:
            return
        with line, suppress(OSError):
            line.settimeout(20)
            if server.security == "tls":
                with server.certificate.wrap_socket(line, server_side=True) as safe:
                    _Conversation(server, safe).hold()
            else:
                _Conversation(server, line).hold()


class _Conversation:
    """One client, from the greeting to its farewell."""

    def __init__(self, server: Server, line: socket.socket) -> None:
        self.server, self.line = server, line
        self.file: BinaryIO = line.makefile("rb")
        self.sender, self.to = "", list[str]()
        self.user: str | None = None

    def hold(self) -> None:
        """Answer every line until the client goes."""
        if self._hangs("greeting"):
            return
        while self.server.hangs_at == "trickle" and not self.server.closing.wait(0.1):
            self._answer("220-one moment")
        self._answer("220 here")
        while line := self.file.readline(1000).decode("utf-8", "replace").rstrip("\r\n"):
            self.server.said.append(line)
            if self._hangs(line):
                return
            refusal = next(
                (say for begin, say in self.server.answers.items() if line.startswith(begin)), None
            )
            if refusal is not None:
                self._answer(refusal)
                if refusal.startswith("421"):
                    return
            elif not self._go_on(line):
                return

    def _hangs(self, at: str) -> bool:
        if self.server.hangs_at is None or not at.lower().startswith(self.server.hangs_at):
            return False
        self.server.closing.wait(30)
        return True

    def _answer(self, text: str) -> None:
        self.line.sendall(f"{text}\r\n".encode())

    def _go_on(self, line: str) -> bool:
        word = line.partition(" ")[0].lower()
        if word == "ehlo":
            safe = isinstance(self.line, ssl.SSLSocket)
            offers = f"250-AUTH {self.server.mechanism}\r\n" if safe else ""
            offers += "250-STARTTLS\r\n" if self.server.security == "starttls" and not safe else ""
            self._answer(f"250-here\r\n{offers}250 SIZE 1000000")
        elif word == "starttls":
            self._answer("220 go on")
            self.line = self.server.certificate.wrap_socket(self.line, server_side=True)
            self.file = self.line.makefile("rb")
        elif word == "auth":
            user, password = self._who(line)
            right = (user, password) == (USER, PASSWORD)
            self.user = user if right else None
            self._answer("235 come in" if right else f"535 5.7.8 {user} with {password}: no")
        elif word == "mail":
            self.sender = line.partition("<")[2].partition(">")[0]
            self._answer("250 well")
        elif word == "rcpt":
            self.to.append(line.partition("<")[2].partition(">")[0])
            self._answer("250 well")
        elif word == "data":
            self._take()
        else:
            self._answer("221 farewell" if word == "quit" else "250 well")
        return word != "quit"

    def _who(self, line: str) -> tuple[str, str]:
        said = base64.b64decode(line.split()[2]).decode()
        if self.server.mechanism == "PLAIN":
            _, user, password = said.split("\0")
            return user, password
        self._answer("334 UGFzc3dvcmQ6")
        return said, base64.b64decode(self.file.readline()).decode()

    def _take(self) -> None:
        self._answer("354 say it")
        lines = []
        while (line := self.file.readline()) not in (b".\r\n", b""):
            lines.append(line.removeprefix(b"."))
        if self._hangs("taken"):
            return
        if refusal := self.server.answers.get("."):
            self._answer(refusal)
            return
        self.server.mails.append(Taken(self.sender, tuple(self.to), b"".join(lines), self.user))
        self._answer("250 taken")
