"""What a letter calls the children it is about: one or several, in right English."""

from __future__ import annotations

from collections.abc import Sequence

from attendctl.casework.standing import PupilStanding
from attendctl.letters.fields.field import Field, FieldValue, Joined

NAMES = {
    "pupil": Field("the pupil's name as used in school, such as Ada Okoro", Joined.together),
    "first_name": Field("the pupil's first name, such as Ada; of several: Ada and Ben", Joined.together),
    "first_name_or": Field("the same with or: Ada or Ben", Joined.together),
    "first_name_possessive": Field("the same as owner: Ada's; of several: Ada and Ben's", Joined.together),
    "child_or_children": Field("child; of several: children", Joined.together),
    "has_or_have": Field("has; of several: have", Joined.together),
    "is_or_are": Field("is; of several: are", Joined.together),
    "was_or_were": Field("was; of several: were", Joined.together),
    "does_or_do": Field("does; of several: do", Joined.together),
    "number_of_children": Field("how many pupils the letter is about", Joined.together),
    "several_children": Field("whether it is about more than one", Joined.together),
    "class_name": Field("the pupil's class, or nothing", Joined.same),
    "year_group": Field("the pupil's year group, or nothing", Joined.same),
}

FOR_SEVERAL = frozenset(
    {
        "child_or_children",
        "has_or_have",
        "is_or_are",
        "was_or_were",
        "does_or_do",
        "several_children",
        "children",
    }
)
"""A template that uses one of these was written with siblings in mind."""


def names_of(pupils: Sequence[PupilStanding]) -> dict[str, FieldValue]:
    """Return the names of the children of one letter, joined.

    Args:
        pupils: at least one, in the order in which the letter names them.
    """
    first_names = [pupil.forename or "" for pupil in pupils]
    several = len(pupils) > 1
    return {
        "pupil": in_a_row([f"{pupil.forename} {pupil.surname}" for pupil in pupils]),
        "first_name": in_a_row(first_names),
        "first_name_or": in_a_row(first_names, "or"),
        "first_name_possessive": f"{in_a_row(first_names)}'s",
        "child_or_children": "children" if several else "child",
        "has_or_have": "have" if several else "has",
        "is_or_are": "are" if several else "is",
        "was_or_were": "were" if several else "was",
        "does_or_do": "do" if several else "does",
        "number_of_children": len(pupils),
        "several_children": several,
    }


def place_of(pupil: PupilStanding) -> dict[str, FieldValue]:
    """Return one pupil's class and year group."""
    return {"class_name": pupil.class_name or "", "year_group": pupil.year_group or ""}


def in_a_row(names: Sequence[str], word: str = "and") -> str:
    """Write names in a row, as English does.

    >>> in_a_row(["Ada"]), in_a_row(["Ada", "Ben"]), in_a_row(["Ada", "Ben", "Cleo"], "or")
    ('Ada', 'Ada and Ben', 'Ada, Ben or Cleo')
    """
    *most, last = names
    return f"{', '.join(most)} {word} {last}" if most else last
