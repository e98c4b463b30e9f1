"""The JSON of the web page, copied by hand from the contract."""

from __future__ import annotations

from typing import Any

from tests.house.comparison_shapes import FIGURES, TABLE
from tests.house.json_shapes import INT_OR_NULL, NUMBER_OR_NULL, TEXT_OR_NULL

SUMS_OR_NULL = (dict, type(None))
PAGE_SUMS = {
    "sessions_possible": int,
    "sessions_attended": int,
    "sessions_authorised": int,
    "sessions_unauthorised": int,
    "sessions_late": int,
    "sessions_late_after_close": int,
    "attendance_percent": NUMBER_OR_NULL,
}
ABSENTEES = {
    "persistent_absence_percent": NUMBER_OR_NULL,
    "severe_absence_percent": NUMBER_OR_NULL,
    "withheld": [str],
}
OF_ABSENCE = {"sessions": int, "percent_of_absence": NUMBER_OR_NULL}
COUNTED = {
    "school": str,
    "class": str,
    "pupils": int,
    "newly_severe": (int, type(None)),
    "newly_persistent": (int, type(None)),
    "moved_down": int,
    "at_penalty_threshold": int,
    "near_penalty_threshold": int,
    "action_due": int,
}
NAMED = {
    "school": str,
    "class": str,
    "year_group": TEXT_OR_NULL,
    "surname": TEXT_OR_NULL,
    "forename": TEXT_OR_NULL,
    "reasons": [{"kind": str, "text": str}],
}
PAGE: dict[str, Any] = {
    "report": str,
    "schools": [
        {
            "name": str,
            "urn": TEXT_OR_NULL,
            "dfe_number": TEXT_OR_NULL,
            "policy": str,
            "pupils": INT_OR_NULL,
            "period": SUMS_OR_NULL,
            "year": SUMS_OR_NULL,
            **ABSENTEES,
        }
    ],
    "policy": str,
    "as_of": str,
    "known": TEXT_OR_NULL,
    "names": bool,
    "period": {"kind": str, "name": TEXT_OR_NULL, "from": TEXT_OR_NULL, "to": TEXT_OR_NULL},
    "headline": [
        {
            "figure": str,
            "from": str,
            "to": str,
            **PAGE_SUMS,
            "points_above": NUMBER_OR_NULL,
            "pupils": INT_OR_NULL,
            "pupils_persistent": INT_OR_NULL,
            "pupils_severe": INT_OR_NULL,
            **ABSENTEES,
        }
    ],
    "weeks": [{"number": int, "week": str, "from": str, "to": str, **PAGE_SUMS, "last_year": SUMS_OR_NULL}],
    "weekdays": [{"weekday": str, "session": str, "period": SUMS_OR_NULL, "year": PAGE_SUMS}],
    "days": [{"date": str, "weekday": str, "week": str, "AM": SUMS_OR_NULL, "PM": SUMS_OR_NULL}],
    "reasons": [
        {
            "code": TEXT_OR_NULL,
            "meaning": str,
            "statistical_class": str,
            "withheld": [str],
            "period": OF_ABSENCE | {"sessions": INT_OR_NULL},
            "year": OF_ABSENCE | {"percent_of_possible": NUMBER_OR_NULL},
        }
    ],
    "groups": [
        {
            "by": str,
            "name": str,
            "pupils": INT_OR_NULL,
            "period": SUMS_OR_NULL,
            "year": SUMS_OR_NULL,
            **ABSENTEES,
        }
    ],
    "talk_about_week": {"name": str, "from": str, "to": str},
    "to_talk_about": [COUNTED],
    "benchmarks": {
        "table": TABLE,
        "schools": [
            {
                "school": str,
                "phase": str,
                "withheld": [str],
                "attendance_percent": NUMBER_OR_NULL,
                "authorised_percent": NUMBER_OR_NULL,
                "unauthorised_percent": NUMBER_OR_NULL,
                "persistent_absence_percent": NUMBER_OR_NULL,
                "figures": [
                    FIGURES
                    | {
                        "attendance_points_above": NUMBER_OR_NULL,
                        "persistent_absence_points_above": NUMBER_OR_NULL,
                    }
                ],
                "notes": [str],
            }
        ],
    },
    "notes": [str],
}
PAGE_WITH_NAMES = PAGE | {"to_talk_about": [NAMED]}
