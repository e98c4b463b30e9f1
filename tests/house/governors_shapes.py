"""The JSON of the governors' paper, copied by hand from the contract. Withheld figures are null."""

from __future__ import annotations

from tests.house.comparison_shapes import BENCHMARKS
from tests.house.json_shapes import NUMBER_OR_NULL, TEXT_OR_NULL

WHOLE_OR_NULL = (int, type(None))
SESSIONS = {"sessions": WHOLE_OR_NULL, "percent_of_possible": NUMBER_OR_NULL, "suppressed": bool}
PUPILS = {"pupils": WHOLE_OR_NULL, "of": WHOLE_OR_NULL, "percent": NUMBER_OR_NULL, "suppressed": bool}
THRESHOLD = {"missed": int, "of": int, "fixed_sessions": WHOLE_OR_NULL}
KINDS = {"suppressed": bool, "kinds": [{"what": str, "number": int}]}
GOVERNORS = {
    "report": str,
    "school": {"name": TEXT_OR_NULL, "urn": TEXT_OR_NULL},
    "schools": [{"name": str, "urn": TEXT_OR_NULL, "dfe_number": TEXT_OR_NULL, "policy": str}],
    "policy": str,
    "as_of": str,
    "known": TEXT_OR_NULL,
    "period": {
        "kind": str,
        "name": str,
        "from": str,
        "to": str,
        "is_stated": bool,
        "has_ended": bool,
        "schools": [{"school": str, "from": str, "to": str}],
    },
    "largest_small_number": int,
    "thresholds": {"persistent": THRESHOLD, "severe": THRESHOLD},
    "headline": [
        {
            "name": str,
            "title": str,
            "from": str,
            "to": str,
            "school_days": int,
            "suppressed": bool,
            "sessions_possible": WHOLE_OR_NULL,
            "sessions_attended": WHOLE_OR_NULL,
            "attendance_percent": NUMBER_OR_NULL,
            "authorised_absence": SESSIONS,
            "unauthorised_absence": SESSIONS,
            "late_before_close": SESSIONS,
            "late_after_close": SESSIONS,
            "persistent_absence": PUPILS,
            "severe_absence": PUPILS,
            "difference_points": NUMBER_OR_NULL,
        }
    ],
    "weeks": [
        {
            "from": str,
            "school_days": int,
            "in_period": bool,
            "attendance_percent": NUMBER_OR_NULL,
            "suppressed": bool,
        }
    ],
    "groups": [
        {
            "by": str,
            "name": str,
            "suppressed": bool,
            "pupils": WHOLE_OR_NULL,
            "period_attendance_percent": NUMBER_OR_NULL,
            "year_attendance_percent": NUMBER_OR_NULL,
            "persistent_absence": PUPILS,
            "severe_absence": PUPILS,
        }
    ],
    "not_stated": [str],
    "absence_by_reason": {
        "suppressed": bool,
        "reasons": [
            {
                "reason": str,
                "codes": [str],
                "class": str,
                "sessions": int,
                "percent_of_absence": float,
                "percent_of_possible": float,
            }
        ],
    },
    "done": {"letters": KINDS, "steps": KINDS},
    "duties": [{"policy": str, "title": str, "every": str, "section": str, "ours": TEXT_OR_NULL}],
    "benchmarks": BENCHMARKS,
}
