"""A folder of the machine's for what is needed only while a command runs, for its owner alone.

What a killed command leaves in it may be a copy of an export. The system lets go of the lock of a killed
process, so a folder that nobody locks is one that nobody will remove, and the next night run does.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from attendctl.errors import CannotWrite

if sys.platform != "win32":
    import fcntl

_PREFIX = "attendctl-"


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """Give an empty folder that is removed afterwards.

    Raises:
        CannotWrite: the machine's folder for temporary files has no room, or may not be written.

    >>> with temporary_folder() as folder:
    ...     folder.is_dir()
    True
    >>> folder.exists()
    False
    """
    try:
        folder, lock = _made()
    except OSError as fault:
        raise CannotWrite(
            f"No temporary file can be written on this machine: {fault.strerror or fault}.",
            remedy="Make room on its disk, or name another folder in the environment variable TMPDIR.",
        ) from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            os.close(lock)


def remove_temporary_folders_left_behind() -> None:
    """Remove those of commands of this user that were killed. Windows, which has no such lock, keeps them."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        for folder in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
            _remove_if_left_behind(folder)


def _made() -> tuple[Path, int | None]:
    while True:
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX))
        if sys.platform == "win32":
            return folder, None
        lock = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)  # taken for one left behind before it was locked: it is being removed
            continue
        if folder.is_dir():
            return folder, lock
        os.close(lock)


def _remove_if_left_behind(folder: Path) -> None:
    if sys.platform == "win32":
        return
    with suppress(OSError):
        if folder.is_symlink() or folder.stat().st_uid != os.getuid():
            return
        lock = os.open(folder, os.O_RDONLY)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(folder, ignore_errors=True)
        finally:
            os.close(lock)
