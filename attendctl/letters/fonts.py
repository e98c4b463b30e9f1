"""The fonts of letters: our own first, then those of the machine, where our own lack a letter."""

from __future__ import annotations

import importlib.util
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Any

FONT_FAMILIES = ("Arimo", "Noto Sans SC")
"""Tried in this order, before any other font of the machine. Arimo has Arial's metrics, with bold and
italic, and covers Latin, Greek, Cyrillic and Vietnamese; Noto Sans SC covers Chinese."""

FONT_PACKAGES = ("pylopdf_fonts_zh_cn",)
"""Font-only packages that are used when they are installed: ``pip install attendctl[chinese]``."""


@lru_cache(maxsize=1)
def own_fonts() -> Any:
    """Return our own font alone: with it, the same letter gives the same bytes on any machine."""
    import typst

    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(_folder("fontpkg_arimo"))]
    )


@lru_cache(maxsize=1)
def all_fonts() -> Any:
    """Return our own font, installed font packages, and every font of the machine."""
    import typst

    return typst.Fonts(
        include_system_fonts=True,
        include_embedded_fonts=True,
        font_paths=[str(_folder("fontpkg_arimo")), *(str(folder) for folder in _packaged())],
    )


def _packaged() -> list[Path]:
    return [_folder(name) for name in FONT_PACKAGES if importlib.util.find_spec(name)]


def _folder(package: str) -> Path:
    return Path(str(files(package)))
