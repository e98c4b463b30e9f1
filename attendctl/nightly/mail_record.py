"""Which mails went to whom, in a small file beside the summary, so that nothing is sent twice.

It is written anew, whole, after each mail. Where the disk is full or the folder may not be written to,
the file that is there is written over in its place: it was made long enough for that. Where not even
that can be, the mail is sent again by a further run, under the same Message-ID.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TypedDict

from attendctl.errors import CannotWrite
from attendctl.reports.whole_file import write_whole

RECORD = "mailed.json"
_KEPT = 20  # the newest mails
_BYTES = 8192  # room for them, so that writing over needs none


class _Entry(TypedDict):
    night: str
    sha256: str
    to: list[str]


class MailRecord:
    """Who got which mail, in a folder that need not be there yet."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / RECORD

    def got(self, digest: str) -> set[str]:
        """Return the addresses that have the mail with this digest; a damaged record knows of none."""
        return {address for one in self._entries() if one["sha256"] == digest for address in one["to"]}

    def add(self, night: date, digest: str, to: Iterable[str]) -> bool:
        """Record that a mail went out. False where it could not be recorded."""
        entries = [one for one in self._entries() if one["sha256"] != digest]
        addresses = sorted({*self.got(digest), *to})
        entries.append(_Entry(night=night.isoformat(), sha256=digest, to=addresses))
        lines = ",\n".join(json.dumps(one) for one in entries[-_KEPT:])
        # Spaces after it are JSON, too.
        content = f'{{"mails": [\n{lines}\n]}}'.ljust(_BYTES - 1).encode("ascii") + b"\n"
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_whole(self._path, content)
        except (CannotWrite, OSError):
            return self._written_over(content)
        return True

    def _written_over(self, content: bytes) -> bool:
        try:
            with self._path.open("r+b") as file:
                if os.fstat(file.fileno()).st_size < len(content):
                    return False
                file.write(content)
                file.truncate()
                file.flush()
                os.fsync(file.fileno())
        except OSError:
            return False
        return True

    def _entries(self) -> list[_Entry]:
        try:
            said = json.loads(self._path.read_text(encoding="ascii"))["mails"]
            return [
                {
                    "night": str(one["night"]),
                    "sha256": str(one["sha256"]),
                    "to": [str(to) for to in one["to"]],
                }
                for one in said
            ]
        except (OSError, ValueError, LookupError, TypeError):
            return []
