"""What lies in the inbox: files that are whole, files that are still coming, and what is none of ours."""

from __future__ import annotations

import stat
from dataclasses import dataclass
from pathlib import Path

from attendctl.errors import WrongUsage

# Names that programs give to what they have not finished, or leave behind.
_UNFINISHED = (".part", ".partial", ".crdownload", ".download", ".tmp")
_LEFT_BEHIND = ("desktop.ini", "thumbs.db")
_OF_AN_OPEN_DOCUMENT = "~$"


@dataclass(frozen=True)
class Arrived:
    """A file of the inbox as it was seen: by its size and times it is known again."""

    path: Path
    size: int
    changed_ns: int
    is_link: bool = False

    def is_as_it_was(self) -> bool:
        """Whether the file is still there and has not changed since it was seen."""
        return seen(self.path) == self


@dataclass(frozen=True)
class Inbox:
    """The inbox at one moment. ``is_there`` is False where there is no such folder.

    ``left_alone`` are folders, and copies that nobody goes on with.
    """

    is_there: bool
    settled: tuple[Arrived, ...] = ()  # oldest first
    waiting: tuple[Path, ...] = ()  # changed too short a time ago
    left_alone: tuple[Path, ...] = ()


def look_into(folder: Path, *, now: float, settle_seconds: int) -> Inbox:
    """Return the files of the inbox, oldest first. Folders, hidden and half-copied files are left out.

    Args:
        folder: the inbox.
        now: the time by the clock of this machine, in seconds since 1970.
        settle_seconds: a file counts as settled when neither it nor its place has changed for so long.

    Raises:
        WrongUsage: the inbox is not a folder, or may not be read.
    """
    try:
        paths = sorted(folder.iterdir(), key=lambda path: path.name)
    except FileNotFoundError:
        return Inbox(is_there=False)
    except OSError as fault:
        raise WrongUsage(
            f"The inbox {folder} cannot be read: {fault.strerror or fault}. Nothing was taken in.",
            remedy="Make it a folder that whoever runs this may read, or name another under [nightly] inbox.",
        ) from None
    settled: list[Arrived] = []
    waiting: list[Path] = []
    left_alone: list[Path] = []
    for path in paths:
        if _is_nobodys(path.name):
            continue
        arrived = None if _is_unfinished(path.name) else seen(path)
        has_settled = _is_settled(path, now=now, settle_seconds=settle_seconds)
        if arrived is None:
            if has_settled:
                left_alone.append(path)
        elif has_settled:
            settled.append(arrived)
        else:
            waiting.append(path)
    settled.sort(key=lambda one: (one.changed_ns, one.path.name))
    return Inbox(is_there=True, settled=tuple(settled), waiting=tuple(waiting), left_alone=tuple(left_alone))


def seen(path: Path) -> Arrived | None:
    """Return a file or a link as it is now; None for a folder, a pipe, and what is no longer there."""
    try:
        state = path.lstat()
    except OSError:
        return None
    if stat.S_ISLNK(state.st_mode):
        return Arrived(path, state.st_size, state.st_mtime_ns, is_link=True)
    if not stat.S_ISREG(state.st_mode):
        return None
    return Arrived(path, state.st_size, state.st_mtime_ns)


def _is_nobodys(name: str) -> bool:
    """Say whether a name is of a hidden file, or of one that a program makes for itself.

    >>> [name for name in (".x", "~$marks.xlsx", "Thumbs.db", "marks.csv") if not _is_nobodys(name)]
    ['marks.csv']
    """
    plain = name.casefold()
    return plain.startswith((".", _OF_AN_OPEN_DOCUMENT)) or plain.endswith("~") or plain in _LEFT_BEHIND


def _is_unfinished(name: str) -> bool:
    return name.casefold().endswith(_UNFINISHED)


def _is_settled(path: Path, *, now: float, settle_seconds: int) -> bool:
    """Say whether a file has lain still. A copy may carry the time of its original: its place has its own.

    A time in the future is another machine's clock and says nothing, unless both are.
    """
    try:
        state = path.lstat()
    except OSError:
        return False
    told = [time for time in (state.st_mtime, state.st_ctime) if time <= now]
    return bool(told) and max(told) <= now - settle_seconds
