"""How many registers a law is tried on: few in every run of the tests, many under ``make soak``."""

from __future__ import annotations

import os


def examples(few: int) -> int:
    """Return how many examples Hypothesis draws for a test marked ``law``."""
    return few * int(os.environ.get("ATTENDCTL_EXAMPLES_TIMES", "1"))
