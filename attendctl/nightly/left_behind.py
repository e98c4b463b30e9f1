"""What a run that was killed left half written: hidden files that never took their place."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

from attendctl.nightly.places import Places

_NIGHTS_BACK = 3  # of the folders of a night, the newest: an older one has been looked at since


def remove_what_was_left_behind(places: Places) -> None:
    """Remove half-written files. To be called while no other run is on; what cannot be removed stays."""
    for path in _left_behind(places):
        try:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink()
        except OSError:
            continue


def _left_behind(places: Places) -> Iterator[Path]:
    for folder in (places.output, places.backups):
        yield from _in(folder, ".*.part")
    yield from _in(places.backups, ".attendctl-backup-*")
    for nights in (places.output, places.archive.parent, places.refused.parent):
        for folder in _in(nights, "*/")[-_NIGHTS_BACK:]:
            yield from _in(folder, ".*.part")


def _in(folder: Path, pattern: str) -> list[Path]:
    """Return what lies in a folder, by name. Of one that may not be read nothing: who needs it says so."""
    try:
        return sorted(folder.glob(pattern))
    except OSError:
        return []
