"""What changes from one policy to another, as text and JSON."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from textwrap import wrap
from typing import Any

from attendctl.policies import Policy
from attendctl.policies.differences import Difference
from attendctl.policies.in_words import TOPICS
from attendctl.reports.policy_shown import WIDTH
from attendctl.reports.printed import json_text


def diff_json(before: Policy, after: Policy, changes: Sequence[Difference]) -> str:
    """Return the changes as JSON text."""
    return json_text(
        {
            "before": _head(before),
            "after": _head(after),
            "changes": [
                {
                    "change": one.change,
                    "topic": one.topic,
                    "key": one.key,
                    "text": one.text,
                    "before": one.before,
                    "after": one.after,
                }
                for one in changes
            ],
        }
    )


def diff_text(before: Policy, after: Policy, changes: Sequence[Difference]) -> str:
    """Return the changes as lines, by topic."""
    lines = [f"From {_line(before)}", f"to   {_line(after)}"]
    if not changes:
        return "\n".join([*lines, "", "Nothing changes."]) + "\n"
    order = list(TOPICS)
    for topic, of_topic in groupby(
        sorted(changes, key=lambda one: order.index(one.topic)), lambda one: one.topic
    ):
        lines += ["", TOPICS[topic].upper()]
        for one in of_topic:
            lines += wrap(
                one.text, WIDTH, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False
            )
    return "\n".join(lines) + "\n"


def _line(policy: Policy) -> str:
    return f"{policy.key}, version {policy.version}: {policy.title}"


def _head(policy: Policy) -> dict[str, Any]:
    return {"policy": policy.key, "version": policy.version, "title": policy.title}
