"""The fonts of what is printed: our own first, then those of the machine, where our own lack a letter."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import Any

FONT_FAMILIES = ("Arimo", "Noto Sans SC")
"""Tried in this order, before any other font of the machine. Arimo has Arial's metrics, with bold and
italic, and covers Latin, Greek, Cyrillic and Vietnamese; Noto Sans SC covers Chinese."""

FONT_PACKAGES = ("fontpkg_arimo", "pylopdf_fonts_zh_cn")
"""What brings them: packages that hold fonts and nothing else."""


@lru_cache(maxsize=1)
def own_fonts() -> Any:
    """Return our own fonts alone: with them, the same letter gives the same bytes on any machine."""
    return _fonts(of_the_machine=False)


@lru_cache(maxsize=1)
def all_fonts() -> Any:
    """Return our own fonts and every font of the machine."""
    return _fonts(of_the_machine=True)


def _fonts(*, of_the_machine: bool) -> Any:
    import typst

    return typst.Fonts(
        include_system_fonts=of_the_machine,
        include_embedded_fonts=of_the_machine,
        font_paths=[str(files(package)) for package in FONT_PACKAGES],
    )
