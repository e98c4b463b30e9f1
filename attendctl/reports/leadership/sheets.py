"""The sheets of the leadership workbook: titles, columns and rows, from the contract."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openpyxl.utils import get_column_letter

from attendctl.reports.leadership.columns import (
    GROUPINGS,
    NOT_STATED,
    Column,
    Row,
    action_columns,
    group_columns,
    lateness_sheet_columns,
    moved_columns,
    owed_columns,
    pupil_columns,
    school_columns,
    week_columns,
)

_WIDTHS = {
    "School": 28,
    "UPN": 15,
    "Surname": 17,
    "Forename": 15,
    "Year group": 11,
    "Class": 9,
    "Group": 26,
    "By": 18,
    "Action": 64,
    "Step": 24,
    "Moved": 13,
    "Why": 12,
    "Trend": 10,
    "Week from": 12,
    "Week number": 11,
    "Oldest N mark": 12,
    "Band": 13,
    "Band the week before": 13,
    "Band now": 13,
    "Band the week before, by the register then": 17,
    "Band the week before, by the register now": 17,
}


@dataclass(frozen=True)
class Sheet:
    """A sheet of rows.

    Attributes:
        title: of the sheet.
        columns: that are printed on paper.
        rows: of the contract.
        beside: further columns, to the right of what is printed.
        totals: rows below the rows, in no filter.
    """

    title: str
    columns: Sequence[Column]
    rows: Sequence[Row]
    beside: Sequence[Column] = ()
    totals: Sequence[Row] = ()
    widths: Mapping[str, int] = field(default_factory=lambda: _WIDTHS)

    @property
    def all_columns(self) -> list[Column]:
        """All columns, from left to right."""
        return [*self.columns, *self.beside]

    @property
    def print_area(self) -> str:
        """The cells that are printed, such as ``A1:H25``."""
        return f"A1:{get_column_letter(len(self.columns))}{1 + len(self.rows) + len(self.totals)}"

    def cells_of(self, header: str, wanted: Callable[[Row], bool]) -> str | None:
        """Return the range of a column's cells of the rows wanted, which stand together; None of none.

        >>> one = Sheet("Week's rows", [Column("N", lambda row: row["n"])], [{"n": 1}, {"n": 2}, {"n": 2}])
        >>> one.cells_of("N", lambda row: row["n"] == 2)
        "'Week''s rows'!$A$3:$A$4"
        """
        places = [place for place, row in enumerate(self.rows, 2) if wanted(row)]
        if not places:
            return None
        assert places == list(range(places[0], places[-1] + 1)), self.title
        number = [column.header for column in self.all_columns].index(header) + 1
        letter = get_column_letter(number)
        name = self.title.replace("'", "''")
        return f"'{name}'!${letter}${places[0]}:${letter}${places[-1]}"


def leadership_sheets(contract: dict[str, Any]) -> list[Sheet]:
    """Return every sheet of rows, in the workbook's order."""
    groups = contract["groups"]
    several = len(contract["schools"]) > 1
    printed, beside = school_columns(contract)
    trust = [contract["trust"]] if several else []
    years = [row for row in groups if row["by"] == "year"]
    classes = [row for row in groups if row["by"] == "class"]
    of_pupils, beside_pupils = pupil_columns(contract)
    return [
        Sheet("Schools", printed, contract["school_rows"], beside, totals=trust),
        Sheet("Year groups", *_of_groups(contract, years, "Year group")),
        Sheet("Classes", *_of_groups(contract, classes, "Class")),
        Sheet("Groups", *_of_groups(contract, _in_order(groups), "Group")),
        Sheet("Bands", moved_columns(contract), contract["movement"]["pupils"]),
        Sheet("Missing and N", owed_columns(contract), contract["owed"]),
        Sheet(
            "Lateness",
            lateness_sheet_columns(contract),
            [*trust, *contract["school_rows"], *years, *classes],
        ),
        Sheet("Actions", action_columns(contract), contract["actions"]),
        Sheet("Weeks", week_columns(contract), contract["weeks"]),
        Sheet("Pupils", of_pupils, contract["pupils"], beside_pupils),
    ]


def _of_groups(
    contract: dict[str, Any], rows: Sequence[Row], header: str
) -> tuple[Sequence[Column], Sequence[Row], Sequence[Column]]:
    printed, beside = group_columns(contract, header=header)
    return printed, rows, beside


def _in_order(groups: Sequence[Row]) -> list[Row]:
    """Return the groups school by school, what is not stated after what is: a chart shows the first part."""
    wanted = [row for row in groups if row["by"] not in ("year", "class")]
    schools = dict.fromkeys(row["school"] for row in wanted)
    order = list(GROUPINGS)
    return [
        row
        for school in sorted(schools, key=lambda name: name is not None)
        for row in sorted(
            (row for row in wanted if row["school"] == school),
            key=lambda row: (row["name"] == NOT_STATED, order.index(row["by"])),
        )
    ]
