"""``attendctl report --for``: the pages made for one kind of reader, and what each of them takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from attendctl.errors import WrongUsage

if TYPE_CHECKING:
    from attendctl.casework.reporting_period import AskedKind, PeriodAsked
    from attendctl.settings import Settings


class ReportFormat(StrEnum):
    """How a report is printed: as any result, and on paper or as a page for a reader."""

    table = "table"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"
    html = "html"
    pdf = "pdf"
    docx = "docx"


@dataclass(frozen=True)
class Reader:
    """Somebody pages are made for.

    Attributes:
        module: of ``attendctl.cli.readers``, with a function ``show(asked)``.
        what: the pages, as the help says it.
        formats: of ``ReportFormat``.
        periods: what the pages can be on; the first is meant where the officer names none:
            of a week, the latest.
        options: of the ones that go with a reader, without their dashes.
    """

    module: str
    what: str
    formats: tuple[str, ...]
    periods: tuple[AskedKind, ...]
    options: tuple[str, ...] = ()


_ANY_BUT_WEEK: tuple[AskedKind, ...] = ("year", "half_term", "term", "range")

READERS = {
    "class": Reader(
        "class_sheets",
        "a sheet a class, with its last four school weeks and the year",
        ("table", "json", "csv", "xlsx", "pdf"),
        ("week",),
        ("class", "display"),
    ),
    "leadership": Reader(
        "leadership",
        "a workbook of schools, years, classes and groups, who moved band and why, and what is due",
        ("table", "json", "xlsx"),
        ("week", *_ANY_BUT_WEEK),
    ),
    "page": Reader(
        "web_page",
        "a web page that opens without a network (also: --format html alone)",
        ("html", "json"),
        ("week", *_ANY_BUT_WEEK),
        ("names",),
    ),
    "governors": Reader(
        "governors",
        "a paper in which no small group can be found out",
        ("table", "json", "pdf", "docx"),
        _ANY_BUT_WEEK,
    ),
    "lists": Reader(
        "policy_lists",
        "the lists of pupils that the school's policy asks for",
        ("table", "json", "csv", "xlsx", "pdf"),
        ("week", "day", *_ANY_BUT_WEEK),
    ),
    "newsletter": Reader(
        "newsletter",
        "what the school celebrates: classes, heroes, the class race, house cups and certificates",
        ("table", "json", "pdf", "docx"),
        ("week", *_ANY_BUT_WEEK),
        ("certificates",),
    ),
}
"""For whom there are pages, by the word of ``--for``."""

PERIOD_OPTIONS = {
    "week": "--week",
    "half_term": "--half-term",
    "term": "--term",
    "range": "--from with --to",
    "year": "--year",
    "day": "--day",
}


@dataclass(frozen=True)
class Asked:
    """What the officer asked a reader's pages for. ``period`` has a kind that the reader takes."""

    settings: Settings
    reader: str
    period: PeriodAsked
    school: str | None
    as_of: date | None
    known: date | None
    class_name: str | None
    display: bool
    names: bool
    certificates: bool
    format: str
    output: Path | None


ReportFormatOption = Annotated[
    ReportFormat,
    typer.Option(
        "--format", help="How to print the result; pdf and docx go with --for, html is a page of its own."
    ),
]
ForOption = Annotated[
    str | None,
    typer.Option(
        "--for",
        metavar="READER",
        help="Pages for one reader. "
        + "; ".join(f"{name}: {one.what}" for name, one in READERS.items())
        + ".",
        show_default=False,
    ),
]
ClassOption = Annotated[
    str | None,
    typer.Option("--class", metavar="NAME", help="With --for class: this class only.", show_default=False),
]
DisplayOption = Annotated[
    bool,
    typer.Option(
        "--display",
        help="With --for class: for the wall. Forenames of who is at the target or going up.",
    ),
]


NamesOption = Annotated[
    bool, typer.Option("--names", help="With --format html: name the pupils to talk about this week.")
]
CertificatesOption = Annotated[
    bool, typer.Option("--certificates", help="With --for newsletter: print the certificates themselves.")
]


def reader_meant(reader: str | None, format: ReportFormat) -> str | None:
    """Return whose pages are asked for; None for the report itself.

    >>> reader_meant(None, ReportFormat.html), reader_meant(None, ReportFormat.csv)
    ('page', None)
    """
    return "page" if reader is None and format is ReportFormat.html else reader


def period_for(reader: str, period: PeriodAsked | None) -> PeriodAsked:
    """Return the period asked for; without one, that which the reader's pages are on by themselves."""
    from attendctl.casework.reporting_period import PeriodAsked

    return period or PeriodAsked(READERS[reader].periods[0])


def refuse_unfit_reader(
    reader: str | None,
    period: PeriodAsked | None,
    *,
    options: Sequence[str],
    by: Sequence[str],
    format: ReportFormat,
) -> None:
    """Refuse, before any work, a reader there are no pages for, and what does not go with the reader.

    Args:
        reader: of ``--for``.
        period: asked for.
        options: those given that go with some reader only, without their dashes.
        by: of ``--by``.
        format: asked for.

    Raises:
        WrongUsage: any of them.
    """
    if reader is not None and reader not in READERS:
        raise WrongUsage(
            f"--for {reader!r} is nobody pages are made for.", remedy=f"Choose from: {', '.join(READERS)}."
        )
    for option in options:
        takers = [name for name, one in READERS.items() if option in one.options]
        if reader not in takers:
            raise WrongUsage(
                f"--{option} goes with --for {' or '.join(takers)}.",
                remedy=f"Write: --for {takers[0]} --{option}",
            )
    if reader is None:
        _refuse_paper(format)
        return
    if by:
        raise WrongUsage(
            "--by and --for cannot both be: the pages for a reader have groups of their own.",
            remedy="Leave one of them out.",
        )
    taken = READERS[reader]
    if format.value not in taken.formats:
        raise WrongUsage(
            f"--for {reader} has no --format {format.value}.",
            remedy=f"Choose from: {', '.join(taken.formats)}.",
        )
    if period is not None and period.kind not in taken.periods:
        there = ", ".join(PERIOD_OPTIONS[kind] for kind in taken.periods)
        raise WrongUsage(
            f"--for {reader} makes no pages for that period: {taken.what}.", remedy=f"Choose from: {there}."
        )


def show_for(asked: Asked) -> None:
    """Make the pages asked for and print them or write them to their file."""
    import_module(f"attendctl.cli.readers.{READERS[asked.reader].module}").show(asked)


def _refuse_paper(format: ReportFormat) -> None:
    if format.value in ("pdf", "docx"):
        takers = [name for name, one in READERS.items() if format.value in one.formats]
        raise WrongUsage(
            f"--format {format.value} prints the pages for a reader.",
            remedy=f"Say for whom: --for {' or '.join(takers)}.",
        )
