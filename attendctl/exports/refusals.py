"""Why a table cannot be read as a register, one class a reason; each is the whole file's fault."""

from __future__ import annotations

from attendctl.errors import InputRefused


class LayoutUnknown(InputRefused):
    """The table fits no layout."""

    code = "I030"


class LayoutAmbiguous(InputRefused):
    """The table fits two layouts."""

    code = "I031"


class NoDatedMarks(InputRefused):
    """Counts, totals or registers: nothing in it is one pupil's mark on one day."""

    code = "I032"


class OnlyLessons(InputRefused):
    """Marks of lessons, none of the two sessions a day."""

    code = "I033"


class WeekUnknown(InputRefused):
    """A weekly or yearless layout, and neither the file nor the officer says which week or year."""

    code = "I034"


class DatesInUsOrder(InputRefused):
    """At least one date can only be month-first, so none can be trusted."""

    code = "I035"


class NoMarks(InputRefused):
    """A register in which every session is empty."""

    code = "I037"


class NothingInIt(InputRefused):
    """The table was recognised and holds no row to read."""

    code = "I036"
