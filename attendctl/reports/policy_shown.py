"""Policies as text and JSON: the list of them, and one read back in plain English."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from attendctl.policies import Policy
from attendctl.policies.finding import Finding
from attendctl.policies.in_words import RuleInWords, by_topic, policy_in_words
from attendctl.reports.printed import json_text

WIDTH = 96
_SCHOOLS_WITHOUT_ONE = "national"


@dataclass(frozen=True)
class ListedPolicy:
    """A policy by the name ``attendctl.toml`` gives it, with the schools that follow it."""

    name: str
    policy: Policy
    schools: tuple[str, ...]


def policy_list_json(listed: Sequence[ListedPolicy]) -> str:
    """Return the list of policies as JSON text."""
    return json_text(
        {
            "policies": [
                {
                    "name": one.name,
                    **_head(one.policy),
                    "schools": list(one.schools),
                }
                for one in listed
            ]
        }
    )


def policy_list_text(listed: Sequence[ListedPolicy]) -> str:
    """Return the list of policies as lines: name, version, effective from, title, schools."""
    width = max(len(one.name) for one in listed)
    lines = []
    for one in listed:
        policy = one.policy
        lines.append(
            f"{one.name.ljust(width)}  {policy.version:<8} from {policy.effective_from}  {policy.title}"
        )
        if one.schools:
            lines.append(f"{' ' * width}  followed by {', '.join(one.schools)}")
    if not any(one.schools for one in listed):
        lines.append(f"\nNo school is configured: {_SCHOOLS_WITHOUT_ONE} is followed.")
    return "\n".join(lines) + "\n"


def policy_json(policy: Policy, findings: Sequence[Finding]) -> str:
    """Return one policy as JSON text: every rule in words with its source, and what was closed how."""
    return json_text(
        {
            **_head(policy),
            "document": policy.document.model_dump(),
            "rules": [_rule(policy, rule) for rule in policy_in_words(policy)],
            "findings": [finding_values(finding) for finding in findings],
        }
    )


def finding_values(finding: Finding) -> dict[str, Any]:
    """Return a finding as plain values for JSON."""
    return {
        "severity": finding.severity,
        "kind": finding.kind,
        "key": finding.key,
        "what": finding.what,
        "closed_by": finding.closed_by,
        "because": finding.because,
        "section": finding.section,
        "remedy": finding.remedy,
    }


def policy_text(policy: Policy, findings: Sequence[Finding]) -> str:
    """Return one policy as lines: by topic, each rule with its section; what is ours is marked."""
    document = policy.document
    lines = [
        policy.title,
        f"{policy.key} · version {policy.version} · from {policy.effective_from}",
        f"Read from: {document.title} ({document.dated}). § is its section.",
    ]
    for heading, rules in by_topic(policy_in_words(policy)):
        lines += ["", heading.upper()]
        for rule in rules:
            lines += _lines(rule.sentence, "- ", "  ")
            lines += _lines(f"§ {section_of(policy, rule)}", "    ", "      ")
            if rule.source.ours:
                lines += _lines(f"Ours: {rule.source.ours}", "    ", "      ")
    closed = [finding for finding in findings if finding.severity == "closed"]
    if closed:
        lines += ["", "WHAT THE DOCUMENT LEAVES OPEN, AND HOW IT WAS CLOSED"]
        for finding in closed:
            lines += closed_lines(finding)
    return "\n".join(lines) + "\n"


def closed_lines(finding: Finding, first: str = "- ") -> list[str]:
    """Return a closed finding as lines: what, how it was closed, why, and where it stands."""
    lines = _lines(finding.what, first, "  ")
    lines += _lines(finding.closed_by or "", "    ", "    ")
    if finding.because:
        lines += _lines(f"Because {finding.because}.".replace("..", "."), "    ", "    ")
    if finding.section:
        lines += _lines(f"§ {finding.section}", "    ", "      ")
    return lines


def section_of(policy: Policy, rule: RuleInWords) -> str:
    """Return the section a rule rests on; of another document, with its title."""
    source = rule.source
    return f"{source.document}, {source.section}" if source.document else source.section


def _lines(text: str, first: str, more: str) -> list[str]:
    return wrap(text, WIDTH, initial_indent=first, subsequent_indent=more, break_on_hyphens=False)


def _rule(policy: Policy, rule: RuleInWords) -> dict[str, Any]:
    return {
        "topic": rule.topic,
        "key": rule.key,
        "text": rule.sentence,
        "led_by": rule.led_by,
        "section": rule.source.section,
        "document": rule.source.document or policy.document.title,
        "ours": rule.source.ours,
        "checked_on": rule.source.checked_on,
    }


def _head(policy: Policy) -> dict[str, Any]:
    return {
        "key": policy.key,
        "title": policy.title,
        "version": policy.version,
        "effective_from": policy.effective_from,
    }
