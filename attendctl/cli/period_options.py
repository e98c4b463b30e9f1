"""The options that say which period a report is on: a week, a half term, a term, any days, or the year."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperCommand

from attendctl.cli.options import day
from attendctl.errors import WrongUsage

if TYPE_CHECKING:
    from attendctl.casework.reporting_period import PeriodAsked

LATEST = "latest"
_ONE_WORD = ("--week", "--day")
_SEVERAL_WORDS = ("--term", "--half-term")

WeekOption = Annotated[
    str | None,
    typer.Option(
        "--week",
        metavar="[WEEK]",
        help="A school week, as 2025-W45 or any date in it; alone, the latest. Without a period: the year.",
        show_default=False,
    ),
]
TermOption = Annotated[
    str | None,
    typer.Option(
        "--term",
        metavar="[NAME]",
        help="A term, as autumn or autumn 2024; alone, the latest. Its days are those of [calendar], "
        "else proposed from the gaps in the register.",
        show_default=False,
    ),
]
HalfTermOption = Annotated[
    str | None,
    typer.Option(
        "--half-term",
        metavar="[NAME]",
        help="Half a term, as autumn 1 or spring 2 2025; alone, the latest. Its days as for --term.",
        show_default=False,
    ),
]
YearOption = Annotated[
    bool,
    typer.Option("--year", help="The academic year up to the last day counted. The report's default."),
]
DayOption = Annotated[
    str | None,
    typer.Option(
        "--day",
        metavar="[DATE]",
        help="One day; alone, the last school day.",
        show_default=False,
    ),
]
FromOption = Annotated[
    date | None,
    typer.Option(
        "--from",
        parser=day,
        metavar="DATE",
        help="Any days, from this one to --to, both included.",
        show_default=False,
    ),
]
ToOption = Annotated[
    date | None,
    typer.Option(
        "--to",
        parser=day,
        metavar="DATE",
        help="The last of the days from --from. Default: the last school day.",
        show_default=False,
    ),
]


class PeriodsMayStandAlone(TyperCommand):
    """A command whose ``--day``, ``--week``, ``--term``, ``--half-term`` need no value: alone, the latest.

    A term's name may be several words without quotation marks: ``--term autumn 2024``. For commands
    without arguments of their own only: every word up to the next option belongs to the name.
    """

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Join each period and its value before the parser asks for one."""
        return super().parse_args(ctx, joined(args))


def joined(words: list[str]) -> list[str]:
    """Return the words of a command line with every period and its value in one word.

    >>> joined(["--half-term", "autumn", "1", "--by", "class", "--week"])
    ['--half-term=autumn 1', '--by', 'class', '--week=latest']
    """
    result: list[str] = []
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        name, given, value = word.partition("=")
        if name not in _ONE_WORD + _SEVERAL_WORDS:
            result.append(word)
            continue
        values = [value] if given else []
        while waiting and not waiting[0].startswith("-") and (name in _SEVERAL_WORDS or not values):
            values.append(waiting.pop(0))
        result.append(f"{name}={' '.join(values) or LATEST}")
    return result


def period_of(
    week: str | None,
    term: str | None,
    half_term: str | None,
    from_day: date | None,
    to_day: date | None,
    *,
    on: str | None = None,
    year: bool = False,
) -> PeriodAsked | None:
    """Return the one period asked for; None without any.

    Raises:
        WrongUsage: two of them are given, or it is no week.
    """
    from attendctl.calendar import Week
    from attendctl.casework.reporting_period import PeriodAsked

    given = {
        "--week": week,
        "--term": term,
        "--half-term": half_term,
        "--from" if from_day else "--to": from_day or to_day,
        "--day": on,
        "--year": year or None,
    }
    named = [option for option, value in given.items() if value is not None]
    if len(named) > 1:
        raise WrongUsage(
            f"{named[0]} and {named[1]} cannot both be: a report is on one period.",
            remedy="Give one of --day, --week, --half-term, --term, --year, or --from with --to.",
        )
    if week is not None:
        return PeriodAsked("week", week=None if week == LATEST else Week.parse(week))
    if on is not None:
        return PeriodAsked("day", from_day=None if on == LATEST else day(on))
    if term is not None:
        return PeriodAsked("term", None if term == LATEST else term)
    if half_term is not None:
        return PeriodAsked("half_term", None if half_term == LATEST else half_term)
    if from_day is not None or to_day is not None:
        return PeriodAsked("range", from_day=from_day, to_day=to_day)
    return PeriodAsked() if year else None
