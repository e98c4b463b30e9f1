"""Letters that wait to be looked at: rendered and not recorded, in one folder, until they are released."""

from __future__ import annotations

import errno
import glob
import json
import os
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from attendctl.errors import CannotWrite, InputRefused, NotFound
from attendctl.letters.letters_json import letters_dict, letters_json
from attendctl.letters.letters_run import LettersRun
from attendctl.letters.save_run import LETTERS_JSON, write_files


class NoDrafts(NotFound):
    """No letter waits to be released."""

    code = "N013"


class DraftsNotReadable(InputRefused):
    """The list of the drafts is damaged."""

    code = "I061"


@dataclass(frozen=True)
class Drafts:
    """The letters that wait: by reference, as ``letters.json`` describes them.

    ``taken_out`` are those of which a file is no longer in the folder: somebody does not want them sent.
    """

    folder: Path
    letters: Mapping[str, dict[str, Any]]
    taken_out: frozenset[str] = field(default=frozenset())

    @property
    def wanted(self) -> frozenset[str]:
        """The references of the letters whose files are all there."""
        return frozenset(self.letters) - self.taken_out


def keep_drafts(run: LettersRun, folder: Path, *, between: Callable[[str], None]) -> None:
    """Put a run's letters in place of the drafts that were there: all of them, or the old ones stay.

    A folder that holds just these is left as it is. Of a run without letters no folder stays.

    Args:
        run: of ``run_letters``; nothing of it is recorded.
        folder: of the drafts.
        between: is told what has just been done.

    Raises:
        CannotWrite: the folder cannot be written to.
    """
    files = {**run.files, LETTERS_JSON: letters_json(letters_dict(run, folder)).encode("utf-8")}
    real = folder.resolve()  # where it is a link, what it leads to is replaced
    fresh, old = _beside(real, "new"), _beside(real, "old")
    try:
        if real.exists() and not real.is_dir():
            raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
        unfinished = real.parent.glob(f".{glob.escape(fresh.name)}.*.part")  # of a run that was killed
        for left_behind in [*unfinished, fresh, old]:
            _remove(left_behind)
        if run.letters and _holds(real, files):
            return
        if run.letters:
            write_files(fresh, files)
            between("drafts made")
        if real.exists():
            real.rename(old)
            between("old drafts out of the way")
        if run.letters:
            fresh.rename(real)
            between("drafts in place")
        _remove(old)
    except OSError as fault:
        raise CannotWrite(
            f"The drafts in {folder} cannot be replaced: {_what_and_why(fault)}.",
            remedy="Close what has a file of it open, make room, and run attendctl nightly again.",
        ) from None


def read_drafts(folder: Path) -> Drafts:
    """Return the letters that wait in a folder.

    Raises:
        NoDrafts: there is no such folder, or no list in it.
        DraftsNotReadable: the list is damaged.
    """
    try:
        text = (folder / LETTERS_JSON).read_text(encoding="utf-8")
    except (FileNotFoundError, NotADirectoryError):
        raise NoDrafts(
            f"No letters wait in {folder}.", remedy="attendctl nightly makes drafts of those that are due."
        ) from None
    except (OSError, ValueError) as fault:
        raise _damaged(folder, str(fault)) from None
    try:
        letters = {one["reference"]: one for one in json.loads(text)["letters"]}
        taken_out = frozenset(
            reference
            for reference, one in letters.items()
            if not all((folder / Path(name).name).is_file() for name in one["files"])
        )
    except (ValueError, LookupError, TypeError) as fault:
        raise _damaged(folder, type(fault).__name__) from None
    return Drafts(folder, letters, taken_out)


def remove_drafts(folder: Path) -> None:
    """Remove the drafts, out of their place in one step.

    Raises:
        CannotWrite: the folder cannot be removed.
    """
    real = folder.resolve()
    old = _beside(real, "old")
    try:
        _remove(old)
        real.rename(old)
        _remove(old)
    except OSError as fault:
        raise CannotWrite(
            f"The letters are released, but their drafts in {folder} cannot be removed: "
            f"{_what_and_why(fault)}.",
            remedy="Close what has a file of it open, and remove the folder.",
        ) from None


def _holds(folder: Path, files: Mapping[str, bytes]) -> bool:
    try:
        there = {path.name: path.read_bytes() for path in folder.iterdir()}
    except OSError:
        return False
    return there == files


def _remove(path: Path) -> None:
    """Remove a folder with all in it, or a file or link that stands in its place."""
    if path.is_dir() and not path.is_symlink():
        try:
            shutil.rmtree(path)
        except OSError as fault:  # the file that it failed at bears a pupil's number in its name
            raise OSError(fault.errno, fault.strerror or str(fault), str(path)) from None
    else:
        path.unlink(missing_ok=True)


def _what_and_why(fault: OSError) -> str:
    """Say where it failed: it may be in a hidden folder beside the drafts that nobody thinks of."""
    why = fault.strerror or str(fault)
    return f"{fault.filename}: {why}" if isinstance(fault.filename, str) else why


def _beside(folder: Path, word: str) -> Path:
    return folder.with_name(f".{folder.name}.{word}")


def _damaged(folder: Path, why: str) -> DraftsNotReadable:
    return DraftsNotReadable(
        f"{folder / LETTERS_JSON} cannot be read: {why}. Nothing was released.",
        remedy="Have the drafts made anew: attendctl nightly",
    )
