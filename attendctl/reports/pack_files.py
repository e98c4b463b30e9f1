"""The files of an evidence pack: made whole, then put in place."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from attendctl.errors import WrongUsage
from attendctl.reports.pack_pdf import pack_pdf
from attendctl.reports.pack_xlsx import pack_xlsx
from attendctl.reports.whole_file import write_whole

_NOT_IN_A_FILE_NAME = re.compile(r"[^A-Za-z0-9-]+")


def write_pack(contract: dict[str, Any], folder: Path) -> list[Path]:
    """Write a pack as PDF and XLSX. A pack of the same pupil and day is replaced.

    Args:
        contract: of ``attendctl.reports.pack_dict.pack_dict``.
        folder: made if it is not there.

    Returns:
        The paths of the files.

    Raises:
        WrongUsage: the folder cannot be written to, or no font has a character of the pack.
    """
    files = {
        f"{file_stem(contract)}.pdf": pack_pdf(contract),
        f"{file_stem(contract)}.xlsx": pack_xlsx(contract),
    }
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fault:
        raise WrongUsage(
            f"{folder} cannot be written to: {fault.strerror or fault}. Nothing was written.",
            remedy="Name a folder you may write to, with --output.",
        ) from None
    for name, content in files.items():
        write_whole(folder / name, content)
    return [folder / name for name in files]


def file_stem(contract: dict[str, Any]) -> str:
    """Return the files' name without its ending: the pupil's number and the last day of marks, no name.

    With one parent alone, the parent's number among the contacts is in it too.

    >>> pupil = {"upn": None, "admission_number": "04/17"}
    >>> file_stem({"pupil": pupil, "about_parent": 2, "as_of": "2026-03-27"})
    'penalty-pack-04-17-parent-2-2026-03-27'
    """
    pupil = contract["pupil"]
    number = pupil["upn"] or pupil["admission_number"] or "pupil"
    parent = contract["about_parent"]
    about = "" if parent is None else f"-parent-{parent}"
    return f"penalty-pack-{_NOT_IN_A_FILE_NAME.sub('-', number)}{about}-{contract['as_of']}"
