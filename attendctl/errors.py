"""What can go wrong, as classes: each has a code, an exit status and a remedy.

A message says where, what is wrong, and what to do; it never names a pupil
(file, line and UPN are enough). One handler, in ``attendctl.cli.main``, prints
them; everything below raises.
"""

from __future__ import annotations

from typing import ClassVar


class AttendctlError(Exception):
    """A fault the officer can do something about.

    >>> print(WrongUsage("--week 2025-W60 is not a week.", remedy="Write it as 2025-W45."))
    --week 2025-W60 is not a week. Write it as 2025-W45.
    """

    code: ClassVar[str] = "X001"
    exit_status: ClassVar[int] = 1

    def __init__(self, message: str, *, remedy: str = "") -> None:
        self.message = message
        self.remedy = remedy
        super().__init__(f"{message} {remedy}".strip())


class WrongUsage(AttendctlError):
    """An option, a configuration key or a combination of them cannot be right."""

    code = "U001"
    exit_status = 2


class CannotWrite(WrongUsage):
    """A file or a folder cannot be written: no room, no right, or no such folder. What was there stays."""

    code = "U003"


class InputRefused(AttendctlError):
    """A file cannot be taken in. The ledger is as it was."""

    code = "I001"
    exit_status = 3


class NotFound(AttendctlError):
    """No rule, policy, week, import or pupil of that name."""

    code = "N001"
    exit_status = 4


class LedgerBusy(AttendctlError):
    """Another command holds the ledger and did not let go in time."""

    code = "L001"
    exit_status = 5


DONE_WITH_SOME_SET_ASIDE = 6
"""Exit status of a command that finished, with some rows or letters set aside."""
