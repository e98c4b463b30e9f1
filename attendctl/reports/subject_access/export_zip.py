"""The answer to a subject access request as one ZIP file, for its owner alone."""

from __future__ import annotations

import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any

from attendctl.casework.subject_access.held import HeldAboutPupil
from attendctl.reports.subject_access.index_html import index_html
from attendctl.reports.subject_access.tables import TABLES, csv_of
from attendctl.reports.whole_file import write_whole

_NOT_IN_A_FILE_NAME = re.compile(r"[^A-Za-z0-9-]+")


def export_dict(held: HeldAboutPupil, file: Path) -> dict[str, Any]:
    """Return what was written as plain values for JSON: how much of what, no names."""
    return {
        "file": str(file),
        "made_on": held.made_on.isoformat(),
        "upn": held.pupil.upn,
        "admission_number": held.pupil.admission_number,
        "schools": list(held.schools),
        "rows": {table.name: len(held.tables[table.name]) for table in TABLES},
        "letters_shortened": sorted({one.reference for one in held.letter_texts if one.shortened}),
    }


def export_text(contract: dict[str, Any]) -> str:
    """Return what was written as lines."""
    rows = contract["rows"]
    number = contract["upn"] or contract["admission_number"] or "the pupil"
    lines = [f"{contract['file']}: everything held about {number}."]
    lines += [f"  {table.title}: {rows[table.name]:,}" for table in TABLES]
    if contract["letters_shortened"]:
        said = ", ".join(contract["letters_shortened"])
        lines.append(f"  Of letters about brothers or sisters too, what is said of them is left out: {said}.")
    lines.append("Before it is handed over, read index.html: notes and contacts may say something of others.")
    return "\n".join(lines) + "\n"


def write_export(held: HeldAboutPupil, file: Path) -> None:
    """Write the ZIP: a page to read, a CSV file a table, the letters as text, and all of it as JSON.

    Raises:
        WrongUsage: the file cannot be written.
    """
    files = {"index.html": index_html(held).encode("utf-8")}
    for table in TABLES:
        files[f"{table.name}.csv"] = csv_of(held.tables[table.name]).encode("utf-8-sig")
    for one in held.letter_texts:
        name = _NOT_IN_A_FILE_NAME.sub("-", one.reference)
        files[f"letters/{name}-{one.copy}.txt"] = one.text.encode("utf-8")
    everything = {
        "made_on": held.made_on,
        "schools": held.schools,
        **held.tables,
        "letter_texts": [vars(one) for one in held.letter_texts],
    }
    files["held.json"] = (json.dumps(everything, ensure_ascii=False, indent=1, default=str) + "\n").encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            day = held.made_on
            part = zipfile.ZipInfo(name, (day.year, day.month, day.day, 0, 0, 0))
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16  # whoever unpacks it is its owner
            archive.writestr(part, content)
    write_whole(file, packed.getvalue())
