"""How long entries of the register are kept: which of them, by the day they were made, may go."""

from __future__ import annotations

from datetime import date

from attendctl.rules.register_retention import register_retention


def first_day_kept(today: date) -> date:
    """Return the first day of entries that are still to be kept; an entry made before it may go.

    An entry is kept for as many years as the rule of ``today`` says, whatever the rule was when it was made:
    see the note in ``england/register_retention.toml``. The day of its last anniversary it is still kept.

    Args:
        today: the day of the question.

    Raises:
        NoRuleInForce: ``today`` is before the rule's first value.

    Source: SI 2024/208; ``england/register_retention.toml``.

    >>> first_day_kept(date(2026, 11, 22)), first_day_kept(date(2028, 2, 29))
    (datetime.date(2020, 11, 22), datetime.date(2022, 2, 28))
    """
    year = today.year - register_retention().in_force(today).years
    try:
        return today.replace(year=year)
    except ValueError:  # 29 February, in a year that has none: a day more is kept
        return date(year, today.month, today.day - 1)
