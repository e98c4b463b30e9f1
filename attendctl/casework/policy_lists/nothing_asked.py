"""A period for which no policy asks for a list: said, with the periods for which it does."""

from __future__ import annotations

from collections.abc import Sequence

from attendctl.casework.reporting_period import AskedKind
from attendctl.errors import NotFound
from attendctl.policies.duties import Every
from attendctl.policies.in_words_parts import listed
from attendctl.policies.lists_asked import lists_asked, periods_with_lists
from attendctl.policies.policy import Policy

_EVERY: dict[AskedKind, Every] = {
    "day": "day",
    "week": "week",
    "half_term": "half_term",
    "term": "term",
    "year": "year",
}
_OPTIONS: dict[Every, str] = {
    "day": "--day",
    "week": "--week",
    "half_term": "--half-term",
    "term": "--term",
    "year": "--year",
}


def every_of(kind: AskedKind) -> Every | None:
    """Return for which of a policy's periods lists are asked; None for any days.

    >>> every_of("half_term"), every_of("range")
    ('half_term', None)
    """
    return _EVERY.get(kind)


def refuse_without_lists(policies: Sequence[Policy], kind: AskedKind) -> None:
    """Refuse, before any work, a period for which none of the policies asks for a list.

    Raises:
        NotFound: the message says for which periods each does.

    >>> from attendctl.policies import load_policy
    >>> refuse_without_lists([load_policy("reach2")], "day")
    >>> try:
    ...     refuse_without_lists([load_policy("reach2")], "term")
    ... except NotFound as refused:
    ...     print(refused.remedy)
    Of reach2 there are lists with --day or --week.
    """
    every = every_of(kind)
    named = {policy.key: policy for policy in policies}
    if any(lists_asked(policy, every) for policy in policies):
        return
    what = "any days" if every is None else f"a {every.replace('_', ' ')}"
    who = f"policy {next(iter(named))} asks" if len(named) == 1 else f"policies {listed(list(named))} ask"
    classes = ["Each class's own sheet is made with --for class."] if every == "week" else []
    raise NotFound(
        f"The {who} for no list of {what}.", remedy=" ".join([*map(_there, named.values()), *classes])
    )


def _there(policy: Policy) -> str:
    periods = periods_with_lists(policy)
    if not periods:
        return (
            f"A list stands in the file of {policy.key} as [[list]]: attendctl policy show copnor has some."
        )
    return f"Of {policy.key} there are lists with {listed([_OPTIONS[one] for one in periods], 'or')}."
