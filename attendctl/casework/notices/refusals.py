"""Why a notice is not possible: each reason names the rule, and what can be done instead."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from attendctl.errors import WrongUsage


class NoticeRefused(WrongUsage):
    """The law, the code of conduct or the case log rules out what is asked about a notice."""

    code = "U002"


@dataclass(frozen=True)
class Refusal:
    """One reason. ``source`` is the reference of the rule; ``instead`` what can be done, as sentences."""

    what: str
    instead: str
    source: str | None = None

    @property
    def with_source(self) -> str:
        """The reason with its source in brackets."""
        return f"{self.what} [{self.source}]" if self.source else self.what


def raise_all(what_cannot_be: str, refusals: Sequence[Refusal]) -> None:
    """Raise one fault that says every reason; with none, do nothing.

    Raises:
        NoticeRefused: there is at least one reason.

    >>> try:
    ...     raise_all("The notice cannot be issued", [Refusal("It is too soon.", "Wait.", "the Act")])
    ... except NoticeRefused as fault:
    ...     print(fault)
    The notice cannot be issued: It is too soon. [the Act] Wait.
    """
    if not refusals:
        return
    if len(refusals) == 1:
        raise NoticeRefused(f"{what_cannot_be}: {refusals[0].with_source}", remedy=refusals[0].instead)
    lines = [f"{what_cannot_be}, for {len(refusals)} reasons."]
    for number, refusal in enumerate(refusals, start=1):
        said = refusal.with_source
        lines += [f"  {number}. {said[:1].upper()}{said[1:]}", f"     {refusal.instead}"]
    raise NoticeRefused("\n".join(lines))
