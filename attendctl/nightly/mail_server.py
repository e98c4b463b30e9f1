"""One mail to one server, over a line whose certificate is checked before anything is said."""

from __future__ import annotations

import base64
import smtplib
import socket
import ssl
import threading
from collections.abc import Sequence
from contextlib import suppress
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from attendctl.nightly.mail_password import MailNotSent, mail_password
from attendctl.nightly_settings import MailSettings

_ITSELF = "[127.0.0.1]"  # as mail programs greet: the name of the machine is nobody's business
_LONGEST_ANSWER = 200
_SECONDS_TO_PART = 2  # the mail is with the server by then: a farewell that hangs is not waited for


class NotTrusted(MailNotSent):
    """The line to the mail server cannot be made safe: its certificate, or no encryption at all."""

    code = "M002"


class NotSignedIn(MailNotSent):
    """The mail server did not take the user and the password."""

    code = "M003"


class MailRefused(MailNotSent):
    """The mail server took the sign-in and not the mail, or not for every address."""

    code = "M004"


def send(message: EmailMessage, to: Sequence[str], mail: MailSettings, folder: Path) -> dict[str, str]:
    """Send a mail, and wait until the server has it.

    Args:
        message: with all its headers.
        to: the addresses it goes to.
        mail: the server, and how to sign in.
        folder: that files named in ``mail`` are told from.

    Returns:
        The addresses that the server refused, each with what it answered; the others have the mail.

    Raises:
        NoPassword, NotTrusted, NotSignedIn, MailRefused: see there. Nothing was sent.
        MailNotSent: the server cannot be reached, or did not answer in time.
    """
    talk = _Talk(message, to, mail, mail_password(mail, folder), trust(mail, folder))
    # A server may trickle, and looking up a name may hang: the limit is for all of it together.
    thread = threading.Thread(target=talk.run, daemon=True)
    thread.start()
    in_time = talk.over.wait(mail.timeout_seconds)
    if in_time:
        thread.join(_SECONDS_TO_PART)
    talk.hang_up()
    if not in_time:
        raise MailNotSent(
            f"{_where(mail)} did not finish in time: {mail.timeout_seconds} s.",
            remedy="Try again with attendctl nightly --mail-test; timeout_seconds sets the limit.",
        )
    if talk.fault is not None:
        raise talk.fault
    return talk.refused


class _Talk:
    """A conversation with a server, in a thread of its own."""

    def __init__(
        self,
        message: EmailMessage,
        to: Sequence[str],
        mail: MailSettings,
        password: str | None,
        trust: ssl.SSLContext,
    ) -> None:
        self._content = message.as_bytes(policy=SMTP.clone(cte_type="7bit"))
        self._to, self._mail, self._password, self._trust = list(to), mail, password, trust
        self._server: smtplib.SMTP | None = None
        self._given_up = False
        self.over = threading.Event()
        self.refused: dict[str, str] = {}
        self.fault: MailNotSent | None = None

    def run(self) -> None:
        """Say all of it. Once ``over`` is set, ``fault`` or ``refused`` says how it ended."""
        try:
            self._say()
        except MailNotSent as fault:
            self.fault = fault
        except ssl.SSLError as fault:
            self.fault = self._not_trusted(fault)
        except Exception as fault:  # whatever it is, the night goes on without the mail
            self.fault = MailNotSent(
                f"{_where(self._mail)} cannot be reached, or broke off: {self._in_words(fault)}.",
                remedy="Check server, port and security under [nightly.mail], and the network.",
            )
        self.over.set()
        if self._server is not None and self.fault is None:
            with suppress(smtplib.SMTPException, OSError, ValueError):
                self._server.quit()

    def hang_up(self) -> None:
        """End the conversation at once, from another thread."""
        self._given_up = True
        sock = getattr(self._server, "sock", None)
        if sock is not None:
            with suppress(OSError):
                sock.shutdown(socket.SHUT_RDWR)
            with suppress(OSError):
                sock.close()

    def _say(self) -> None:
        server = self._server = self._connected()
        self._sign_in(server)
        if self._given_up:
            return
        try:
            refused = server.sendmail(self._mail.from_address, self._to, self._content)
        except smtplib.SMTPRecipientsRefused as fault:
            # A server that breaks off names only those it came to: nobody has the mail.
            last = list(fault.recipients.values())[-1]
            refused = {one: fault.recipients.get(one, last) for one in self._to}
        except smtplib.SMTPSenderRefused as fault:
            raise self._not_taken(fault, "The address under from may have to be that of the user.") from None
        except smtplib.SMTPResponseException as fault:
            raise self._not_taken(fault, "Ask who runs the server what the answer means.") from None
        self.refused = {one: self._answer(*said) for one, said in refused.items()}

    def _not_taken(self, fault: smtplib.SMTPResponseException, remedy: str) -> MailRefused:
        return MailRefused(
            f"{_where(self._mail)} did not take the mail: {self._in_words(fault)}.", remedy=remedy
        )

    def _connected(self) -> smtplib.SMTP:
        mail, name = self._mail, self._mail.server
        limit = 2.0 * mail.timeout_seconds  # so that a thread that was given up ends, too
        if mail.security == "tls":
            return smtplib.SMTP_SSL(name, mail.port_used, _ITSELF, timeout=limit, context=self._trust)
        server = self._server = smtplib.SMTP(name, mail.port_used, _ITSELF, timeout=limit)
        try:
            server.starttls(context=self._trust)
        except (smtplib.SMTPNotSupportedError, smtplib.SMTPResponseException):
            raise NotTrusted(
                f"{_where(mail)} does not offer STARTTLS. Nothing was said over the open line.",
                remedy='Set security = "tls" and its port, usually 465; or ask who runs the server.',
            ) from None
        return server

    def _sign_in(self, server: smtplib.SMTP) -> None:
        if self._mail.user is None or self._password is None:
            return
        try:
            server.login(self._mail.user, self._password)
        except smtplib.SMTPServerDisconnected:
            raise
        except smtplib.SMTPException as fault:
            raise NotSignedIn(
                f"{_where(self._mail)} did not let {self._mail.user} in: {self._in_words(fault)}.",
                remedy="Check user and password. Some servers want a password made for programs alone.",
            ) from None

    def _not_trusted(self, fault: ssl.SSLError) -> NotTrusted:
        if isinstance(fault, ssl.SSLCertVerificationError):
            why = f"its certificate is not to be trusted: {fault.verify_message}".rstrip(".")
            remedy = "Give the name that stands in the certificate under server, or have it renewed. Of the "
            remedy += "school's own authority, name the file under certificates. The check is never left out."
        else:
            why, remedy = f"TLS failed: {fault.reason or 'no answer in TLS'}", "Check port and security: "
            remedy += '465 goes with "tls", 587 with "starttls".'
        return NotTrusted(f"{_where(self._mail)}: {why}. Nothing was sent.", remedy=remedy)

    def _in_words(self, fault: Exception) -> str:
        if isinstance(fault, smtplib.SMTPResponseException):
            return self._answer(fault.smtp_code, fault.smtp_error)
        if isinstance(fault, OSError) and fault.strerror:
            return fault.strerror
        return self._cleaned(str(fault)) or type(fault).__name__

    def _answer(self, code: int, text: bytes | str) -> str:
        words = text.decode("utf-8", "replace") if isinstance(text, bytes) else text
        return f"{code} {self._cleaned(words)}".strip()

    def _cleaned(self, words: str) -> str:
        """Return an answer fit to be shown: one line, short, and without the password if it came back."""
        for secret in self._secrets():
            words = words.replace(secret, "…")
        plain = "".join(letter if letter.isprintable() else " " for letter in words)
        return " ".join(plain.split())[:_LONGEST_ANSWER].rstrip(".")

    def _secrets(self) -> list[str]:
        if not self._password:
            return []
        plain = f"\0{self._mail.user}\0{self._password}"
        return [
            *(base64.b64encode(one.encode()).decode() for one in (plain, self._password)),
            self._password,
        ]


def trust(mail: MailSettings, folder: Path) -> ssl.SSLContext:
    """Return what decides whom to trust: the machine's authorities, or the one the school names.

    Raises:
        NotTrusted: the file that is named cannot be read, or holds no certificate.
    """
    if mail.certificates is None:
        return ssl.create_default_context()
    path = folder / mail.certificates
    try:
        return ssl.create_default_context(cafile=str(path))
    except OSError as fault:  # one of ssl is an OSError, too
        why = "it holds no certificate in PEM" if isinstance(fault, ssl.SSLError) else fault.strerror
        raise NotTrusted(
            f"{path}, named under certificates, cannot be used: {why}. Nothing was sent.",
            remedy="Put the certificate of the school's own authority there, in PEM.",
        ) from None


def _where(mail: MailSettings) -> str:
    return f"The mail server {mail.server}, port {mail.port_used}"
