"""Layouts are declarations: a TOML file each, and a school's own in ``attendctl.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from attendctl.errors import WrongUsage

LAYOUTS_FOLDER = Path(__file__).with_name("layouts")

Shape = Literal[
    "mark-rows", "day-rows", "week-columns", "mark-string", "wide", "ctf", "pupils", "contacts", "refused"
]


class Layout(BaseModel):
    """One layout: how a table of it is recognised and in which shape its marks stand.

    Attributes:
        needs: fields a table must have; ``a|b`` is either. Beside field names:
            ``pupil`` (any number or name of a pupil), ``contact``, ``slots``
            (weekday columns), ``dated`` (dated session columns), ``counts``.
        without: fields a table of this layout never has.
        columns: header as exported → field, for tables of this layout only.
        export_instead: for the shape ``refused``: what it is, and what to export.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str
    title: str
    shape: Shape
    needs: list[str] = []
    without: list[str] = []
    columns: dict[str, str] = {}
    export_instead: str = ""

    @property
    def holds_marks(self) -> bool:
        """Whether its tables hold dated marks."""
        return self.shape not in ("pupils", "contacts", "refused")


@lru_cache(maxsize=1)
def shipped_layouts() -> tuple[Layout, ...]:
    """Return the layouts that come with attendctl, by name.

    >>> [layout.name for layout in shipped_layouts() if layout.shape == "mark-rows"]
    ['mark-rows']
    """
    return tuple(
        _checked(tomllib.loads(path.read_text(encoding="utf-8")), path.name)
        for path in sorted(LAYOUTS_FOLDER.glob("*.toml"))
    )


def all_layouts(own: Sequence[dict[str, Any]]) -> tuple[Layout, ...]:
    """Return the shipped layouts and a school's own; one of its own may replace a shipped one by name.

    Raises:
        WrongUsage: a declaration is not right; says which key.
    """
    layouts = {layout.name: layout for layout in shipped_layouts()}
    for number, declaration in enumerate(own, start=1):
        layout = _checked(declaration, f"attendctl.toml, [[import.layout]] {number}")
        layouts[layout.name] = layout
    return tuple(layouts.values())


def layout_named(name: str, layouts: Sequence[Layout]) -> Layout:
    """Return the layout that ``--layout`` asks for. Raises WrongUsage listing the names."""
    wanted = name.strip().casefold()
    for layout in layouts:
        if layout.name.casefold() == wanted and layout.shape != "refused":
            return layout
    names = ", ".join(layout.name for layout in layouts if layout.shape != "refused")
    raise WrongUsage(f"There is no layout {name!r}.", remedy=f"The layouts are: {names}.")


def _checked(declaration: dict[str, Any], where: str) -> Layout:
    try:
        return Layout.model_validate(declaration)
    except ValidationError as fault:
        first = fault.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise WrongUsage(
            f"{where}, key {key}: {first['msg']}.", remedy="The shipped layouts are the examples to follow."
        ) from None
