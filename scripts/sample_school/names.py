"""Names for pupils, adults and streets, from names.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path

_NAMES = tomllib.loads((Path(__file__).parent / "names.toml").read_text(encoding="utf-8"))

GIRLS: list[str] = _NAMES["girls"]
BOYS: list[str] = _NAMES["boys"]
SURNAMES: list[str] = _NAMES["surnames"]
HYPHENATED: list[str] = _NAMES["hyphenated"]
STREETS: list[str] = _NAMES["streets"]
WOMEN: list[str] = _NAMES["women"]
MEN: list[str] = _NAMES["men"]
HOUSES: list[str] = _NAMES["houses"]
NOT_PLAIN_ASCII: list[tuple[str, str, str]] = [tuple(who) for who in _NAMES["not_plain_ascii"]]
