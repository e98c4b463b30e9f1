"""What became of a night's files, by where they lie and what the ledger says: the same after every run."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from attendctl.errors import CannotWrite
from attendctl.ledger.imports import ImportMade
from attendctl.nightly.places import Places
from attendctl.nightly.put_away import SHA_SHOWN, kept_name
from attendctl.nightly.take_in import Left

COUNTS = ("import_id", "rows_read", "marks_new", "marks_changed", "marks_same", "pupils_new")
"""What is said of a file that was taken in; of any other they are None."""

_KEPT = re.compile(rf"(.*)\.([0-9a-f]{{{SHA_SHOWN}}})(\.[^.]*)?", re.DOTALL)


def files_of_night(
    places: Places, imports: Sequence[ImportMade], *, night: date, left: Sequence[Left]
) -> list[dict[str, Any]]:
    """Return a line for each file that was taken in, had come before, was refused, or stays.

    Args:
        places: of the night.
        imports: everything the ledger was told.
        night: the date.
        left: what stays in the inbox, with the reason.

    Raises:
        CannotWrite: the folder of what was archived, or refused, may not be read.
    """
    return [
        *(_archived(path, imports, night) for path in _files_in(places.archive)),
        *(_refused(path) for path in _files_in(places.refused) if _is_a_refused_file(path)),
        *(file_line(one.file, "stays in the inbox", why=one.why) for one in left),
    ]


def _files_in(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
    except FileNotFoundError:
        return []
    except OSError as fault:
        raise CannotWrite(f"{folder} cannot be read: {fault.strerror or fault}.") from None


def _is_a_refused_file(path: Path) -> bool:
    return path.with_name(f"{path.name}.json").exists()


def _archived(path: Path, imports: Sequence[ImportMade], night: date) -> dict[str, Any]:
    parts = _KEPT.fullmatch(path.name)
    name = f"{parts[1]}{parts[3] or ''}" if parts else path.name
    same = [one for one in imports if parts and one.sha256.startswith(parts[2])]
    if not same:
        return file_line(name, "archived", kept=path)
    made = next((one for one in same if one.undone_on is None), same[-1])
    if made.known_on != night or kept_name(made.file, made.sha256) != path.name:
        why = f"Import {made.import_id} of {made.known_on} is the same file: nothing changed."
        return file_line(name, "came before", kept=path, import_id=made.import_id, why=why)
    return file_line(
        name,
        "imported",
        kept=path,
        import_id=made.import_id,
        rows_read=made.rows_read,
        marks_new=made.marks_new,
        marks_changed=made.marks_changed,
        marks_same=made.marks_same,
        pupils_new=made.pupils_new,
    )


def _refused(kept: Path) -> dict[str, Any]:
    try:
        said = json.loads(kept.with_name(f"{kept.name}.json").read_text(encoding="utf-8"))
        name, why = said["file"], said["refused_because"]
    except (OSError, ValueError, LookupError, TypeError):
        name, why = kept.name, "The reasons beside it cannot be read."
    return file_line(name, "refused", kept=kept.with_name(f"{kept.name}.txt"), why=why)


def file_line(name: str, became: str, **more: Any) -> dict[str, Any]:
    """Return what the contract says of one file; what is not given is None."""
    line: dict[str, Any] = {"file": name.encode("utf-8", "replace").decode("utf-8"), "became": became}
    line |= dict.fromkeys(COUNTS)
    return line | {"why": None, "kept": None} | more
