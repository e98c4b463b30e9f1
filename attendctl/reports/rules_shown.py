"""The rules as tables and JSON: what holds, since when, and where it stands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from typing import Any

from attendctl.reports.conduct_shown import conduct_lines
from attendctl.rules.catalogue import ListedRule
from attendctl.rules.codes_of_conduct import CodeOfConduct
from attendctl.rules.reader import DatedValue

_FOR_PROGRAMS = ("name", "field")
_SOURCE = ("valid_from", "valid_until", "reference", "href", "checked_on", "note", "ours")


def rules_list_json(rules: Sequence[ListedRule]) -> str:
    """Return the list of rules as JSON text."""
    return _text({"rules": [_head(rule) for rule in rules]})


def rule_json(rule: ListedRule, values: Sequence[DatedValue], on: date | None) -> str:
    """Return one rule as JSON text: its values that hold on a day, or all of them."""
    return _text(
        _head(rule)
        | {
            "as_of": on,
            "before_first_value": rule.head.before_first_value,
            "method_change": rule.head.method_change,
            "values": [_dumped(value) for value in values],
        }
    )


def rules_list_text(rules: Sequence[ListedRule]) -> str:
    """Return the list of rules as lines."""
    width = max(len(rule.name) for rule in rules)
    return "".join(f"{rule.name.ljust(width)}  {rule.head.title}\n" for rule in rules)


def rule_text(rule: ListedRule, values: Sequence[DatedValue], on: date | None) -> str:
    """Return one rule as lines: each value with its days and its source."""
    lines = [f"{rule.head.title}", f"{rule.head.id} · {rule.head.kind} · unit: {rule.head.unit}"]
    if rule.head.method_change:
        lines.append(rule.head.method_change)
    lines += [f"In force on {on}:" if on else "All values, past and present:", ""]
    for value in values:
        until = f"to {value.valid_until}" if value.valid_until else "on"
        lines += (
            conduct_lines(value)
            if isinstance(value, CodeOfConduct)
            else [
                *filter(None, [_what(value)]),
                *_tables(value),
            ]
        )
        lines.append(
            f"    from {value.valid_from} {until}. {value.reference}. Checked on {value.checked_on}."
        )
        if value.note:
            lines.append(f"    {value.note}")
        if ours := getattr(value, "ours", None):
            lines.append(f"    Our choice: {ours}")
    return "\n".join(lines) + "\n"


def _dumped(value: DatedValue) -> dict[str, Any]:
    inherited = {"inherited": value.inherited} if isinstance(value, CodeOfConduct) else {}
    return value.model_dump(by_alias=True) | inherited


def _what(value: DatedValue) -> str:
    own = {
        key: part
        for key, part in value.model_dump().items()
        if key not in _SOURCE and part not in (None, []) and not _is_table(part)
    }
    if "duty" in own:
        own.pop("name")
        return f"{own.pop('duty')}: {_parts(own)}"
    if "code" in own:
        late = "; still accepted after its last day, with a warning" if own["accepted_late"] else ""
        return f"{own['code']:<3} {own['meaning']}: {own['statistical_class'].replace('_', ' ')}{late}"
    return _parts(own)


def _parts(own: dict[str, Any]) -> str:
    return ", ".join(f"{key.replace('_', ' ')} {_one(part)}" for key, part in own.items())


def _one(part: Any) -> str:
    if isinstance(part, dict):
        return " to ".join(str(each) for each in part.values())
    if isinstance(part, list):
        words = [str(each) for each in part]
        return ("; " if any(" " in each for each in words) else " ").join(words)
    return str(part)


def _is_table(part: Any) -> bool:
    return isinstance(part, list) and bool(part) and isinstance(part[0], dict)


def _tables(value: DatedValue) -> list[str]:
    """Write what a rule lists in tables, such as questions, one line each."""
    rows = [row for part in value.model_dump().values() if _is_table(part) for row in part]
    return [
        "  - " + " ".join(_one(text) for key, text in row.items() if key not in _FOR_PROGRAMS) for row in rows
    ]


def _head(rule: ListedRule) -> dict[str, Any]:
    head = rule.head
    return {"name": rule.name, "id": head.id, "title": head.title, "kind": head.kind, "unit": head.unit}


def _text(value: dict[str, Any]) -> str:
    return json.dumps(value, ensure_ascii=False, indent=1, default=str) + "\n"
