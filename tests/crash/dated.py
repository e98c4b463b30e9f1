"""Runs attendctl on a date of the past: ``python dated.py 2025-11-08 nightly``. For tests only."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

NOW = 2_000_000_000.0  # in 2033: every file has lain still


def attendctl_on(day: date, words: list[str]) -> None:
    """Run a command as ``python -m attendctl`` would on that day."""
    from attendctl.cli import options

    sys.argv = ["attendctl", *words]
    for module in [one for name, one in list(sys.modules.items()) if name.startswith("attendctl.cli.")]:
        for name, told in (("today", lambda: day), ("time_now", lambda: NOW)):
            if module is options or hasattr(module, name):
                setattr(module, name, told)
    from attendctl.cli.main import run

    run()


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    attendctl_on(date.fromisoformat(sys.argv[1]), sys.argv[2:])
