"""Opening a TOML file that an officer wrote: exact numbers, and plain words for what is wrong with it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from attendctl.errors import WrongUsage

BYTES_LIMIT = 1 << 20
"""Largest TOML file read. The longest policy that comes with attendctl takes a tenth of it."""

LONGEST_NUMBER = 40
"""Most digits of a number with a point, before or after it."""

MOST_DIGITS = 9
"""Most digits of a whole number. More have no days, weeks or sessions, and no database column."""

DEEPEST = 16
"""Most tables and lists within one another, and most parts of a key. Policies have five."""

_LONG_KEY = re.compile(  # the parser takes hours over one of thousands of parts
    r"""(?m)(?:^[ \t]*+\[{0,2}+[ \t]*+|[{,]\s*+)"""
    rf"""(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){{{DEEPEST}}}[\w"'-]"""
)
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
        with path.open("rb") as file:
            content = file.read(BYTES_LIMIT + 1)
        if len(content) > BYTES_LIMIT:
            raise _cannot_be_read(path, f"it is larger than {BYTES_LIMIT >> 20} MiB")
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as fault:
        raise _cannot_be_read(path, (fault.strerror or "it is no file").lower()) from None
    except UnicodeDecodeError as fault:
        line = fault.object.count(b"\n", 0, fault.start) + 1
        raise _cannot_be_read(path, f"line {line} is not in UTF-8") from None
    except ValueError:
        raise _cannot_be_read(path, "its name is not valid") from None


def read_toml_text(text: str, path: Path) -> dict[str, Any]:
    """Read what is in a TOML file. Raises WrongUsage as ``read_toml_file`` does."""
    if long_key := _LONG_KEY.search(text):
        line = text.count("\n", 0, long_key.end()) + 1
        raise _cannot_be_read(path, f"line {line} has a key of more than {DEEPEST} parts")
    try:
        data = tomllib.loads(text, parse_float=_exact)
    except tomllib.TOMLDecodeError as fault:
        raise _cannot_be_read(path, str(fault)) from None
    except ValueError:  # of a number: faults of form are told above
        raise _cannot_be_read(path, "it holds a number that is too long to count with") from None
    except RecursionError:
        data = None
    if data is None or _is_deep(data):
        raise _cannot_be_read(path, f"more than {DEEPEST} tables or lists stand within one another")
    if long := next(_long_numbers(data), None):
        raise _cannot_be_read(
            path,
            f"{place_in_file(long)} is a number of more than {MOST_DIGITS} digits; one that only names "
            "something, such as a telephone number, stands in quotation marks",
        )
    return data


def _exact(text: str) -> Decimal:
    """Return a number with a point. Raises ValueError where it is far beyond any number of a school's."""
    try:
        number = Decimal(text)
    except ArithmeticError:
        raise ValueError from None
    if number.is_finite() and max(len(text), abs(number.adjusted())) > LONGEST_NUMBER:
        raise ValueError
    return number


def _long_numbers(data: object, *within: int | str) -> Iterator[tuple[int | str, ...]]:
    """Yield where whole numbers stand that are longer than any number of a school's."""
    if isinstance(data, int) and abs(data) >= 10**MOST_DIGITS:
        yield within
    named: Iterable[tuple[int | str, object]] = ()
    if isinstance(data, dict):
        named = data.items()
    elif isinstance(data, list):
        named = enumerate(data)
    for name, part in named:
        yield from _long_numbers(part, *within, name)


def _is_deep(data: object) -> bool:
    """Whether values stand too deep in tables and lists for what reads them afterwards."""
    level: list[object] = [data]
    for _ in range(DEEPEST + 1):
        holders = [one for one in level if isinstance(one, dict | list)]
        level = [part for one in holders for part in (one.values() if isinstance(one, dict) else one)]
    return bool(level)


def _cannot_be_read(path: Path, why: str) -> WrongUsage:
    return WrongUsage(f"{path.name} cannot be read: {why}.", remedy="Correct the file and try again.")


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
