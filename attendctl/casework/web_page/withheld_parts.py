"""What the page does not show where no pupil is named: it may be projected."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Protocol

import duckdb

from attendctl.casework.disclosure.school_groups import withheld_groups
from attendctl.casework.report_lines import AttendanceReport
from attendctl.casework.web_page.page_lines import WithheldPart

COUNTED: tuple[WithheldPart, ...] = ("persistent", "severe")


class WhatIsWithheld(Protocol):
    """Says what is withheld of the line with a key: ``(None, by, name)``, ``(school, None, None)``, of all
    ``(None, None, None)``."""

    def __call__(self, key: Hashable, /) -> tuple[WithheldPart, ...]: ...


def what_is_withheld(
    connection: duckdb.DuckDBPyConnection, report: AttendanceReport, *, names: bool
) -> WhatIsWithheld:
    """Return what says it. On a page with names, which is for the staff alone, nothing is withheld.

    Args:
        connection: the one that the report was made on, after it.
        report: the attendance report that the page shows.
        names: whether pupils are named.
    """
    if names:
        return lambda key: ()
    withheld = withheld_groups(connection, report, together=True)

    def parts(key: Hashable) -> tuple[WithheldPart, ...]:
        if withheld.line(key):
            return ("all",)
        return tuple(name for name in COUNTED if withheld.count(key, name))

    return parts
