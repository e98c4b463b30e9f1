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


def json_text(value: dict[str, Any]) -> str:
    """Return plain values as JSON text with its last line ended; days as ISO text.

    >>> json_text({"saved": True})
    '{\\n "saved": true\\n}\\n'
    """
    return json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n"
