"""Writing a file whole or not at all: a reader never meets half of one, a crash leaves the old one.

What is written here is about children, so it is for its owner alone, whatever the folder is. Who is to
read it is given it.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from attendctl.errors import CannotWrite
from attendctl.not_replaced import refuse_to_replace


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place, flush it to the disk, then put it in place in one step.

    Its owner alone may read it, even where the file it replaces was open to others.

    Raises:
        CannotWrite: the folder is not there or may not be written to, or a ledger would be written over.
    """
    with whole_file(path) as file:
        file.write(content)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Give a file to write that takes its place when the body ends well: for content too long for memory.

    Raises:
        CannotWrite: the folder is not there or may not be written to, or a ledger would be written over.
    """
    refuse_to_replace(path)
    handle, temporary = -1, ""
    try:
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")  # 0600
        with os.fdopen(handle, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        Path(temporary).replace(path)
    except BaseException as fault:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        if not isinstance(fault, OSError):
            raise
        raise CannotWrite(
            f"{path} cannot be written: {fault.strerror or fault}.",
            remedy="Name a file in a folder that is there and may be written to, with --output.",
        ) from None
