"""The web page as HTML: one file, printed from the contract; it holds nothing that it does not show."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from markupsafe import Markup

from attendctl.casework.wording import date_in_words
from attendctl.reports.html.page_shell import html_page
from attendctl.reports.html.parts import section_html
from attendctl.reports.web_page.benchmarks_html import benchmarks_html
from attendctl.reports.web_page.headline_html import headline_html
from attendctl.reports.web_page.over_time_html import days_html, weekdays_html, weeks_html
from attendctl.reports.web_page.who_and_why_html import (
    groups_html,
    reasons_html,
    schools_html,
    talk_about_html,
)
from attendctl.reports.web_page.words import days_in_words

Page = Mapping[str, Any]

_STYLE = "#headline-figures td { white-space: normal; }\n"
"""The days of a figure may take two lines; a number never does."""


def page_html(page: Page) -> str:
    """Return the page.

    Args:
        page: of ``attendctl.reports.web_page.page_dict.page_dict``.
    """
    several = len(page["schools"]) > 1
    sections = {
        "headline": ("Headline figures", headline_html(page)),
        "talk-about": ("Pupils to talk about", talk_about_html(page)),
        **({"schools": ("Schools", schools_html(page))} if several else {}),
        "benchmarks": ("Beside England", benchmarks_html(page)),
        "by-week": ("Week by week", weeks_html(page)),
        "by-weekday": ("By weekday", weekdays_html(page)),
        "every-session": ("Every session", days_html(page)),
        "by-reason": ("By reason", reasons_html(page)),
        "groups": ("Groups", groups_html(page)),
        "about": ("About", _about(page)),
    }
    links = Markup("\n").join(
        Markup('<li><a href="#{}">{}</a></li>').format(name, word) for name, (word, _) in sections.items()
    )
    nav = Markup('<nav aria-label="Contents"><ul>\n{}\n</ul></nav>\n').format(links)
    return html_page(
        title=f"Attendance to {date_in_words(_day(page['as_of']))}: {_schools(page)}",
        heading=f"{_schools(page)}: attendance",
        about=_days(page) + nav,
        body=Markup("\n").join(section for _, section in sections.values()),
        footer=_footer(page),
        style=_STYLE,
    )


def _schools(page: Page) -> str:
    names = [one["name"] for one in page["schools"]]
    return names[0] if len(names) == 1 else f"{len(names)} schools"


def _days(page: Page) -> Markup:
    period = page["period"]
    as_of = date_in_words(_day(page["as_of"]))
    if period["kind"] == "year":
        said = f"The year to {as_of}."
    else:
        what = f"Week {period['name']}" if period["kind"] == "week" else period["name"]
        days = days_in_words(period["from"], period["to"])
        said = f"{what[0].upper()}{what[1:]} ({days}), and the year to {as_of}."
        if period["kind"] == "range":
            said = f"{days}, and the year to {as_of}."
    return Markup("<p>{}</p>\n").format(said)


def _about(page: Page) -> Markup:
    period = page["period"]
    lines = [*page["notes"], "An en dash stands where there is no figure."]
    if period.get("is_stated") is False:
        lines.insert(0, f"The days of the {period['name']} are proposed from the register.")
    items = Markup("\n").join(Markup("<li>{}</li>").format(line) for line in lines)
    return section_html("About these figures", Markup("<ul>\n{}\n</ul>").format(items), name="about")


def _footer(page: Page) -> Markup:
    known = f", as the ledger knew it by {date_in_words(_day(page['known']))}" if page["known"] else ""
    whose = "Names pupils: for staff only." if page["names"] else "No pupil is named."
    return Markup("<p>{}</p>").format(
        f"Marks up to {date_in_words(_day(page['as_of']))}{known}. Bands by: {page['policy']}. {whose}"
    )


def _day(text: str) -> date:
    return date.fromisoformat(text)
