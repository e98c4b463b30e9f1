"""Sessions as a few lines of a page: those of one code on following days together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from attendctl.casework.explained.marks import ExplainedMark
from attendctl.casework.wording import date_in_words


def marks_in_lines(marks: Sequence[ExplainedMark]) -> list[str]:
    """Return one line a day: the day, and each half day with its code and what it counts as.

    >>> from datetime import date
    >>> from attendctl.casework.explained.marks import explain_marks
    >>> from attendctl.measures.evidence import MarkedSession
    >>> day = date(2025, 11, 3)
    >>> marks = [MarkedSession(1, 1, day, 0, "I"), MarkedSession(1, 1, day, 1, "I")]
    >>> print(*marks_in_lines(explain_marks(marks)))
    3 November 2025: AM and PM I (authorised absence)
    """
    lines = []
    for day, of_day in groupby(marks, key=lambda mark: mark.day):
        halves = list(of_day)
        if len(halves) > 1 and len({mark.code for mark in halves}) == 1:
            parts = [f"AM and PM {halves[0].code} ({halves[0].counts_in_words})"]
        else:
            parts = [f"{mark.half_day} {mark.code} ({mark.counts_in_words})" for mark in halves]
        lines.append(f"{date_in_words(day)}: {', '.join(parts)}")
    return lines


def codes_in_a_line(marks: Sequence[ExplainedMark]) -> str:
    """Say how many sessions have which code, most first.

    >>> codes_in_a_line([])
    'none'
    """
    numbers = Counter((mark.code, mark.meaning, mark.counts_in_words) for mark in marks)
    said = [
        f"{number} × {code} ({counts_as})"
        for (code, _, counts_as), number in sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
    ]
    return ", ".join(said) or "none"
