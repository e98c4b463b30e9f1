"""What ``attendctl policy check`` found, as text and JSON."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from textwrap import wrap
from typing import Any

from attendctl.policies import Policy
from attendctl.policies.finding import Finding, Severity
from attendctl.reports.policy_shown import WIDTH, closed_lines, finding_values
from attendctl.reports.printed import json_text


@dataclass(frozen=True)
class CheckedFile:
    """A policy file and what was found in it. ``policy`` is None where the file is none."""

    name: str
    file: str
    policy: Policy | None
    findings: tuple[Finding, ...]

    @property
    def faults(self) -> list[Finding]:
        """What wants mending."""
        return self.of("fault")

    def of(self, severity: Severity) -> list[Finding]:
        """Return the findings of one severity."""
        return [finding for finding in self.findings if finding.severity == severity]


def check_json(checked: Sequence[CheckedFile], on: date) -> str:
    """Return the findings of every file as JSON text."""
    return json_text(
        {
            "as_of": on,
            "faults": sum(len(one.faults) for one in checked),
            "files": [_values(one) for one in checked],
        }
    )


def check_text(checked: Sequence[CheckedFile], on: date) -> str:
    """Return the findings of every file as lines, faults first, and one line to end with."""
    lines = []
    for one in checked:
        version = f", version {one.policy.version}" if one.policy else ""
        lines.append(f"{one.name} ({one.file}{version}): {_counts(one)}")
        for finding in one.faults:
            where = f"key {finding.key}: " if finding.key else ""
            lines += wrap(f"FAULT {where}{finding.what}", WIDTH, **_FAULT)
            lines += wrap(finding.remedy or "", WIDTH, initial_indent="    ", subsequent_indent="    ")
        for finding in one.of("closed"):
            lines += closed_lines(finding, "  closed: ")
        for finding in one.of("note"):
            lines += wrap(f"note: {finding.what}", WIDTH, initial_indent="  ", subsequent_indent="    ")
        lines.append("")
    faults = sum(len(one.faults) for one in checked)
    files = "file has" if sum(bool(one.faults) for one in checked) == 1 else "files have"
    with_faults = sum(bool(one.faults) for one in checked)
    lines.append(
        f"{with_faults} {files} {_number(faults, 'fault')}. Held against the law of {on}."
        if faults
        else f"No fault. Held against the law of {on}."
    )
    return "\n".join(lines) + "\n"


_FAULT: dict[str, Any] = {"initial_indent": "  ", "subsequent_indent": "    ", "break_on_hyphens": False}


def _counts(one: CheckedFile) -> str:
    closed, notes = len(one.of("closed")), len(one.of("note"))
    return f"{_number(len(one.faults), 'fault')}, {closed} closed, {_number(notes, 'note')}"


def _number(number: int, thing: str) -> str:
    return f"{number or 'no'} {thing}{'' if number == 1 else 's'}"


def _values(one: CheckedFile) -> dict[str, Any]:
    return {
        "name": one.name,
        "file": one.file,
        "policy": one.policy.key if one.policy else None,
        "version": one.policy.version if one.policy else None,
        "faults": len(one.faults),
        "findings": [finding_values(finding) for finding in one.findings],
    }
