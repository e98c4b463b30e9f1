"""Opening a TOML file that an officer wrote: exact numbers, and plain words for what is wrong with it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from attendctl.errors import WrongUsage

_IN_PLAIN_WORDS = {
    "extra_forbidden": "there is no such key",
    "missing": "it is missing",
    "string_too_short": "must not be empty",
    "string_pattern_mismatch": "does not have the form {pattern}",
    "string_type": "must be text, in quotation marks",
    "int_type": "must be a whole number, without quotation marks",
    "bool_type": "must be true or false, without quotation marks",
    "date_type": "must be a day such as 2025-09-01, without quotation marks",
    "greater_than": "must be more than {gt}",
    "greater_than_equal": "must be {ge} or more",
    "less_than": "must be less than {lt}",
    "less_than_equal": "must be {le} or less",
    "literal_error": "must be {expected}",
    "list_type": "must be a list, in square brackets",
    "tuple_type": "must be a list, in square brackets",
    "model_type": "must be a table of its own",
}


def read_toml_file(path: Path) -> dict[str, Any]:
    """Read a TOML file; numbers with a point stay exact.

    Raises:
        WrongUsage: it is not there, no text in UTF-8, or no TOML; the message names the file, and
            the line where it is known.
    """
    return read_toml_text(text_of(path), path)


def text_of(path: Path) -> str:
    """Return what is in a file of text. Raises WrongUsage as ``read_toml_file`` does."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as fault:
        raise _cannot_be_read(path, fault) from None


def read_toml_text(text: str, path: Path) -> dict[str, Any]:
    """Read what is in a TOML file. Raises WrongUsage as ``read_toml_file`` does."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as fault:
        raise _cannot_be_read(path, fault) from None


def _cannot_be_read(path: Path, fault: Exception) -> WrongUsage:
    return WrongUsage(f"{path.name} cannot be read: {fault}.", remedy="Correct the file and try again.")


def fault_in_plain_words(error: Mapping[str, Any]) -> str:
    """Say what is wrong with one key, without a stop at the end.

    Args:
        error: as pydantic's ``ValidationError.errors()`` gives it.

    >>> fault_in_plain_words({"type": "greater_than", "msg": "", "ctx": {"gt": 0}})
    'must be more than 0'
    """
    own = str(error["msg"]).removeprefix("Value error, ").rstrip(".")
    words = _IN_PLAIN_WORDS.get(error["type"])
    return words.format(**error.get("ctx", {})) if words else own


def place_in_file(location: Sequence[int | str]) -> str:
    """Write a place in the file as an officer counts: the second ``[[band]]`` is ``band 2``.

    >>> place_in_file(("band", 1, "name"))
    'band 2.name'
    """
    parts = [f" {part + 1}" if isinstance(part, int) else f".{part}" for part in location]
    return "".join(parts).removeprefix(".")
