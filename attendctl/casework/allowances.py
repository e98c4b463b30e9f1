"""Absence that the policy accepts without evidence: how long, how often, and what was allowed already."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date

from attendctl.calendar import academic_year_start
from attendctl.casework.wording import date_in_words, sessions_in_words
from attendctl.errors import NotFound, WrongUsage
from attendctl.ledger.case_log import CaseEntry, LoggedEntry
from attendctl.measures.terms import SchoolTerms
from attendctl.policies import Policy
from attendctl.policies.duties import Allowance
from attendctl.policies.in_words_parts import counted

KIND, OUTCOME = "evidence", "allowed"
_SESSIONS_A_DAY = 2  # a session is half a day, by definition
_NOT_WHAT_IT_SAYS = frozenset({"known_on", "details"})


def is_allowed_absence(entry: CaseEntry) -> bool:
    """Whether an entry accepts absence without evidence."""
    return entry.kind == KIND and entry.outcome == OUTCOME


def allowance_named(policy: Policy, name: str | None) -> Allowance:
    """Return the policy's allowance of a name; its only one where no name is given.

    Raises:
        NotFound: there is none of that name; the message lists those there are.
        WrongUsage: the policy has none, or has several and none was named.

    >>> from attendctl.policies import load_policy
    >>> allowance_named(load_policy("copnor"), None).school_days
    3
    """
    if not policy.allowances:
        raise WrongUsage(
            f"The policy {policy.key} accepts no absence without evidence.",
            remedy="Log what came instead: --outcome received, accepted or not-accepted.",
        )
    listed = f"Its allowances are: {', '.join(one.name for one in policy.allowances)}."
    if name is None:
        if len(policy.allowances) > 1:
            raise WrongUsage(
                f"The policy {policy.key} has several allowances: say which with --allowance.", remedy=listed
            )
        return policy.allowances[0]
    found = next((one for one in policy.allowances if one.name == name.strip().casefold()), None)
    if found is None:
        raise NotFound(f"The policy {policy.key} has no allowance {name!r}.", remedy=listed)
    return found


def within_allowance(
    entry: CaseEntry,
    policy: Policy,
    allowance: Allowance,
    logged: Iterable[LoggedEntry],
    terms: SchoolTerms | None = None,
) -> CaseEntry:
    """Return the entry with the name of its allowance, if the policy allows it.

    Args:
        entry: ``happened_on`` is the first day of the absence, ``sessions`` how long it was.
        policy: of the school.
        allowance: of the policy.
        logged: the pupil's entries. The very same entry, logged before, does not count.
        terms: of the school, for an allowance of each term.

    Raises:
        WrongUsage: nobody said how long the absence was, it was longer than the policy allows, or as much
            as it allows in the period was allowed before.
    """
    allows = (
        f"The policy allows {allowance.name} for {counted(allowance.school_days, 'school day')}, "
        f"{_times(allowance.periods)} a {allowance.within} [{policy.reference_of(allowance.source)}]."
    )
    remedy = "Ask for evidence, and log it when it comes: attendctl case log evidence"
    if not entry.sessions:
        raise WrongUsage(
            f"How long was the absence that is accepted without evidence? {allows}",
            remedy="Say it with --sessions: half days, two to a school day.",
        )
    most = allowance.school_days * _SESSIONS_A_DAY
    if entry.sessions > most:
        raise WrongUsage(
            f"{sessions_in_words(entry.sessions)} are more than {sessions_in_words(most)}. {allows}",
            remedy=remedy,
        )
    entry = replace(entry, details={**entry.details, "allowance": allowance.name})
    used = [
        one
        for one in logged
        if is_allowed_absence(one)
        and one.details.get("allowance") == allowance.name
        and _is_same_period(allowance, one.happened_on, entry.happened_on, terms)
        and not _says_the_same(one, entry)
    ]
    if len(used) >= allowance.periods:
        raise WrongUsage(
            f"It was allowed {_times(len(used))} this {allowance.within} already: {_listed(used)}. {allows}",
            remedy=remedy,
        )
    return entry


def _is_same_period(allowance: Allowance, one: date, other: date, terms: SchoolTerms | None) -> bool:
    if academic_year_start(one) != academic_year_start(other):
        return False
    return allowance.within == "year" or terms is None or terms.term_of(one) == terms.term_of(other)


def _says_the_same(one: CaseEntry, other: CaseEntry) -> bool:
    names = [field.name for field in fields(CaseEntry) if field.name not in _NOT_WHAT_IT_SAYS]
    return all(getattr(one, name) == getattr(other, name) for name in names)


def _times(number: int) -> str:
    return "once" if number == 1 else f"{number} times"


def _listed(used: Sequence[LoggedEntry]) -> str:
    return "; ".join(f"entry {one.entry_id} of {date_in_words(one.happened_on)}" for one in used)
