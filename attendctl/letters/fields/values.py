"""The value of every field of one letter, about one child or several."""

from __future__ import annotations

from collections.abc import Sequence

from attendctl.calendar import academic_year_start
from attendctl.casework.decision import Decision
from attendctl.casework.recipients import Household
from attendctl.casework.wording import date_in_words
from attendctl.letters.fields.facts import FACTS, facts_of
from attendctl.letters.fields.field import Field, FieldValue, Joined, Plain, Row
from attendctl.letters.fields.figures import FIGURES, figures_of
from attendctl.letters.fields.names import NAMES, names_of, place_of
from attendctl.letters.fields.occasion import Occasion
from attendctl.letters.fields.penalty import ANSWER_ROW, OFFENCE_ROW, PENALTY, penalty_of
from attendctl.letters.fields.review import REVIEW, review_of
from attendctl.letters.fields.rules import DAYS_MISSED_ROW, MINUTES_LATE_ROW, RULES, band_of, rules_of

LETTER = {
    "school": Field("the school's name", Joined.letter),
    "telephone": Field("the school's telephone number, or nothing", Joined.letter),
    "email": Field("the school's e-mail address, or nothing", Joined.letter),
    "local_authority": Field("the council, as the school names it, or 'the council'", Joined.letter),
    "signatory": Field("who signs, or nothing", Joined.letter),
    "signatory_role": Field("what the signatory is, or nothing", Joined.letter),
    "salutation": Field("what follows 'Dear'", Joined.letter),
    "reference": Field("the letter's reference", Joined.letter),
    "written_on": Field("the date of the letter", Joined.letter),
    "from_day": Field("the first day of the academic year", Joined.letter),
    "up_to": Field("the last day counted", Joined.letter),
    "term": Field("the term of the last day counted: autumn, spring or summer", Joined.letter),
    "children": Field("one row a child, for a loop", Joined.letter),
}

GROUPS = {
    "The letter": LETTER,
    "The children's names": NAMES,
    "Attendance of the year": FIGURES,
    "Policy and law": RULES,
    "The review, and the letter before": REVIEW,
    "What the letter is about": FACTS,
    "Penalty notices": PENALTY,
}
"""Every field there is, in groups."""

ALL = {name: one for group in GROUPS.values() for name, one in group.items()}
FIELDS = {name: one.about for name, one in ALL.items()}
"""Every field with what it says; nothing else reaches a template."""

CHILD_FIELDS = frozenset(name for name, one in ALL.items() if one.joined is not Joined.letter)
ROWS = {
    "children": CHILD_FIELDS,
    "days_missed": frozenset(DAYS_MISSED_ROW),
    "minutes_late_each_day": frozenset(MINUTES_LATE_ROW),
    "offence_days": frozenset(OFFENCE_ROW),
    "decision_answers": frozenset(ANSWER_ROW),
}
"""The fields that are lists of rows, and the names in each row."""


def values_of(
    decisions: Sequence[Decision], household: Household, occasion: Occasion, *, reference: str
) -> dict[str, FieldValue]:
    """Return the value of every field for one letter. The keys are those of ``FIELDS``.

    Args:
        decisions: one for each child the letter is about, in the order of naming.
        household: whom it goes to.
        occasion: policy, school and dates.
        reference: the letter's.
    """
    children = [child_values(decision, occasion) for decision in decisions]
    school = occasion.school
    return {
        **_joined(children),
        **names_of([decision.pupil for decision in decisions]),
        **rules_of(occasion),
        **(penalty_of(decisions[0], household, occasion) if len(decisions) == 1 else dict.fromkeys(PENALTY)),
        "school": school.name,
        "telephone": school.telephone or "",
        "email": school.email or "",
        "local_authority": school.local_authority or "the council",
        "signatory": school.signatory or "",
        "signatory_role": school.signatory_role or "",
        "salutation": household.salutation,
        "reference": reference,
        "written_on": date_in_words(occasion.written_on),
        "from_day": date_in_words(academic_year_start(occasion.as_of)),
        "up_to": date_in_words(occasion.as_of),
        "term": occasion.term,
        "children": children,
    }


def child_values(decision: Decision, occasion: Occasion) -> dict[str, Plain]:
    """Return the fields of one child. The keys are ``CHILD_FIELDS``."""
    values = {
        **names_of([decision.pupil]),
        **place_of(decision.pupil),
        **figures_of(decision.pupil, occasion),
        **band_of(occasion.policy, decision.band),
        **review_of(decision, occasion.policy),
        **facts_of(decision, as_of=occasion.as_of),
    }
    return {
        name: value for name, value in values.items() if value is None or isinstance(value, str | int | bool)
    }


def _joined(children: Sequence[Row]) -> dict[str, FieldValue]:
    """Return the children's fields as the whole letter has them."""
    if len(children) == 1:
        return dict(children[0])
    return {name: _one_value(ALL[name].joined, [child[name] for child in children]) for name in children[0]}


def _one_value(joined: Joined, values: Sequence[Plain]) -> Plain:
    if joined is Joined.any:
        return any(values)
    if joined is Joined.same and all(value == values[0] for value in values):
        return values[0]
    return None  # of each child only, or not the same for all of them
