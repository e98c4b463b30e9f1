"""The JSON of the page on one pupil, copied by hand from the contract."""

from __future__ import annotations

from tests.house.json_shapes import NUMBER_OR_NULL, ONE_PUPIL, SUMS, TEXT_OR_NULL
from tests.house.register_shapes import NUMBER_OR_NULL as INT_OR_NULL

CELL = (dict, type(None))
PART = (dict, type(None))
PUPIL_PAGE = ONE_PUPIL | {
    "about": list,
    "year": {"from": str, "to": str},
    "weeks": [
        {
            "from": str,
            "to": str,
            "iso": str,
            "last_day": str,
            "days": [{"date": str, "AM": CELL, "PM": CELL}],
            "week": SUMS,
            "year": SUMS,
            "steps": list,
        }
    ],
    "kinds": [{"kind": str, "sessions": int}],
    "codes": [{"code": str, "meaning": str, "kind": str, "sessions": int}],
    "band_edges": [{"band": str, "from_percent": float}],
    "steps_upto": str,
    "steps_school_weeks": int,
    "steps": [
        {
            "number": int,
            "on": str,
            "kind": str,
            "name": TEXT_OR_NULL,
            "what": str,
            "outcome": TEXT_OR_NULL,
            "kept_as": str,
            "school_weeks": INT_OR_NULL,
            "before": PART,
            "after": PART,
            "change_in_points": NUMBER_OR_NULL,
            "why_no_figures": TEXT_OR_NULL,
        }
    ],
    "weekdays": [{"weekday": str, "AM": SUMS, "PM": SUMS, "day": SUMS}],
    "halves": {"AM": SUMS, "PM": SUMS},
    "spells": {
        "number": int,
        "longest_school_days": int,
        "school_days": int,
        "days_missed_in_part": int,
        "school_weeks": int,
        "school_weeks_a_spell": NUMBER_OR_NULL,
        "spells": [{"from": str, "to": str, "school_days": int, "codes": dict, "is_open": bool}],
    },
    "lates": {
        "times": int,
        "before_register_closed": int,
        "after_register_closed": int,
        "minutes_late": int,
        "minutes_with_other_marks": int,
        "times_without_minutes": int,
        "marks": [{"date": str, "session": str, "code": str, "minutes_late": INT_OR_NULL}],
    },
    "amendments": [
        {
            "date": str,
            "session": str,
            "original": str,
            "amended": str,
            "minutes_late_original": INT_OR_NULL,
            "minutes_late_amended": INT_OR_NULL,
            "reason": TEXT_OR_NULL,
            "by": TEXT_OR_NULL,
            "seen_on": str,
            "import_id": int,
            "file": str,
            "line": INT_OR_NULL,
        }
    ],
    "in_words": [{"heading": str, "sentences": list}],
}
