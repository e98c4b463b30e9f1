"""The period that a letter sets, such as a notice to improve: as short and as long as the policy says."""

from __future__ import annotations

from datetime import timedelta

from attendctl.casework.wording import date_in_words
from attendctl.errors import WrongUsage
from attendctl.ledger.case_log import CaseEntry
from attendctl.policies import Policy


def check_set_period(policy: Policy, entry: CaseEntry) -> None:
    """Refuse an entry whose last day lies outside the weeks that the policy's step for it allows.

    The period runs from the day of the entry; so many whole weeks later is its last day. An entry that
    names no last day sets no period.

    Args:
        policy: of the school.
        entry: that is to be logged.

    Raises:
        WrongUsage: it is too short or too long; the message has the policy's numbers and days.
    """
    if entry.until is None:
        return
    for step in policy.steps:
        if step.kind != "logged" or step.entry != entry.kind or step.outcome not in (None, entry.outcome):
            continue
        shortest, longest = step.shortest_weeks, step.longest_weeks
        first = entry.happened_on + timedelta(weeks=shortest or 0)
        last = entry.happened_on + timedelta(weeks=longest) if longest else None
        if (shortest and entry.until < first) or (last and entry.until > last):
            weeks = " to ".join(str(number) for number in (shortest, longest) if number)
            earliest = f"from {date_in_words(first)} " if shortest else ""
            latest = f"up to {date_in_words(last)}" if last else "on"
            raise WrongUsage(
                f"--until {entry.until} is outside the {weeks} weeks that {step.name} may set "
                f"[{policy.reference_of(step.source)}].",
                remedy=f"Give a day {earliest}{latest}.",
            )
