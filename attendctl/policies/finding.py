"""One thing that ``attendctl policy check`` has to say about a policy file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, get_args

Severity = Literal["fault", "closed", "note"]
"""A fault wants mending; a closed finding is settled in the file, with a reason; a note is for reading."""


@dataclass(frozen=True)
class Finding:
    """What was found, where, and how the file settles it or what to do.

    ``key`` is a place as an officer counts ("band 2", "step 4.follows"). ``closed_by`` and
    ``because`` belong to a closed finding, ``remedy`` to a fault. ``section`` is the document's.
    """

    severity: Severity
    kind: str
    key: str
    what: str
    closed_by: str | None = None
    because: str | None = None
    section: str | None = None
    remedy: str | None = None


def fault(kind: str, key: str, what: str, remedy: str) -> Finding:
    """Return a finding that wants mending.

    >>> fault("template", "step 1", "1a has no template.", "Write 1a.md.").severity
    'fault'
    """
    return Finding("fault", kind, key, what, remedy=remedy)


def note(kind: str, key: str, what: str, *, section: str | None = None) -> Finding:
    """Return a finding that needs no answer.

    >>> note("edge", "band 2", "96.0 belongs to amber.").remedy is None
    True
    """
    return Finding("note", kind, key, what, section=section)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return findings with faults first, then what is closed, then notes; else as they come.

    >>> [one.severity for one in in_order([note("edge", "a", "A."), fault("edge", "b", "B.", "Do.")])]
    ['fault', 'note']
    """
    return sorted(findings, key=lambda one: get_args(Severity).index(one.severity))
