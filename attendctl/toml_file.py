"""Opening a TOML file that an officer wrote: exact numbers, and one message when it cannot be read."""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path
from typing import Any

from attendctl.errors import WrongUsage


def read_toml_file(path: Path) -> dict[str, Any]:
    """Read a TOML file; numbers with a point stay exact.

    Raises:
        WrongUsage: it is not there, no text in UTF-8, or no TOML; the message names the file, and
            the line where it is known.
    """
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise WrongUsage(
            f"{path.name} cannot be read: {fault}.", remedy="Correct the file and try again."
        ) from None
