"""``python -m benchmarks.on_day 2026-07-22 report …``: a command of attendctl on another day than today."""

from __future__ import annotations

import sys
from datetime import date


def main() -> None:
    """Run the words after the day, as ``attendctl`` does."""
    from attendctl.cli import options
    from attendctl.cli.main import run

    day = date.fromisoformat(sys.argv[1])
    options.today = lambda: day  # before a command is built, which takes it from there
    sys.argv = ["attendctl", *sys.argv[2:]]
    run()


if __name__ == "__main__":
    main()
