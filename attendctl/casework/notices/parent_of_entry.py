"""The parent whom an entry about a notice names: by itself, or by the notice that it is about."""

from __future__ import annotations

from attendctl.casework.decision import Decision
from attendctl.casework.notices.notice import NamedParent


def parent_of_entry(decision: Decision) -> NamedParent | None:
    """Return the one parent that a decision is about; None where its entry names nobody.

    What became of a notice names the notice by its number, and the notice names the parent.
    """
    if decision.entry is None:
        return None
    said = decision.entry.details
    parent = said.get("parent")
    if parent:
        return NamedParent(str(parent.get("name") or ""), parent.get("relationship"), parent.get("position"))
    watched = decision.facts.notices if decision.facts else ()
    return next((one.notice.parent for one in watched if one.notice.number == said.get("notice")), None)
