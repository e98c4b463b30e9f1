"""Numbers of a policy that the law has overtaken: years of keeping registers, codes no longer valid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from attendctl.policies.bands import Overtaken
from attendctl.policies.finding import Finding, fault
from attendctl.policies.policy import Policy
from attendctl.rules.attendance_codes import UnknownCode, load_attendance_codes
from attendctl.rules.reader import NoRuleInForce
from attendctl.rules.register_retention import register_retention

_KIND = "overtaken"


def findings_in_the_law(policy: Policy, *, as_of: date) -> Iterator[Finding]:
    """Yield what the law of a day says otherwise, and what the file says of it.

    Args:
        policy: with every key right.
        as_of: the day whose law the policy is held against.
    """
    told: set[str] = set()
    for key, what, about, remedy in _overtaken(policy, as_of):
        row = next((row for row in policy.overtaken if about in row.name.split("-")), None)
        if row is None:
            yield fault(_KIND, key, what, f"{remedy}, or say in an [[overtaken]] what the law says.")
        else:
            told.add(row.name)
            yield _settled(key, what, row)
    for place, row in enumerate(policy.overtaken, start=1):
        if row.name not in told:
            yield _settled(f"overtaken {place}", f"{row.name.replace('-', ' ')}: {row.document_says}", row)


def _overtaken(policy: Policy, as_of: date) -> Iterator[tuple[str, str, str, str]]:
    """Yield key, what is wrong, a word of the [[overtaken]] that settles it, and a remedy."""
    if policy.retention is not None:
        years = register_retention().in_force(as_of).years
        if policy.retention.years < years:
            yield (
                "retention.years",
                f"Registers are kept {policy.retention.years} years; the law asks for {years}.",
                "retention",
                f"Write years = {years}",
            )
    for key, code in _codes_of(policy):
        since = _retired(code, as_of)
        if since is not None:
            yield key, since, code.casefold(), "Write the code that took its place"


def _codes_of(policy: Policy) -> Iterator[tuple[str, str]]:
    for place, step in enumerate(policy.steps, start=1):
        yield from ((f"step {place}.codes", code) for code in step.codes)
    for place, one in enumerate(policy.lists, start=1):
        yield from ((f"list {place}.codes", code) for code in one.codes)
    for place, rule in enumerate(policy.leave_rules, start=1):
        if rule.code is not None:
            yield f"leave_rule {place}.code", rule.code
    for place, protection in enumerate(policy.protections, start=1):
        yield f"protection {place}.code", protection.code


def _retired(code: str, as_of: date) -> str | None:
    codes = load_attendance_codes()
    try:
        codes.in_force(code, as_of)
    except UnknownCode:
        return f"{code} was never an attendance code."
    except NoRuleInForce:
        return f"{code} is no attendance code on {as_of}."
    return None


def _settled(key: str, what: str, row: Overtaken) -> Finding:
    return Finding(
        "closed",
        _KIND,
        key,
        what if what.endswith(".") else f"{what}.",
        closed_by=f"We use the law: {row.law_says}.".replace("..", "."),
        because=f"{row.law.document or 'The law'}, {row.law.section}",
        section=row.source.section,
    )
