"""Pages of a report set as PDF; where no font has a character, that is said as the officer's to mend."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from attendctl.errors import WrongUsage
from attendctl.typesetting import NoFontHasThis, typeset


def pages_set(what: str, layout: bytes, name: str, values: Mapping[str, Any], *, dated: str) -> bytes:
    """Return pages as PDF, the same bytes every time.

    Args:
        what: the pages, as a sentence begins with them: ``The lists``.
        layout: as of ``attendctl.typesetting.typeset``.
        name: as there.
        values: as there.
        dated: the date of the document, as ISO text.

    Raises:
        WrongUsage: no font of this machine has some characters; the message has their numbers.
    """
    try:
        return typeset(layout, name, values, dated=date.fromisoformat(dated))
    except NoFontHasThis as fault:
        numbers = ", ".join(f"U+{ord(character):04X}" for character in fault.characters)
        raise WrongUsage(
            f"{what} cannot be printed: no font of this machine has {numbers}.",
            remedy="Install a font that has them, such as one of the Noto family. Nothing was written.",
        ) from None
