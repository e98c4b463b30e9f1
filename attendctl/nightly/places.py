"""Where everything of a night lies: the folders that ``[nightly]`` names, and the night's own in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from attendctl.settings import Settings

Between = Callable[[str], None]
"""Is told what has just been done; a test ends the run there."""


def go_on(_done: str) -> None:
    """Go on with the night: what is given where nobody asks to be told."""


@dataclass(frozen=True)
class Places:
    """The folders and files of one night. ``night`` is its date."""

    inbox: Path
    archive: Path
    refused: Path
    output: Path
    reports: Path
    backups: Path
    drafts: Path

    @classmethod
    def of(cls, settings: Settings, night: date) -> Places:
        """Return the places of the night of a date, as the settings say."""
        base, chosen = settings.folder.absolute(), settings.nightly
        output = base / chosen.output
        return cls(
            inbox=base / chosen.inbox,
            archive=base / chosen.archive / night.isoformat(),
            refused=base / chosen.refused / night.isoformat(),
            output=output,
            reports=output / night.isoformat(),
            backups=output / "backups",
            drafts=base / chosen.drafts,
        )
