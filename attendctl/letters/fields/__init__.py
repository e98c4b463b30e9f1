"""The fields a letter template may use: every one is listed here, and nothing else reaches a template."""

from attendctl.letters.fields.field import FieldHasNoValue, FieldValue, with_no_value
from attendctl.letters.fields.names import FOR_SEVERAL
from attendctl.letters.fields.occasion import Occasion
from attendctl.letters.fields.values import CHILD_FIELDS, FIELDS, GROUPS, ROWS, values_of

__all__ = [
    "CHILD_FIELDS",
    "FIELDS",
    "FOR_SEVERAL",
    "GROUPS",
    "ROWS",
    "FieldHasNoValue",
    "FieldValue",
    "Occasion",
    "values_of",
    "with_no_value",
]
