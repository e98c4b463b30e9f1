"""What a field of a letter is: its description, and what it becomes in a letter about several children."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NoReturn

from jinja2 import Undefined

Plain = str | int | bool | None
"""None: this letter has no such value, and a template that prints it holds the letter back."""

Row = Mapping[str, Plain]
FieldValue = Plain | Sequence[Row]
"""A field is one value, or a list of rows for a template to loop over."""


class Joined(StrEnum):
    """What a field is in one letter about several children."""

    letter = "the same in the whole letter"
    together = "said of all of them together"
    same = "given where it is the same for all of them"
    any = "true where it is true of any of them"
    each = "only inside a loop over children"


@dataclass(frozen=True)
class Field:
    """One field: what it says, and what becomes of it in a joint letter."""

    about: str
    joined: Joined


class FieldHasNoValue(Exception):
    """A template prints a field that has no value in this letter. ``name`` is the field."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(f"{name} has no value in this letter")


class NoValue(Undefined):
    """A field without a value: it may be asked about with ``if``, and never printed.

    >>> bool(NoValue(name="spell_from"))
    False
    >>> str(NoValue(name="spell_from"))
    Traceback (most recent call last):
        ...
    attendctl.letters.fields.field.FieldHasNoValue: spell_from has no value in this letter
    """

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise FieldHasNoValue(self._undefined_name or "")

    _fail_with_undefined_error = _refuse
    __str__ = __iter__ = __len__ = __lt__ = __le__ = __gt__ = __ge__ = _refuse
    __add__ = __radd__ = __sub__ = __rsub__ = __mul__ = __rmul__ = __int__ = __float__ = _refuse
    __call__ = __getitem__ = _refuse


def with_no_value(values: Mapping[str, FieldValue]) -> dict[str, Any]:
    """Return values as a template gets them: what is None may be asked about, and not printed."""
    return {
        name: NoValue(name=name)
        if value is None
        else [with_no_value(row) for row in value]
        if isinstance(value, Sequence) and not isinstance(value, str)
        else value
        for name, value in values.items()
    }
