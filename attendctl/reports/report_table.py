"""The attendance report for a terminal: pupils, groups, totals and marks owed, legible at 80 columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

from rich import box
from rich.cells import cell_len
from rich.console import Console, Group, RenderableType
from rich.table import Table
from rich.text import Text

from attendctl.casework.report_lines import AttendanceReport, GroupLine, PupilLine
from attendctl.measures.sums import Sums
from attendctl.rates import percent_text
from attendctl.reports.about_period import PERSISTENT_IS_OF_THE_YEAR, period_note, period_title
from attendctl.reports.band_colours import terminal_style
from attendctl.reports.policy_counts_shown import count_line
from attendctl.reports.report_columns import TREND_ARROWS
from attendctl.reports.showable_text import showable_text

MISSING_MARKS_SHOWN = 30
"""Lines of missing marks in the table; all are in JSON and XLSX, and counted here."""

LINES_SHOWN = 3000
"""With more pupils than this, the table shows totals alone: nobody reads so many lines on a screen."""

NAME_WIDTH = 19
"""Columns a name keeps on a terminal of 80 before it is folded."""

_NO_DATA = "–"

Line = TypeVar("Line", PupilLine, GroupLine)


def print_report_table(report: AttendanceReport, console: Console) -> None:
    """Print the report. Colours only where the console has them; words always."""
    for place, part in enumerate(_parts(report)):
        if place:
            console.print()
        console.print(part)


def _parts(report: AttendanceReport) -> Iterator[RenderableType]:
    yield Text(_title(report), style="bold")
    if len(report.pupils) <= LINES_SHOWN:
        for school, lines in _by_school(report, report.pupils):
            yield _pupils(lines, school, beside=_beside_the_year(report))
        for school, of_school in _by_school(report, report.groups):
            yield _groups(
                of_school, f"Groups{f' of {school}' if school else ''}", beside=_beside_the_year(report)
            )
    else:
        yield Text(
            f"{len(report.pupils)} pupils are too many to list here. "
            "Choose one school with --school, or write them all with --format csv.",
        )
    if report.is_of_several_schools:
        yield _groups(report.school_totals, "Schools", beside=_beside_the_year(report))
    if report.policy_counts:
        yield _policy_counts(report)
    yield _totals(report)
    if report.missing_marks:
        yield _missing(report)
    yield _notes(report)


def _beside_the_year(report: AttendanceReport) -> str | None:
    """Return the heading of what stands beside the year to date; None in a report on the year."""
    return {"week": "This week", "half_term": "Half term", "term": "Term", "range": "These days"}.get(
        report.kind
    )


def _title(report: AttendanceReport) -> str:
    schools = f"{len(report.schools)} schools" if report.is_of_several_schools else report.schools[0].name
    if report.period is not None:
        return f"{schools}: {period_title(report.period)}"
    if report.week is None:
        return f"{schools}: the year to {report.as_of}"
    return f"{schools}: week {report.week} ({report.week.monday} to {report.week.sunday})"


def _by_school(
    report: AttendanceReport, lines: Sequence[Line]
) -> Iterator[tuple[str | None, Sequence[Line]]]:
    """Yield lines with the name of their school; of one school, all of them without a name."""
    if not report.is_of_several_schools:
        yield None, lines
        return
    for school in report.schools:
        of_school = [line for line in lines if line.school == school.name]
        if of_school:
            yield showable_text(school.name), of_school


def _pupils(lines: Sequence[PupilLine], title: str | None, *, beside: str | None) -> Table:
    table = _table(title)
    names = [showable_text(f"{line.surname or _NO_DATA}, {line.forename or _NO_DATA}") for line in lines]
    widest = max(cell_len(name) for name in names)
    table.add_column("Pupil", overflow="fold", min_width=min(widest, NAME_WIDTH))
    table.add_column("Year", overflow="fold")
    table.add_column("Class", overflow="fold")
    if beside:
        table.add_column(beside, justify="right", no_wrap=True)
    table.add_column("Year to date", justify="right", no_wrap=True)
    table.add_column("Band", no_wrap=True)
    table.add_column("Notes", overflow="fold", min_width=len("persistent"))
    for name, line in zip(names, lines, strict=True):
        table.add_row(
            name,
            showable_text(line.year_group or _NO_DATA),
            showable_text(line.class_name or _NO_DATA),
            *([_share(of_part)] if (of_part := line.week or line.period) else []),
            _share(line.year),
            _band_and_trend(line),
            ", ".join(_notes_on(line)),
        )
    return table


def _table(title: str | None = None) -> Table:
    return Table(
        title=title,
        title_justify="left",
        title_style="bold",
        box=box.SIMPLE_HEAD,
        show_edge=False,
        pad_edge=False,
        padding=0,
        header_style="bold",
    )


def _share(sums: Sums) -> str:
    if not sums.possible:
        return f"{_NO_DATA} of 0"
    return f"{percent_text(sums.attended, sums.possible)}% of {sums.possible}"


def _band_and_trend(line: PupilLine) -> Text:
    arrow = TREND_ARROWS[line.trend] if line.trend else " "
    return Text.assemble(f"{arrow} ", (line.band or _NO_DATA, terminal_style(line.band)))


def _notes_on(line: PupilLine) -> list[str]:
    notes = []
    if line.band_previous_week and line.band_previous_week != line.band:
        notes.append(f"was {line.band_previous_week}")
    if line.severe_absence:
        notes.append("severe")
    elif line.persistent_absence:
        notes.append("persistent")
    if line.status == "joiner":
        notes.append(f"joined {line.first_mark}")
    if line.status == "leaver":
        notes.append(f"left {line.last_mark}" if line.last_mark else "left")
    if line.year.missing:
        notes.append(f"{line.year.missing} owed")
    return notes


def _policy_counts(report: AttendanceReport) -> Text:
    lines = ["Counted by the policy"]
    for count in report.policy_counts:
        school = f"{showable_text(count.school)}: " if report.is_of_several_schools else ""
        lines.append(f"  {school}{count_line(count)}")
    return Text("\n".join(lines))


def _groups(lines: Sequence[GroupLine], title: str, *, beside: str | None) -> Table:
    table = _table(title)
    table.add_column("By")
    table.add_column("Group", overflow="fold")
    table.add_column("Pupils", justify="right")
    if beside:
        table.add_column(beside, justify="right", no_wrap=True)
    table.add_column("Year to date", justify="right", no_wrap=True)
    table.add_column("Owed", justify="right")
    table.add_column("Persistent", justify="right", no_wrap=True)
    banded = any(line.cohort_band for line in lines)
    if banded:
        table.add_column("Band", no_wrap=True)
    for line in lines:
        table.add_row(
            line.by,
            showable_text(line.name),
            str(line.pupils),
            *([_share(of_part)] if (of_part := line.week or line.period) else []),
            _share(line.year),
            str(line.year.missing) if line.year.missing else "",
            _pupils_share(line.pupils_persistent, line),
            *([Text(line.cohort_band or _NO_DATA, terminal_style(line.cohort_band))] if banded else []),
        )
    return table


def _totals(report: AttendanceReport) -> Text:
    whole = report.whole_school
    lines = [f"All {whole.pupils} pupils"]
    if whole.week:
        lines.append(f"  Week: {_totals_line(whole.week)}")
    if whole.period:
        lines.append(f"  {_beside_the_year(report)}: {_totals_line(whole.period)}")
    lines.append(f"  Year: {_totals_line(whole.year)}")
    lines.append(
        f"  Persistently absent: {_pupils_share(whole.pupils_persistent, whole)}; "
        f"severely absent: {_pupils_share(whole.pupils_severe, whole)}"
    )
    if report.late_marks:
        count = len(report.late_marks)
        lines.append(
            f"  {count} {'mark' if count == 1 else 'marks'} of lateness to check: minutes and code disagree "
            "by the policy's times"
        )
    return Text("\n".join(lines))


def _totals_line(sums: Sums) -> str:
    return (
        f"{_share(sums)} sessions; absent {sums.absent} "
        f"(authorised {sums.authorised}, unauthorised {sums.unauthorised}); "
        f"late {sums.late}, after the register closed {sums.late_after_close}; marks owed {sums.missing}"
    )


def _pupils_share(part: int, line: GroupLine) -> str:
    return f"{part} of {line.pupils_with_sessions} ({percent_text(part, line.pupils_with_sessions)}%)"


def _missing(report: AttendanceReport) -> RenderableType:
    table = _table()
    for name in [*(["School"] if report.is_of_several_schools else []), "Date", "Session", "UPN"]:
        table.add_column(name)
    for line in report.missing_marks[:MISSING_MARKS_SHOWN]:
        table.add_row(
            *([line.school] if report.is_of_several_schools else []),
            line.date.isoformat(),
            line.session,
            line.upn or f"(no UPN, pupil {line.pupil_id})",
        )
    count = len(report.missing_marks)
    title = f"{count} {'mark is' if count == 1 else 'marks are'} owed: never counted as absence"
    more = count - MISSING_MARKS_SHOWN
    after = [Text(f"and {more} more: --format json and --format xlsx list them all")] if more > 0 else []
    return Group(Text(title, style="bold"), table, *after)


def _notes(report: AttendanceReport) -> Text:
    of_period = [period_note(report.period), PERSISTENT_IS_OF_THE_YEAR] if report.period else []
    known = f"what the ledger had been told by {report.known}" if report.known else "all the ledger was told"
    bands = "; ".join(f"{band.name} {band.document_name}" for band in report.bands)
    return Text(
        "".join(f"{line}\n" for line in of_period if line)
        + f"As of {report.as_of}, from {known}. Policy: {report.policy} ({bands}).\n"
        "▲ better, ▬ same, ▼ worse: the year to date beside the end of the school week before.\n"
        "Persistent, severe: absence as national statistics count it. Joined, left: first or last mark. "
        "Owed: sessions without a mark.\n"
        "A percentage is of the possible sessions that stand beside it; a session is half a day.",
        style="dim",
    )
