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

_PREFIX = ".attendctl-while-it-runs-"  # of no folder that somebody would make: those left behind are removed


@contextmanager
def temporary_folder(beside: Path | None = None, *, prefix: str = _PREFIX) -> Iterator[Path]:
    """Give an empty folder that is removed afterwards.

    Args:
        beside: the folder that it is to be in, from which those of killed commands are removed before;
            None for the machine's own for temporary files.
        prefix: what its name begins with.

    Raises:
        CannotWrite: the machine's folder for temporary files has no room, or may not be written.
        OSError: the folder that was named.

    >>> with temporary_folder() as folder:
    ...     folder.is_dir()
    True
    >>> folder.exists()
    False
    """
    if beside is not None:
        remove_temporary_folders_left_behind(beside, prefix=prefix)
    try:
        folder, lock = _made(beside, prefix)
    except OSError as fault:
        if beside is not None:
            raise
        raise no_temporary_file(fault) from None
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(folder, ignore_errors=True)  # what was refused once is often not refused again
        if lock is not None:
            os.close(lock)


@contextmanager
def all_temporary_files_in_one_folder() -> Iterator[None]:
    """Have every temporary file made in one folder while the body lasts, those of libraries, too.

    Those of a workbook hold pupils' names. The folders of commands of this user that were killed are
    removed before. Windows, which has no such lock, keeps them.

    Raises:
        CannotWrite: as ``temporary_folder`` does.
    """
    remove_temporary_folders_left_behind()
    before = tempfile.tempdir
    with temporary_folder() as folder:
        tempfile.tempdir = str(folder)
        try:
            yield
        finally:
            tempfile.tempdir = before


def no_temporary_file(fault: OSError) -> CannotWrite:
    """Return what is said where a temporary file cannot be written."""
    return CannotWrite(
        f"No temporary file can be written on this machine: {fault.strerror or fault}.",
        remedy="Make room on its disk, or name another folder in the environment variable TMPDIR.",
    )


def remove_temporary_folders_left_behind(beside: Path | None = None, *, prefix: str = _PREFIX) -> None:
    """Remove those of commands of this user that were killed. Windows, which has no such lock, keeps them.

    Args:
        beside: as for ``temporary_folder``.
        prefix: likewise.
    """
    if sys.platform == "win32":
        return
    with suppress(OSError):
        for folder in (beside or Path(tempfile.gettempdir())).glob(f"{prefix}*"):
            _remove_if_left_behind(folder)


def _made(beside: Path | None, prefix: str) -> tuple[Path, int | None]:
    while True:
        folder = Path(tempfile.mkdtemp(dir=beside, prefix=prefix))
        if sys.platform == "win32":
            return folder, None
        try:
            lock = os.open(folder, os.O_RDONLY)
        except FileNotFoundError:
            continue  # taken for one left behind before it was locked
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(lock)  # likewise: it is being removed
            continue
        except OSError:  # a file system without such locks, where nobody can take it for one left behind
            os.close(lock)
            return folder, None
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
