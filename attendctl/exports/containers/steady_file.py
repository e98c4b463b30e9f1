"""A file that must stay as it is while it is read."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from attendctl.errors import InputRefused
from attendctl.exports.containers.refusals import FileChanged, FileEmpty, FileUnreadable

CHUNK_BYTES = 1 << 20
"""How much of a file is looked at in one go."""


class SteadyFile:
    """An ordinary file, with its size and time as they were when it was opened.

    Every refusal names the file as the officer knows it, without its folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name or str(path)
        try:
            found = path.stat()
        except (OSError, ValueError) as fault:
            raise FileUnreadable(
                f"{self.name} cannot be opened: {_in_words(fault)}.",
                remedy="Check the name and the folder, then import it again.",
            ) from None
        self._refuse_what_is_no_file(found)
        self._seen = _mark_of(found)
        if found.st_size == 0:
            raise FileEmpty(f"{self.name} is empty (0 bytes).", remedy="Export it again from the MIS.")
        self.size = found.st_size
        self.head = self.read_from(0, CHUNK_BYTES // 16)

    def _refuse_what_is_no_file(self, found: os.stat_result) -> None:
        if stat.S_ISREG(found.st_mode):
            return
        kind = "a folder" if stat.S_ISDIR(found.st_mode) else "a pipe or a device, not a file"
        raise FileUnreadable(f"{self.name} is {kind}.", remedy="Name the exported files themselves.")

    def open(self) -> BinaryIO:
        """Open the file for reading bytes, or refuse it."""
        try:
            return self.path.open("rb")
        except OSError as fault:
            raise self.unreadable(fault) from None

    def read_from(self, position: int, count: int) -> bytes:
        """Give up to ``count`` bytes from a byte position on."""
        try:
            with self.path.open("rb") as file:
                file.seek(position)
                return file.read(count)
        except OSError as fault:
            raise self.unreadable(fault) from None

    def check_unchanged(self) -> None:
        """Refuse the file if it is gone, or its size or time differ from when it was opened."""
        try:
            now = _mark_of(self.path.stat())
        except OSError:
            now = None
        if now != self._seen:
            what = "vanished" if now is None else "changed"
            raise FileChanged(
                f"{self.name} {what} while it was being read.",
                remedy="Wait until the export has finished, copy it to your own machine, and try again.",
            )

    def unreadable(self, fault: OSError) -> InputRefused:
        """Say why the file cannot be read: it changed or vanished, or the machine refuses it."""
        try:
            self.check_unchanged()
        except FileChanged as changed:
            return changed
        return FileUnreadable(
            f"{self.name} cannot be read: {_in_words(fault)}.",
            remedy="Close it in other programs, check that you may read it, and import it again.",
        )


def _mark_of(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_size, found.st_mtime_ns, found.st_ino


def _in_words(fault: OSError | ValueError) -> str:
    if isinstance(fault, FileNotFoundError):
        return "there is no such file"
    if isinstance(fault, PermissionError):
        return "you may not read it"
    text = fault.strerror if isinstance(fault, OSError) else None
    return (text or "its name is not valid").lower()
