"""A copy of a policy for a school to edit: its own key, the letters of the policy it comes from."""

from __future__ import annotations

import re
from pathlib import Path

from attendctl.errors import WrongUsage
from attendctl.policies.load import policy_file, read_policy

_KEY = re.compile(r'^key = "[^"]*"$', re.MULTILINE)
_NOT_IN_A_KEY = re.compile(r"[^a-z0-9]+")


def copy_of_policy(name_or_path: str, copy: Path, *, folder: Path | None = None) -> str:
    """Return the text of a copy that goes by the name of its file and keeps the letters.

    Args:
        name_or_path: as ``load_policy`` takes it.
        copy: the file to be; its name without ``.toml`` becomes the key.
        folder: where a relative path starts.

    Raises:
        NotFound: there is no such policy.
        WrongUsage: the file's name makes no key, or is that of a policy that is there.
    """
    original = policy_file(name_or_path, folder=folder)
    policy = read_policy(original)
    key = _NOT_IN_A_KEY.sub("-", copy.stem.casefold()).strip("-")
    if copy.suffix != ".toml" or not key or key == policy.key:
        raise WrongUsage(
            f"{copy.name} is no name for a copy of {policy.key}.",
            remedy="Name a new .toml file, such as our-policy.toml.",
        )
    lines = [f'key = "{key}"']
    if policy.templates is None:
        lines.append(f'templates = "{policy.key}"  # the folder of its letters')
    return _KEY.sub("\n".join(lines), original.read_text(encoding="utf-8-sig"), count=1)
