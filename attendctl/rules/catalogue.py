"""Every rule and code of conduct that attendctl knows, by name, for listing and showing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from attendctl.errors import NotFound
from attendctl.rules.absence_thresholds import persistent_absence, severe_absence
from attendctl.rules.attendance_codes import load_attendance_codes
from attendctl.rules.codes_of_conduct import load_code_of_conduct, shipped_codes
from attendctl.rules.compulsory_age import compulsory_school_age
from attendctl.rules.key_stages import key_stages
from attendctl.rules.notice_to_improve import notice_to_improve
from attendctl.rules.penalty_notices import penalty_notices
from attendctl.rules.penalty_questions import penalty_questions
from attendctl.rules.penalty_threshold import penalty_threshold
from attendctl.rules.reader import DatedValue, NoRuleInForce, Rule, RuleHead, ValueT
from attendctl.rules.register_health import register_health
from attendctl.rules.register_retention import register_retention
from attendctl.rules.returns_to_authority import returns_to_authority
from attendctl.rules.school_terms import school_term_limits
from attendctl.rules.school_week import school_week
from attendctl.rules.school_year import school_year
from attendctl.rules.small_numbers import small_numbers
from attendctl.rules.statistical_age import statistical_age
from attendctl.rules.year_groups import year_groups

_CODE = "code_of_conduct"


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
    """Return every rule, by name, and after them the codes of conduct of local authorities.

    >>> [rule.name for rule in all_rules()][:2]
    ['attendance_codes', 'compulsory_school_age']
    """
    codes, returns = load_attendance_codes(), returns_to_authority()
    return (
        ListedRule("attendance_codes", codes.head, codes.entries),
        _listed("compulsory_school_age", compulsory_school_age()),
        _listed("key_stages", key_stages()),
        _listed("notice_to_improve", notice_to_improve()),
        _listed("penalty_notices", penalty_notices()),
        _listed("penalty_questions", penalty_questions()),
        _listed("penalty_threshold", penalty_threshold()),
        _listed("persistent_absence", persistent_absence()),
        _listed("register_health", register_health()),
        _listed("register_retention", register_retention()),
        ListedRule(
            "returns_to_authority",
            returns["unauthorised_absence"].head,
            tuple(value for duty in returns.values() for value in duty.values),
        ),
        _listed("school_terms", school_term_limits()),
        _listed("school_week", school_week()),
        _listed("school_year", school_year()),
        _listed("severe_absence", severe_absence()),
        _listed("small_numbers", small_numbers()),
        _listed("statistical_age", statistical_age()),
        _listed("year_groups", year_groups()),
        *(_code_of_conduct(name) for name in shipped_codes()),
    )


def find_rule(name: str) -> ListedRule:
    """Return the rule of a name: its file's, or its id; or a code of conduct by the path of its file.

    Raises:
        NotFound: there is none; the message lists the names.
        WrongUsage: the file of a code of conduct is not right.

    >>> find_rule("england.severe_absence").name
    'severe_absence'
    """
    for rule in all_rules():
        if name in (rule.name, rule.head.id):
            return rule
    if name.endswith(".toml"):
        return _code_of_conduct(name)
    raise NotFound(
        f"There is no rule {name!r}.",
        remedy=f"The rules are: {', '.join(rule.name for rule in all_rules())}.",
    )


def _listed(name: str, rule: Rule[ValueT]) -> ListedRule:
    return ListedRule(name, rule.head, rule.values)


def _code_of_conduct(name_or_path: str) -> ListedRule:
    code = load_code_of_conduct(name_or_path)
    head = RuleHead(
        id=f"authorities.{code.key}",
        title=code.title,
        kind="local authority",
        unit="as the name of each term says",
        before_first_value="A code of conduct before the national framework is not held.",
    )
    return ListedRule(f"{_CODE}_{code.key}", head, (code,))
