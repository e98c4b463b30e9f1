"""The strict reader of policy files: a shipped one by name, a school's own by its path.

An unknown key, a wrong type, a missing source, bands that overlap or leave a
hole unexplained: one message with the file, the key and what to do.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

from pydantic import ValidationError

from attendctl.errors import NotFound, WrongUsage
from attendctl.policies.contradictions import contradictions_in
from attendctl.policies.policy import Policy

_SHIPPED = Path(__file__).parent


def shipped_policies() -> list[str]:
    """Return the names of the policies that come with attendctl.

    >>> "national" in shipped_policies()
    True
    """
    return sorted(path.stem for path in _SHIPPED.glob("*.toml"))


def load_policy(name_or_path: str, *, folder: Path | None = None) -> Policy:
    """Read one policy.

    Args:
        name_or_path: a shipped policy's name, or the path of a ``.toml`` file.
        folder: where a relative path starts: the folder of ``attendctl.toml``.

    Raises:
        NotFound: there is no policy of that name, or no such file.
        WrongUsage: the file is not right; the message names file and key.

    >>> load_policy("national").band_of(900).name
    'red'
    """
    name = name_or_path.strip()
    if name in shipped_policies():
        return read_policy(_SHIPPED / f"{name}.toml")
    path = (folder or Path.cwd()) / name
    if name.endswith(".toml") and path.is_file():
        return read_policy(path)
    raise NotFound(
        f"There is no policy {name!r}.",
        remedy=f"The policies here are: {', '.join(shipped_policies())}. "
        "A school's own is named by its file, such as our-policy.toml beside attendctl.toml.",
    )


def read_policy(path: Path) -> Policy:
    """Read one policy file. Raises WrongUsage naming the file and the key."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise WrongUsage(
            f"{path.name} cannot be read: {fault}.", remedy="Correct the file and try again."
        ) from None
    try:
        policy = Policy.model_validate(_lists_to_tuples(data))
    except ValidationError as fault:
        first = fault.errors()[0]
        raise WrongUsage(
            f"{path.name}, key {_key(first['loc'])}: {first['msg']}.",
            remedy="Compare the file with the national policy that comes with attendctl.",
        ) from None
    faults = contradictions_in(policy)
    if faults:
        key, message, remedy = faults[0]
        raise WrongUsage(f"{path.name}, key {key}: {message}", remedy=remedy)
    return policy


def _lists_to_tuples(value: object) -> object:
    """Freeze what TOML gives as lists, which strict tuple fields would refuse."""
    if isinstance(value, dict):
        return {key: _lists_to_tuples(part) for key, part in value.items()}
    if isinstance(value, list):
        return tuple(_lists_to_tuples(part) for part in value)
    return value


def _key(location: tuple[int | str, ...]) -> str:
    """Write a place in the file as an officer counts: the second [[band]] is ``band 2``."""
    parts = [f" {part + 1}" if isinstance(part, int) else f".{part}" for part in location]
    return "".join(parts).removeprefix(".")
