"""The password of the mail server: from the environment, or from a file that its owner alone may read."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from attendctl.errors import DONE_WITH_SOME_SET_ASIDE, AttendctlError
from attendctl.nightly_settings import MailSettings

_MOST_BYTES = 4096
_OF_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class MailNotSent(AttendctlError):
    """A mail did not go out. The night is whole without it; the next run tries again."""

    code = "M001"
    exit_status = DONE_WITH_SOME_SET_ASIDE


class NoPassword(MailNotSent):
    """The password of the mail server cannot be had, or others may read it. Nothing was sent."""

    code = "M005"


def mail_password(mail: MailSettings, folder: Path) -> str | None:
    """Return the password to sign in with, without its last line end; None where there is no user.

    Args:
        mail: names a variable of the environment or a file.
        folder: of ``attendctl.toml``: the file lies beside it unless its path says otherwise.

    Raises:
        NoPassword: there is none, it is empty or more than a line, or others may read the file.
            The message never holds any of it.
    """
    if mail.password_env is not None:
        where = f"The variable {mail.password_env}"
        text = os.environ.get(mail.password_env)
        if text is None:
            raise NoPassword(
                f"{where}, which is to hold the password of the mail server, is not set.",
                remedy="Set it where the night run is started, or name a password_file: "
                "what a machine runs by itself does not have the variables of your own shell.",
            )
    elif mail.password_file is not None:
        path = folder / mail.password_file
        where, text = str(path), _read(path)
    else:
        return None
    password = text.removesuffix("\n").removesuffix("\r")
    if not password or not password.isascii() or not password.isprintable():
        raise NoPassword(
            f"{where} does not hold one line with a password of plain letters, digits and signs.",
            remedy="Put the password in it and nothing else. A mail server cannot be told one with accents.",
        )
    return password


def _read(path: Path) -> str:
    try:
        # Not to wait for ever on a pipe that somebody put there.
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as file:
            what = os.fstat(file.fileno())
            if not stat.S_ISREG(what.st_mode):
                raise NoPassword(f"{path} is not a file.", remedy="Name a file that holds the password.")
            if os.name == "posix" and what.st_mode & _OF_OTHERS:
                raise NoPassword(
                    f"{path} holds the password of the mail server, and others may read or write it.",
                    remedy=f"Give it to yourself alone: chmod 600 {path.name}",
                )
            content = file.read(_MOST_BYTES + 1)
    except OSError as fault:
        raise NoPassword(
            f"{path}, which is to hold the password of the mail server, cannot be read: {fault.strerror}.",
            remedy="Put the file there, for yourself alone to read.",
        ) from None
    if len(content) > _MOST_BYTES:
        raise NoPassword(
            f"{path} is too long to hold a password.", remedy="Put the password in it and nothing else."
        )
    return content.decode("utf-8-sig", "replace")
