"""The night as one web page: what is to be looked at first, then each step. No pupil is on it."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

from markupsafe import Markup

from attendctl.casework.register_health.finding import KINDS
from attendctl.casework.wording import date_in_words
from attendctl.reports.html.page_shell import html_page
from attendctl.reports.html.parts import Shown, section_html, table_html
from attendctl.reports.nightly.words import FILE_COLUMNS, file_cells, in_short

_FOOTER = Markup("<p>Made by attendctl nightly. Counts only: names are in the reports and letters.</p>")


@dataclass(frozen=True)
class _Lies:
    """Where a page lies: its links lead from the folder ``at`` to paths that are told from ``base``."""

    base: Path
    at: Path


def night_page(contract: Mapping[str, Any], *, base: Path, at: Path) -> str:
    """Return the page of a night.

    Args:
        contract: of ``attendctl.nightly.run.run_night``.
        base: the folder that its paths are told from.
        at: the folder the page will lie in: its links lead from there.
    """
    return _page(contract, _Lies(base, at))


def night_page_to_mail(contract: Mapping[str, Any]) -> str:
    """Return the page of a night as it is mailed: paths in words in place of links, and no script."""
    return _page(contract, None)


def fault_page(title: str, sentences: Sequence[str], *, runs: bool = True) -> str:
    """Return the page of a night that ended early: what happened and what to do.

    Args:
        title: which night it was.
        sentences: what happened and what to do.
        runs: as for ``html_page``.
    """
    return html_page(title=title, body=_to_look_at(sentences), footer=_FOOTER, runs=runs)


def _page(contract: Mapping[str, Any], lies: _Lies | None) -> str:
    night = date_in_words(date.fromisoformat(contract["night"]))
    schools = ", ".join(contract["schools"][:3]) + (" and others" if len(contract["schools"]) > 3 else "")
    about = Markup("<p>{}</p>\n").format(schools) if schools else Markup("")
    parts = [_to_look_at(contract["to_look_at"]), _in_short(contract), _files(contract, lies)]
    parts += [_reports(contract, lies), _findings(contract)]
    return html_page(
        title=f"Night run of {night}",
        about=about,
        body=Markup("\n").join(part for part in parts if part),
        footer=_FOOTER,
        runs=lies is not None,
    )


def _to_look_at(sentences: Sequence[str]) -> Markup:
    if not sentences:
        return section_html("To look at", Markup("<p>Nothing: all is well.</p>"), name="to-look-at")
    items = Markup("\n").join(Markup("<li>{}</li>").format(one) for one in sentences)
    return section_html("To look at", Markup("<ul>\n{}\n</ul>").format(items), name="to-look-at")


def _in_short(contract: Mapping[str, Any]) -> Markup:
    items = Markup("\n").join(Markup("<li>{}</li>").format(one) for one in in_short(contract))
    return section_html("What was done", Markup("<ul>\n{}\n</ul>").format(items), name="done")


def _files(contract: Mapping[str, Any], lies: _Lies | None) -> Markup:
    if not contract["files"]:
        return Markup("")
    rows: list[list[Shown]] = []
    for one in contract["files"]:
        cells: list[Shown] = [*file_cells(one)]
        if one["became"] == "refused":
            cells[1] = _link("refused", one["kept"], lies)
        rows.append(cells)
    table = table_html("Files", FILE_COLUMNS, rows, name="files-table", numeric={2, 3, 4})
    return section_html("Files", table, name="files")


def _reports(contract: Mapping[str, Any], lies: _Lies | None) -> Markup:
    made = [one for one in contract["reports"] if one["file"]]
    links = [_link(one["name"], one["file"], lies) for one in made]
    letters = contract["letters"]
    if letters and letters["folder"]:
        links.append(_link("the folder of the letters", letters["folder"], lies))
    if not links:
        return Markup("")
    items = Markup("\n").join(Markup("<li>{}</li>").format(one) for one in links)
    return section_html("Reports", Markup("<ul>\n{}\n</ul>").format(items), name="reports")


def _findings(contract: Mapping[str, Any]) -> Markup:
    check = contract["check"]
    rows: list[list[Shown]] = [
        [f"{KINDS[kind].title[:1].upper()}{KINDS[kind].title[1:]}", number, KINDS[kind].fix]
        for kind, number in (check["counts"].items() if check else ())
        if number
    ]
    if not rows:
        return Markup("")
    table = table_html(
        "Findings by kind", ("Kind", "Findings", "What to do"), rows, name="check-table", numeric={1}
    )
    return section_html("The register", table, name="register")


def _link(words: str, path: str, lies: _Lies | None) -> Markup:
    if lies is None:
        return Markup("{}: {}").format(words, path)
    try:
        way = Path(os.path.relpath(lies.base / path, lies.at)).as_posix()
    except ValueError:  # on another drive
        return Markup("{}").format(words)
    return Markup('<a href="{}">{}</a>').format(quote(way), words)
