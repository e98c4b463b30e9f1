"""Where a file of the inbox goes when the night is done with it: its place in the archive, or set aside."""

from __future__ import annotations

import errno
import json
import shutil
from pathlib import Path

from attendctl.errors import CannotWrite
from attendctl.ledger.outcome import ImportOutcome
from attendctl.reports.import_summary import refusal_lines
from attendctl.reports.whole_file import whole_file, write_whole

SHA_SHOWN = 12
_LONGEST_STEM_BYTES = 180  # a name may have 255 with all that is added to it


def kept_name(name: str, sha256: str) -> str:
    """Return the name of a file with the beginning of its SHA-256: two of one name never meet.

    >>> kept_name("marks.csv", "0123456789abcdef" * 4)
    'marks.0123456789ab.csv'
    """
    path = Path(name)
    stem = path.stem.encode("utf-8", "replace")[:_LONGEST_STEM_BYTES].decode("utf-8", "ignore")
    return f"{stem}.{sha256[:SHA_SHOWN]}{path.suffix}"


def archive(source: Path, folder: Path, sha256: str) -> Path:
    """Move a file that the ledger has into the archive. Raises CannotWrite where that cannot be."""
    return _move(source, made(folder) / kept_name(source.name, sha256))


def set_aside(source: Path, folder: Path, sha256: str, outcome: ImportOutcome) -> Path:
    """Write why a file was refused, as text and as JSON, and then move the file to stand beside that.

    Raises:
        CannotWrite: the folder cannot be written to; the file is where it was.
    """
    target = made(folder) / kept_name(source.name, sha256)
    text = "".join(f"{line}\n" for line in refusal_lines(outcome, most=None))
    contract = json.dumps(outcome.as_json(), ensure_ascii=False, indent=1) + "\n"
    write_whole(folder / f"{target.name}.txt", text.encode("utf-8", "replace"))
    write_whole(folder / f"{target.name}.json", contract.encode("utf-8", "replace"))
    return _move(source, target)


def made(folder: Path) -> Path:
    """Make a folder, for its owner alone, where it is not there yet.

    Raises:
        CannotWrite: it cannot be made.
    """
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise _cannot(f"{folder} cannot be written", fault) from None
    return folder


def _move(source: Path, target: Path) -> Path:
    """Move a file in one step; from another disk by a whole copy, after which the original goes."""
    try:
        try:
            source.replace(target)
        except OSError as fault:
            if fault.errno != errno.EXDEV:
                raise
            if source.is_symlink():
                target.unlink(missing_ok=True)
                target.symlink_to(source.readlink())
            else:
                with source.open("rb") as content, whole_file(target) as copy:
                    shutil.copyfileobj(content, copy)
            source.unlink()
    except OSError as fault:
        # No right to take it out of the inbox ends here as well: both places are named.
        raise _cannot(f"{source} cannot be moved to {target}", fault) from None
    return target


def _cannot(what: str, fault: OSError) -> CannotWrite:
    return CannotWrite(f"{what}: {fault.strerror or fault}.")  # what to do is said where the night ends
