"""How many penalty notices one parent may have about one child: those that count, and until when.

The law speaks of two previous notices in the three years ending with the day on which it is proposed
to issue another. That day is the last of the three years, so a notice counts up to the day before its
third anniversary, and no more on the anniversary itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from attendctl.casework.notices.notice import NamedParent, Notice
from attendctl.casework.notices.notice_words import NOT_GUILTY, PROSECUTED
from attendctl.rules.penalty_notices import PenaltyNoticeLaw
from attendctl.rules.years import birthday


@dataclass(frozen=True)
class Cap:
    """The notices that count on a day, oldest first, and what they leave.

    ``rank`` is what another notice would be: 1 for a first one. ``possible_from`` is the day from
    which another can be issued; None while one can.
    """

    counting: tuple[Notice, ...]
    rank: int
    possible_from: date | None


def cap_on(
    notices: Iterable[Notice], parent: NamedParent, law: PenaltyNoticeLaw, *, on: date, counted_from: date
) -> Cap:
    """Return where one parent stands about one child.

    Args:
        notices: about one child, to any parent, by whomever issued.
        parent: whose.
        law: in force; without a cap in it every notice is a first one.
        on: the day on which it is proposed to issue another.
        counted_from: notices issued before this day do not count: the authority's code says which day.
    """
    counting = tuple(
        notice
        for notice in sorted(notices, key=lambda notice: (notice.on, notice.number))
        if notice.parent.key == parent.key and counts_on(notice, law, on=on, counted_from=counted_from)
    )
    if law.most is None:
        return Cap((), 1, None)
    full = len(counting) >= law.most
    return Cap(
        counting,
        len(counting) + 1,
        stops_counting_on(counting[len(counting) - law.most], law) if full else None,
    )


def counts_toward_cap(notice: Notice, *, counted_from: date) -> bool:
    """Say whether a notice counts at all: paid, unpaid, still open, or taken to court.

    A notice that was withdrawn does not count, nor one for which the court found the parent not guilty.
    """
    return notice.is_penalty and notice.stands and notice.on >= counted_from and not is_acquitted(notice)


def counts_on(notice: Notice, law: PenaltyNoticeLaw, *, on: date, counted_from: date) -> bool:
    """Say whether a notice counts on a day: it was issued by then, and its years are not over.

    Args:
        notice: of any kind, with what became of it.
        law: in force on the day.
        on: the day.
        counted_from: notices issued before this day do not count: the authority's code says which day.
    """
    if notice.on > on or _is_over(notice, law, on):
        return False
    return counts_toward_cap(notice, counted_from=counted_from)


def is_acquitted(notice: Notice) -> bool:
    """Say whether a notice went to court and the parent was found not guilty."""
    return any(
        event.outcome == PROSECUTED and event.details.get("result") == NOT_GUILTY for event in notice.events
    )


def stops_counting_on(notice: Notice, law: PenaltyNoticeLaw) -> date | None:
    """Return the first day on which a notice no longer counts, if it counts; None without a cap.

    A notice of 29 February stops on 1 March where that year has no 29 February.
    """
    return None if law.years is None else birthday(notice.on, law.years)


def _is_over(notice: Notice, law: PenaltyNoticeLaw, on: date) -> bool:
    first = law.looks_back_to(on)
    return first is not None and notice.on < first
