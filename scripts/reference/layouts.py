"""docs/layouts.md: the layouts and header names attendctl knows, from their declarations."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

EXPORTS = Path(__file__).resolve().parents[2] / "attendctl" / "exports"
HEAD = """\
# Layouts and headers

An export is recognised by what its columns mean, never by its file name. This page is written by
`make docs` from the declarations in `attendctl/exports/`. What to do with an export that is not
recognised is under [Your own export](../README.md#your-own-export) in the README.

Headers are compared without regard to case, spaces, punctuation, `_x0020_`, `(s)` and endings such as
"this academic year". Marks may stand one to a row (`mark`), in AM and PM columns of a dated row
(`am_mark`, `pm_mark`), in the columns MonAM … FriPM of a week (`slots`), in one string a week
(`week_marks`), or in a column for each dated session (`dated`).
"""
ROOMS = {
    "either": "Of the pupil or of a contact, by where the column stands",
    "pupil": "Of the pupil",
    "mark": "Of the mark",
    "totals": "Totals, compared with what the marks give",
    "contact": "Of a contact; numbered columns such as Contact1Name are understood",
    "recognised": "Recognised so that a file can be refused with a reason; never read",
}


def _declarations() -> list[dict[str, Any]]:
    paths = sorted((EXPORTS / "layouts").glob("*.toml"))
    return [tomllib.loads(path.read_text(encoding="utf-8")) for path in paths]


def _needs(layout: dict[str, Any]) -> str:
    return " and ".join(f"`{need}`".replace("|", "` or `") for need in layout.get("needs", [])) or "XML"


def layouts_page() -> str:
    """Return the whole page."""
    lines = [
        HEAD,
        "## Layouts that are read",
        "",
        "| `--layout` | what it is | recognised by |",
        "|---|---|---|",
    ]
    for layout in _declarations():
        if layout["shape"] != "refused":
            needs = _needs(layout)
            shown = needs if len(needs) < 200 else "`pupil` and any other column about pupils"
            lines.append(f"| `{layout['name']}` | {layout['title']} | {shown} |")
    lines += [
        "",
        "## Layouts that are recognised and refused",
        "",
        "| what it is | what to do |",
        "|---|---|",
    ]
    for layout in _declarations():
        if layout["shape"] == "refused":
            advice = layout["export_instead"].replace("|", "\\|")
            lines.append(f"| {layout['title']} | {advice} |")
    lines += [
        "",
        "## Headers",
        "",
        "The field is the name to use under `[import.columns]` in `attendctl.toml`.",
    ]
    headers = tomllib.loads((EXPORTS / "headers.toml").read_text(encoding="utf-8"))
    for room, fields in headers.items():
        lines += ["", f"### {ROOMS[room]}", "", "| field | headers |", "|---|---|"]
        lines += [f"| `{field}` | {' · '.join(names)} |" for field, names in fields.items()]
    return "\n".join(lines) + "\n"
