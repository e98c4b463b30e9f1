"""Every rule that attendctl knows, by the name of its file, for listing and showing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from attendctl.errors import NotFound
from attendctl.rules.absence_thresholds import persistent_absence, severe_absence
from attendctl.rules.attendance_codes import load_attendance_codes
from attendctl.rules.penalty_threshold import penalty_threshold
from attendctl.rules.reader import DatedValue, NoRuleInForce, RuleHead
from attendctl.rules.register_retention import register_retention
from attendctl.rules.returns_to_authority import returns_to_authority
from attendctl.rules.school_terms import school_term_limits
from attendctl.rules.school_week import school_week
from attendctl.rules.school_year import school_year


@dataclass(frozen=True)
class ListedRule:
    """A rule and all its dated values (of attendance codes: all entries), oldest first."""

    name: str
    head: RuleHead
    values: tuple[DatedValue, ...]

    def values_on(self, on: date) -> tuple[DatedValue, ...]:
        """Return the values that apply on a day.

        Raises:
            NoRuleInForce: there is none.
        """
        values = tuple(value for value in self.values if value.holds_on(on))
        if not values:
            first = min(value.valid_from for value in self.values)
            raise NoRuleInForce(
                f"The rule {self.head.id} has no value on {on}: it starts on {first}.",
                remedy=self.head.before_first_value,
            )
        return values


def all_rules() -> Sequence[ListedRule]:
    """Return every rule, by name.

    >>> [rule.name for rule in all_rules()][:2]
    ['attendance_codes', 'penalty_threshold']
    """
    codes = load_attendance_codes()
    persistent, severe, week = persistent_absence(), severe_absence(), school_week()
    retention, year, terms = register_retention(), school_year(), school_term_limits()
    penalty, returns = penalty_threshold(), returns_to_authority()
    return (
        ListedRule("attendance_codes", codes.head, codes.entries),
        ListedRule("penalty_threshold", penalty.head, penalty.values),
        ListedRule("persistent_absence", persistent.head, persistent.values),
        ListedRule("register_retention", retention.head, retention.values),
        ListedRule(
            "returns_to_authority",
            returns["unauthorised_absence"].head,
            tuple(value for duty in returns.values() for value in duty.values),
        ),
        ListedRule("school_terms", terms.head, terms.values),
        ListedRule("school_week", week.head, week.values),
        ListedRule("school_year", year.head, year.values),
        ListedRule("severe_absence", severe.head, severe.values),
    )


def find_rule(name: str) -> ListedRule:
    """Return the rule of a name: its file's, or its id.

    Raises:
        NotFound: there is none; the message lists the names.

    >>> find_rule("england.severe_absence").name
    'severe_absence'
    """
    for rule in all_rules():
        if name in (rule.name, rule.head.id):
            return rule
    raise NotFound(
        f"There is no rule {name!r}.",
        remedy=f"The rules are: {', '.join(rule.name for rule in all_rules())}.",
    )
