"""docs/policies.md: the five documents and the law alone, side by side, rule by rule, from their data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from attendctl.policies import Policy, load_policy
from attendctl.policies.finding import Finding
from attendctl.policies.findings import findings_in
from attendctl.policies.in_words import TOPICS, RuleInWords, policy_in_words
from attendctl.policies.in_words_parts import capital
from scripts.reference.what_attendctl_does import what_attendctl_does

COLUMNS = ("national", "greenhill", "reach2", "cheetwood", "copnor", "aletheia")
SILENT = "–"
HEAD = """\
# Policies

Five policies of real schools and trusts, and the statutory guidance alone, as attendctl has them. Written by
`make docs` from `attendctl/policies/*.toml`; a test compares this page with the data.

One table a topic. A row is one kind of rule, with what attendctl does for it. A cell is what the policy says,
in our words, with the section (§) of its document. `–` means that the document has no such rule. *Ours* marks
a number that the document leaves open; `attendctl policy show NAME` gives the reason for it, and who leads
each step. At the end stands
[what the documents leave open](#what-the-documents-leave-open-and-how-it-was-closed) or contradict, and how
each was closed.
"""


def policies_page() -> str:
    """Return the whole page."""
    policies = {name: load_policy(name) for name in COLUMNS}
    rules = {name: policy_in_words(policy) for name, policy in policies.items()}
    parts = [HEAD, _documents(policies)]
    for topic, heading in TOPICS.items():
        of_topic = {name: [rule for rule in said if rule.topic == topic] for name, said in rules.items()}
        if any(of_topic.values()):
            parts += [f"## {heading}", _table(of_topic)]
    parts += ["## What the documents leave open, and how it was closed"]
    for name, policy in policies.items():
        parts += [f"### {name}", _closed(findings_in(policy, as_of=checked_on(rules[name])))]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def checked_on(rules: Sequence[RuleInWords]) -> date:
    """Return the newest day on which a rule was compared with its document: the page's own day."""
    return max(rule.source.checked_on for rule in rules)


def _documents(policies: Mapping[str, Policy]) -> str:
    lines = ["| policy | document | dated | version | steps | letters |", "|---|---|---|---|---|---|"]
    for name, policy in policies.items():
        lines.append(
            f"| `{name}` | {policy.document.title} | {policy.document.dated} | {policy.version} "
            f"| {len(policy.steps)} | {len(policy.letters)} |"
        )
    return "\n".join(lines)


def _table(of_topic: Mapping[str, Sequence[RuleInWords]]) -> str:
    lines = [
        f"| what attendctl does | {' | '.join(of_topic)} |",
        f"|---|{'---|' * len(of_topic)}",
    ]
    for does, kinds in _rows(of_topic):
        cells = [
            "<br>".join(cell(rule) for rule in rules if rule.kind in kinds) or SILENT
            for rules in of_topic.values()
        ]
        lines.append(f"| {does} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _rows(of_topic: Mapping[str, Sequence[RuleInWords]]) -> Iterator[tuple[str, set[str]]]:
    """Yield what attendctl does with the kinds of rule for which it does that, in the order they come."""
    rows: dict[str, set[str]] = {}
    for rules in of_topic.values():
        for rule in rules:
            rows.setdefault(what_attendctl_does(rule.kind), set()).add(rule.kind)
    yield from rows.items()


def cell(rule: RuleInWords) -> str:
    """Return one rule as it stands in a cell: its words, its section, and whether a number is ours."""
    source = rule.source
    section = f"{source.document}, {source.section}" if source.document else source.section
    words = capital(rule.short or rule.text).rstrip(".").replace("|", "\\|")
    return f"{words} (§ {section.replace('|', '/')}){' *Ours*' if source.ours else ''}"


def _closed(findings: Sequence[Finding]) -> str:
    closed = [finding for finding in findings if finding.severity == "closed"]
    if not closed:
        return "Nothing is left open."
    lines = ["| | what | how it was closed | why | section |", "|---|---|---|---|---|"]
    for finding in closed:
        shown = [finding.kind, finding.what, finding.closed_by, finding.because, f"§ {finding.section}"]
        lines.append(f"| {' | '.join((text or '').replace('|', '/') for text in shown)} |")
    return "\n".join(lines)
