"""What every kind of letter template can do: be filled, and say which fields of a letter it lacks."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from datetime import date

from attendctl.errors import WrongUsage
from attendctl.letters.fields import FOR_SEVERAL, FieldHasNoValue, FieldValue


class LetterTemplate(ABC):
    """A template that was found and checked.

    ``name`` is its path in the folder of templates, ``fields`` the fields it uses and
    ``sha256`` of its bytes and of all that it includes.
    """

    def __init__(self, name: str, fields: frozenset[str], sha256: str) -> None:
        self.name = name
        self.fields = fields
        self.sha256 = sha256

    @property
    def knows_of_several_children(self) -> bool:
        """Whether it may be used for siblings: it loops over them, or uses the words for several."""
        return bool(self.fields & FOR_SEVERAL)

    @abstractmethod
    def fill(self, values: Mapping[str, FieldValue], written_on: date) -> str | bytes:
        """Return the letter: Markdown, or the bytes of a Word document dated ``written_on``.

        Raises:
            FieldHasNoValue: it prints a field that has no value in this letter.
            WrongUsage: it tries something that templates may not do.
        """

    def missing(self, values: Mapping[str, FieldValue], written_on: date) -> Sequence[str]:
        """Return every field that this template prints and that has no value, in order."""
        found: set[str] = set()
        given = dict(values)
        while True:
            try:
                self.fill(given, written_on)
            except FieldHasNoValue as fault:
                if fault.name in found:  # of a row that cannot be given a value
                    return sorted(found)
                found.add(fault.name)
                given = _with(given, fault.name)
            except WrongUsage:  # it reckons with a field that is empty now: what is known is enough
                if not found:
                    raise
                return sorted(found)
            else:
                return sorted(found)


def _with(values: Mapping[str, FieldValue], name: str) -> dict[str, FieldValue]:
    """Return values with one field made empty wherever it had none."""
    filled: dict[str, FieldValue] = {}
    for field, value in values.items():
        if field == name and value is None:
            filled[field] = ""
        elif isinstance(value, Sequence) and not isinstance(value, str):
            filled[field] = [
                {key: "" if key == name and inner is None else inner for key, inner in row.items()}
                for row in value
            ]
        else:
            filled[field] = value
    return filled
