"""What a killed run left half written: hidden files that never took their place, and folders of such."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from attendctl.ledger.backup import TEMPORARY as OF_BACKUP
from attendctl.ledger.restore import TEMPORARY as OF_RESTORE
from attendctl.nightly.places import Places
from attendctl.temporary_folder import remove_temporary_folders_left_behind

_NIGHTS_BACK = 3  # of the folders of a night, the newest: an older one has been looked at since


def remove_what_was_left_behind(places: Places, ledger: Path) -> None:
    """Remove half-written files. To be called while no other run is on; what cannot be removed stays.

    Of ``backup`` and ``restore``, which may be at work by themselves, only what nobody holds is removed.
    """
    remove_temporary_folders_left_behind(places.backups, prefix=OF_BACKUP)
    remove_temporary_folders_left_behind(ledger.absolute().parent, prefix=OF_RESTORE)
    for path in _left_behind(places):
        try:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()
        except OSError:
            continue


def _left_behind(places: Places) -> Iterator[Path]:
    yield from _in(places.output, ".*.part")
    for nights in (places.output, places.archive.parent, places.refused.parent):
        for folder in _in(nights, "*/")[-_NIGHTS_BACK:]:
            yield from _in(folder, ".*.part")


def _in(folder: Path, pattern: str) -> list[Path]:
    """Return what lies in a folder, by name. Of one that may not be read nothing: who needs it says so."""
    try:
        return sorted(folder.glob(pattern))
    except OSError:
        return []
