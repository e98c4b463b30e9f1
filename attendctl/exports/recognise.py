"""Which layout a table has: told from its columns, never from the file's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from attendctl.errors import InputRefused
from attendctl.exports.columns import Binding, bind
from attendctl.exports.containers.table import FoundTable
from attendctl.exports.headers import header_book
from attendctl.exports.layouts import Layout
from attendctl.exports.refusals import LayoutAmbiguous, LayoutUnknown, NoDatedMarks
from attendctl.exports.values.shown import headings_shown

_NEEDS_IN_WORDS = {
    "pupil": "a pupil's number or name",
    "dated": "a column for each session, headed by its date",
    "slots": "columns such as MonAM to FriPM",
    "week_marks": "a column of mark strings",
    "session|period": "the session (AM or PM)",
    "am_mark": "a column AM",
    "pm_mark": "a column PM",
}
_HEADERS_SHOWN = 12


@dataclass(frozen=True)
class Recognised:
    """One table, its layout and its columns."""

    table: FoundTable
    layout: Layout
    binding: Binding


@dataclass(frozen=True)
class Recogniser:
    """Matches tables to layouts. ``chosen`` is the layout of ``--layout``, if given."""

    layouts: Sequence[Layout]
    own_columns: Mapping[str, str]
    codes: frozenset[str]
    chosen: Layout | None = None
    year_from: date | None = None

    def recognise(self, table: FoundTable, file: str) -> Recognised:
        """Return the table with its layout.

        Raises:
            LayoutUnknown: it fits none (or not the one asked for); says what is missing.
            LayoutAmbiguous: it fits two; names both.
            NoDatedMarks: it was recognised as something without marks by day.
        """
        candidates = [self.chosen] if self.chosen else [one for one in self.layouts if one.shape != "refused"]
        fitting = [(one, bound) for one in candidates if fits(one, bound := self._bound(table, one))]
        if len(fitting) > 1:
            names = " and ".join(repr(layout.name) for layout, _ in fitting)
            raise LayoutAmbiguous(
                f"{file}{_sheet(table)} fits two layouts, {names}.", remedy="Say which with --layout NAME."
            )
        if fitting:
            return Recognised(table, *fitting[0])
        raise self._fault(table, file)

    def _bound(self, table: FoundTable, layout: Layout) -> Binding:
        book = header_book({**self.own_columns, **layout.columns})
        return bind(table.header_rows, table.header, book, codes=self.codes, year_from=self.year_from)

    def _fault(self, table: FoundTable, file: str) -> InputRefused:
        if self.chosen:
            lacking = [need for need in self.chosen.needs if not _has(self._bound(table, self.chosen), need)]
            words = ", ".join(
                _NEEDS_IN_WORDS.get(need, need.replace("|", " or ").replace("_", " ")) for need in lacking
            )
            return LayoutUnknown(
                f"{file}{_sheet(table)}, line {table.header_line}: the table is not of the layout "
                f"{self.chosen.name!r}: it lacks {words or 'what tells this layout from others'}.",
                remedy="Leave --layout out to have the layout recognised, or name the columns in "
                "attendctl.toml, [import.columns].",
            )
        for layout in self.layouts:
            if layout.shape == "refused" and fits(layout, self._bound(table, layout)):
                return NoDatedMarks(
                    f"{file}{_sheet(table)}, line {table.header_line}: the table holds {layout.title}.",
                    remedy=layout.export_instead,
                )
        shown = ", ".join(cell for cell in headings_shown(table.header)[:_HEADERS_SHOWN] if cell)
        return LayoutUnknown(
            f"{file}{_sheet(table)}, line {table.header_line}: the table is of no layout that attendctl "
            f"knows. Its columns are: {shown}{', …' if len(table.header) > _HEADERS_SHOWN else ''}.",
            remedy="Export pupil, date, session and mark; or say what the columns mean in attendctl.toml, "
            '[import.columns] "Header as exported" = "field".',
        )


def fits(layout: Layout, binding: Binding) -> bool:
    """Say whether a table with these columns can be of this layout."""
    if not layout.needs:
        return False
    return all(_has(binding, need) for need in layout.needs) and not any(map(binding.has, layout.without))


def _has(binding: Binding, need: str) -> bool:
    return any(binding.has(name) for name in need.split("|"))


def _sheet(table: FoundTable) -> str:
    return f", {table.sheet!r}" if table.sheet else ""
