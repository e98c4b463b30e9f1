"""A bar on the terminal while work takes longer than a second; nothing anywhere else.

It is drawn on standard error, and only where that is a terminal: never in a log, never beside
JSON that goes to another program. Rich is imported when the second is over, not before.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

from attendctl.progress import OnProgress, tell_nobody

if TYPE_CHECKING:
    from rich.console import Console

SECONDS_BEFORE_A_BAR = 1.0


@contextmanager
def progress(*, format: str = "table", after: float = SECONDS_BEFORE_A_BAR) -> Iterator[OnProgress]:
    """Give work something to tell its progress to, and draw a bar if it takes long. The bar is gone after it.

    Print results after the block: what is printed in it would stand in the bar's line.

    Args:
        format: of the result, as ``--format`` names it.
        after: seconds until the bar is drawn.
    """
    if not may_be_shown(sys.stderr, sys.stdout, os.environ, format=format):
        yield tell_nobody
        return
    bar = LateBar()
    timer = threading.Timer(after, bar.show)
    timer.daemon = True
    timer.start()
    try:
        yield bar.tell
    finally:
        timer.cancel()
        bar.close()


def may_be_shown(errors: TextIO, results: TextIO, environment: Mapping[str, str], *, format: str) -> bool:
    """Whether a bar may be drawn on standard error.

    Args:
        errors: standard error: a terminal, or there is no bar.
        results: standard output.
        environment: with ``CI`` in it, or a terminal that cannot move its cursor, there is no bar.
        format: with ``json`` to another program or a file, there is no bar.
    """
    if not errors.isatty() or environment.get("CI") or environment.get("TERM") == "dumb":
        return False
    return format != "json" or results.isatty()


class LateBar:
    """A bar that keeps what it is told until it is shown. Told and shown from different threads."""

    def __init__(self, console: Console | None = None) -> None:
        self._lock = threading.Lock()
        self._console = console
        self._last: tuple[str, int, int] = ("Working", 0, 0)
        self._bar: Any = None
        self._is_closed = False

    def tell(self, what: str, done: int = 0, of: int = 0) -> None:
        """Take note of the progress; see ``attendctl.progress``."""
        with self._lock:
            self._last = (what, done, of)
            self._draw()

    def show(self) -> None:
        """Begin to draw, unless the work is over."""
        with self._lock:
            if self._is_closed or self._bar is not None:
                return
            from rich.console import Console
            from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

            self._bar = Progress(
                SpinnerColumn(),
                TextColumn("{task.description}", markup=False),
                BarColumn(),
                TextColumn("{task.fields[count]}", markup=False),
                TimeElapsedColumn(),
                console=self._console or Console(stderr=True),
                transient=True,
            )
            self._bar.add_task("", total=None, count="")
            self._draw()
            self._bar.start()

    def close(self) -> None:
        """Take the bar away. Nothing is drawn after this."""
        with self._lock:
            self._is_closed = True
            if self._bar is not None:
                self._bar.stop()

    def _draw(self) -> None:
        if self._bar is None or self._is_closed:
            return
        what, done, of = self._last
        count = f"{done} of {of}" if of else ""
        self._bar.update(
            self._bar.task_ids[0], description=what, completed=done, total=of or None, count=count
        )
