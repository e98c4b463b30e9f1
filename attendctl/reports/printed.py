"""Text to standard output, or whole to one file."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any


def print_or_write(text: str, output: Path | None, *, encoding: str = "utf-8") -> None:
    """Print text as UTF-8 whatever the terminal's encoding; with ``output`` write it to that file.

    Args:
        text: what to print, with its last line ended.
        output: the file; None prints.
        encoding: of the file. A CSV for spreadsheets wants ``utf-8-sig``.

    Raises:
        WrongUsage: the file cannot be written.
    """
    if output is not None:
        from attendctl.reports.whole_file import write_whole

        write_whole(output, text.encode(encoding))
    elif hasattr(sys.stdout, "buffer"):
        sys.stdout.flush()
        sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.buffer.flush()
    else:
        sys.stdout.write(text)


def json_text_by_lines(value: dict[str, Any]) -> str:
    """Return plain values as ``json_text`` does, each entry of a list on a line of its own: for long lists.

    >>> json_text_by_lines({"as_of": "2025-11-07", "pupils": [{"upn": "A"}, {"upn": "B"}], "none": []})
    '{\\n "as_of": "2025-11-07",\\n "pupils": [\\n  {"upn": "A"},\\n  {"upn": "B"}\\n ],\\n "none": []\\n}\\n'
    """
    parts = []
    for name, entry in value.items():
        if isinstance(entry, list) and entry:
            lines = ",\n  ".join(json.dumps(one, ensure_ascii=False, default=str) for one in entry)
            text = f"[\n  {lines}\n ]"
        else:
            text = json.dumps(entry, ensure_ascii=False, default=str)
        parts.append(f" {json.dumps(name)}: {text}")
    return "{\n" + ",\n".join(parts) + "\n}\n"


def json_text(value: dict[str, Any]) -> str:
    """Return plain values as JSON text with its last line ended; days as ISO text.

    >>> json_text({"saved": True})
    '{\\n "saved": true\\n}\\n'
    """
    return json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n"
