"""Templates as they lie in their folders: text in UTF-8, no longer than a letter, included within bounds."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, TemplateNotFound
from jinja2.loaders import split_template_path

from attendctl.errors import WrongUsage

LONGEST_TEMPLATE = 100_000
"""Most characters of a template with all that it includes: a letter of thirty pages."""

LONGEST_NAME = 200
"""Most characters of the name of a file that a template includes, its folders included."""

MOST_INCLUDED = 100
"""Most files that one template includes, each counted once."""


class TemplateFolders(FileSystemLoader):
    """Finds templates in folders, the first that has one wins, and reads no other file."""

    def __init__(self, folders: Sequence[Path]) -> None:
        super().__init__([str(folder) for folder in folders], encoding="utf-8-sig")

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool]]:
        """Return a template's text. Raises WrongUsage where it is too long or no text in UTF-8."""
        for folder in self.searchpath:
            path = os.path.join(folder, *split_template_path(template))  # noqa: PTH118 - as the loader does
            if os.path.isfile(path) and os.path.getsize(path) > 4 * LONGEST_TEMPLATE:  # noqa: PTH113, PTH202
                raise too_long(template)
        try:
            text, place, is_fresh = super().get_source(environment, template)
        except UnicodeDecodeError as fault:
            line = fault.object.count(b"\n", 0, fault.start) + 1
            raise WrongUsage(
                f"The letter template {template}, line {line}, is not in UTF-8.",
                remedy="Save it again as text in UTF-8.",
            ) from None
        except TemplateNotFound:  # is an OSError
            raise
        except OSError as fault:
            raise WrongUsage(
                f"The letter template {template} cannot be read: {fault.strerror or type(fault).__name__}.",
                remedy="See that you may read it, and that no other program holds it.",
            ) from None
        if len(text) > LONGEST_TEMPLATE:
            raise too_long(template)
        return text, place, is_fresh


def too_long(template: str) -> WrongUsage:
    """Return the refusal of a template, or of a letter made with it, that has no end."""
    return WrongUsage(
        f"The letter template {template} makes a letter of more than {LONGEST_TEMPLATE:,} characters.",
        remedy="Shorten it; look for a file that is included again and again.",
    )


def refuse_endless(name: str, lengths: Mapping[str, int], included: Mapping[str, Sequence[str]]) -> None:
    """Refuse a template that includes itself, or so much again and again that the letter has no end.

    Args:
        name: of the template.
        lengths: characters of each file.
        included: the files that each includes, as often as it does.

    Raises:
        WrongUsage: with the template's name.

    >>> refuse_endless("a", {"a": 10, "b": 20}, {"a": ["b", "b"]})
    """
    whole: dict[str, int] = {}

    def unfolded(one: str, within: tuple[str, ...]) -> int:
        if one in within:
            raise WrongUsage(
                f"The letter template {one} includes itself.", remedy="Take the include out of it."
            )
        if one not in whole:
            parts = (unfolded(part, (*within, one)) for part in included.get(one, ()))
            whole[one] = lengths.get(one, 0) + sum(parts)
        return whole[one]

    if len(lengths) > MOST_INCLUDED or unfolded(name, ()) > LONGEST_TEMPLATE:
        raise too_long(name)
