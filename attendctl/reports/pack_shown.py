"""The check list of an evidence pack on the terminal, and what was written."""

from __future__ import annotations

from typing import Any

from attendctl.policies.in_words_parts import counted
from attendctl.reports.pack_pages import STATUS_WORDS
from attendctl.reports.showable_text import showable_text

_INDENT = 10


def pack_text(contract: dict[str, Any]) -> str:
    """Return the check list as lines: faults with what to do, the rest in one line each."""
    pupil, threshold = contract["pupil"], contract["threshold"]
    met = f"met on {threshold['met_on']}" if threshold["met_on"] else "not met"
    lines = [
        f"{pupil['forename']} {pupil['surname']} ({pupil['upn'] or pupil['admission_number']}), "
        f"{contract['school']['name']}",
        f"{counted(threshold['relied_on'], 'session')} can be relied on; the threshold is "
        f"{threshold['sessions']} in {threshold['school_weeks']} school weeks: {met}.",
        "",
    ]
    for check in contract["checks"]:
        lines.append(f"{STATUS_WORDS[check['status']]:<{_INDENT}}{check['what']}")
        if check["status"] != "fulfilled":
            lines += [f"{'':{_INDENT}}  {item}" for item in check["items"]]
            if check["remedy"]:
                lines.append(f"{'':{_INDENT}}{check['remedy']}")
    return "".join(showable_text(" ".join(line.splitlines()).rstrip()) + "\n" for line in lines)
