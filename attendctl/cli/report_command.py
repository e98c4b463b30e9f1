"""``attendctl report``: attendance of a week, a term or any days, and of the year so far."""

from __future__ import annotations

from typing import Annotated

import typer

from attendctl.cli.options import (
    AsOfOption,
    ConfigOption,
    KnownOption,
    LedgerOption,
    OutputOption,
    SchoolOption,
    settings_for,
    today,
)
from attendctl.cli.period_options import (
    DayOption,
    FromOption,
    HalfTermOption,
    TermOption,
    ToOption,
    WeekOption,
    YearOption,
    period_of,
)
from attendctl.cli.progress import progress
from attendctl.cli.report_for import (
    Asked,
    CertificatesOption,
    ClassOption,
    DisplayOption,
    ForOption,
    NamesOption,
    ReportFormat,
    ReportFormatOption,
    period_for,
    reader_meant,
    refuse_unfit_reader,
    show_for,
)


def report(
    context: typer.Context,
    week: WeekOption = None,
    term: TermOption = None,
    half_term: HalfTermOption = None,
    from_day: FromOption = None,
    to_day: ToOption = None,
    on: DayOption = None,
    year: YearOption = False,
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
    reader: ForOption = None,
    class_name: ClassOption = None,
    display: DisplayOption = False,
    names: NamesOption = False,
    certificates: CertificatesOption = False,
    school: SchoolOption = None,
    as_of: AsOfOption = None,
    known: KnownOption = None,
    format: ReportFormatOption = ReportFormat.table,
    output: OutputOption = None,
    config: ConfigOption = None,
    ledger: LedgerOption = None,
) -> None:
    """Attendance for a week, a term or any days and for the year so far, by pupil and group."""
    from attendctl.casework.attendance_report import (
        DEFAULT_GROUPINGS,
        attendance_report,
        refuse_unknown_groupings,
    )
    from attendctl.casework.reporting_period import PeriodAsked
    from attendctl.ledger.book import open_ledger
    from attendctl.reports.output import refuse_unfit_output, show_report

    groupings = [name.strip() for part in by or [] for name in part.split(",") if name.strip()]
    refuse_unknown_groupings(groupings)
    period = period_of(week, term, half_term, from_day, to_day, on=on, year=year)
    reader = reader_meant(reader, format)
    given = {"class": class_name, "display": display, "names": names, "certificates": certificates}
    options = [option for option, value in given.items() if value]
    refuse_unfit_reader(reader, period, options=options, by=groupings, format=format)
    refuse_unfit_output(format.value, output)
    settings = settings_for(context, config, ledger)
    if reader is not None:
        show_for(
            Asked(
                settings,
                reader,
                period_for(reader, period),
                school,
                as_of,
                known,
                class_name,
                display,
                names,
                certificates,
                format.value,
                output,
            )
        )
        return
    wait = settings.ledger.wait_seconds
    with progress(format=format.value) as tell:
        with open_ledger(settings.ledger_path, wait_seconds=wait, known=known) as book:
            result = attendance_report(
                book.connection,
                settings,
                today=today(),
                period=period or PeriodAsked(),
                as_of=as_of,
                known=known,
                by=groupings or DEFAULT_GROUPINGS,
                school=school,
                tell=tell,
            )
        if output is not None:
            tell(f"Writing {output.name}")
            show_report(result, format.value, output)
    if output is None:
        show_report(result, format.value, output)
