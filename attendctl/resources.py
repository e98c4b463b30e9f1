"""Where the files that travel with attendctl are: letter templates and the sample school.

In a checkout they lie at the top of the repository, where a school looks for
them; in an installed wheel they lie inside the package.
"""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parent


def shipped(name: str) -> Path:
    """Return the folder ``templates`` or ``sample_data`` that came with attendctl.

    >>> shipped("templates").is_dir()
    True
    """
    in_wheel = _PACKAGE / "_shipped" / name
    return in_wheel if in_wheel.is_dir() else _PACKAGE.parent / name
