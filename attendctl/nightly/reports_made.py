"""The reports of a night, each by the functions of its command, as whole files under the night's date."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from attendctl.casework.register_health.check import Health
from attendctl.casework.reporting_period import PeriodAsked
from attendctl.ledger.book import Ledger
from attendctl.nightly_settings import NightlyReport
from attendctl.progress import OnProgress
from attendctl.settings import Settings


@dataclass(frozen=True)
class ReportAsked:
    """What a report is made from: the open ledger, the settings, the day, and what the check found."""

    book: Ledger
    settings: Settings
    night: date
    health: Health
    tell: OnProgress

    @property
    def named(self) -> dict[str, Any]:
        """The arguments that every report takes beside the connection and the settings."""
        return {"today": self.night, "tell": self.tell}


def make_report(name: NightlyReport, asked: ReportAsked, folder: Path) -> None:
    """Write one report.

    Raises:
        NotFound: there is nothing to report on.
        WrongUsage: the file cannot be written, or the report needs a setting that is not there.
    """
    REPORTS[name](asked, folder / name)


def _week_or_year(kind: str) -> Callable[[ReportAsked, Path], None]:
    def make(asked: ReportAsked, path: Path) -> None:
        from attendctl.casework.attendance_report import attendance_report
        from attendctl.reports.output import show_report

        report = attendance_report(
            asked.book.connection, asked.settings, latest_week=kind == "week", **asked.named
        )
        show_report(report, "xlsx", path)

    return make


def _leadership(asked: ReportAsked, path: Path) -> None:
    from attendctl.casework.leadership.report import leadership_report
    from attendctl.reports.leadership.contract import leadership_dict
    from attendctl.reports.leadership.shown import show_leadership

    report = leadership_report(
        asked.book.connection, asked.settings, ledger=asked.book, period=PeriodAsked("week"), **asked.named
    )
    show_leadership(leadership_dict(report), "xlsx", path)


def _page(asked: ReportAsked, path: Path) -> None:
    from attendctl.casework.web_page.page import web_page
    from attendctl.reports.web_page.page_dict import page_dict
    from attendctl.reports.web_page.page_shown import show_page

    page = web_page(asked.book.connection, asked.settings, period=PeriodAsked("week"), **asked.named)
    show_page(page_dict(page), "html", path)


def _classes(asked: ReportAsked, path: Path) -> None:
    from attendctl.casework.class_sheets import class_sheets
    from attendctl.reports.class_sheets_dict import class_sheets_dict
    from attendctl.reports.class_sheets_shown import CLASS_SHEETS

    sheets = class_sheets(asked.book.connection, asked.settings, **asked.named)
    CLASS_SHEETS.show(class_sheets_dict(sheets), _format(path), path)


def _lists(asked: ReportAsked, path: Path) -> None:
    from attendctl.casework.policy_lists.make_lists import policy_lists
    from attendctl.reports.policy_lists.lists_dict import lists_dict
    from attendctl.reports.policy_lists.lists_shown import POLICY_LISTS

    made = policy_lists(asked.book.connection, asked.settings, period=PeriodAsked("week"), **asked.named)
    POLICY_LISTS.show(lists_dict(made), _format(path), path)


def _governors(asked: ReportAsked, path: Path) -> None:
    from attendctl.casework.governors.paper import governors_paper
    from attendctl.reports.governors.contract import governors_dict
    from attendctl.reports.governors.shown import GOVERNORS_PAPER

    paper = governors_paper(asked.book.connection, asked.settings, period=PeriodAsked("year"), **asked.named)
    GOVERNORS_PAPER.show(governors_dict(paper), _format(path), path)


def _newsletter(asked: ReportAsked, path: Path) -> None:
    from attendctl.casework.celebration.celebration import celebrated
    from attendctl.reports.newsletter.newsletter_dict import newsletter_dict
    from attendctl.reports.newsletter.shown import show_newsletter

    found = celebrated(asked.book.connection, asked.settings, period=PeriodAsked("week"), **asked.named)
    show_newsletter(newsletter_dict(found), _format(path), path)


def _penalties(asked: ReportAsked, path: Path) -> None:
    from attendctl.casework.penalties.listed import penalty_list
    from attendctl.reports.penalties_dict import penalties_dict
    from attendctl.reports.penalties_shown import show_penalties

    listed = penalty_list(asked.book.connection, asked.settings, today=asked.night)
    show_penalties(penalties_dict(listed, known=None), _format(path), path)


def _actions(asked: ReportAsked, path: Path) -> None:
    from attendctl.casework.actions import actions_due
    from attendctl.letters.withdrawal import drafts_of
    from attendctl.reports.actions_json import actions_dict
    from attendctl.reports.actions_shown import show_actions

    listed = actions_due(asked.book.connection, asked.settings, today=asked.night)
    drafts = drafts_of(
        asked.book.connection,
        listed.no_longer_supported,
        listed.schools,
        asked.settings,
        as_of=listed.as_of,
        written_on=asked.night,
    )
    show_actions(actions_dict(listed, drafts), _format(path), path)


def _check(asked: ReportAsked, path: Path) -> None:
    from attendctl.reports.check_shown import check_csv
    from attendctl.reports.printed import print_or_write

    print_or_write(check_csv(asked.health), path, encoding="utf-8-sig")


def _format(path: Path) -> str:
    return path.suffix.removeprefix(".")


REPORTS: dict[NightlyReport, Callable[[ReportAsked, Path], None]] = {
    "week.xlsx": _week_or_year("week"),
    "year.xlsx": _week_or_year("year"),
    "leadership.xlsx": _leadership,
    "page.html": _page,
    "classes.pdf": _classes,
    "classes.xlsx": _classes,
    "lists.xlsx": _lists,
    "lists.pdf": _lists,
    "governors.pdf": _governors,
    "governors.docx": _governors,
    "newsletter.pdf": _newsletter,
    "penalties.xlsx": _penalties,
    "actions.xlsx": _actions,
    "check.csv": _check,
}
"""How each is made, by the name of its file."""
