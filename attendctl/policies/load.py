"""The strict reader of policy files: a shipped one by name, a school's own by its path.

An unknown key, a wrong type, a missing source, bands that overlap or leave a
hole unexplained: one message with the file, the key and what to do. ``examine``
gives every such fault of a file; everything else stops at the first.
"""

from __future__ import annotations

from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from attendctl.errors import NotFound, WrongUsage
from attendctl.policies.contradictions import Fault, contradictions_in
from attendctl.policies.policy import Policy
from attendctl.toml_file import fault_in_plain_words, place_in_file, read_toml_text, text_of

_SHIPPED = Path(__file__).parent
_COMPARE = "Compare the file with the national policy that comes with attendctl."


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
    return read_policy(policy_file(name_or_path, folder=folder))


def policy_file(name_or_path: str, *, folder: Path | None = None) -> Path:
    """Return the file of a policy. Arguments and NotFound as ``load_policy``.

    >>> policy_file("national").name
    'national.toml'
    """
    name = name_or_path.strip()
    if name in shipped_policies():
        return _SHIPPED / f"{name}.toml"
    path = (folder or Path.cwd()) / name
    if name.endswith(".toml") and path.is_file():
        return path
    raise NotFound(
        f"There is no policy {name!r}.",
        remedy=f"The policies here are: {', '.join(shipped_policies())}. "
        "A school's own is named by its file, such as our-policy.toml beside attendctl.toml.",
    )


def read_policy(path: Path) -> Policy:
    """Read one policy file. Raises WrongUsage naming the file and the key of the first fault."""
    policy, faults = examine(path)
    if policy is None or faults:
        key, message, remedy = faults[0]
        if len(faults) > 1:
            remedy += f" All {len(faults)} faults: attendctl policy check {path.name}"
        raise WrongUsage(f"{path.name}, key {key}: {message}", remedy=remedy)
    return policy


def examine(path: Path) -> tuple[Policy | None, list[Fault]]:
    """Read one policy file and list every fault of it.

    Returns:
        The policy, None where a key or a type is wrong; and the faults, in the order of the file
        or, where every key is right, in the order an officer would mend them.

    Raises:
        WrongUsage: the file cannot be read at all.
    """
    policy, faults = _examined(path, text_of(path))
    return policy, list(faults)


@lru_cache(maxsize=64)
def _examined(path: Path, text: str) -> tuple[Policy | None, tuple[Fault, ...]]:
    """Examine what is in a file. A command asks for its policies several times, and they do not change."""
    data = read_toml_text(text, path)
    try:
        policy = Policy.model_validate(_lists_to_tuples(data))
    except ValidationError as fault:
        return None, tuple(_fault_of(dict(one)) for one in fault.errors())
    return policy, tuple(contradictions_in(policy))


def _fault_of(error: dict[str, Any]) -> Fault:
    key = place_in_file(error["loc"])
    if error["type"] == "extra_forbidden":
        return key, "there is no such key.", _nearest_key(str(error["loc"][-1]))
    if error["type"] == "missing":
        return key, "it is missing.", f"Write it in. {_COMPARE}"
    return key, f"{fault_in_plain_words(error)}.", _COMPARE


def _nearest_key(written: str) -> str:
    """Say which key an unknown one may have been meant for: any key of any table."""
    near = get_close_matches(written, _keys_of(Policy.model_json_schema()), n=1)
    return f"Correct it, perhaps to {near[0]}, or take it out." if near else f"Take it out. {_COMPARE}"


def _keys_of(schema: dict[str, Any]) -> list[str]:
    tables = [schema, *schema.get("$defs", {}).values()]
    return sorted({key for table in tables for key in table.get("properties", {})})


def _lists_to_tuples(value: object) -> object:
    """Freeze what TOML gives as lists, which strict tuple fields would refuse."""
    if isinstance(value, dict):
        return {key: _lists_to_tuples(part) for key, part in value.items()}
    if isinstance(value, list):
        return tuple(_lists_to_tuples(part) for part in value)
    return value
