"""``attendctl report``: attendance of a school week and of the year so far."""

from __future__ import annotations

from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from attendctl.cli.options import (
    AsOfOption,
    ConfigOption,
    FormatOption,
    KnownOption,
    LedgerOption,
    OutputFormat,
    OutputOption,
    SchoolOption,
    settings_for,
    today,
)

LATEST = "latest"


class WeekMayStandAlone(TyperCommand):
    """A command whose ``--week`` needs no value: alone it means the latest school week."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Give a bare ``--week`` its value before the parser asks for one."""
        spelled = []
        for place, word in enumerate(args):
            next_word = args[place + 1] if place + 1 < len(args) else "-"
            spelled.append(f"--week={LATEST}" if word == "--week" and next_word.startswith("-") else word)
        return super().parse_args(ctx, spelled)


def report(
    context: typer.Context,
    week: Annotated[
        str | None,
        typer.Option(
            "--week",
            metavar="[WEEK]",
            help="A school week, as 2025-W45 or any date in it; alone, the latest. Without it: the year.",
            show_default=False,
        ),
    ] = None,
    by: Annotated[
        list[str] | None,
        typer.Option(
            "--by",
            metavar="NAME",
            help="Group pupils by year, class, house, sex, sen, pp, fsm, eal, lac, social-worker or school. "
            "Several: --by class,sex, or again. Default: class and year.",
            show_default=False,
        ),
    ] = None,
    school: SchoolOption = None,
    as_of: AsOfOption = None,
    known: KnownOption = None,
    format: FormatOption = OutputFormat.table,
    output: OutputOption = None,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Attendance for one school week and for the year so far, by pupil and group."""
    from attendctl.casework.attendance_report import (
        DEFAULT_GROUPINGS,
        attendance_report,
        refuse_unknown_groupings,
    )
    from attendctl.ledger.book import open_ledger
    from attendctl.reports.output import refuse_unfit_output, show_report

    refuse_unfit_output(format.value, output)
    groupings = [name.strip() for part in by or [] for name in part.split(",") if name.strip()]
    refuse_unknown_groupings(groupings)
    week_asked_for = _week(week)
    settings = settings_for(context, config, ledger)
    with open_ledger(settings.ledger_path, wait_seconds=settings.ledger.wait_seconds, known=known) as book:
        result = attendance_report(
            book.connection,
            settings,
            today=today(),
            week=week_asked_for,
            latest_week=week == LATEST,
            as_of=as_of,
            known=known,
            by=groupings or DEFAULT_GROUPINGS,
            school=school,
        )
    show_report(result, format.value, output)


def _week(text: str | None) -> Any:
    if text is None or text == LATEST:
        return None
    from attendctl.calendar import Week

    return Week.parse(text)
