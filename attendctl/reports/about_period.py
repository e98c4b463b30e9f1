"""What is said of the period a report is on: its name, its days, and who gave them."""

from __future__ import annotations

from attendctl.casework.reporting_period import HOW_TO_STATE, ReportingPeriod

PERSISTENT_IS_OF_THE_YEAR = (
    "Persistent and severe absence are measures of the year, never of a shorter period."
)


def days_given_by(period: ReportingPeriod) -> str:
    """Say whether the days of a period are stated or proposed, in a word or two for a cell."""
    if period.kind == "range":
        return "as asked for"
    return "stated" if period.is_stated else "proposed from the register"


def period_title(period: ReportingPeriod) -> str:
    """Return name and days of a period, as a title has them.

    >>> from datetime import date
    >>> days = (date(2025, 9, 3), date(2025, 12, 19))
    >>> period_title(ReportingPeriod("term", "autumn term 2025", *days, is_stated=True, has_ended=True))
    'autumn term 2025 (2025-09-03 to 2025-12-19)'
    """
    if period.kind == "range":
        return period.name
    so_far = "" if period.has_ended or period.is_stated else " so far"
    return f"{period.name}{so_far} ({period.from_day} to {period.to_day})"


def period_note(period: ReportingPeriod) -> str:
    """Say whose days they are: one sentence for the foot of a page, empty for a range.

    >>> from datetime import date
    >>> days = (date(2025, 9, 3), date(2025, 12, 19))
    >>> period_note(ReportingPeriod("term", "autumn term 2025", *days, is_stated=True, has_ended=True))
    'The days of the autumn term 2025 are those stated under [calendar] in attendctl.toml.'
    """
    if period.kind == "range":
        return ""
    if period.is_stated:
        return f"The days of the {period.name} are those stated under [calendar] in attendctl.toml."
    days = f"{period.from_day} to {period.to_day}"
    if period.days_differ:
        days = f"those of each school, in all {days}"
    so_far = "" if period.has_ended else " so far"
    return (
        f"The days of the {period.name} are proposed from the register: {days}{so_far}. "
        f"To have others, {HOW_TO_STATE}."
    )
